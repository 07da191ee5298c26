import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matcherOf } from '../../../src/domain/search/matcher.ts';
import { mayBegin, searchTermsOf } from '../../../src/domain/search/terms.ts';
import { foldText, wordCount, wordsOf } from '../../../src/domain/search/words.ts';

/** Characters that meet each rule of the fold, and each other. */
const units = [
  ...['a', 'B', 'i', 'I', 'ı', 'İ', 'ß', 'É', 'e\u0301', 'ł', 'Œ', 'ﬁ', '½', '²', 'Ａ'],
  ...['Σ', 'ς', 'ά', 'й', 'И\u0306', 'ё', 'м', 'о\u0301', 'ї', "'", '’', 'ʼ', '´', 'ʿ'],
  ...['أ', 'ى', 'ة', 'َ', 'ـ', 'ﷺ', 'ﻼ', 'ש', 'ׁ', '١', '१', '٣'],
  ...[
    'क',
    'ा',
    '्',
    'ि',
    'क़',
    '北',
    '京',
    '𠮷',
    'が',
    'か\u3099',
    'ｶﾞ',
    'ー',
    'ก',
    'ำ',
    '่',
    'ທ',
    'ຳ',
    'ក',
    '្',
    'မ',
    'ြ',
    'ိ',
  ],
  ...['한', '하', 'ᄒ', 'ᅡ', 'ᆫ', 'ㅏ', 'ㄱ', 'ﾡ'],
  ...[' ', ' ', '-', '.', '.', '…', '\n', '<'],
  ...['\u00ad', '\u200b', '\u200d', '\u202b', '\ufe0f', '\u0308', '\u0338', '🚀', '1', '0'],
];
const texts = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: fc.constantFrom(...units), maxLength: 30 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
);

describe('folds', () => {
  it.each([
    ['case, and accents of Latin letters', 'ÉMIGRÉ Überlingen Đà Nẵng', 'emigre uberlingen da nang'],
    ['strokes and ligatures', 'Łódź Œuvre Æther Ørsted ﬁre ĳ', 'lodz oeuvre aether orsted fire ij'],
    ['each form of i', 'IĞDIR ığdır İstanbul', 'igdir igdir istanbul'],
    ['ß as two letters', 'Straße STRASSE GROẞ', 'strasse strasse gross'],
    ['Greek accents and the final sigma', 'Οδός ΟΔΌΣ ΐ', 'οδοσ οδοσ ι'],
    ['ё and stress marks, but no letters of their own', 'Пётр Во\u0301лк йод її ґ ў', 'петр волк йод її ґ ў'],
    [
      'Arabic vowel marks, alef, yeh, kaf, teh marbuta and tatweel',
      'قُتِلَ أحد إدلب آب على ایران کتاب محكمة بيـان',
      'قتل احد ادلب اب علي ايران كتاب محكمه بيان',
    ],
    ['Hebrew points', 'שָׁלוֹם', 'שלום'],
    ['digits of every script', '١٢ ۳ १० ๒๕ ２', '12 3 10 25 2'],
    ['full-width letters', 'ＣＯＶＩＤ', 'covid'],
    [
      'soft hyphens, joiners and direction marks',
      'Bundes\u00adrat a\u200db \u202bهجوم\u202c',
      'bundesrat ab هجوم',
    ],
    ['signs of transliteration', 'Saʿid ʾAbd', 'said abd'],
    ['vowel signs of India not at all', 'काल कील कुल', 'काल कील कुल'],
    ['voiced sounds not at all', 'か が ｶﾞ', 'か が ガ'],
    ['letters between dots', 'U.S. U.K A.Q.I. e.g. a.b.cd С.Ш.А.', 'us uk aqi eg ab cd сша'],
    ['no other dots', 'J.Smith 1.2 a..b a. b', 'j smith 1 2 a b a b'],
    [
      'apostrophes between Cyrillic letters',
      "Кам'янське Кам’янське Камʼянське",
      'камянське камянське камянське',
    ],
    ['no other apostrophes', "L’armée o'clock 'м' м''я", 'l armee o clock м м я'],
    ['scripts without spaces apart', 'covid疫情2024年', 'covid 疫情 2024 年'],
    ['emoji to nothing', 'Rally 🇺🇦 1️⃣ 👩‍🚒', 'rally 1'],
  ])('%s', (_, text, expected) => {
    expect(foldText(text)).toBe(expected);
  });

  it('folds folded text to itself', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('folds the normal forms of a text alike', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const form of ['NFC', 'NFD'] as const)
          expect(foldText(text.normalize(form))).toBe(foldText(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('folds both cases of every letter alike', () => {
    const unlike: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const letter = String.fromCodePoint(code);
      const cases = [letter.toLowerCase(), letter.toUpperCase()];
      if (cases.every((other) => other === letter) || /\p{M}/u.test(letter)) continue;
      const simple = cases.filter((other) => [...other].length === 1);
      if (simple.some((other) => foldText(other) !== foldText(letter))) unlike.push(letter);
    }
    expect(unlike).toEqual([]);
  });
});

it('takes a text in ASCII apart as any other text', () => {
  const ascii = fc.oneof(
    fc.string({ unit: 'binary-ascii', maxLength: 60 }),
    fc.string({ unit: fc.constantFrom('a', 'B', '.', '1', ' ', "'"), maxLength: 20 }),
  );
  fc.assert(
    fc.property(ascii, (text) => {
      // A letter of another script, set apart, changes none of the words before it.
      const others = wordsOf(`${text} я`);
      expect(others.pop()?.folded).toBe('я');
      expect(wordsOf(text)).toEqual(others);
      expect([wordCount(text), wordCount(`${text} я`)]).toEqual([others.length, others.length + 1]);
      expect(foldText(text)).toBe(others.map(({ folded }) => folded).join(' '));
    }),
    { numRuns: 2000 },
  );
});

it('says where each word stands, from its first letter to behind its last', () => {
  const text = 'On 22 March, the "Hall" ...burnt — Кам’янське, 東京';
  expect(wordsOf(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    'On',
    '22',
    'March',
    'the',
    'Hall',
    'burnt',
    'Кам’янське',
    '東京',
  ]);
  expect(wordsOf('')).toEqual([]);
});

/** Words, and letters of runs, apart from those that are of one character together, as ½ is 1 and 2. */
function segmentsOf(text: string) {
  const all = placesOf(text);
  return all.filter(
    ({ start, end }, index) =>
      (all[index - 1]?.end ?? 0) <= start && (all[index + 1]?.start ?? text.length) >= end,
  );
}
const placesOf = (text: string) =>
  wordsOf(text).flatMap(({ start, end, run }) =>
    run === undefined
      ? [{ start, end }]
      : run.starts.map((at, index) => ({ start: at, end: run.ends[index] ?? end })),
  );

it('finds a text by every run of its own letters that is cut at its segments', () => {
  fc.assert(
    fc.property(texts, fc.nat(), fc.nat(), (text, one, other) => {
      const segments = segmentsOf(text);
      fc.pre(segments.length > 0);
      const [from, to] = [one % segments.length, other % segments.length].sort((a, b) => a - b);
      const query = text.slice(segments[from ?? 0]?.start, segments[to ?? 0]?.end);
      const terms = searchTermsOf(query);
      expect(terms.length).toBeGreaterThan(0);
      const found = new Set(
        matcherOf(terms, 'event')
          .find(text)
          .map(({ term }) => terms[term]),
      );
      expect(terms.filter((term) => !found.has(term))).toEqual([]);
    }),
    { numRuns: 3000 },
  );
});

it('finds in any text the words that are terms, or begin with one that may', () => {
  const sample = fc.tuple(
    texts,
    fc.array(fc.tuple(fc.nat(), fc.nat(4)), { minLength: 1, maxLength: 3 }),
    texts,
  );
  fc.assert(
    fc.property(sample, ([given, picks, other]) => {
      // One character may be several words, as ½ is 1 and 2: a mark cannot tell them apart.
      const words = wordsOf(given);
      fc.pre(words.every(({ start }, index) => (words[index - 1]?.end ?? 0) <= start));
      const pool = [...words, ...wordsOf(other)].map(({ folded }) => folded);
      fc.pre(pool.length > 0);
      // Words of the text and beginnings of them, so that there is something to find.
      const terms = searchTermsOf(
        picks
          .map(([at, less]) => [...(pool[at % pool.length] ?? '')].slice(0, -less || undefined).join(''))
          .join(' '),
      );
      const hits = matcherOf(terms, 'event').find(given);
      // A hit is a term in the folded text, and each word that a term asks for has a hit.
      for (const { start, end, term } of hits)
        expect(foldText(given.slice(start, end))).toContain(terms[term]);
      for (const { folded, start, end, run } of words) {
        const isAsked = terms.some((term, index) => {
          if (run !== undefined) return folded.includes(term);
          return (
            folded === term ||
            (mayBegin(term, 'event', index === terms.length - 1) && folded.startsWith(term))
          );
        });
        expect(hits.some((hit) => hit.start >= start && hit.end <= end)).toBe(isAsked);
      }
    }),
    { numRuns: 3000 },
  );
});
