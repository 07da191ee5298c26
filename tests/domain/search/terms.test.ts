import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  foldVersion,
  indexedText,
  mayBegin,
  phrasesOf,
  searchTermsOf,
} from '../../../src/domain/search/terms.ts';
import { foldText } from '../../../src/domain/search/words.ts';

describe('the terms of a search text', () => {
  const expectations: [string, string[]][] = [
    ['islamic state', ['islamic', 'state']],
    ['  tabs\tand\nlines ', ['tabs', 'and', 'lines']],
    ['"abc', ['abc']],
    ['*', []],
    ['a AND b', ['a', 'and', 'b']],
    ['NEAR(', ['near']],
    ['col:x', ['col', 'x']],
    ["o'clock", ['o', 'clock']],
    ['multi-agent', ['multi', 'agent']],
    ['snake_case', ['snake', 'case']],
    ['a\0b', ['a', 'b']],
    ['Крокус 2024', ['крокус', '2024']],
    ['\u0065\u0301', ['e']],
    ['covid疫情', ['covid', '疫情']],
    ['3月22日', ['3', '月', '22', '日']],
    ['👍', []],
    ['', []],
  ];
  for (const [text, expected] of expectations) {
    it(`${JSON.stringify(text)} → ${JSON.stringify(expected)}`, () => {
      expect(searchTermsOf(text)).toEqual(expected);
    });
  }

  it('stay whole: a word that is cut would find no name', () => {
    const word = 'w'.repeat(150);
    expect(searchTermsOf(`${word} x`)).toEqual([word, 'x']);
  });

  it('hold no sign that could mean something, and give themselves again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const terms = searchTermsOf(text);
        expect(terms.every((term) => /^[\p{L}\p{N}\p{M}\p{Co}]+$/u.test(term))).toBe(true);
        expect(searchTermsOf(terms.join(' '))).toEqual(terms);
      }),
    );
  });
});

describe('the text for an index', () => {
  it.each([
    ['The U.S. Embassy', 'the us embassy'],
    ['Été', 'ete'],
    ['北京', '北京 京'],
    ['人', '人'],
    ['𠮷野家', '𠮷野 野家 家'],
    ['在北京, 昨天', '在北 北京 京 昨天 天'],
    ['서울에서', '서울에서'],
  ])('%s → %s', (text, expected) => {
    expect(indexedText(text)).toBe(expected);
  });
});

describe('a query asks', () => {
  it('for the last word as a beginning too, from three letters on; in names of actors from one', () => {
    const phrase = (word: string, begins: boolean) => ({ segments: [word], begins });
    expect(phrasesOf(['crocus', 'att'], 'event')).toEqual([phrase('crocus', false), phrase('att', true)]);
    expect(phrasesOf(['at'], 'event')).toEqual([phrase('at', false)]);
    expect(phrasesOf(['at'], 'actor')).toEqual([phrase('at', true)]);
    expect(phrasesOf(['att'], 'event', false)).toEqual([phrase('att', false)]);
  });

  it('for Korean words as beginnings, wherever they stand', () => {
    expect(mayBegin('서', 'event', false)).toBe(true);
  });

  it('for a part of a run as a phrase, and for one letter as a beginning', () => {
    expect(phrasesOf(['三人死', '亡'], 'claim')).toEqual([
      { segments: ['三人', '人死'], begins: false },
      { segments: ['亡'], begins: true },
    ]);
  });
});

it('a fold that gives another result for any character has another version', () => {
  const hash = createHash('sha256');
  for (let code = 0; code <= 0x10ffff; code += 1) {
    const character = String.fromCodePoint(code);
    if (/\p{L}|\p{N}|\p{M}/u.test(character)) hash.update(`${code} ${foldText(`a${character}`)}\n`);
  }
  const sums = 'with this sum of the folds of all characters, the indexes of words are of another version';
  expect([foldVersion, hash.digest('hex').slice(0, 16)], sums).toEqual([2, '6bf02bd822855069']);
});
