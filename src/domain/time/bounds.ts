import {
  type Edtf,
  type EdtfDate,
  type EdtfDateTime,
  type EdtfPoint,
  type EdtfRange,
  type EdtfSeason,
  type EdtfSide,
  isPoint,
} from './ast.ts';
import { daysFromCivil, daysFromMonth, secondsPerDay, secondsPerHour, secondsPerMinute } from './calendar.ts';
import { type Edge, edgeDay, edgeYear } from './mask.ts';
import { printEdtf, printMember } from './print.ts';
import { TimeError } from './time-error.ts';
import type { ZoneRule } from './zone.ts';

type BoundKind = 'bounded' | 'open' | 'unknown';

/** First and last second of a time, since 1970-01-01T00:00:00Z, both inclusive; null if the kind is not `bounded`. */
export type Bounds = {
  readonly start: number | null;
  readonly end: number | null;
  readonly startKind: BoundKind;
  readonly endKind: BoundKind;
};

/** One bound, with the day and offset that its text is printed from. */
export type Limit = {
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly moment: number;
  /** Local day since 1970-01-01 if the bound is a whole day; null if it is a time of day. */
  readonly day: number | null;
  /** Minutes east of UTC, as written in the expression; null if it has no offset. */
  readonly offsetMinutes: number | null;
};

/** The same bounds, each with the data that its text is printed from. */
export type DetailedBounds = {
  readonly start: Limit | null;
  readonly end: Limit | null;
  readonly startKind: BoundKind;
  readonly endKind: BoundKind;
};

/** Returns parts of a year that have the same length, as [first month, counted from 0 for January; length in months]. */
const parts = (months: number, starts: readonly number[]) => starts.map((start) => [start, months] as const);

/**
 * The months of the sub-year groupings 21 to 41. The standard leaves the dates of seasons open (LoC EDTF level 2,
 * "Sub-year groupings"). These are meteorological: northern spring is March to May, southern spring is September to
 * November. A season that crosses the new year belongs to the year that it begins in.
 */
const groupings = [
  // 21 to 24, of no hemisphere, are read as northern. 25 to 28 are northern: spring, summer, autumn, winter.
  ...parts(3, [2, 5, 8, 11]),
  ...parts(3, [2, 5, 8, 11]),
  // 29 to 32: the southern seasons in the same order.
  ...parts(3, [8, 11, 2, 5]),
  // 33 to 36: quarters.
  ...parts(3, [0, 3, 6, 9]),
  // 37 to 39: thirds (quadrimesters).
  ...parts(4, [0, 4, 8]),
  // 40 and 41: halves (semesters).
  ...parts(6, [0, 6]),
];
const firstGrouping = 21;

/**
 * Returns the first and last second that a value can mean. Local days and times are read in `zone`; date-times with
 * their own offset are not. Qualifiers never widen the bounds: `1984~` has the bounds of 1984.
 * @throws TimeError if the zone puts the end of an interval before its start, or has no rules for a year
 */
export function boundsOf(value: Edtf, zone: ZoneRule): Bounds {
  if (value.type === 'date') {
    return {
      start: zone.dayStart(dayOf(value, 'first')),
      end: zone.dayEnd(dayOf(value, 'last')),
      startKind: 'bounded',
      endKind: 'bounded',
    };
  }
  const { start, end, startKind, endKind } = detailedBoundsOf(value, zone);
  return { start: start?.moment ?? null, end: end?.moment ?? null, startKind, endKind };
}

/** Returns the same as `boundsOf`, with the day and offset of each bound for `FuzzyTime` to print. */
export function detailedBoundsOf(value: Edtf, zone: ZoneRule): DetailedBounds {
  switch (value.type) {
    case 'interval':
      return intervalBounds(value, value.start, value.end, zone);
    case 'set':
      return value.members.map((member) => memberBounds(member, zone)).reduce(hull);
    default:
      return bounded(pointLimit(value, 'first', zone), pointLimit(value, 'last', zone));
  }
}

function bounded(start: Limit, end: Limit): DetailedBounds {
  return { start, end, startKind: 'bounded', endKind: 'bounded' };
}

function intervalBounds(value: Edtf, from: EdtfSide, to: EdtfSide, zone: ZoneRule): DetailedBounds {
  const start = isPoint(from) ? pointLimit(from, 'first', zone) : null;
  const end = isPoint(to) ? pointLimit(to, 'last', zone) : null;
  assertOrder(start, end, () => printEdtf(value));
  return { start, end, startKind: kindOf(from), endKind: kindOf(to) };
}

function kindOf(side: EdtfSide): BoundKind {
  return isPoint(side) ? 'bounded' : side.type;
}

/** Returns the bounds of one member of a set; `..` at an edge of the set leaves that side open. */
export function memberBounds(member: EdtfPoint | EdtfRange, zone: ZoneRule): DetailedBounds {
  if (member.type !== 'range') {
    return bounded(pointLimit(member, 'first', zone), pointLimit(member, 'last', zone));
  }
  const start = member.from === null ? null : pointLimit(member.from, 'first', zone);
  const end = member.to === null ? null : pointLimit(member.to, 'last', zone);
  assertOrder(start, end, () => printMember(member));
  return {
    start,
    end,
    startKind: start === null ? 'open' : 'bounded',
    endKind: end === null ? 'open' : 'bounded',
  };
}

/** Repeats the parser's check: if only one side has an offset, their order is not known before the zone is. */
function assertOrder(start: Limit | null, end: Limit | null, print: () => string): void {
  if (start === null || end === null || start.moment <= end.moment) return;
  const expression = print();
  throw new TimeError({
    expression,
    part: expression,
    offset: 0,
    problem: 'ends before it begins',
    expected: 'the earlier date first',
  });
}

function hull(one: DetailedBounds, other: DetailedBounds): DetailedBounds {
  const [start, startKind] =
    one.start === null || (other.start !== null && one.start.moment <= other.start.moment)
      ? [one.start, one.startKind]
      : [other.start, other.startKind];
  const [end, endKind] =
    one.end === null || (other.end !== null && one.end.moment >= other.end.moment)
      ? [one.end, one.endKind]
      : [other.end, other.endKind];
  return { start, end, startKind, endKind };
}

/** Returns the first or last moment that a date, season or date-time can mean. */
export function pointLimit(point: EdtfPoint, edge: Edge, zone: ZoneRule): Limit {
  if (point.type === 'datetime') return timedLimit(point, edge, zone);
  const day = dayOf(point, edge);
  const moment = edge === 'first' ? zone.dayStart(day) : zone.dayEnd(day);
  return { moment, day, offsetMinutes: null };
}

function dayOf(point: EdtfDate | EdtfSeason, edge: Edge): number {
  const day = point.type === 'date' ? edgeDay(point, edge) : seasonDay(point, edge);
  if (day !== null) return day;
  const expression = printEdtf(point);
  throw new TimeError({
    expression,
    part: expression,
    offset: 0,
    problem: 'matches no day',
    expected: 'digits that at least one day of the calendar has',
  });
}

function seasonDay(season: EdtfSeason, edge: Edge): number | null {
  const year = edgeYear(season.year, null, edge);
  const months = groupings[season.season - firstGrouping];
  if (year === null || months === undefined) return null;
  const [firstMonth, length] = months;
  return edge === 'first' ? daysFromMonth(year, firstMonth) : daysFromMonth(year, firstMonth + length) - 1;
}

function timedLimit(point: EdtfDateTime, edge: Edge, zone: ZoneRule): Limit {
  const unwritten = edge === 'first' ? 0 : 59;
  const day = daysFromCivil(point.year, point.month, point.day);
  const second =
    point.hour * secondsPerHour +
    (point.minute ?? unwritten) * secondsPerMinute +
    (point.second ?? unwritten);
  const { offsetMinutes } = point;
  const moment =
    offsetMinutes === null
      ? edge === 'first'
        ? zone.earliest(day, second)
        : zone.latest(day, second)
      : day * secondsPerDay + second - offsetMinutes * secondsPerMinute;
  return { moment, day: null, offsetMinutes };
}
