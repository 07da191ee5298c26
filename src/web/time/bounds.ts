import type { FuzzyTime } from '../state/schemas.ts';
import { civilOf, dayNumber, dayText, secondsPerDay } from './civil.ts';

/** Converts bounds, as the API writes them, to seconds since 1970-01-01T00:00Z, and back. */

/** A half-open span of time in seconds. An end without a bound is infinite. */
export type Span = { start: number; end: number };

const written = /^([+-]?\d{4,})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:\d\d))?$/;
/** A year of more than four digits, which has no months (LoC EDTF level 1, "Letter-prefixed calendar year"). */
const farYear = /^Y(-?\d{5,9})$/;

/** Returns the span of a bound: all of its day, or its one second. Returns undefined for any other text. */
export function boundSpan(text: string, timeZone: string | null = null): Span | undefined {
  const [, far] = farYear.exec(text) ?? [];
  if (far !== undefined) return yearSpan(Number(far));
  const match = written.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second = '0', zone] = match;
  const days = dayNumber({ year: Number(year), month: Number(month), day: Number(day) });
  if (hour === undefined) {
    return { start: zonedMidnight(days, timeZone), end: zonedMidnight(days + 1, timeZone) };
  }
  const offset = zone === undefined || zone === 'Z' ? 0 : offsetSeconds(zone);
  const clock = Number(hour) * 3_600 + Number(minute) * 60 + Number(second);
  const start = days * secondsPerDay + clock - offset;
  return { start, end: start + 1 };
}

const yearSpan = (year: number): Span => ({ start: yearStart(year), end: yearStart(year + 1) });

/** Returns the first second of a year of ISO 8601, in which 0 is 1 BCE. */
export const yearStart = (year: number): number => dayNumber({ year, month: 1, day: 1 }) * secondsPerDay;

/** Returns the span of a time, from the bounds that the API computed. */
export function spanOf(time: FuzzyTime): Span {
  const first = time.earliest === null ? undefined : boundSpan(time.earliest, time.timeZone);
  const last = time.latest === null ? undefined : boundSpan(time.latest, time.timeZone);
  return { start: first?.start ?? -Infinity, end: last?.end ?? Infinity };
}

const offsetSeconds = (zone: string): number => {
  const seconds = Number(zone.slice(1, 3)) * 3_600 + Number(zone.slice(4)) * 60;
  return zone.startsWith('-') ? -seconds : seconds;
};

/**
 * Returns the second at which a day begins in a zone. Time zones came with the railways: earlier days are read in UTC.
 */
function zonedMidnight(days: number, timeZone: string | null): number {
  const utc = days * secondsPerDay;
  if (timeZone === null || civilOf(days).year < 1850 || civilOf(days).year > 9_999) return utc;
  return utc - zoneOffset(timeZone, utc);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function zoneOffset(timeZone: string, moment: number): number {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
    clocks.set(timeZone, clock);
  }
  const parts = clock.formatToParts(moment * 1_000);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, zone] = /([+-]\d\d:\d\d)/.exec(name) ?? [];
  return zone === undefined ? 0 : offsetSeconds(zone);
}

/**
 * Returns a window as `from` and `to` of the API: as days if it spans three days or more, else as minutes. An end
 * beyond the years of four digits is a whole year.
 */
export function windowText({ start, end }: Span): { from: string; to: string } {
  if (end - start >= 3 * secondsPerDay || isFar(start) || isFar(end)) {
    const first = Math.round(start / secondsPerDay);
    const last = Math.max(first, Math.round(end / secondsPerDay) - 1);
    return { from: daysText(first), to: daysText(last) };
  }
  return { from: momentText(start), to: momentText(Math.max(start + 60, end) - 60) };
}

const isFar = (seconds: number): boolean =>
  Math.abs(civilOf(Math.floor(seconds / secondsPerDay)).year) > 9_999;

const daysText = (days: number): string =>
  isFar(days * secondsPerDay) ? `Y${civilOf(days).year}` : dayText(days);

function momentText(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const days = Math.floor(minutes / 1_440);
  const two = (value: number) => String(value).padStart(2, '0');
  const minute = minutes - days * 1_440;
  return `${dayText(days)}T${two(Math.floor(minute / 60))}:${two(minute % 60)}Z`;
}
