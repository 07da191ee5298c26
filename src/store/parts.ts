import type { TimeCondition } from '../domain/condition.ts';
import type { Span } from '../domain/time/match.ts';
import { type ClassSet, classSet, dayClass, noBound, spanClasses } from './timeline.ts';

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
  /** Only spans of these classes, each from the first start at which it can reach to `endsFrom`; without it, all spans. */
  reach?: ClassSet;
  /** Only spans that surely last beyond their first moment. */
  lasting?: true;
};

/** How rows that reach into a window are told from those that ended before it. */
export type Reach = {
  /** The classes of spans that there are; null reads all that began before, whatever its length. */
  classes: ClassSet | null;
  /** Whether spans of a day at the most are found by their start, without their class. */
  shortByStart: boolean;
};

const earliest = -noBound;
const inside: Part = { known: true, from: earliest, to: noBound - 1 };
const startless: Part = { known: false, from: earliest, to: noBound };

const day = 86_400;
/**
 * How far before the window the parts begin that reach into it, and which spans are long enough to. In a store with
 * many long spans the oldest fill the page, and the many short classes, each a seek of its own, are not asked.
 */
const distances = [3653 * day, 366 * day, day, 1].map((seconds) => ({
  seconds,
  longer: classSet(spanClasses.filter((one) => one.seconds > seconds)),
}));
const daysOnly = classSet(spanClasses.filter(({ spanClass }) => spanClass <= dayClass));

function reachingParts(start: number, { classes, shortByStart }: Reach): Part[] {
  if (classes === null) return [{ known: true, from: earliest, to: start - 1, endsFrom: start }];
  const found: Part[] = [];
  const held = shortByStart ? classes & ~daysOnly : classes;
  let from = earliest;
  for (const { seconds, longer } of distances) {
    if (seconds === (shortByStart ? 1 : day)) continue;
    const to = start - seconds;
    const reach = held & longer;
    if (reach !== 0 && from <= to) found.push({ known: true, from, to, endsFrom: start, reach });
    from = to + 1;
  }
  return found;
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

/**
 * Rows among which are all that are surely going on in the window. What began before it must be of those that last; what
 * has no known start, and does not last, must end inside.
 */
function underWayParts({ start, end }: Span, reach: Reach): Part[] {
  const known = possibleParts({ start, end }, reach).filter((part) => part.known);
  const isBefore = ({ to }: Part) => start !== null && to < start;
  const ended = { ...startless, from: start ?? startless.from, to: end ?? startless.to - 1 };
  return [...known.map((part): Part => (isBefore(part) ? { ...part, lasting: true } : part)), ended];
}

/** A part without its rows that have no time, or without those that have one; none where nothing is left. */
function narrowed(part: Part, hasTime: boolean): Part[] {
  if (part.known) return hasTime ? [part] : [];
  const left = hasTime ? { ...part, to: Math.min(part.to, noBound - 1) } : { ...part, from: noBound };
  return left.from <= left.to ? [left] : [];
}

const hasWindow = (time: TimeCondition | undefined): time is TimeCondition =>
  time !== undefined && (time.window.start !== null || time.window.end !== null);

/** Whether a list has rows that reach into its window, which only their classes tell quickly. */
export const hasReach = (time: TimeCondition | undefined) =>
  hasWindow(time) && time.match !== 'certain' && time.window.start !== null;

const partsBy = { possible: possibleParts, under_way: underWayParts, certain: certainParts };

/** The parts of a list, in the order in which the list has them. */
export function partsOf(
  time: TimeCondition | undefined,
  hasTime: boolean | undefined,
  reach: Reach,
  descending: boolean,
): Part[] {
  const all = !hasWindow(time) ? [inside, startless] : partsBy[time.match](time.window, reach);
  const asked = hasTime === undefined ? all : all.flatMap((part) => narrowed(part, hasTime));
  // What has no known start comes last, whichever way the others run.
  const isKnown = ({ known }: Part) => known;
  const backwards = descending ? asked.toReversed() : asked;
  return [...backwards.filter(isKnown), ...backwards.filter((part) => !part.known)];
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
