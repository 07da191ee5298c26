import type { FuzzyTime } from '../state/schemas.ts';
import { boundSpan, type Span, windowText } from './bounds.ts';
import { civilOf, secondsPerDay } from './civil.ts';
import { type DateForm, dateRangeWords, dateWords } from './dates.ts';
import { forLocale } from './locale.ts';

/** Writes times, numbers and countries as the reader's locale does. */

const integer = (locale: string[] | undefined) => new Intl.NumberFormat(locale);
const instant = (locale: string[] | undefined) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });

export const numberWords = (value: number): string => forLocale(integer).format(value);
export const countWords = (count: number, one: string, many = `${one}s`): string =>
  `${numberWords(count)} ${count === 1 ? one : many}`;

/** Writes a moment, such as that of a record's last change, in the reader's own zone. */
export const momentWords = (text: string): string => {
  const span = boundSpan(text.replace(/\.\d+/, ''));
  return span === undefined ? text : forLocale(instant).format(span.start * 1_000);
};

/** Returns the first second of the day of a date or date-time as the API writes it. */
const dayOf = (text: string | null): number | undefined =>
  text === null ? undefined : boundSpan(text.replace(/T.*/, ''))?.start;

/** Writes a day that is given as the API writes it. */
export const dayWords = (text: string, form: DateForm = 'day'): string => {
  const moment = dayOf(text);
  return moment === undefined ? text : dateWords(moment, form);
};

/** Writes a range of days as the locale joins them. Whole years and months are written without days. */
export function rangeWords(first: string | null, last: string | null): string {
  const known = forLocale(ranges);
  const key = `${first} ${last}`;
  const words = known.get(key) ?? writtenRange(first, last);
  if (known.size >= mostRanges) known.clear();
  known.set(key, words);
  return words;
}

/** Formats of ranges are slow, and a drawing has hundreds of bars with the words of their period. */
const ranges = (): Map<string, string> => new Map();
const mostRanges = 5_000;

function writtenRange(first: string | null, last: string | null): string {
  const [start, end] = [dayOf(first), dayOf(last)];
  if (start !== undefined && end !== undefined) {
    const form = wholeForm(start, end);
    return isOne(start, end, form) ? dateWords(start, form) : dateRangeWords(start, end, form);
  }
  return `${first === null ? '…' : dayWords(first)} – ${last === null ? '…' : dayWords(last)}`;
}

/** Tells if a range is one day, month or year: its words are those of the one. */
function isOne(first: number, last: number, form: DateForm): boolean {
  const [from, to] = [first, last].map((moment) => civilOf(Math.round(moment / secondsPerDay)));
  if (form === 'day') return first === last;
  return from?.year === to?.year && (form === 'year' || from?.month === to?.month);
}

function wholeForm(first: number, last: number): DateForm {
  const [from, after] = [first, last + secondsPerDay].map((moment) =>
    civilOf(Math.round(moment / secondsPerDay)),
  );
  if (from?.day !== 1 || after?.day !== 1) return 'day';
  return from.month === 1 && after.month === 1 ? 'year' : 'month';
}

const written = new WeakMap<FuzzyTime, string>();

/** Returns a time in words. The words are cached, because a moving timeline needs them in every frame. */
export function timeWords(time: FuzzyTime | null): string {
  if (time === null) return 'at a time not known';
  const words = written.get(time) ?? writtenOut(time);
  written.set(time, words);
  return words;
}

/** Writes a plain year, month, day, moment or range as the locale does, any other time as the API does. */
function writtenOut(time: FuzzyTime): string {
  const { earliest, precision, qualifier, edtf } = time;
  if (qualifier !== 'exact') {
    if (!qualifiedWhole.test(edtf) || !isPlain(precision)) return time.display;
    const exact = { ...time, qualifier: 'exact', edtf: edtf.slice(0, -1) } as const;
    return `${qualifiers[qualifier]} ${writtenOut(exact)}`;
  }
  if (precision === 'minute' || precision === 'second') return clockWords(time) ?? time.display;
  if (isPlain(precision) && plainDate.test(edtf)) return dayWords(earliest ?? edtf, precision);
  return intervalWords(time) ?? time.display;
}

/** Matches dates without unspecified digits: `2024-01-2X` is only a part of its month. */
const plainDate = /^-?\d{4}(-\d\d){0,2}$/;
/** Matches a year, a month or a day that is qualified as a whole. */
const qualifiedWhole = /^-?\d{4}(-\d\d){0,2}[~?%]$/;
const isPlain = (precision: string): precision is 'year' | 'month' | 'day' =>
  precision === 'year' || precision === 'month' || precision === 'day';
const qualifiers = {
  approximate: 'about',
  uncertain: 'possibly',
  approximate_uncertain: 'possibly about',
} as const;

/** Writes a minute or a second in the time zone that it is recorded in. */
function clockWords({ earliest, precision, timeZone }: FuzzyTime): string | undefined {
  const [, wall, zone = ''] =
    /^([+-]?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d)(Z|[+-]\d\d:\d\d)?$/.exec(earliest ?? '') ?? [];
  // Read as UTC and written as UTC, so that the clock time stays as it is recorded.
  const span = wall === undefined ? undefined : boundSpan(`${wall}Z`);
  if (span === undefined) return undefined;
  const words = dateWords(span.start, precision === 'second' ? 'second' : 'minute');
  if (timeZone !== null) return `${words} (${timeZone})`;
  return zone === '' ? words : `${words} UTC${zone === 'Z' ? '' : zone}`;
}

const date = String.raw`-?\d{4}(?:-\d\d){0,2}`;
/** Matches one interval of plain dates, such as `2024-03/2024-05`, `1990/..` or `[2024-02-11..2024-02-20]`. */
const interval = new RegExp(String.raw`^[[{]?(${date})?(?:\/\.\.|\.\.\/|\/|\.\.)(${date})?[\]}]?$`);
const formOf = (text: string): 'year' | 'month' | 'day' =>
  text.length > 8 ? 'day' : text.length > 5 ? 'month' : 'year';

/** Writes an interval to the precision of its ends. */
function intervalWords({ edtf, extent, ...bounds }: FuzzyTime): string | undefined {
  const [whole, from, to] = interval.exec(edtf) ?? [];
  const [first, last] = [dayOf(bounds.earliest), dayOf(bounds.latest)];
  if (whole === undefined || extent === 'all_of') return undefined;
  const within = extent !== 'throughout';
  if (from !== undefined && to !== undefined && first !== undefined && last !== undefined) {
    const forms = [formOf(from), formOf(to)] as const;
    if (forms[0] !== forms[1])
      return `${within ? 'some time from ' : ''}${dateWords(first, forms[0])} – ${dateWords(last, forms[1])}`;
    return `${within ? `one ${forms[0]} of ` : ''}${dateRangeWords(first, last, forms[0])}`;
  }
  const some = within ? 'some time ' : '';
  if (to !== undefined && last !== undefined)
    return `${some}${bounds.earliestKind === 'unknown' ? 'from an unknown date ' : ''}until ${dateWords(last, formOf(to))}`;
  if (from !== undefined && first !== undefined)
    return `${some}from ${dateWords(first, formOf(from))}${bounds.latestKind === 'unknown' ? ' to an unknown date' : ' on'}`;
  return undefined;
}

/** Writes a window as its address has it: its years or days, or its first and last minute in UTC. */
export function windowWords(window: Span): string {
  const { from, to } = windowText(window);
  const [first, last] = [boundSpan(from)?.start ?? window.start, boundSpan(to)?.start ?? window.end];
  if (from.includes('T')) return `${dateRangeWords(first, last, 'minute')} UTC`;
  const isLong = last - first > yearsToTheDay * 366 * secondsPerDay;
  return isLong ? dateRangeWords(first, last, 'year') : rangeWords(from, to);
}

/** Longer windows are written without their first and last day. */
const yearsToTheDay = 40;

/** Returns the source's own words for a time in quotation marks. */
export const sourceWords = (time: FuzzyTime | null): string | undefined =>
  time?.text ? `“${time.text}”` : undefined;

/** Returns a term of the vocabulary in words: `claimed by self` for `claimed_by_self`. */
export const termWords = (term: string): string => term.replaceAll('_', ' ');

/** Returns how established a role is, in words that stand on their own. */
export const attributionWords = (attribution: string): string =>
  attribution === 'not_stated' ? 'attribution not stated' : termWords(attribution);

const countryNames = (locale: string[] | undefined) =>
  new Intl.DisplayNames(locale ?? ['en'], { type: 'region' });

/** Returns the name of a country in the reader's language. An unknown code is returned as it is. */
export function countryWords(code: string): string {
  try {
    return forLocale(countryNames).of(code) ?? code;
  } catch {
    return code;
  }
}
