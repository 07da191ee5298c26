import fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldWord, wordsOf } from '../../../src/domain/search/words.ts';

it('takes a text in ASCII apart as any other text', () => {
  const ascii = fc.string({ unit: 'binary-ascii', maxLength: 60 });
  fc.assert(
    fc.property(ascii, (text) => {
      // A letter of another script, set apart, changes none of the words before it.
      const others = wordsOf(`${text} я`);
      expect(others.pop()?.folded).toBe('я');
      expect(wordsOf(text)).toEqual(others);
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
