import type { TimeCondition } from '../domain/query.ts';
import type { Span } from '../domain/time/match.ts';
import { dayClass, noBound, spanClasses } from './timeline.ts';

/**
 * A list in order of time is a row of parts that follow one another: what began before the window and reaches
 * into it, from the longest ago to the latest; what begins inside it; what has no known start. A page takes from
 * one part after the other until it is full, so that most pages read one or two.
 */

/** The key of a row in order of time, as a cursor holds it. */
export type TimeKey = readonly [starts: number, ends: number, id: string];

/** Rows that follow one another; bounds are inclusive. */
export type Part = {
  /** Whether the start is known: where it is not, `from` and `to` are bounds of the end. */
  known: boolean;
  from: number;
  to: number;
  endsFrom?: number;
  endsTo?: number;
  /** Only spans of these classes, each from its own start on; without it, all spans. */
  reach?: readonly { spanClass: number; from: number }[];
};

/** How rows that reach into a window are told from those that ended before it. */
export type Reach = {
  /** The classes of spans that there are, shortest first; null reads all that began before, whatever its length. */
  classes: readonly number[] | null;
  /** Whether spans of a day at the most are found by their start, without their class. */
  shortByStart: boolean;
};

const earliest = -noBound;
const inside: Part = { known: true, from: earliest, to: noBound - 1 };
const startless: Part = { known: false, from: earliest, to: noBound };

const day = 86_400;
/**
 * How far before the window the parts begin that reach into it. In a store with many long spans the oldest fill
 * the page, and the many short classes, each a seek of its own, are not asked.
 */
const distances = [3653 * day, 366 * day];

function reachingParts(start: number, { classes, shortByStart }: Reach): Part[] {
  const before = { ...inside, to: start - 1, endsFrom: start };
  if (classes === null) return [before];
  const nearest = shortByStart ? start - day : start - 1;
  const ends = [...distances.map((distance) => start - distance), nearest];
  const held = spanClasses.filter(
    ({ spanClass }) => classes.includes(spanClass) && !(shortByStart && spanClass <= dayClass),
  );
  return ends.flatMap((to, index) => {
    const from = index === 0 ? earliest : (ends[index - 1] ?? earliest) + 1;
    const reach = held
      .map(({ spanClass, seconds }) => ({ spanClass, from: Math.max(from, start - seconds + 1) }))
      .filter((one) => one.from <= to);
    return reach.length === 0 ? [] : [{ ...before, from, to, reach }];
  });
}

/** Rows that may lie in the window. */
function possibleParts({ start, end }: Span, reach: Reach): Part[] {
  const to = end ?? inside.to;
  if (start === null) return [{ ...inside, to }, startless];
  const within =
    reach.classes !== null && reach.shortByStart
      ? { ...inside, from: start - day + 1, to, endsFrom: start }
      : { ...inside, from: start, to };
  return [...reachingParts(start, reach), within, { ...startless, from: start }];
}

/** Rows that surely lie in the window: a bound that the window has must be known, and inside it. */
function certainParts({ start, end }: Span): Part[] {
  const to = end ?? inside.to;
  const within = { ...inside, to, ...(end === null ? {} : { endsTo: end }) };
  return start === null ? [within, { ...startless, to: end ?? startless.to }] : [{ ...within, from: start }];
}

/** A part without its rows that have no time, or without those that have one; none where nothing is left. */
function narrowed(part: Part, hasTime: boolean | undefined): Part[] {
  if (hasTime === undefined) return [part];
  if (part.known) return hasTime ? [part] : [];
  const left = hasTime ? { ...part, to: Math.min(part.to, noBound - 1) } : { ...part, from: noBound };
  return left.from <= left.to ? [left] : [];
}

const hasWindow = (time: TimeCondition | undefined): time is TimeCondition =>
  time !== undefined && (time.window.start !== null || time.window.end !== null);

/** Whether a list has rows that reach into its window, which only their classes tell quickly. */
export const hasReach = (time: TimeCondition | undefined) =>
  hasWindow(time) && time.match === 'possible' && time.window.start !== null;

/** The parts of a list, in the order in which the list has them. */
export function partsOf(
  time: TimeCondition | undefined,
  hasTime: boolean | undefined,
  reach: Reach,
  descending: boolean,
): Part[] {
  const all = !hasWindow(time)
    ? [inside, startless]
    : time.match === 'certain'
      ? certainParts(time.window)
      : possibleParts(time.window, reach);
  const asked = all.flatMap((part) => narrowed(part, hasTime)).filter((part) => part.from <= part.to);
  // What has no known start comes last, whichever way the others run.
  return descending
    ? [...asked.filter((part) => part.known).reverse(), ...asked.filter((part) => !part.known)]
    : asked;
}

/**
 * The rows of a part that follow a key: those after `after`, in the direction of the list, up to `until`. Every
 * bound is there in every part, so that first pages and later ones are one statement.
 */
export type Range = { after: TimeKey; until: number };

/** What of a part follows a key; null where nothing does. */
export function rangeAfter(part: Part, after: TimeKey | undefined, descending: boolean): Range | null {
  const [edge, until] = descending ? [part.to + 1, part.from] : [part.from, part.to];
  // Less than every key of the part, or, backwards, more than every one.
  const begin: TimeKey = part.known ? [edge, earliest, ''] : [noBound, edge, ''];
  if (after === undefined) return { after: begin, until };
  const afterKnown = after[0] !== noBound;
  if (part.known !== afterKnown) return afterKnown ? { after: begin, until } : null;
  const place = part.known ? after[0] : after[1];
  if (descending ? place < part.from : place > part.to) return null;
  return { after: (descending ? place <= part.to : place >= part.from) ? after : begin, until };
}
