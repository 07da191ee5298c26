import type { Edtf, EdtfDate, EdtfPoint, EdtfRange, EdtfSeason } from './ast.ts';
import { memberBounds, pointLimit } from './bounds.ts';
import { daysFromCivil, daysFromMonth, daysInMonth } from './calendar.ts';
import { componentValues, yearRanges } from './mask.ts';
import type { Stretch } from './match.ts';
import type { ZoneRule } from './zone.ts';

/**
 * The stretches of time that a set, or a date with unspecified digits, stands for: `[2024-03-03,2024-03-10]` is one day
 * or the other, and no day between them.
 */

/** A time of more stretches than these counts as everything between its bounds. */
export const stretchesMax = 400;

/**
 * Returns the stretches of a value in order of time; an empty list if it is one stretch from its earliest to its latest
 * bound. In a set of which all members are meant, each member stands for itself and is sure. Elsewhere stretches that
 * touch are one.
 * @returns null if there are more than `stretchesMax`
 */
export function stretchesOf(value: Edtf, zone: ZoneRule): readonly Stretch[] | null {
  if (value.type === 'interval' || value.type === 'datetime') return [];
  if (value.type !== 'set') return severalIn(pointStretches(value, zone));
  const found: Stretch[] = [];
  for (const member of value.members) {
    const stretches = memberStretches(member, zone);
    if (stretches === null || found.length + stretches.length > stretchesMax) return null;
    const sure = value.mode === 'all_of' && stretches.length === 1;
    found.push(...stretches.map((stretch) => ({ ...stretch, sure })));
  }
  found.sort(byTime);
  return severalIn(value.mode === 'all_of' ? found.filter(isFirst) : joined(found));
}

const severalIn = (stretches: readonly Stretch[] | null): readonly Stretch[] | null =>
  stretches?.length === 1 ? [] : stretches;

const before = (moment: number | null) => moment ?? Number.NEGATIVE_INFINITY;
const after = (moment: number | null) => moment ?? Number.POSITIVE_INFINITY;

const byTime = (one: Stretch, other: Stretch): number =>
  before(one.start) === before(other.start)
    ? Math.sign(after(one.end) - after(other.end)) || 0
    : Math.sign(before(one.start) - before(other.start));

const isFirst = (stretch: Stretch, index: number, all: readonly Stretch[]): boolean =>
  index === 0 || stretch.start !== all[index - 1]?.start || stretch.end !== all[index - 1]?.end;

/** Joins stretches that overlap or follow each other at once; they must be in order of time. */
function joined(stretches: Iterable<Stretch>): Stretch[] {
  const found: Stretch[] = [];
  for (const stretch of stretches) {
    const last = found.at(-1);
    if (last === undefined || before(stretch.start) > after(last.end) + 1) found.push(stretch);
    else if (after(stretch.end) > after(last.end)) found[found.length - 1] = { ...last, end: stretch.end };
  }
  return found;
}

function memberStretches(member: EdtfPoint | EdtfRange, zone: ZoneRule): readonly Stretch[] | null {
  if (member.type === 'date' || member.type === 'season') return pointStretches(member, zone);
  const { start, end } = memberBounds(member, zone);
  return [{ start: start?.moment ?? null, end: end?.moment ?? null, sure: false }];
}

/** Returns the stretches of a date or season, at least one. */
function pointStretches(point: EdtfDate | EdtfSeason, zone: ZoneRule): readonly Stretch[] | null {
  if (!isMasked(point)) {
    const [start, end] = [pointLimit(point, 'first', zone), pointLimit(point, 'last', zone)];
    return [{ start: start.moment, end: end.moment, sure: false }];
  }
  const days = point.type === 'date' ? daysOf(point) : daysOfSeasons(point, zone);
  if (days === null) return null;
  const stretches = days.map(({ first, last }) => {
    return { start: zone.dayStart(first), end: zone.dayEnd(last), sure: false };
  });
  const apart = joined(stretches);
  return apart.length > stretchesMax ? null : apart;
}

const isMasked = (point: EdtfDate | EdtfSeason): boolean =>
  typeof point.year === 'string' ||
  (point.type === 'date' && (typeof point.month === 'string' || typeof point.day === 'string'));

type Days = { readonly first: number; readonly last: number };
const any = 'XX';

/** Returns stretches of days in order; null if there are surely too many. Whole months and years are one stretch. */
function daysOf({ year, month, day }: EdtfDate): Days[] | null {
  const ranges = yearRanges(year);
  if ((month === null || month === any) && (day === null || day === any)) {
    if (ranges.length > stretchesMax) return null;
    return ranges.map(({ first, last }) => ({
      first: daysFromMonth(first, 0),
      last: daysFromMonth(last + 1, 0) - 1,
    }));
  }
  const years = yearsOf(ranges);
  return years?.flatMap((each) => daysOfYear(each, month ?? any, day ?? any)) ?? null;
}

/** Returns the years of ranges one by one; null for more than `stretchesMax`: each would have a stretch of its own. */
function yearsOf(ranges: readonly Days[]): number[] | null {
  const count = ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  if (count > stretchesMax) return null;
  return ranges.flatMap(({ first, last }) =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index),
  );
}

function daysOfYear(year: number, month: number | string, day: number | string): Days[] {
  return componentValues(month, 1, 12).flatMap((each) => {
    if (day === any) return { first: daysFromMonth(year, each - 1), last: daysFromMonth(year, each) - 1 };
    return componentValues(day, 1, daysInMonth(year, each)).map((of) => {
      const at = daysFromCivil(year, each, of);
      return { first: at, last: at };
    });
  });
}

function daysOfSeasons(season: EdtfSeason, zone: ZoneRule): Days[] | null {
  const years = yearsOf(yearRanges(season.year));
  if (years === null) return null;
  return years.map((year) => {
    const limit = (edge: 'first' | 'last') => pointLimit({ ...season, year }, edge, zone).day ?? 0;
    return { first: limit('first'), last: limit('last') };
  });
}
