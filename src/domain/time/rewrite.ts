import { daysFromCivil, dayText, secondsPerDay, twoDigits } from './calendar.ts';
import { markedText } from './date-words.ts';
import { type Form, type Written, writtenDate } from './written-date.ts';
import { writtenSpan } from './written-span.ts';
import { writtenTime } from './written-time.ts';

/**
 * Recognises times as people and spreadsheets write them, and tells what to write instead. A whole expression is compared
 * with them only after it has failed. Nothing is read in this way: the writer decides.
 */

/** The day from which spreadsheets count: 1 is 1900-01-01, and they take 1900 for a leap year. */
const spreadsheetEpoch = daysFromCivil(1899, 12, 30);
const isRecent = (serial: number) => serial >= 10_000 && serial < 80_000;

function secondText(seconds: number): string {
  const second = ((seconds % secondsPerDay) + secondsPerDay) % secondsPerDay;
  const clock = [Math.floor(second / 3_600), Math.floor(second / 60) % 60, second % 60].map(twoDigits);
  return `${dayText(Math.floor(seconds / secondsPerDay))}T${clock.join(':')}Z`;
}

/** Returns an offset such as `+2` as `+02:00`. */
function offsetText(offset: string): string {
  const [, sign = '', hours = '', minutes = '00'] = /^([+-])(\d{1,2}?):?(\d\d)?$/.exec(offset) ?? [];
  return `${sign}${hours.padStart(2, '0')}:${minutes}`;
}

/** Spellings that are nearly an expression, or numbers. */
const forms: readonly Form[] = [
  {
    pattern: /^(\d{5})(?:\.\d+)?$/,
    problem: 'is the number that a spreadsheet keeps for a day',
    write: (serial) => (isRecent(Number(serial)) ? dayText(spreadsheetEpoch + Number(serial)) : []),
    why: 'format the column as text or as ISO dates before you save it',
  },
  {
    pattern: /^(\d{4})(\d\d)(\d\d)T?(\d\d)(\d\d)(\d\d)?(Z?)$/,
    problem: 'has no separators (ISO 8601 basic format), which is not supported',
    write: (year, month, day, hour, minute, second, zone) =>
      `${year}-${month}-${day}T${hour}:${minute}${second === undefined ? '' : `:${second}`}${zone}`,
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
    pattern: /^(.*T\d\d:\d\d(?::\d\d)?)[.,]\d+(.*)$/,
    problem: 'has a fraction of a second, which is not supported',
    write: (clock, offset) => `${clock}${offset}`,
  },
  {
    pattern: /^(.*T\d\d:\d\d(?::\d\d)?)([+-](?:\d{3,4}|\d(?::\d\d)?))$/,
    problem: 'has an offset that is not like +02:00',
    write: (time, offset) => `${time}${offsetText(offset)}`,
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
    pattern: /^(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)$/,
    problem: 'is a day with an offset, which is not supported',
    write: (date) => date,
    why: 'with a time zone such as Europe/Kyiv in `timeZone`',
  },
  {
    pattern: /^([\dXxuYyEeSsTtZz./?~%+:,[\]{} -]*[xuyesztT][\dXxuYyEeSsTtZz./?~%+:,[\]{} -]*)$/,
    problem: 'has a small letter where EDTF has a capital one',
    write: (text) => text.toUpperCase().replaceAll('U', 'X'),
  },
  {
    pattern: /^(.*[^\P{Nd}0-9].*)$/u,
    problem: 'has digits of another script than 0 to 9',
    write: (text) => text.replace(/[^\P{Nd}0-9]/gu, westernDigit),
  },
];

const notEdtf = 'is not written as in EDTF';

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
export function rewriteOf(text: string, isReadable: (text: string) => boolean): Written | null {
  const readable = (written: Written | null): Written | null => {
    const meant = [...new Set(written?.meant)].filter(isReadable);
    return written === null || meant.length === 0 ? null : { ...written, meant };
  };
  for (const { pattern, problem, write, why } of forms) {
    const groups = pattern.exec(text);
    if (groups === null) continue;
    const found = readable({ problem, meant: [write(...groups.slice(1))].flat(), why });
    if (found !== null) return found;
  }
  // Space around an expression is told as such.
  if (text !== text.trim()) return null;
  const marked = markedText(text);
  const read = (side: string) => pointOf(side, isReadable);
  return (
    readable(read(marked)) ??
    readable(writtenSpan(marked, read)) ??
    readable(withProblem(read(marked.replaceAll('–', '-')), 'has a dash or minus sign instead of a hyphen'))
  );
}

const withProblem = (written: Written | null, problem: string): Written | null =>
  written && { ...written, problem };

/** Returns what one date or time of day can mean, with the marks before and after it. */
function pointOf(marked: string, isReadable: (text: string) => boolean): Written | null {
  const found = dateOf(marked, isReadable) ?? writtenTime(marked, (date) => dateOf(date, isReadable));
  if (found !== null) return found;
  // `~` about, and `?` perhaps, stand before or after the date; EDTF has them at its end.
  const [, before, inner = '', after] = /^([~?])? ?([^~?%]*?) ?(?:\(?([~?])\)?)?$/.exec(marked) ?? [];
  const qualifier = before ?? after;
  const rest = qualifier === undefined ? null : dateOf(inner, isReadable);
  if (rest === null) return null;
  return { ...rest, problem: 'is a date in words', meant: rest.meant.map((each) => `${each}${qualifier}`) };
}

function dateOf(marked: string, isReadable: (text: string) => boolean): Written | null {
  const plain = marked.toUpperCase();
  return isReadable(plain) ? { problem: notEdtf, meant: [plain] } : writtenDate(marked);
}
