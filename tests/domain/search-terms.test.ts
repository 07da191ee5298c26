import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchTermsOf } from '../../src/domain/query.ts';

describe('the terms of a search text', () => {
  const expectations: [string, string[]][] = [
    ['islamic state', ['islamic', 'state']],
    ['  tabs\tand\nlines ', ['tabs', 'and', 'lines']],
    ['"abc', ['abc']],
    ['*', []],
    ['a AND b', ['a', 'AND', 'b']],
    ['NEAR(', ['NEAR']],
    ['col:x', ['col', 'x']],
    ["o'clock", ['o', 'clock']],
    ['multi-agent', ['multi', 'agent']],
    ['snake_case', ['snake', 'case']],
    ['a\0b', ['a', 'b']],
    ['Крокус 2024', ['Крокус', '2024']],
    ['\u0065\u0301', ['é']],
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
        expect(terms.every((term) => /^[\p{L}\p{N}\p{M}]+$/u.test(term))).toBe(true);
        expect(searchTermsOf(terms.join(' '))).toEqual(terms);
      }),
    );
  });
});
