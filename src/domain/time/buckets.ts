import { parameterError } from '../errors.ts';
import { limits } from '../limits.ts';
import { terms } from '../terms.ts';
import { civilFromDays, daysFromMonth, dayText } from './calendar.ts';

/** Buckets of time, each a whole unit of the calendar in UTC, and how many spans lie in each. */

export const TimelineIntervalTerms = terms('TimelineInterval', 'How long the buckets of a timeline are.', {
  day: 'A day.',
  week: 'Seven days from a Monday (ISO 8601).',
  month: 'A month of the calendar.',
  quarter: 'Three months from the beginning of January, April, July or October.',
  year: 'A year of the calendar.',
  decade: 'Ten years, the first of which ends in 0.',
});
export const TimelineInterval = TimelineIntervalTerms.schema;
export type TimelineInterval = keyof typeof TimelineIntervalTerms.terms;

/** Units are numbered; days are counted since 1970-01-01. */
type Unit = { unitOf: (day: number) => number; firstDayOf: (unit: number) => number };

const months = (count: number): Unit => ({
  unitOf: (day) => {
    const { year, month } = civilFromDays(day);
    return Math.floor((year * 12 + month - 1) / count);
  },
  firstDayOf: (unit) => daysFromMonth(0, unit * count),
});

/** The finest first. */
const units: Record<TimelineInterval, Unit> = {
  day: { unitOf: (day) => day, firstDayOf: (unit) => unit },
  // 1970-01-01 was a Thursday, three days after a Monday.
  week: { unitOf: (day) => Math.floor((day + 3) / 7), firstDayOf: (unit) => unit * 7 - 3 },
  month: months(1),
  quarter: months(3),
  year: months(12),
  decade: months(120),
};
const intervals = Object.keys(units) as TimelineInterval[];

/** Days since 1970-01-01, both inclusive; null = no bound on that side. */
export type DaySpan = { readonly firstDay: number | null; readonly lastDay: number | null };

/** Events that begin and end on the same days. */
export type DayCount = DaySpan & { readonly events: number };

type Certainty = { possible: number; certain: number };

export type Timeline = {
  interval: TimelineInterval;
  /** First and last day of all buckets; null where there is none. */
  start: string | null;
  end: string | null;
  buckets: ({ start: string; end: string } & Certainty)[];
  total: Certainty;
  unplaced: number;
};

type DayRange = { first: number; last: number };

/**
 * Counts spans in buckets. The buckets reach over the window; on a side that it leaves open, over every bound that
 * is known, in whole units.
 * @throws ClaimlineError `invalid_parameter` where that makes too many buckets
 */
export function timelineOf(
  counts: readonly DayCount[],
  window: DaySpan,
  interval: TimelineInterval | undefined,
): Timeline {
  const unplaced = sumOf(counts, ({ firstDay, lastDay }) => firstDay === null && lastDay === null);
  const range = rangeOf(counts, window);
  if (range === null) {
    const total = { possible: unplaced, certain: 0 };
    return { interval: interval ?? 'day', start: null, end: null, buckets: [], total, unplaced };
  }
  const chosen = interval === undefined ? intervalFor(range) : fitting(interval, range);
  const edges = edgesOf(range, window, chosen);
  const buckets = countIn(counts, edges, units[chosen]);
  const whole = { first: edges[0] ?? 0, last: (edges.at(-1) ?? 1) - 1 };
  const total = {
    possible: sumOf(counts, (span) => mayTouch(span, whole)),
    certain: sumOf(counts, (span) => liesIn(span, whole)),
  };
  const [start, end] = [dayText(whole.first), dayText(whole.last)];
  return { interval: chosen, start, end, buckets, total, unplaced };
}

function sumOf(counts: readonly DayCount[], which: (span: DaySpan) => boolean): number {
  return counts.reduce((sum, count) => (which(count) ? sum + count.events : sum), 0);
}

const mayTouch = ({ firstDay, lastDay }: DaySpan, { first, last }: DayRange) =>
  (lastDay === null || lastDay >= first) && (firstDay === null || firstDay <= last);
const liesIn = ({ firstDay, lastDay }: DaySpan, { first, last }: DayRange) =>
  firstDay !== null && firstDay >= first && lastDay !== null && lastDay <= last;

/** The days that the buckets must reach over; null where no bound is known of anything. */
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

/** The finest interval that gives no more buckets than a person can look at; else the coarsest. */
function intervalFor(range: DayRange): TimelineInterval {
  const fine = intervals.find((each) => bucketsOf(each, range) <= limits.timelineBucketsDefault);
  return fine ?? fitting('decade', range);
}

function fitting(interval: TimelineInterval, range: DayRange): TimelineInterval {
  const most = limits.timelineBucketsMax;
  const count = bucketsOf(interval, range);
  if (count <= most) return interval;
  const coarser = intervals.find((each) => bucketsOf(each, range) <= most);
  const from = `from ${dayText(range.first)} to ${dayText(range.last)}`;
  const mend = coarser === undefined ? '' : `interval=${coarser}, or `;
  throw parameterError(
    'interval',
    `interval=${interval} makes ${count} buckets ${from}, more than ${most}: take ${mend}a shorter window by from and to.`,
  );
}

/** The first day of every bucket, and the day after the last one. */
function edgesOf(range: DayRange, window: DaySpan, interval: TimelineInterval): number[] {
  const { unitOf, firstDayOf } = units[interval];
  const first = unitOf(range.first);
  const count = unitOf(range.last) - first + 1;
  const edges = Array.from({ length: count + 1 }, (_, index) => firstDayOf(first + index));
  // A window cuts its outermost buckets: they count what a list of events in them would show.
  if (window.firstDay !== null) edges[0] = window.firstDay;
  if (window.lastDay !== null) edges[count] = window.lastDay + 1;
  return edges;
}

/** One pass over the spans, whatever they reach over: only where they begin and end is marked, then summed up. */
function countIn(
  counts: readonly DayCount[],
  edges: readonly number[],
  { unitOf }: Unit,
): Timeline['buckets'] {
  const length = edges.length - 1;
  const origin = unitOf(edges[0] ?? 0);
  const change = new Float64Array(length + 1);
  const certain = new Float64Array(length);
  const whole = { first: edges[0] ?? 0, last: (edges[length] ?? 1) - 1 };
  for (const span of counts) {
    if (!mayTouch(span, whole)) continue;
    const { firstDay, lastDay, events } = span;
    const from = firstDay === null ? 0 : Math.max(0, unitOf(firstDay) - origin);
    const to = lastDay === null ? length - 1 : Math.min(length - 1, unitOf(lastDay) - origin);
    change[from] = (change[from] ?? 0) + events;
    change[to + 1] = (change[to + 1] ?? 0) - events;
    if (from === to && liesIn(span, whole)) certain[from] = (certain[from] ?? 0) + events;
  }
  let possible = 0;
  return Array.from({ length }, (_, index) => {
    possible += change[index] ?? 0;
    const [start, end] = [dayText(edges[index] ?? 0), dayText((edges[index + 1] ?? 1) - 1)];
    return { start, end, possible, certain: certain[index] ?? 0 };
  });
}
