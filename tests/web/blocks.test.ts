import fc from 'fast-check';
import { expect, it } from 'vitest';
import { blocksOf } from '../../src/web/reading/blocks.ts';

/** The paragraphs of a reader's copy. */

const copies = fc
  .array(fc.constantFrom('word', ' ', '\n', '\n\n', '\r\n', '😀', 'é', 'long '.repeat(1_000)))
  .map((pieces) => pieces.join(''));

it('each paragraph stands in the copy at its position, and no other letters do', () => {
  fc.assert(
    fc.property(copies, (text) => {
      const points = [...text];
      const blocks = blocksOf({ text });
      for (const block of blocks) {
        const length = [...block.text].length;
        expect(points.slice(block.start, block.start + length).join('')).toBe(block.text);
        expect(block.text.trimEnd()).not.toContain('\n');
      }
      const letters = (all: string) => all.replaceAll(/\s/g, '');
      expect(letters(blocks.map((block) => block.text).join(''))).toBe(letters(text));
    }),
  );
});

it('a copy of millions of empty lines has its few paragraphs where they are', () => {
  const text = `${'\n'.repeat(2_000_000)}last`;
  expect(blocksOf({ text })).toEqual([{ start: 2_000_000, text: 'last' }]);
});
