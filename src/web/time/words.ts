import type { FuzzyTime } from '../state/schemas.ts';
import { boundSpan, type Span, windowText } from './bounds.ts';

/** Times and numbers as the reader's locale writes them. */

const locale = navigator.languages.length > 0 ? [...navigator.languages] : undefined;
const utc = { timeZone: 'UTC' } as const;

const day = new Intl.DateTimeFormat(locale, { ...utc, day: 'numeric', month: 'short', year: 'numeric' });
const dayLong = new Intl.DateTimeFormat(locale, {
  ...utc,
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const month = new Intl.DateTimeFormat(locale, { ...utc, month: 'long', year: 'numeric' });
const clock = {
  ...utc,
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
} as const;
const minute = new Intl.DateTimeFormat(locale, clock);
const second = new Intl.DateTimeFormat(locale, { ...clock, second: '2-digit' });
const integer = new Intl.NumberFormat(locale);
const instant = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });

export const numberWords = (value: number): string => integer.format(value);
export const countWords = (count: number, one: string, many = `${one}s`): string =>
  `${numberWords(count)} ${count === 1 ? one : many}`;

/** A moment, such as when a record was written, in the reader's own zone. */
export const momentWords = (text: string): string => {
  const span = boundSpan(text.replace(/\.\d+/, ''));
  return span === undefined ? text : instant.format(span.start * 1_000);
};

/** `Date` reaches 271,821 years to either side of 1970; formats for people hold for the years of four digits. */
const plain = /^\d{4}-\d\d-\d\d$/;
const asDate = (text: string): Date | undefined => {
  const span = plain.test(text) && !text.startsWith('00') ? boundSpan(text) : undefined;
  return span && new Date(span.start * 1_000);
};

/** A day as the API writes it. */
export const dayWords = (text: string, length: 'short' | 'long' = 'short'): string => {
  const date = asDate(text.slice(0, 10));
  return date === undefined ? text : (length === 'long' ? dayLong : day).format(date);
};

/** From one day to another, as the locale joins them. */
export function rangeWords(first: string | null, last: string | null): string {
  const [start, end] = [first, last].map((text) => (text === null ? undefined : asDate(text.slice(0, 10))));
  if (start !== undefined && end !== undefined) return day.formatRange(start, end);
  return `${first ?? '…'} – ${last ?? '…'}`;
}

const written = new WeakMap<FuzzyTime, string>();

/** A time in words. Those of what is drawn are asked for in every frame of a move, so that they are kept. */
export function timeWords(time: FuzzyTime | null): string {
  if (time === null) return 'at a time not known';
  const words = written.get(time) ?? writtenOut(time);
  written.set(time, words);
  return words;
}

/** In the locale's where it is a plain day, month or range, else in the API's own. */
function writtenOut(time: FuzzyTime): string {
  const { earliest, latest, precision, qualifier, extent } = time;
  if (qualifier !== 'exact' && qualifiedWhole.test(time.edtf)) {
    return `${qualifiers[qualifier]} ${timeWords({ ...time, qualifier: 'exact' })}`;
  }
  if (qualifier === 'exact' && (precision === 'minute' || precision === 'second'))
    return clockWords(time) ?? time.display;
  if (qualifier !== 'exact' || `${earliest} ${latest}`.includes('T')) return time.display;
  if (earliest === null || latest === null) return openWords(time);
  const [start, end] = [asDate(earliest), asDate(latest)];
  if (start === undefined || end === undefined) return time.display;
  if (precision === 'day') return day.format(start);
  // A month with an unspecified digit of the day, such as 2024-01-2X, is only a part of it.
  if (precision === 'month') return time.edtf.includes('X') ? time.display : month.format(start);
  if (precision !== 'range' || time.edtf.includes(',')) return time.display;
  const range = day.formatRange(start, end);
  if (extent === 'one_of') return `one day of ${range}`;
  return extent === 'all_of' ? time.display : range;
}

/** A day or a month that is qualified as a whole. */
const qualifiedWhole = /^\d{4}-\d\d(-\d\d)?[~?%]$/;
const qualifiers = {
  approximate: 'about',
  uncertain: 'possibly',
  approximate_uncertain: 'possibly about',
} as const;

/** A minute or a second, by the clock of the place that it is written for. */
function clockWords({ earliest, precision, timeZone }: FuzzyTime): string | undefined {
  const [, wall, zone = ''] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(Z|[+-]\d\d:\d\d)?$/.exec(earliest ?? '') ?? [];
  // Formats read it as a moment of UTC, so that no zone but its own comes in.
  const span = wall === undefined || wall.startsWith('00') ? undefined : boundSpan(`${wall}Z`);
  if (span === undefined) return undefined;
  const words = (precision === 'second' ? second : minute).format(span.start * 1_000);
  if (timeZone !== null) return `${words} (${timeZone})`;
  return zone === '' ? words : `${words} UTC${zone === 'Z' ? '' : zone}`;
}

/** A window of the axis, as its address has it: its days, or its first and last minute in UTC. */
export function windowWords(window: Span): string {
  const { from, to } = windowText(window);
  if (!from.includes('T')) return rangeWords(from, to);
  const [first, last] = [from, to].map((text) => (boundSpan(text)?.start ?? 0) * 1_000);
  return `${minute.formatRange(first ?? 0, last ?? 0)} UTC`;
}

/** An interval that is bounded on one side only. */
function openWords({ earliest, latest, earliestKind, latestKind, display }: FuzzyTime): string {
  const [start, end] = [earliest, latest].map((text) => (text === null ? undefined : asDate(text)));
  if (end !== undefined)
    return `${earliestKind === 'unknown' ? 'from an unknown date ' : ''}until ${day.format(end)}`;
  if (start !== undefined)
    return `from ${day.format(start)}${latestKind === 'unknown' ? ' to an unknown date' : ' on'}`;
  return display;
}

/** The source's own words for a time, quoted. */
export const sourceWords = (time: FuzzyTime | null): string | undefined =>
  time?.text ? `“${time.text}”` : undefined;

/** A word of the vocabulary, such as `claimed_by_self`, to read. */
export const termWords = (term: string): string => term.replaceAll('_', ' ');

/** Returns how established a role is, in words that stand on their own. */
export const attributionWords = (attribution: string): string =>
  attribution === 'not_stated' ? 'attribution not stated' : termWords(attribution);

const countries = new Map<string, string>();
const countryNames = new Intl.DisplayNames(locale ?? ['en'], { type: 'region' });

/** A country by its code, in the reader's language. */
export function countryWords(code: string): string {
  const known = countries.get(code);
  if (known !== undefined) return known;
  let name = code;
  try {
    name = countryNames.of(code) ?? code;
  } catch {
    // What is no code of a region is shown as it stands.
  }
  countries.set(code, name);
  return name;
}
