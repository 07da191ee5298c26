import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matcherOf } from '../../../src/domain/search/matcher.ts';
import { foldWord, mayBegin, wordCount, wordsOf } from '../../../src/domain/search/words.ts';

it('takes a text in ASCII apart as any other text', () => {
  const ascii = fc.string({ unit: 'binary-ascii', maxLength: 60 });
  fc.assert(
    fc.property(ascii, (text) => {
      // A letter of another script, set apart, changes none of the words before it.
      const others = wordsOf(`${text} я`);
      expect(others.pop()?.folded).toBe('я');
      expect(wordsOf(text)).toEqual(others);
      expect([wordCount(text), wordCount(`${text} я`)]).toEqual([others.length, others.length + 1]);
    }),
  );
});

it('says where each word stands, from its first letter to behind its last', () => {
  const text = 'On 22 March, the "Hall" ...burnt';
  expect(wordsOf(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    'On',
    '22',
    'March',
    'the',
    'Hall',
    'burnt',
  ]);
  for (const { folded, start, end } of wordsOf(text)) expect(folded).toBe(foldWord(text.slice(start, end)));
  expect(wordsOf('')).toEqual([]);
});

it('finds in any text the words that are terms, or begin with the last of them', () => {
  const units = [
    'a',
    'b',
    'ß',
    'É',
    'é',
    'e\u0301',
    '\u0308',
    '=\u0338',
    'İ',
    'Σ',
    'ς',
    'й',
    'И\u0306',
    '한',
    '하',
    ' ',
    ' ',
    '-',
  ];
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(...units), maxLength: 40 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );
  const sample = fc.tuple(
    text,
    fc.array(fc.tuple(fc.nat(), fc.nat(4)), { minLength: 1, maxLength: 3 }),
    text,
  );
  fc.assert(
    fc.property(sample, ([given, picks, other]) => {
      const pool = [...wordsOf(given), ...wordsOf(other)].map(({ folded }) => folded);
      fc.pre(pool.length > 0);
      // Words of the text and beginnings of them, so that there is something to find.
      const terms = picks.map(([at, less]) => {
        const word = pool[at % pool.length] ?? '';
        return word.slice(0, Math.max(1, word.length - less)).toWellFormed();
      });
      const folded = terms.map(foldWord);
      const last = folded.at(-1) ?? '';
      const expected = wordsOf(given).filter(
        (word) => folded.includes(word.folded) || (mayBegin(last, 'event') && word.folded.startsWith(last)),
      );
      const hits = matcherOf(terms, 'event').find(given);
      expect(hits.map(({ start, end }) => [start, end])).toEqual(
        expected.map(({ start, end }) => [start, end]),
      );
    }),
    { numRuns: 2000 },
  );
});
