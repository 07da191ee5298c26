import { markedText } from './date-words.ts';

/**
 * Recognises notations that people write and this API does not read, such as `P3D`. An expression is compared with
 * them only after it has failed: the message then names the notation, not the character that was unexpected.
 */
export type ForeignNotation = { readonly part: string; readonly problem: string; readonly expected: string };

type Notation = { readonly pattern: RegExp; readonly problem: string; readonly expected: string };

const outside = 'which is not supported';

const notations: readonly Notation[] = [
  {
    pattern: /^R\d*(\/.*)?$/s,
    problem: `is a repeating interval, ${outside}`,
    expected: 'one interval, or a set of dates such as {2024-02-01,2024-03-01}',
  },
  {
    pattern: /^P[\dYMWDTHS.,]+$/,
    problem: `is a duration, ${outside}`,
    expected: 'the date the interval starts or ends on',
  },
  {
    pattern: /^[+-]?\d{4}-?W\d{1,2}(-?\d)?/,
    problem: `is an ISO week date, ${outside}`,
    expected: 'the day itself, or the week as an interval such as 2024-01-29/2024-02-04',
  },
  {
    pattern: /^-?\d{4}-\d{3}(?!\d)|^\d{7}$/,
    problem: `is an ordinal date, ${outside}`,
    expected: 'year, month and day such as 2024-02-11',
  },
  {
    pattern: /^\d{8}(T.*)?$|^\d{6}$/,
    problem: `has no separators (ISO 8601 basic format), ${outside}`,
    expected: 'the extended format such as 2024-02-11, or Y before a year of more than four digits',
  },
  {
    pattern: /^\d{9,}$/,
    problem: 'is only a run of digits',
    expected: 'a date such as 2024-02-11; timestamps in seconds or milliseconds are not dates here',
  },
  {
    pattern: /T\d\d:\d\d(:\d\d)?[.,]\d+/,
    problem: `has a fraction, ${outside}`,
    expected: 'a time of day in whole seconds such as T09:30:15',
  },
  {
    pattern: /T\d{4,6}/,
    problem: `has no colons (ISO 8601 basic format), ${outside}`,
    expected: 'a time of day such as T09:30',
  },
  {
    pattern: /^\d{1,3}-\d{1,2}(-\d{1,2})?$/,
    problem: 'has too few digits for a year',
    expected: 'a year of four digits such as 2024-01-01, or 0024 for the year 24',
  },
  {
    pattern: /^\d{1,2}(?:\/|\. ?)\d{1,2}(?:\/|\. ?)\d{2}$/,
    problem: `has a year of two digits, ${outside}`,
    expected: 'a year of four digits, then month and day, joined by hyphens such as 2024-02-11',
  },
  {
    pattern: /^\d{1,2}[/.]\d{1,2}[/.]\d{3,4}$|^\d{4}\/\d{1,2}\/\d{1,2}$/,
    problem: 'is not in ISO 8601 order and form',
    expected: 'year, month and day joined by hyphens such as 2024-02-11',
  },
  {
    pattern: /^\d{4}-\d\d-\d\d \d\d:?\d*/,
    problem: 'has a space between date and time',
    expected: 'a T between them such as 2024-02-11T09:30',
  },
  {
    pattern: /^(unknown|open)$/i,
    problem: 'is a word of the 2012 draft of EDTF',
    expected: 'nothing at all for an unknown side of an interval, or .. for an open one',
  },
];

const monthInYear = 'a year of four digits first, such as 2024-03 for March 2024';
const dayInYear = 'a year of four digits first, such as 2024-03-09 for 9 March 2024';

/** Dates in words without a whole year, as `markedText` marks them. The century is never guessed. */
const wordNotations: readonly Notation[] = [
  {
    pattern: /^m\d\d[ .-]+\d\d$|^\d\d[ .-]+m\d\d$/,
    problem: 'is a month with a year of two digits, or a day without its year, as spreadsheets write dates',
    expected: `${monthInYear} or 2024-03-24 for a day in it`,
  },
  {
    pattern: /^\d{1,2}[ .-]+m\d\d[ ,.-]+['’]?\d\d$|^m\d\d[ .-]+\d{1,2}[ ,.-]+['’]?\d\d$/,
    problem: 'has a year of two digits, as spreadsheets write dates',
    expected: dayInYear,
  },
  {
    pattern: /^m\d\d[ .-]*['’]\d\d$/,
    problem: 'has a year of two digits, which is not supported',
    expected: monthInYear,
  },
  {
    pattern: /^m\d\d[ .-]*\d$|^\d[ .-]*m\d\d$/,
    problem: 'is a day without its year',
    expected: dayInYear,
  },
];

/** Returns the first notation that a text matches; null if it matches none. */
export function foreignNotation(text: string): ForeignNotation | null {
  for (const { pattern, problem, expected } of notations) {
    const part = pattern.exec(text)?.[0];
    if (part !== undefined && part !== '') return { part, problem, expected };
  }
  const marked = markedText(text);
  const found = wordNotations.find(({ pattern }) => pattern.test(marked));
  return found === undefined ? null : { part: text, problem: found.problem, expected: found.expected };
}
