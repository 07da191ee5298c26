import type { LocatorState } from '../state/schemas.ts';
import { type CodePoints, countOf } from './code-points.ts';

/** Cuts a copy into parts, the parts into paragraphs, and the paragraphs where passages begin and end. */

/** A place of a copy that a passage was found at, or that is one of several where an ambiguous one may be. */
export type Marked = { start: number; end: number; locator: LocatorState };

export type Stretch = { start: number; text: string; passages: readonly Marked[] };
/** A paragraph and the position of its first code point. */
export type Block = { start: number; text: string };
/** Blocks that are shown together. Of a long text, only some parts are shown at once. */
export type Part = { blocks: readonly Block[]; start: number; end: number };

const blockMost = 4_000;
const partMost = 30_000;

/**
 * Cuts a text at its line breaks, and a very long line at a space. It makes no string of an empty line, since a text may
 * have millions of them.
 */
export function blocksOf({ text }: Pick<CodePoints, 'text'>): Block[] {
  const blocks: Block[] = [];
  let start = 0;
  for (let at = 0; at < text.length; ) {
    const found = text.indexOf('\n', at);
    const end = found < 0 ? text.length : found + 1;
    if (found === at) {
      start += 1;
    } else {
      for (const piece of piecesOf(text.slice(at, end))) {
        if (piece.trim() !== '') blocks.push({ start, text: piece });
        start += countOf(piece);
      }
    }
    at = end;
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

/** Returns the places to mark, in order. */
export const markedBy = (locators: readonly LocatorState[]): Marked[] =>
  locators
    .flatMap((locator) =>
      (locator.found === null ? locator.candidates : [locator.found]).map(({ start, end }) => ({
        start,
        end,
        locator,
      })),
    )
    .toSorted((one, other) => one.start - other.start || one.end - other.end);

/** Returns the places that overlap a range. */
export const within = (marked: readonly Marked[], from: number, to: number): Marked[] =>
  marked.filter(({ start, end }) => start < to && end > from);

/** Cuts a block where marked places begin and end. */
export function stretchesOf(block: Block, marked: readonly Marked[]): Stretch[] {
  const points = [...block.text];
  const blockEnd = block.start + points.length;
  const inside = within(marked, block.start, blockEnd);
  const cuts = new Set([block.start, blockEnd]);
  for (const { start, end } of inside) {
    for (const place of [start, end]) if (place > block.start && place < blockEnd) cuts.add(place);
  }
  const places = [...cuts].sort((one, other) => one - other);
  return places.slice(0, -1).map((from, index) => {
    const to = places[index + 1] ?? blockEnd;
    return {
      start: from,
      text: points.slice(from - block.start, to - block.start).join(''),
      passages: inside.filter(({ start, end }) => start <= from && end >= to),
    };
  });
}
