import { Temporal } from 'temporal-polyfill';
import { civilFromDays, secondsPerDay, secondsPerHour, secondsPerMinute } from './calendar.ts';
import { TimeError } from './time-error.ts';

/**
 * Converts local civil time to moments. Days count from 1970-01-01, seconds of a day from 0 to 86399; moments are whole
 * seconds since 1970-01-01T00:00:00Z. A local time that a clock change skips or repeats has an earliest and a latest
 * moment: bounds take the wider one on each side, so that they never lose a moment.
 */
export type ZoneRule = {
  /** IANA name in its registered case, such as `Europe/Moscow`. */
  readonly name: string;
  /** True for UTC under any of its names. */
  readonly isUtc: boolean;
  /** Returns the first moment of a local day. */
  readonly dayStart: (day: number) => number;
  /** Returns the last moment of a local day. */
  readonly dayEnd: (day: number) => number;
  /** Returns the earliest moment of a local time. */
  readonly earliest: (day: number, second: number) => number;
  /** Returns the latest moment of a local time. */
  readonly latest: (day: number, second: number) => number;
  /** Returns seconds east of UTC at a moment. */
  readonly offsetAt: (moment: number) => number;
};

export const utcZone: ZoneRule = {
  name: 'UTC',
  isUtc: true,
  dayStart: (day) => day * secondsPerDay,
  dayEnd: (day) => day * secondsPerDay + secondsPerDay - 1,
  earliest: (day, second) => day * secondsPerDay + second,
  latest: (day, second) => day * secondsPerDay + second,
  offsetAt: () => 0,
};

/** Names of zones that are always UTC: they need no zone data, so that years have no limit but the calendar's. */
const utcNames = new Set(['UTC', 'Etc/UTC', 'GMT', 'Etc/GMT']);
const zoneName = /^[A-Za-z][A-Za-z0-9._+/-]{1,63}$/;
/** The furthest day of a zone: Temporal reaches 100 million days from 1970, and the offset needs room inside that. */
const furthestDay = 99_999_998;

/**
 * Returns the rule of an IANA zone. The functions of the rule throw the same error for years that zone data does not
 * reach, before -271821 or after 275760.
 * @throws TimeError with the parameter `timeZone` if the name is not known
 */
export function zoneOf(name: string): ZoneRule {
  const registered = registeredName(name);
  if (registered === null) {
    throw new TimeError({
      expression: name,
      part: name,
      offset: 0,
      problem: 'is not a known time zone',
      expected: 'an IANA time zone name such as Europe/Moscow or UTC',
      parameter: 'timeZone',
    });
  }
  return utcNames.has(registered) ? { ...utcZone, name: registered } : regionalZone(registered);
}

/** The offset of a zone from UTC, in seconds east, from a moment on. */
export type Offset = { readonly from: number; readonly seconds: number };

/** The years between which changes of an offset are told: no zone had any before, and none is known far ahead. */
const [firstChange, lastChange] = [-7_000_000_000, 7_300_000_000];
/** Room for about 300 years with summer time. */
const changesMax = 600;

/** Looking for the changes of one zone takes a tenth of a second or more; there are a few hundred zones. */
const changesByZone = new Map<string, readonly Offset[]>();

/** Returns the offsets of a zone between two moments, in order of time; the first one is that of all earlier moments, too. */
export function offsetsOf(zone: ZoneRule, from: number, to: number): readonly Offset[] {
  if (zone.isUtc) return [{ from: firstChange, seconds: 0 }];
  const known = changesByZone.get(zone.name) ?? changesOf(zone);
  changesByZone.set(zone.name, known);
  const first = known.findLastIndex((offset) => offset.from <= from);
  const next = known.findIndex((offset) => offset.from > to);
  return known.slice(Math.max(0, first), next === -1 ? undefined : Math.max(1, next));
}

function changesOf(zone: ZoneRule): Offset[] {
  const found: Offset[] = [{ from: firstChange, seconds: Math.round(zone.offsetAt(firstChange)) }];
  let at = Temporal.Instant.fromEpochMilliseconds(firstChange * 1_000).toZonedDateTimeISO(zone.name);
  while (found.length < changesMax) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || momentOf(next) > lastChange) return found;
    found.push({ from: momentOf(next), seconds: Math.round(next.offsetNanoseconds / 1e9) });
    at = next;
  }
  return found;
}

function registeredName(name: string): string | null {
  // Temporal also accepts offsets and whole timestamps as a zone; only names of zones are accepted here.
  if (!zoneName.test(name)) return null;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch {
    return null;
  }
}

function regionalZone(name: string): ZoneRule {
  return {
    name,
    isUtc: false,
    dayStart: (day) => {
      const start = plainDate(name, day).toZonedDateTime(name);
      // A zone that crossed the date line has no such day: its day gets the bounds of a skipped time.
      return start.day === civilFromDays(day).day ? momentOf(start) : edgeMoment(name, day, 0, 'earlier');
    },
    dayEnd: (day) => dayEnd(name, day),
    earliest: (day, second) => edgeMoment(name, day, second, 'earlier'),
    latest: (day, second) => edgeMoment(name, day, second, 'later'),
    offsetAt: (moment) =>
      Temporal.Instant.fromEpochMilliseconds(moment * 1_000).toZonedDateTimeISO(name).offsetNanoseconds / 1e9,
  };
}

function dayEnd(name: string, day: number): number {
  const local = plainDateTime(name, day, secondsPerDay - 1);
  const end = local.toZonedDateTime(name, { disambiguation: 'later' });
  if (end.toPlainDateTime().equals(local)) return momentOf(end);
  const dayExists = plainDate(name, day).toZonedDateTime(name).day === civilFromDays(day).day;
  // If a clock change skips the end of the day, its last moment is the one before the next day begins.
  return dayExists ? momentOf(plainDate(name, day + 1).toZonedDateTime(name)) - 1 : momentOf(end);
}

function edgeMoment(name: string, day: number, second: number, disambiguation: 'earlier' | 'later'): number {
  return momentOf(plainDateTime(name, day, second).toZonedDateTime(name, { disambiguation }));
}

function momentOf(zoned: Temporal.ZonedDateTime): number {
  return Math.floor(zoned.epochMilliseconds / 1_000);
}

function plainDate(name: string, day: number): Temporal.PlainDate {
  const civil = civilFromDays(day);
  assertReach(name, day, civil.year);
  return new Temporal.PlainDate(civil.year, civil.month, civil.day);
}

function plainDateTime(name: string, day: number, second: number): Temporal.PlainDateTime {
  const civil = civilFromDays(day);
  assertReach(name, day, civil.year);
  const hour = Math.floor(second / secondsPerHour);
  const minute = Math.floor((second % secondsPerHour) / secondsPerMinute);
  return new Temporal.PlainDateTime(
    civil.year,
    civil.month,
    civil.day,
    hour,
    minute,
    second % secondsPerMinute,
  );
}

function assertReach(name: string, day: number, year: number): void {
  if (Math.abs(day) <= furthestDay) return;
  throw new TimeError({
    expression: name,
    part: name,
    offset: 0,
    problem: `has no rules for the year ${year}`,
    expected: 'a year from -271820 to 275759, or no time zone',
    parameter: 'timeZone',
  });
}
