import { daysFromCivil, daysInMonth, dayText, secondsPerDay, twoDigits } from './calendar.ts';

/**
 * Recognises dates as people and spreadsheets write them, and tells what to write instead. A whole expression is compared
 * with them only after it has failed. Nothing is read in this way: the writer decides.
 */
export type Rewrite = {
  /** The fault, as the rest of a sentence that begins with the expression. */
  readonly problem: string;
  /** EDTF expressions for what may be meant. */
  readonly meant: readonly string[];
  /** A reason, as the end of the sentence. */
  readonly why?: string;
};

type Form = {
  readonly pattern: RegExp;
  readonly problem: string;
  readonly write: (...groups: string[]) => string | readonly string[];
  readonly why?: string;
};

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const month =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const numberOf = (name: string) => monthNames.indexOf(name.slice(0, 3).toLowerCase()) + 1;
const monthText = (name: string) => twoDigits(numberOf(name));
const two = (digits: string) => digits.padStart(2, '0');
const words = (source: string) => new RegExp(`^${source}$`, 'i');

/** The day from which spreadsheets count: 1 is 1900-01-01, and they take 1900 for a leap year. */
const spreadsheetEpoch = daysFromCivil(1899, 12, 30);
const isRecent = (serial: number) => serial >= 10_000 && serial < 80_000;

function secondText(seconds: number): string {
  const second = ((seconds % secondsPerDay) + secondsPerDay) % secondsPerDay;
  const clock = [Math.floor(second / 3_600), Math.floor(second / 60) % 60, second % 60].map(twoDigits);
  return `${dayText(Math.floor(seconds / secondsPerDay))}T${clock.join(':')}Z`;
}

/** The year `n` BC is the year 1 - n of astronomers, which EDTF counts by. */
const beforeChrist = (year: string) =>
  year === '1' ? '0000' : `-${String(Number(year) - 1).padStart(4, '0')}`;

function thirdOfMonth(part: string, name: string, year: string): string {
  const prefix = `${year}-${monthText(name)}`;
  const last = daysInMonth(Number(year), numberOf(name));
  const [from, to] = { early: ['01', '10'], mid: ['11', '20'] }[part.toLowerCase()] ?? ['21', String(last)];
  return `[${prefix}-${from}..${prefix}-${to}]`;
}

const inWords = 'is a date in words';
const order = 'is not in ISO 8601 order and form';
const basic = 'has no separators (ISO 8601 basic format), which is not supported';

const forms: readonly Form[] = [
  {
    pattern: /^(\d{5})(?:\.\d+)?$/,
    problem: 'is the number that a spreadsheet keeps for a day',
    write: (serial) => (isRecent(Number(serial)) ? dayText(spreadsheetEpoch + Number(serial)) : []),
    why: 'format the column as text or as ISO dates before you save it',
  },
  {
    pattern: /^(\d{9,10})$/,
    problem: 'is only a run of digits; it may count seconds since 1970',
    write: (seconds) => secondText(Number(seconds)),
  },
  {
    pattern: /^(\d{12,13})$/,
    problem: 'is only a run of digits; it may count milliseconds since 1970',
    write: (milliseconds) => secondText(Math.floor(Number(milliseconds) / 1_000)),
  },
  {
    pattern: words(`(\\d{1,2})(?:st|nd|rd|th)?\\.? ${month},? (\\d{4})`),
    problem: inWords,
    write: (day, name, year) => `${year}-${monthText(name)}-${two(day)}`,
  },
  {
    pattern: words(`${month} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})`),
    problem: inWords,
    write: (name, day, year) => `${year}-${monthText(name)}-${two(day)}`,
  },
  {
    pattern: words(`${month},? (\\d{4})`),
    problem: inWords,
    write: (name, year) => `${year}-${monthText(name)}`,
  },
  {
    pattern: words(`(early|mid|late)[- ]${month},? (\\d{4})`),
    problem: inWords,
    write: thirdOfMonth,
    why: 'with these words in `text`',
  },
  {
    pattern: /^(\d{1,4}) ?b\.?c\.?(?:e\.?)?$/i,
    problem: 'is a year in words',
    write: beforeChrist,
    why: 'because the year 1 BC is 0000',
  },
  {
    pattern: /^(?:a\.?d\.? ?(\d{1,4})|(\d{1,4}) ?(?:a\.?d\.?|c\.?e\.?))$/i,
    problem: 'is a year in words',
    write: (first, last) => (first ?? last ?? '').padStart(4, '0'),
  },
  { pattern: /^(?:c|ca|circa|about)\b\.? ?(\d{4})$/i, problem: inWords, write: (year) => `${year}~` },
  { pattern: /^(\d{3})0'?s$/, problem: 'is a decade or century in words', write: (decade) => `${decade}X` },
  {
    pattern: /^(\d{1,2})(?:st|nd|rd|th) century$/i,
    problem: 'is a decade or century in words',
    write: (century) => `${two(String(Number(century) - 1))}XX`,
  },
  {
    pattern: /^(?:q([1-4])[ -](\d{4})|(\d{4})[ -]?q([1-4]))$/i,
    problem: 'is a quarter in words',
    write: (first, of, year, last) => `${of ?? year}-${32 + Number(first ?? last)}`,
  },
  {
    pattern: /^(spring|summer|autumn|fall|winter) (\d{4})$/i,
    problem: 'is a season in words',
    write: (season, year) => {
      const index = ['spring', 'summer', 'autumn', 'winter'].indexOf(
        season.toLowerCase().replace('fall', 'autumn'),
      );
      return `${year}-${21 + index}`;
    },
  },
  {
    pattern: /^(.*T\d\d:\d\d(?::\d\d)?)[.,]\d+(.*)$/,
    problem: 'has a fraction of a second, which is not supported',
    write: (clock, offset) => `${clock}${offset}`,
  },
  {
    pattern: /^(.*T\d\d:\d\d(?::\d\d)?[+-]\d\d)(\d\d)$/,
    problem: 'has an offset without a colon',
    write: (time, minutes) => `${time}:${minutes}`,
  },
  {
    pattern: /^(.*T[\d:]+(?:Z|[+-]\d\d:\d\d)?)\[([A-Za-z_]+(?:\/[A-Za-z_+-]+)*)\]$/,
    problem: 'has a time zone in brackets',
    write: (time) => time,
    why: 'with the zone in `timeZone`',
  },
  { pattern: /^(.*T[\d:]+) ?(?:UTC|GMT)$/, problem: 'has the name of a zone', write: (time) => `${time}Z` },
  {
    pattern: /^(\d{4}-\d\d-\d\d) (\d\d:\d\d.*)$/,
    problem: 'has a space between date and time',
    write: (date, time) => `${date}T${time}`,
  },
  {
    pattern: /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/,
    problem: order,
    write: (year, middle, day) => `${year}-${two(middle)}-${two(day)}`,
  },
  {
    pattern: /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/,
    problem: order,
    write: (first, mark, second, year) => {
      const dayFirst = `${year}-${two(second)}-${two(first)}`;
      return mark === '/' ? [dayFirst, `${year}-${two(first)}-${two(second)}`] : dayFirst;
    },
  },
  {
    pattern: /^(\d{1,2})\/(\d{4})$/,
    problem: order,
    write: (middle, year) => `${year}-${two(middle)}`,
  },
  {
    pattern: /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/,
    problem: 'has a month or a day of one digit',
    write: (year, middle, day) => [year, two(middle), ...(day === undefined ? [] : [two(day)])].join('-'),
  },
  {
    pattern: /^(\d{4})(\d\d)(\d\d)$/,
    problem: basic,
    write: (year, middle, day) => `${year}-${middle}-${day}`,
  },
  {
    pattern: /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?(Z?)$/,
    problem: basic,
    write: (year, middle, day, hour, minute, second, zone) =>
      `${year}-${middle}-${day}T${hour}:${minute}${second === undefined ? '' : `:${second}`}${zone}`,
  },
  {
    pattern: /^(\S+) (?:-|–|—|to|until|bis) (\S+)$/,
    problem: 'is an interval in words',
    write: (from, to) => `${from}/${to}`,
  },
  {
    pattern: /^(.*[‐‑‒–—−].*)$/,
    problem: 'has a dash or minus sign instead of a hyphen',
    write: (text) => text.replace(/[‐‑‒–—−]/g, '-'),
  },
  {
    pattern: /^(.*[^\P{Nd}0-9].*)$/u,
    problem: 'has digits of another script than 0 to 9',
    write: (text) => text.replace(/[^\P{Nd}0-9]/gu, westernDigit),
  },
];

/** Returns the digit 0 to 9 of a decimal digit of any script: Unicode keeps the ten of a script in one row. */
function westernDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

/**
 * Returns what to write instead of an expression that cannot be read; null if that is not known.
 * @param isReadable tells if an expression can be read: nothing else is proposed
 */
export function rewriteOf(text: string, isReadable: (text: string) => boolean): Rewrite | null {
  for (const { pattern, problem, write, why } of forms) {
    const groups = pattern.exec(text);
    if (groups === null) continue;
    const meant = [...new Set([write(...groups.slice(1))].flat())].filter(isReadable);
    if (meant.length > 0) return { problem, meant, ...(why === undefined ? {} : { why }) };
  }
  return null;
}
