import { secondsPerDay } from '../domain/time/calendar.ts';
import type { TimeKeys } from '../domain/time/fuzzy-time.ts';
import type { Span, Stretch } from '../domain/time/match.ts';
import type { InnerTimed, Timed } from './schema.ts';

/**
 * Times as the tables keep them. Two spans overlap when each begins before the other ends, and an index can
 * serve only one of the two comparisons: with all spans together, a single century-long event makes every search
 * read from the beginning. So spans are kept in classes by length. Within a class no span is longer than the
 * class allows, which turns the second comparison into a lower bound on the start: what begins earlier than the
 * window minus the class's length cannot reach into it.
 */

/** Stands for "no bound" in starts_s and ends_s: the largest whole number that JavaScript holds exactly. */
export const noBound = Number.MAX_SAFE_INTEGER;

const minute = 60;
const hour = 60 * minute;
const day = secondsPerDay;
/**
 * The longest span of each class in seconds. Every length that a calendar gives to a minute, hour, day, month, year
 * or decade is the longest of its class, so that within such a class a search finds nothing in vain.
 */
const longest = [
  ...[minute, hour],
  ...[1, 2, 4, 7, 10, 16, 28, 29, 30, 31].map((days) => days * day),
  ...[62, 92, 184, 365, 366, 731, 1096, 1461, 1827, 3652, 3653, 7305, 14_610, 36_525].map(
    (days) => days * day,
  ),
];
/** The class of longer spans, and of those whose end is not known. */
const unboundedClass = longest.length;
/** The class of spans whose start is not known. */
const startlessClass = unboundedClass + 1;
/** Classes up to this one hold spans of a day at the most; the indexes of longer spans say so too. */
export const dayClass = longest.indexOf(day);

type SpanClass = { spanClass: number; seconds: number };

/** Every class of spans with a known start, and the longest span in it: of the last, longer than any two times are apart. */
export const spanClasses: readonly SpanClass[] = [...longest, 2 * noBound].map((seconds, spanClass) => ({
  spanClass,
  seconds,
}));

/** A set of classes: the bit of each. One number, since a set is made for each page and is part of what names a statement. */
export type ClassSet = number;

export const classSet = (classes: Iterable<{ spanClass: number }>): ClassSet => {
  let set = 0;
  for (const { spanClass } of classes) set |= 1 << spanClass;
  return set;
};

/** The classes of a set, shortest first. */
export const classesIn = (set: ClassSet): SpanClass[] =>
  spanClasses.filter(({ spanClass }) => (set & (1 << spanClass)) !== 0);

/**
 * Where a time surely goes on, whether it is one of calendar days, and whether it has gaps, as the tables keep it. An
 * inner bound that is missing is met by no window. Where stretches are sure, the inner bounds let every window through
 * that one of them may lie in.
 */
export function innerColumns({ latestStart, earliestEnd, calendar, stretches }: TimeKeys): InnerTimed {
  const sure = stretchRows(stretches).filter((stretch) => stretch.sure === 1);
  const isSure = sure.length > 0;
  return {
    latest_start_s: isSure ? Math.min(...sure.map(({ ends_s }) => ends_s)) : (latestStart ?? noBound),
    earliest_end_s: isSure ? Math.max(...sure.map(({ starts_s }) => starts_s)) : (earliestEnd ?? -noBound),
    calendar: Number(calendar),
    gaps: Number(stretches.length > 0),
  };
}

/** The stretches of a time with gaps, as the tables keep them. */
export const stretchRows = (stretches: readonly Stretch[]) =>
  stretches.map(({ start, end, sure }) => ({
    starts_s: start ?? -noBound,
    ends_s: end ?? noBound,
    sure: Number(sure),
  }));

export function timeColumns(span: Span): Timed {
  const columns = { starts_s: span.start ?? noBound, ends_s: span.end ?? noBound };
  if (span.start === null) return { ...columns, span_class: startlessClass };
  const seconds = span.end === null ? Number.POSITIVE_INFINITY : span.end - span.start + 1;
  const found = longest.findIndex((most) => seconds <= most);
  return { ...columns, span_class: found === -1 ? unboundedClass : found };
}
