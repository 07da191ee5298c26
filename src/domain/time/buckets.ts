import { parameterError } from '../errors.ts';
import { limits } from '../limits.ts';
import { terms } from '../terms.ts';
import { civilFromDays, daysFromMonth, dayText } from './calendar.ts';

/** Counts events in buckets of time. Each bucket is a whole unit of the calendar, such as a month. */

export const TimelineIntervalTerms = terms('TimelineInterval', 'Length of the buckets of a timeline.', {
  day: 'A day.',
  week: 'Seven days from a Monday (ISO 8601).',
  month: 'A month of the calendar.',
  quarter: 'Three months from the beginning of January, April, July or October.',
  year: 'A year of the calendar.',
  decade: 'Ten years from one that ends in 0, such as 2020 to 2029.',
  century: 'A hundred years from one that ends in 00, such as 1900 to 1999.',
  millennium: 'A thousand years from one that ends in 000, such as 1000 to 1999.',
  million_years: 'A million years from one that ends in 000000, such as 0 to 999999.',
});
export const TimelineInterval = TimelineIntervalTerms.schema;
export type TimelineInterval = keyof typeof TimelineIntervalTerms.terms;

/** Numbers the units of an interval: `unitOf` maps a day to its unit, `firstDayOf` a unit to its first day, from 1970-01-01. */
type Unit = { unitOf: (day: number) => number; firstDayOf: (unit: number) => number };

const months = (count: number): Unit => ({
  unitOf: (day) => {
    const { year, month } = civilFromDays(day);
    return Math.floor((year * 12 + month - 1) / count);
  },
  firstDayOf: (unit) => daysFromMonth(0, unit * count),
});

/** The unit of each interval, from the finest to the coarsest. */
const units: Record<TimelineInterval, Unit> = {
  day: { unitOf: (day) => day, firstDayOf: (unit) => unit },
  // 1970-01-01 was a Thursday, three days after a Monday.
  week: { unitOf: (day) => Math.floor((day + 3) / 7), firstDayOf: (unit) => unit * 7 - 3 },
  month: months(1),
  quarter: months(3),
  year: months(12),
  decade: months(120),
  century: months(1_200),
  millennium: months(12_000),
  // Years reach 250 million to each side of 0, so that no span needs more than 501 of these.
  million_years: months(12_000_000),
};
const intervals = Object.keys(units) as TimelineInterval[];

/** First and last day, since 1970-01-01, both inclusive; null if that side has no bound. */
export type DaySpan = { readonly firstDay: number | null; readonly lastDay: number | null };

/** Number of events that begin and end on the same days, with the days of their inner bounds: see `Inner` of match.ts. */
export type DayCount = DaySpan & {
  readonly latestStartDay: number | null;
  readonly earliestEndDay: number | null;
  readonly events: number;
  /** The stretches of times with gaps, in order of time: see `Stretch` of match.ts. */
  readonly stretches?: readonly (DaySpan & { readonly sure: boolean })[];
};

/** Number of events that may lie in a time, that are surely going on at some moment of it, and that surely lie in it whole. */
export type Certainty = { possible: number; underWay: number; certain: number };

export type Timeline = {
  interval: TimelineInterval;
  /** First and last day of all buckets, as `YYYY-MM-DD`; null if there are no buckets. */
  start: string | null;
  end: string | null;
  buckets: ({ start: string; end: string } & Certainty)[];
  total: Certainty;
  unplaced: number;
};

/** First and last day, both inclusive; infinite on a side that has no end. */
type DayRange = { first: number; last: number };
/** Stand for a missing bound: it lies in a range that has no end on its side, and in no other. */
const [never, forEver] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/**
 * Counts events in buckets. The buckets cover the window; on a side that the window leaves open, they cover every
 * known bound of the events, in whole units.
 * @param interval length of the buckets; undefined picks one
 * @throws ClaimlineError `invalid_parameter` if there would be too many buckets
 */
export function timelineOf(
  counts: readonly DayCount[],
  window: DaySpan,
  interval: TimelineInterval | undefined,
): Timeline {
  const unplaced = sumOf(counts, ({ firstDay, lastDay }) => firstDay === null && lastDay === null);
  const range = rangeOf(counts, window);
  if (range === null) {
    const total = { possible: unplaced, underWay: 0, certain: 0 };
    return { interval: interval ?? 'day', start: null, end: null, buckets: [], total, unplaced };
  }
  const chosen =
    interval === undefined ? finestWithin(limits.timelineBucketsDefault, range) : fitting(interval, range);
  const edges = edgesOf(range, window, chosen);
  const whole = { first: edges[0] ?? 0, last: (edges.at(-1) ?? 1) - 1 };
  const buckets = countIn(counts, edges, whole, units[chosen]);
  const asked = askedRange(window) ?? whole;
  const total = {
    possible: sumOf(counts, (span) => mayTouch(span, asked)),
    underWay: sumOf(counts, (span) => goesOnIn(span, asked)),
    certain: sumOf(counts, (span) => liesIn(span, asked)),
  };
  const [start, end] = [dayText(whole.first), dayText(whole.last)];
  return { interval: chosen, start, end, buckets, total, unplaced };
}

/** Returns the days of a window, without an end on a side that it leaves open, as lists have it; null if it has no side. */
function askedRange({ firstDay, lastDay }: DaySpan): DayRange | null {
  if (firstDay === null && lastDay === null) return null;
  return { first: firstDay ?? never, last: lastDay ?? forEver };
}

function sumOf(counts: readonly DayCount[], which: (span: DayCount) => boolean): number {
  return counts.reduce((sum, count) => (which(count) ? sum + count.events : sum), 0);
}

const overlaps = ({ firstDay, lastDay }: DaySpan, { first, last }: DayRange) =>
  (lastDay === null || lastDay >= first) && (firstDay === null || firstDay <= last);
const mayTouch = (span: DayCount, range: DayRange) =>
  overlaps(span, range) && (span.stretches?.some((stretch) => overlaps(stretch, range)) ?? true);
const liesIn = ({ firstDay, lastDay }: DaySpan, { first, last }: DayRange) =>
  (firstDay ?? never) >= first && (lastDay ?? forEver) <= last;
const goesOnIn = ({ latestStartDay, earliestEndDay, stretches = [] }: DayCount, range: DayRange) =>
  stretches.some((stretch) => stretch.sure && liesIn(stretch, range)) ||
  ((latestStartDay ?? forEver) <= range.last && (earliestEndDay ?? never) >= range.first);

/** Returns the days that the buckets must cover; null if neither the window nor any event has a bound. */
function rangeOf(counts: readonly DayCount[], window: DaySpan): DayRange | null {
  let [earliest, latest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { firstDay, lastDay } of counts) {
    earliest = Math.min(earliest, firstDay ?? lastDay ?? earliest);
    latest = Math.max(latest, lastDay ?? firstDay ?? latest);
  }
  const first = window.firstDay ?? Math.min(earliest, window.lastDay ?? earliest);
  const last = window.lastDay ?? Math.max(latest, window.firstDay ?? latest);
  return Number.isFinite(first) && Number.isFinite(last) ? { first, last } : null;
}

const bucketsOf = (interval: TimelineInterval, { first, last }: DayRange): number =>
  units[interval].unitOf(last) - units[interval].unitOf(first) + 1;

/** Returns the finest interval that makes at most this number of buckets; the coarsest if all make more. */
const finestWithin = (most: number, range: DayRange): TimelineInterval =>
  intervals.find((each) => bucketsOf(each, range) <= most) ?? 'million_years';

function fitting(interval: TimelineInterval, range: DayRange): TimelineInterval {
  const most = limits.timelineBucketsMax;
  const count = bucketsOf(interval, range);
  if (count <= most) return interval;
  const from = `from ${dayText(range.first)} to ${dayText(range.last)}`;
  const coarser = finestWithin(most, range);
  throw parameterError(
    'interval',
    `interval=${interval} makes ${count} buckets ${from}, more than ${most}: use interval=${coarser}, or a shorter window by from and to.`,
  );
}

/** Returns the first day of every bucket, then the day after the last bucket. */
function edgesOf(range: DayRange, window: DaySpan, interval: TimelineInterval): number[] {
  const { unitOf, firstDayOf } = units[interval];
  const first = unitOf(range.first);
  const count = unitOf(range.last) - first + 1;
  const edges = Array.from({ length: count + 1 }, (_, index) => firstDayOf(first + index));
  // The window cuts its outermost buckets, so that each counts the events that a list of that bucket's days shows.
  if (window.firstDay !== null) edges[0] = window.firstDay;
  if (window.lastDay !== null) edges[count] = window.lastDay + 1;
  return edges;
}

/** A number of events for each bucket, in which a long span costs no more than a short one: only its ends are marked. */
class Marks {
  readonly #change: Float64Array;

  constructor(buckets: number) {
    this.#change = new Float64Array(buckets + 1);
  }

  /** Counts events in the buckets from one index to another; in none if the last is before the first. */
  add(from: number, to: number, events: number): void {
    if (from > to) return;
    this.#change[from] = (this.#change[from] ?? 0) + events;
    this.#change[to + 1] = (this.#change[to + 1] ?? 0) - events;
  }

  /** Returns the number of events of each bucket. */
  sums(): number[] {
    let sum = 0;
    return Array.from(this.#change, (change) => {
      sum += change;
      return sum;
    });
  }
}

type Indexes = { from: number; to: number };

/** Returns the places in which events count: from one bucket to another, never twice in one. */
function placesOf(counts: DayCount, whole: DayRange, between: (span: DaySpan) => Indexes) {
  const { firstDay, lastDay, latestStartDay, earliestEndDay, stretches } = counts;
  const outer = between({ firstDay, lastDay });
  const isCertain = outer.from === outer.to && liesIn(counts, whole);
  const certain = isCertain ? [outer] : [];
  if (stretches === undefined) {
    const isOn = goesOnIn(counts, whole);
    const inner = isOn ? [between({ firstDay: latestStartDay, lastDay: earliestEndDay })] : [];
    return { possible: [outer], underWay: inner, certain };
  }
  const touched = stretches.filter((stretch) => overlaps(stretch, whole)).map(between);
  const sure = stretches.filter((stretch) => stretch.sure && liesIn(stretch, whole)).map(between);
  const held = sure.filter(({ from, to }) => from === to);
  return { possible: apart(touched), underWay: apart([...held, ...certain]), certain };
}

/** Returns ranges of buckets without those that an earlier range has, too. */
function apart(ranges: readonly Indexes[]): Indexes[] {
  let next = 0;
  return ranges
    .toSorted((one, other) => one.from - other.from)
    .map(({ from, to }) => {
      const range = { from: Math.max(from, next), to };
      next = Math.max(next, to + 1);
      return range;
    });
}

/** Counts each span in the buckets that it may touch, in those that it surely goes on in, and in the one that holds it. */
function countIn(
  counts: readonly DayCount[],
  edges: readonly number[],
  whole: DayRange,
  { unitOf }: Unit,
): Timeline['buckets'] {
  const length = edges.length - 1;
  const origin = unitOf(whole.first);
  const indexOf = (day: number) => Math.max(0, Math.min(length - 1, unitOf(day) - origin));
  const between = ({ firstDay, lastDay }: DaySpan): Indexes => ({
    from: firstDay === null ? 0 : indexOf(firstDay),
    to: lastDay === null ? length - 1 : indexOf(lastDay),
  });
  const marks = { possible: new Marks(length), underWay: new Marks(length), certain: new Marks(length) };
  for (const span of counts) {
    if (!mayTouch(span, whole)) continue;
    const places = placesOf(span, whole, between);
    for (const match of ['possible', 'underWay', 'certain'] as const) {
      for (const { from, to } of places[match]) marks[match].add(from, to, span.events);
    }
  }
  const sums = {
    possible: marks.possible.sums(),
    underWay: marks.underWay.sums(),
    certain: marks.certain.sums(),
  };
  return Array.from({ length }, (_, index) => ({
    start: dayText(edges[index] ?? 0),
    end: dayText((edges[index + 1] ?? 1) - 1),
    possible: sums.possible[index] ?? 0,
    underWay: sums.underWay[index] ?? 0,
    certain: sums.certain[index] ?? 0,
  }));
}
