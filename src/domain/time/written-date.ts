import { civilFromDays, daysFromCivil, daysInMonth, dayText } from './calendar.ts';

/**
 * Recognises one date in a text of `markedText`, such as `5 m03 2024`, and tells the EDTF expressions that it can mean.
 * Nothing is checked against the calendar here.
 */
export type Written = {
  /** The fault, as the rest of a sentence that begins with the expression. */
  readonly problem: string;
  readonly meant: readonly string[];
  /** A reason, as the end of the sentence. */
  readonly why?: string | undefined;
};

type Groups = readonly (string | undefined)[];
/** A spelling with the EDTF expressions that it can mean. */
export type Form = {
  readonly pattern: RegExp;
  readonly problem: string;
  readonly write: (...groups: string[]) => string | readonly string[];
  readonly why?: string;
};

const two = (digits: string) => digits.padStart(2, '0');
/** Negative years are marked `n0043`: a hyphen would be one between year and month. */
const yearText = (year: string) => year.replace('n', '-');
const date = (year: string, month: string, day?: string) =>
  [yearText(year), two(month), ...(day === undefined ? [] : [two(day)])].join('-');

/** Returns a month; nothing for a number above 12, which would be a season. */
const ofMonth = (year: string, month: string) => (Number(month) > 12 ? [] : date(year, month));

/** The year `n` BC is the year 1 - n of astronomers, which EDTF counts by. */
function beforeChrist(year: string): string {
  const count = Number(year) - 1;
  if (count > 9_999) return `Y-${count}`;
  return `${count === 0 ? '' : 'n'}${String(count).padStart(4, '0')}`;
}

function thirdOfMonth(part: string, month: string, year: string): string {
  const last = String(daysInMonth(Number(year), Number(month)));
  const [from, to] = { 1: ['01', '10'], 2: ['11', '20'] }[part] ?? ['21', last];
  return `[${date(year, month, from)}..${date(year, month, to)}]`;
}

function thirdOfYear(part: string, year: string): string[] {
  const [from, to] = { 1: ['01', '04'], 2: ['05', '08'] }[part] ?? ['09', '12'];
  return [`[${year}-${from}..${year}-${to}]`, year];
}

/** The 1960s are a decade; the 1800s may be a century as well. */
const decade = (tens: string) => (tens.endsWith('0') ? [`${tens}X`, `${tens.slice(0, 2)}XX`] : `${tens}X`);

/** The 19th century has the years 18XX; the first before Christ includes the year 0000, 1 BC. */
function century(count: string, isBefore: boolean): string {
  const hundreds = two(String((romanValue(count) ?? Number(count)) - 1));
  if (!isBefore) return `${hundreds}XX`;
  return hundreds === '00' ? '[-0099..0000]' : `-${hundreds}XX`;
}

function romanValue(text: string): number | null {
  const values: Record<string, number> = { i: 1, v: 5, x: 10 };
  const digits = [...text].map((letter) => values[letter] ?? Number.NaN);
  if (digits.some(Number.isNaN)) return null;
  return digits.reduce((sum, value, index) => sum + (value < (digits[index + 1] ?? 0) ? -value : value), 0);
}

function ofYear(year: string, day: string): string {
  const { month, day: of, year: found } = civilFromDays(daysFromCivil(Number(year), 1, 1) + Number(day) - 1);
  return String(found).padStart(4, '0') === year && Number(day) > 0
    ? date(year, String(month), String(of))
    : '';
}

/** Returns the days of a week (ISO 8601-1:2019 §4.3.6): the first one has the 4th of January in it. */
function ofWeek(year: string, week: string, day?: string): string {
  const fourth = daysFromCivil(Number(year), 1, 4);
  const monday = fourth - ((fourth + 3) % 7) + (Number(week) - 1) * 7;
  // A week belongs to the year of its Thursday.
  if (civilFromDays(monday + 3).year !== Number(year)) return '';
  return day === undefined ? `${dayText(monday)}/${dayText(monday + 6)}` : dayText(monday + Number(day) - 1);
}

const both = (first: string, second: string, year: string) => [
  date(year, second, first),
  date(year, first, second),
];

const inWords = 'is a date in words';
const order = 'is not in ISO 8601 order and form';
const basic = 'has no separators (ISO 8601 basic format), which is not supported';
const ages = 'is a decade or century in words';
const fromZero = 'because the year 1 BC is 0000';
const withWords = 'with these words in `text`';
/** Between a day, a month and a year in words. */
const gap = '[ .,/-]*';
const [day, month, year] = ['(\\d{1,2})', 'm(\\d\\d)', '(n?\\d{4})'];
const whole = (source: string) => new RegExp(`^${source}$`);

const forms: readonly Form[] = [
  { pattern: whole(day + gap + month + gap + year), problem: inWords, write: (d, m, y) => date(y, m, d) },
  {
    pattern: whole(`${month}${gap}${day}[ .,/-]+${year}`),
    problem: inWords,
    write: (m, d, y) => date(y, m, d),
  },
  { pattern: whole(year + gap + month + gap + day), problem: inWords, write: (y, m, d) => date(y, m, d) },
  { pattern: whole(month + gap + year), problem: inWords, write: (m, y) => date(y, m) },
  { pattern: whole(year + gap + month), problem: inWords, write: (y, m) => date(y, m) },
  {
    pattern: whole(`p(\\d)[ -]*${month}${gap}(\\d{4})`),
    problem: inWords,
    write: thirdOfMonth,
    why: withWords,
  },
  { pattern: whole('p(\\d)[ -]*(\\d{4})'), problem: inWords, write: thirdOfYear, why: withWords },
  {
    pattern: /^(?:dcd )?(\d{3})0(?: dcd)+$|^dcd (\d{3})0$/,
    problem: ages,
    write: (first, last) => decade(first ?? last ?? ''),
  },
  { pattern: /^p\d[ -]*(\d{3})0(?: dcd)+$/, problem: ages, write: decade, why: withWords },
  {
    pattern: /^(?:cent )?([ivx]+|\d{1,2})[e.]?(?: cent)( bce)?$/,
    problem: ages,
    write: (count, before) => century(count, before !== undefined),
  },
  {
    pattern: /^cent ([ivx]+|\d{1,2})( bce)?$/,
    problem: ages,
    write: (count, before) => century(count, before !== undefined),
  },
  {
    pattern: /^p\d[ -]*([ivx]+|\d{1,2})[e.]? cent$/,
    problem: ages,
    write: (count) => century(count, false),
    why: withWords,
  },
  {
    pattern: /^(?:q ?([1-4])|([1-4])\.? ?q)[ /-]*(\d{4})$/,
    problem: 'is a quarter in words',
    write: (first, second, of) => `${of}-${32 + Number(first ?? second)}`,
  },
  {
    pattern: /^(\d{4})[ /-]*q ?([1-4])$/,
    problem: 'is a quarter in words',
    write: (of, quarter) => `${of}-${32 + Number(quarter)}`,
  },
  {
    pattern: /^(?:h ?([12])|([12])\.? half)[ /-]*(\d{4})$/,
    problem: 'is a half of a year in words',
    write: (first, second, of) => `${of}-${39 + Number(first ?? second)}`,
  },
  {
    pattern: /^(\d{4})[ /-]*h ?([12])$/,
    problem: 'is a half of a year in words',
    write: (of, half) => `${of}-${39 + Number(half)}`,
  },
  {
    pattern: /^s24[ ,]*(\d{4})$/,
    problem: 'is a season in words',
    write: (of) => [`${of}-24`, `${String(Number(of) - 1).padStart(4, '0')}-24`],
    why: 'by the year in which the winter begins: the first ends in the year after',
  },
  {
    pattern: /^s(2[123])[ ,]*(\d{4})$/,
    problem: 'is a season in words',
    write: (season, of) => `${of}-${season}`,
  },
  {
    pattern: /^s24[ ,]*(\d{4}) ?[/–-] ?(\d\d|\d{4})$/,
    problem: 'is a season in words',
    write: (of, next) => ((Number(of) + 1) % 100 === Number(next) % 100 ? `${of}-24` : []),
  },
  {
    pattern: /^(\d{1,5}) ?bce$/,
    problem: 'is a year in words',
    write: (of) => yearText(beforeChrist(of)),
    why: fromZero,
  },
  {
    pattern: /^(\d{1,5}) ?[–-] ?(\d{1,5}) ?bce$/,
    problem: 'is an interval in words',
    write: (from, to) => `${yearText(beforeChrist(from))}/${yearText(beforeChrist(to))}`,
    why: fromZero,
  },
  {
    pattern: /^(?:ce (\d{1,4})|(\d{1,4}) ?ce)$/,
    problem: 'is a year in words',
    write: (first, last) => (first ?? last ?? '').padStart(4, '0'),
  },
  {
    pattern: /^(\d{4})[ /._](\d{1,2})[ /._](\d{1,2})$|^(\d{4})\. (\d{1,2})\. (\d{1,2})$/,
    problem: order,
    write: (...parts) => {
      const [y = '', m = '', d] = parts.filter((part) => part !== undefined);
      return date(y, m, d);
    },
  },
  { pattern: /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})$/, problem: order, write: (d, m, y) => date(y, m, d) },
  {
    pattern: /^(\d{1,2})([/ -])(\d{1,2})\2(\d{4})$/,
    problem: order,
    write: (one, _, other, y) => both(one, other, y),
  },
  { pattern: /^(\d{4})\.0+$/, problem: 'is a decimal number', write: (y) => y },
  { pattern: /^(\d{1,2})[/. -](\d{4})$/, problem: order, write: (m, y) => ofMonth(y, m) },
  {
    pattern: /^(\d{4})(?: |\.(?=\d\d$)|\/(?=\d$))(\d{1,2})$/,
    problem: order,
    write: (y, m) => ofMonth(y, m),
  },
  {
    pattern: /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/,
    problem: 'has a month or a day of one digit',
    write: (y, m, d) => date(y, m, d),
  },
  {
    pattern: /^(\d{4})(\d\d)(\d\d)?$/,
    problem: basic,
    write: (y, m, d) => (d === undefined ? ofMonth(y, m) : date(y, m, d)),
  },
  {
    pattern: /^(\d{4})-?w(\d\d)(?:-?([1-7]))?$/,
    problem: 'is an ISO week date, which is not supported',
    write: ofWeek,
  },
  { pattern: /^(\d{4})-?(\d{3})$/, problem: 'is an ordinal date, which is not supported', write: ofYear },
];

/** Returns all that one date can mean, also if it is not of the calendar; null if no form fits. */
export function writtenDate(text: string): Written | null {
  for (const { pattern, problem, write, why } of forms) {
    const groups: Groups | undefined = pattern.exec(text)?.slice(1);
    if (groups === undefined) continue;
    const meant = [write(...(groups as string[]))].flat().filter((each) => each !== '');
    if (meant.length > 0) return { problem, meant, why };
  }
  // The year before or after Christ at the end of a longer date.
  const [, rest = '', count = '', era] = /^(.*m\d\d.*\D)(\d{1,4}) ?(b?ce)$/.exec(text) ?? [];
  if (era === 'ce') return writtenDate(rest + count.padStart(4, '0'));
  const found = era === undefined ? null : writtenDate(rest + beforeChrist(count));
  return found && { ...found, why: fromZero };
}
