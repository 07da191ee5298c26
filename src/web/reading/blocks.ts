import type { LocatorState } from '../state/schemas.ts';
import { type CodePoints, countOf } from './code-points.ts';

/** Cuts a copy into parts, the parts into paragraphs, and the paragraphs where passages begin and end. */

/** A passage that was found. */
export type Found = LocatorState & { found: NonNullable<LocatorState['found']> };

export type Stretch = { text: string; passages: readonly Found[] };
/** A paragraph and the position of its first code point. */
export type Block = { start: number; text: string };
/** Blocks that are shown together. Of a long text, only some parts are shown at once. */
export type Part = { blocks: readonly Block[]; start: number; end: number };

const blockMost = 4_000;
const partMost = 30_000;

/** Cuts a text at its line breaks, and a very long line at a space. */
export function blocksOf({ text }: CodePoints): Block[] {
  const blocks: Block[] = [];
  let start = 0;
  for (const line of text.split(/(?<=\n)/)) {
    for (const piece of piecesOf(line)) {
      if (piece.trim() !== '') blocks.push({ start, text: piece });
      start += countOf(piece);
    }
  }
  return blocks;
}

function* piecesOf(line: string): Generator<string> {
  let rest = line;
  while (rest.length > blockMost) {
    const space = rest.lastIndexOf(' ', blockMost);
    const cut = space > 0 ? space + 1 : blockMost;
    // The cut must not split a surrogate pair.
    const at = rest.slice(cut - 1, cut + 1).isWellFormed() ? cut : cut - 1;
    yield rest.slice(0, at);
    rest = rest.slice(at);
  }
  yield rest;
}

export function partsOf(blocks: readonly Block[]): Part[] {
  const parts: Block[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const block of blocks) {
    if (length + block.text.length > partMost) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)?.push(block);
    length += block.text.length;
  }
  return parts.map((held) => ({ blocks: held, start: held[0]?.start ?? 0, end: endOf(held.at(-1)) }));
}

const endOf = (block: Block | undefined): number =>
  block === undefined ? 0 : block.start + countOf(block.text);

/** Cuts a block where passages begin and end. */
export function stretchesOf(block: Block, passages: readonly Found[]): Stretch[] {
  const points = [...block.text];
  const end = block.start + points.length;
  const inside = passages.filter(({ found }) => found.start < end && found.end > block.start);
  const cuts = new Set([block.start, end]);
  for (const { found } of inside) {
    for (const place of [found.start, found.end]) if (place > block.start && place < end) cuts.add(place);
  }
  const places = [...cuts].sort((one, other) => one - other);
  return places.slice(0, -1).map((from, index) => {
    const to = places[index + 1] ?? end;
    return {
      text: points.slice(from - block.start, to - block.start).join(''),
      passages: inside.filter(({ found }) => found.start <= from && found.end >= to),
    };
  });
}
