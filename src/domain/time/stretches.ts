import type { Edtf, EdtfDate, EdtfPoint, EdtfRange, EdtfSeason, EdtfSet } from './ast.ts';
import { allExact } from './ast.ts';
import { memberBounds, pointLimit } from './bounds.ts';
import { civilFromDays, daysFromCivil, daysFromMonth, daysInMonth } from './calendar.ts';
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
 * bound. In a set of which all members are meant, each member stands for itself and is sure, also each day, month or year
 * of a range. Elsewhere stretches that touch are one.
 * @returns null if there are more than `stretchesMax`
 */
export function stretchesOf(value: Edtf, zone: ZoneRule): readonly Stretch[] | null {
  if (value.type === 'interval' || value.type === 'datetime') return [];
  if (value.type !== 'set' || value.mode === 'one_of') return severalIn(apartStretches(value, zone));
  const { members } = value;
  // A range of too many members is one stretch: some member surely lies in it.
  return severalIn(sureStretches(members.flatMap(membersOf), zone) ?? sureStretches(members, zone));
}

/** Tells if a value leaves out moments between its earliest and its latest bound. */
export function hasGaps(value: Edtf, zone: ZoneRule): boolean {
  if (value.type === 'interval' || value.type === 'datetime') return false;
  return apartStretches(value, zone)?.length !== 1;
}

type Member = EdtfPoint | EdtfRange;

/** Returns the stretches of a value, of which no two touch; null if there are too many. */
function apartStretches(value: EdtfDate | EdtfSeason | EdtfSet, zone: ZoneRule): readonly Stretch[] | null {
  if (value.type !== 'set') return pointStretches(value, zone);
  const found = stretchesOfAll(value.members, (member) => memberStretches(member, zone));
  return found && joined(found);
}

/** Returns the stretches of members that are all meant; each member that is one stretch is sure. */
function sureStretches(members: readonly Member[], zone: ZoneRule): readonly Stretch[] | null {
  const found = stretchesOfAll(members, (member) => {
    const stretches = memberStretches(member, zone);
    return stretches?.map((stretch) => ({ ...stretch, sure: stretches.length === 1 })) ?? null;
  });
  return found?.filter(isFirst) ?? null;
}

function stretchesOfAll(
  members: readonly Member[],
  each: (member: Member) => readonly Stretch[] | null,
): readonly Stretch[] | null {
  const found: Stretch[] = [];
  for (const member of members) {
    const stretches = each(member);
    if (stretches === null || found.length + stretches.length > stretchesMax) return null;
    found.push(...stretches);
  }
  return found.sort(byTime);
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

/**
 * Returns the days, months or years of a range between two days, months or years, such as each day of
 * `2024-03-01..2024-03-10`; the range alone if it has no end, is between other units, or has too many.
 */
function membersOf(member: Member): readonly Member[] {
  if (member.type !== 'range' || !isPlainDate(member.from) || !isPlainDate(member.to)) return [member];
  const [first, last] = [unitOf(member.from), unitOf(member.to)];
  if (first.dateAt !== last.dateAt || last.index - first.index >= stretchesMax) return [member];
  return Array.from({ length: last.index - first.index + 1 }, (_, index) => ({
    ...plainDate,
    ...first.dateAt(first.index + index),
  }));
}

type PlainDate = { year: number; month: number | null; day: number | null };
const plainDate = { type: 'date', significantDigits: null, qualifiers: allExact } as const;

const isPlainDate = (point: EdtfPoint | null): point is EdtfDate & PlainDate =>
  point?.type === 'date' && point.significantDigits === null && !isMasked(point);

const years = (index: number): PlainDate => ({ year: index, month: null, day: null });
const months = (index: number): PlainDate => {
  const year = Math.floor(index / 12);
  return { year, month: index - year * 12 + 1, day: null };
};

/** Returns the number of a year, a month or a day among all of them, and the way back from a number. */
function unitOf({ year, month, day }: PlainDate): { index: number; dateAt: (index: number) => PlainDate } {
  if (month === null) return { index: year, dateAt: years };
  if (day === null) return { index: year * 12 + month - 1, dateAt: months };
  return { index: daysFromCivil(year, month, day), dateAt: civilFromDays };
}

function memberStretches(member: Member, zone: ZoneRule): readonly Stretch[] | null {
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
