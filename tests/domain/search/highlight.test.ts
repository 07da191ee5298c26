import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marked, snippet } from '../../../src/domain/search/highlight.ts';
import { matcherOf } from '../../../src/domain/search/matcher.ts';
import { searchTermsOf } from '../../../src/domain/search/terms.ts';

const matching = (...words: string[]) => matcherOf(searchTermsOf(words.join(' ')), 'event');
const mark = (text: string, ...words: string[]) => marked(text, matching(...words));
const cut = (text: string, ...words: string[]) => snippet(text, matching(...words)) ?? 'nothing found';
const plain = (html: string) =>
  html
    .replaceAll(/<\/?mark>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

describe('marks', () => {
  it.each([
    ['the words found', 'Attack on the hall', ['attack'], '<mark>Attack</mark> on the hall'],
    ['all of a word that begins so', 'The attackers', ['attack'], 'The <mark>attackers</mark>'],
    [
      'beginnings of the last word only',
      'Halls, attackers',
      ['hall', 'att'],
      'Halls, <mark>attackers</mark>',
    ],
    ['no beginnings of two letters', 'Attack at it', ['at'], 'Attack <mark>at</mark> it'],
    ['accents aside', 'Élise, Čapek', ['capek'], 'Élise, <mark>Čapek</mark>'],
    ['composed or not', 'Se\u0301an', ['séan'], '<mark>Se\u0301an</mark>'],
    ['stress marks aside', 'Во\u0301лк', ['волк'], '<mark>Во\u0301лк</mark>'],
    ['but not letters of their own', 'йод', ['иод'], 'йод'],
    ['a final sigma', 'Οδός', ['ΟΔΌΣ'], '<mark>Οδός</mark>'],
    ['the dotted capital', 'İzmir', ['izmir'], '<mark>İzmir</mark>'],
    ['a part of a run of Han', '昨天在北京发生', ['北京'], '昨天在<mark>北京</mark>发生'],
    ['each letter of a run', '人山人海', ['人'], '<mark>人</mark>山<mark>人</mark>海'],
    ['all of a letter with a vowel sign', 'ที่นี่', ['นี'], 'ที่<mark>นี่</mark>'],
    ['halfwidth letters', 'ﾃﾞﾓ隊', ['デモ'], '<mark>ﾃﾞﾓ</mark>隊'],
    ['two letters for one', 'Straße', ['strasse'], '<mark>Straße</mark>'],
    ['a ligature', 'ﬁre', ['fire'], '<mark>ﬁre</mark>'],
    ['soft hyphens within', 'Ver\u00adfassung', ['verfassung'], '<mark>Ver\u00adfassung</mark>'],
    ['vowel marks', 'قُتِلَ هنا', ['قتل'], '<mark>قُتِلَ</mark> هنا'],
    ['apostrophes in a word', 'Кам’янське', ['камянське'], '<mark>Кам’янське</mark>'],
    ['dots in an acronym', 'The U.S. said', ['us'], 'The <mark>U.S</mark>. said'],
    ['digits of any script', 'مقتل ١٢', ['12'], 'مقتل <mark>١٢</mark>'],
    ['astral letters', '𝔸𝕓 x', ['𝔸𝕓'], '<mark>𝔸𝕓</mark> x'],
    [
      'beside what is escaped',
      `<b>"R&D"</b> isn't`,
      ['r', 'isn'],
      '&lt;b&gt;&quot;<mark>R</mark>&amp;D&quot;&lt;/b&gt; <mark>isn</mark>&#39;t',
    ],
  ] as const)('%s', (_, text, terms, expected) => {
    expect(mark(text, ...terms)).toBe(expected);
  });
});

describe('snippets', () => {
  const filler = Array.from({ length: 200 }, (_, index) => `w${index}`).join(' ');

  it('are the text where it is short', () => {
    expect(cut('A short one', 'short')).toBe('A <mark>short</mark> one');
  });

  it('are cut between words around what was found', () => {
    const html = cut(`${filler} needle ${filler}`, 'needle');
    expect(html).toMatch(/^…w\d+ .*<mark>needle<\/mark> .* w\d+…$/);
    expect(plain(html).length).toBeLessThan(250);
  });

  it('are where most of the words stand together', () => {
    expect(cut(`red ${filler} blue and red ${filler} blue`, 'red', 'blue')).toContain(
      '<mark>blue</mark> and <mark>red</mark>',
    );
  });

  it('begin where the text does where nothing is found before', () => {
    expect(cut(`needle ${filler}`, 'needle')).toMatch(/^<mark>needle<\/mark> w0/);
    expect(cut(`${filler} needle`, 'needle')).toMatch(/<mark>needle<\/mark>$/);
  });

  it.each([
    ['Devanagari', 'क्षे'],
    ['Thai', 'น้ำ'],
    ['accents of their own', 'e\u0323\u0301'],
    ['letters of two units', '𝔸\u0301'],
  ])('without spaces end beside a letter with its marks: %s', (_, letters) => {
    for (let before = 61; before < 75; before += 1) {
      const text = `${'x'.repeat(before % 7)}${letters.repeat(before)}目標${letters.repeat(100)}`;
      const html = cut(text, '目標');
      expect(html).toMatch(/^…\P{M}.*<mark>目標<\/mark>.*…$/u);
      const shown = plain(html).slice(1, -1);
      expect(text.slice(text.indexOf(shown) + shown.length)).toMatch(/^[^\p{M}\u0e33]/u);
    }
  });

  it('cut within a letter that has more marks than there is room', () => {
    expect(cut(`x ${'a\u0301'}${'\u0301'.repeat(5_000)}`, 'a').length).toBeLessThan(300);
  });

  it('of any text hold it as it is, cut no character, and escape all of it', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 900 }),
      fc.string({ unit: fc.constantFrom('𝔸', '界', 'a', ' ', '<', 'é', 'e\u0301'), maxLength: 900 }),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(['a'], ['𝔸'], ['界'], ['aaa', 'é'], ['x']), (raw, terms) => {
        const given = raw.toWellFormed();
        const matcher = matching(...terms);
        const whole = marked(given, matcher);
        expect(plain(whole)).toBe(given);
        const html = snippet(given, matcher);
        expect(html !== null).toBe(whole.includes('<mark>'));
        if (html === null) return;
        expect(html).toContain('<mark>');
        expect(html.isWellFormed()).toBe(true);
        expect(html.replaceAll(/<\/?mark>/g, '')).not.toMatch(/[<>"']/);
        const shown = plain(html);
        const kept = given.includes(shown) || given.includes(shown.replace(/^…/, '').replace(/…$/, ''));
        const trimmed = [shown.replace(/^…/, ''), shown.replace(/…$/, '')];
        expect(kept || trimmed.some((part) => given.includes(part))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('of the longest texts are made at once', () => {
    expect(cut('a'.repeat(10_000), 'aaa').length).toBeLessThan(300);
    expect(cut('a '.repeat(5000), 'a', 'b').length).toBeLessThan(5000);
  });
});
