import type { EdtfDate, EdtfDateTime } from './ast.ts';
import { allExact } from './ast.ts';
import { civilFromDays, daysFromCivil } from './calendar.ts';
import { parseQualifier } from './parse-qualifier.ts';
import { codes, type Scan } from './scan.ts';

const leastOffsetMinutes = -12 * 60;
const mostOffsetMinutes = 14 * 60;

/**
 * Parses the time of day after a complete date, from its `T` on: hour, minute, second and offset, such as
 * `T19:58:30+03:00` (LoC EDTF level 0, "Date and Time"). Beyond EDTF, the second, or the minute and second, may be left
 * out (ISO 8601-1:2019, reduced precision), and one qualifier may stand at the end, for the whole date-time.
 * @throws TimeError that names the part that cannot be read
 */
export function parseTimeOfDay(scan: Scan, date: EdtfDate): EdtfDateTime {
  const { year, month, day } = date;
  if (typeof year !== 'number' || typeof month !== 'number' || typeof day !== 'number') {
    throw scan.refusal('has unspecified digits before its time of day', 'digits only before T', scan.start);
  }
  if (date.qualifiers !== allExact) {
    throw scan.refusal('has a qualifier before its time of day', 'the qualifier at the very end', scan.start);
  }
  scan.take(codes.T);
  const from = scan.position;
  const hour = parseTwoDigits(scan, 'hour', 24);
  const minute = scan.take(codes.colon) ? parseTwoDigits(scan, 'minute', 59) : null;
  const second = minute !== null && scan.take(codes.colon) ? parseTwoDigits(scan, 'second', 59) : null;
  const offsetMinutes = parseOffset(scan);
  const qualifier = parseQualifier(scan);
  if (!scan.atEnd()) {
    const expected = 'a time of day such as T09:30:15, with Z or an offset such as +03:00 or neither';
    throw scan.unreadable('cannot follow a time of day', expected);
  }
  const time = {
    type: 'datetime',
    year,
    month,
    day,
    hour,
    minute,
    second,
    offsetMinutes,
    qualifier,
  } as const;
  return hour === 24 ? nextMidnight(scan, time, from) : time;
}

/**
 * Returns the beginning of the next day for the end of a day, `T24:00` or `T24:00:00` (ISO 8601-1:2019/Amd 1:2022), so
 * that midnight has one spelling.
 */
function nextMidnight(scan: Scan, time: EdtfDateTime, from: number): EdtfDateTime {
  const { minute, second } = time;
  if (minute !== 0 || (second !== null && second !== 0)) {
    throw scan.refusal(
      'is not an hour',
      '24:00 for the end of the day, or an hour from 00 to 23',
      from,
      from + 2,
    );
  }
  const next = civilFromDays(daysFromCivil(time.year, time.month, time.day) + 1);
  if (next.year > 9_999) {
    throw scan.refusal(
      'is the end of the last day of the year 9999',
      'an earlier time of day',
      from,
      from + 2,
    );
  }
  return { ...time, ...next, hour: 0 };
}

function parseTwoDigits(scan: Scan, what: 'hour' | 'minute' | 'second', most: number): number {
  const from = scan.position;
  const digits = scan.digits(false);
  if (digits.length !== 2) {
    const problem = digits === '' ? `cannot begin the ${what}` : `is not a two-digit ${what}`;
    throw scan.unreadable(
      problem,
      `two digits for the ${what}, from 00 to ${what === 'hour' ? 23 : most}`,
      from,
    );
  }
  const value = Number(digits);
  if (value <= most) return value;
  if (what === 'second' && value === 60) {
    throw scan.refusal('is a leap second', 'a second from 00 to 59', from);
  }
  throw scan.refusal(
    `is not a ${what}`.replace('a hour', 'an hour'),
    `00 to ${what === 'hour' ? 23 : most}`,
    from,
  );
}

/** Parses an offset as minutes east of UTC; returns null for a local time, which has none. */
function parseOffset(scan: Scan): number | null {
  const from = scan.position;
  if (scan.take(codes.Z)) return 0;
  const west = scan.code() === codes.minus;
  if (!west && scan.code() !== codes.plus) return null;
  scan.position += 1;
  const hours = scan.digits(false);
  const hasMinutes = scan.take(codes.colon);
  const minutes = hasMinutes ? scan.digits(false) : '00';
  if (hours.length !== 2 || minutes.length !== 2) {
    throw scan.refusal('is not an offset from UTC', 'Z, +hh or +hh:mm', from);
  }
  const total = (Number(hours) * 60 + Number(minutes)) * (west ? -1 : 1);
  if (west && total === 0) {
    // ISO 8601-1:2019 has no negative zero offset.
    throw scan.refusal('is not an offset from UTC', 'Z or +00:00 for UTC', from);
  }
  if (Number(minutes) > 59 || total < leastOffsetMinutes || total > mostOffsetMinutes) {
    throw scan.refusal('is not an offset of any place', 'an offset from -12:00 to +14:00', from);
  }
  return total;
}
