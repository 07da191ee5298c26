import { civilOf, secondsPerDay } from './civil.ts';
import { forLocale } from './locale.ts';

/**
 * Writes years, days and moments as the reader's locale does, for the axis, the headings and the lists. Dates are
 * Gregorian in every locale, as the data is. Years below 100 have their era, since `24` could be read as 2024. The year
 * 0000 of ISO 8601 is 1 BCE.
 */

const year = { year: 'numeric' } as const;
const day = { ...year, month: 'short', day: 'numeric' } as const;
const clock = { hour: '2-digit', minute: '2-digit' } as const;

const forms = {
  year,
  month: { ...year, month: 'long' },
  shortMonth: { ...year, month: 'short' },
  monthAlone: { month: 'short' },
  day,
  longDay: { ...year, month: 'long', day: 'numeric' },
  weekday: { ...year, month: 'long', day: 'numeric', weekday: 'long' },
  dayOfYear: { month: 'short', day: 'numeric' },
  clock,
  minute: { ...day, ...clock },
  second: { ...day, ...clock, second: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type DateForm = keyof typeof forms;

/** Makes the formats of one form, without and with the era. They read the locale when they are used. */
const makersOf = (form: DateForm) => {
  const make = (era: boolean) => (locale: string[] | undefined) =>
    new Intl.DateTimeFormat(locale, {
      ...forms[form],
      timeZone: 'UTC',
      calendar: 'gregory',
      ...(era && 'year' in forms[form] ? { era: 'short' } : {}),
    });
  return { plain: make(false), withEra: make(true) };
};
const makers = Object.fromEntries(
  (Object.keys(forms) as DateForm[]).map((form) => [form, makersOf(form)]),
) as Record<DateForm, ReturnType<typeof makersOf>>;

/** The last second that `Date` reaches, to either side of 1970 (ECMA-262, "Time Values and Time Range"). */
const farthest = 8_640_000_000_000;
const erasBelow = 100;

/** Writes a moment in UTC, given in seconds since 1970. */
export function dateWords(seconds: number, form: DateForm): string {
  if (Math.abs(seconds) >= farthest) return farYearWords(yearAt(seconds));
  return wordsOf(formatFor([seconds], form).formatToParts(seconds * 1_000));
}

/** Writes a range of moments as the locale joins them: "Mar 22 – 28, 2024". */
export function dateRangeWords(first: number, last: number, form: DateForm): string {
  if (Math.max(Math.abs(first), Math.abs(last)) >= farthest) {
    const [from, to] = [dateWords(first, form), dateWords(last, form)];
    return from === to ? from : `${from} – ${to}`;
  }
  return wordsOf(formatFor([first, last], form).formatRangeToParts(first * 1_000, last * 1_000));
}

const yearAt = (seconds: number) => civilOf(Math.floor(seconds / secondsPerDay)).year;

function formatFor(moments: readonly number[], form: DateForm): Intl.DateTimeFormat {
  const hasEra = moments.some((moment) => yearAt(moment) < erasBelow);
  return forLocale(makers[form][hasEra ? 'withEra' : 'plain']);
}

const wordsOf = (parts: readonly { type: string; value: string }[]): string =>
  parts.map(({ type, value }) => (type === 'era' ? eraWords(value) : value)).join('');

/** Names the eras as the API does in English, where the locale data has "BC" and "AD". */
const eraWords = (era: string): string => ({ BC: 'BCE', AD: 'CE' })[era] ?? era;

const grouped = (locale: string[] | undefined) => new Intl.NumberFormat(locale);
const bce = -62_200_000_000;
const ce = -62_100_000_000;

/** Writes a year that `Date` does not reach: formats another year of the era and replaces its number. */
function farYearWords(number: number): string {
  const era = number < 1 ? bce : ce;
  const count = forLocale(grouped).format(number < 1 ? 1 - number : number);
  const parts = forLocale(makers.year.withEra).formatToParts(era * 1_000);
  return wordsOf(parts.map(({ type, value }) => ({ type, value: type === 'year' ? count : value })));
}
