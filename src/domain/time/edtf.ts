import type { Edtf, EdtfDate, EdtfPoint, EdtfRange, EdtfSet, EdtfSide } from './ast.ts';
import { allExact, hasOwnOffset, isPoint } from './ast.ts';
import { boundsOf } from './bounds.ts';
import { daysInMonth, secondsPerDay } from './calendar.ts';
import { foreignNotation } from './foreign-notation.ts';
import { parsePoint } from './parse-point.ts';
import { printMember } from './print.ts';
import { rewriteOf } from './rewrite.ts';
import { codes, isDigit, Scan } from './scan.ts';
import { TimeError } from './time-error.ts';
import { utcZone } from './zone.ts';

export type { Edtf } from './ast.ts';
export { TimeError } from './time-error.ts';

/** Longest expression, in characters. It also limits a set to fewer than 100 members, each of at least five characters. */
export const longestExpression = 400;

/**
 * Parses an EDTF expression, such as `2024-02-11` or `[2024-02-11..2024-02-20]`: levels 0 and 1 whole; from level 2
 * sets, component qualifiers, unspecified digits, sub-year groupings 21 to 41, exponential years and significant
 * digits. Beyond EDTF, a date-time may leave out its minutes or seconds, end in a qualifier, and stand in an interval
 * or a set.
 * @throws TimeError that names the part that is wrong and says what was expected there
 */
export function parseEdtf(text: string): Edtf {
  const plain = parsePlainDate(text);
  if (plain !== null) return plain;
  try {
    return parseExpression(text);
  } catch (error) {
    if (!(error instanceof TimeError)) throw error;
    throw withRewrite(error);
  }
}

/** Returns the error of an expression; where it is known what to write instead, one that says so. */
function withRewrite(error: TimeError): TimeError {
  const { expression } = error;
  const rewrite = rewriteOf(expression, isExpression);
  if (rewrite === null) return error;
  const { problem, meant, why } = rewrite;
  const expected = [meant.join(' or '), ...(why === undefined ? [] : [why])].join(', ');
  return new TimeError({ expression, part: expression, offset: 0, problem, expected });
}

/** Tells if a text is an EDTF expression. */
export function isExpression(text: string): boolean {
  try {
    parseExpression(text);
    return true;
  } catch (error) {
    if (error instanceof TimeError) return false;
    throw error;
  }
}

/** Parses `YYYY-MM-DD` by its character codes, which is quickest: nearly all dates are written so. */
function parsePlainDate(text: string): EdtfDate | null {
  if (text.length !== 10 || text.charCodeAt(4) !== codes.minus || text.charCodeAt(7) !== codes.minus) {
    return null;
  }
  const century = pairAt(text, 0);
  const yearOfCentury = pairAt(text, 2);
  const month = pairAt(text, 5);
  const day = pairAt(text, 8);
  if (century < 0 || yearOfCentury < 0 || month < 1 || month > 12 || day < 1) return null;
  const year = century * 100 + yearOfCentury;
  if (day > daysInMonth(year, month)) return null;
  return { type: 'date', year, significantDigits: null, month, day, qualifiers: allExact };
}

/** Returns two digits as a number; -1 if either is no digit. */
function pairAt(text: string, index: number): number {
  const tens = text.charCodeAt(index);
  const ones = text.charCodeAt(index + 1);
  return isDigit(tens) && isDigit(ones) ? (tens - codes.zero) * 10 + ones - codes.zero : -1;
}

function parseExpression(text: string): Edtf {
  assertReadable(text);
  const first = text[0];
  if (first === '[' || first === '{') return parseSet(text, first);
  const slash = text.indexOf('/');
  return slash === -1 ? parsePiece(text, 0, text.length) : parseInterval(text, slash);
}

/** Makes the error for a part of an expression. */
function refusal(text: string, part: string, offset: number, problem: string, expected: string): TimeError {
  return new TimeError({ expression: text, part, offset, problem, expected });
}

function assertReadable(text: string): void {
  const anything = 'a date such as 2024-02-11, an interval or a set';
  if (text === '') throw refusal(text, '', 0, 'is empty', anything);
  if (text.length > longestExpression) {
    const problem = `has ${text.length} characters`;
    throw refusal(text, '', 0, problem, `at most ${longestExpression}`);
  }
  const leading = /^\s+/.exec(text)?.[0];
  if (leading !== undefined) throw refusal(text, leading, 0, 'is space before the date', `${anything} alone`);
  const trailing = /\s+$/.exec(text)?.[0];
  if (trailing !== undefined) {
    const offset = text.length - trailing.length;
    throw refusal(text, trailing, offset, 'is space after the date', `${anything} alone`);
  }
}

function parsePiece(text: string, start: number, end: number): EdtfPoint {
  return parsePoint(new Scan(text, start, end));
}

/** Parses an interval (LoC EDTF level 0, "Time Interval", level 1, "Extended interval"). Date-times as sides are ours. */
function parseInterval(text: string, slash: number): Edtf {
  const second = text.indexOf('/', slash + 1);
  if (second !== -1) {
    const foreign = foreignNotation(text);
    if (foreign !== null) throw new TimeError({ expression: text, offset: 0, ...foreign });
    const expected = 'one / between the start and the end of an interval';
    throw refusal(text, text.slice(second), second, 'follows a complete interval', expected);
  }
  const start = parseSide(text, 0, slash);
  const end = parseSide(text, slash + 1, text.length);
  if (isPoint(start) && isPoint(end)) {
    assertOrder(text, 0, text.length, { type: 'range', from: start, to: end });
  }
  return { type: 'interval', start, end };
}

function parseSide(text: string, start: number, end: number): EdtfSide {
  if (start === end) return { type: 'unknown' };
  if (text.slice(start, end) === '..') return { type: 'open' };
  return parsePiece(text, start, end);
}

/**
 * Throws `TimeError` if a range is over before it begins. Its end may be coarser than its start and begin before it:
 * `2024-02-15/2024-02` is in order. A local time and one with an offset can be compared exactly only in a zone, by
 * `boundsOf`; they are refused here only if no zone could put them in order.
 */
function assertOrder(text: string, start: number, end: number, range: EdtfRange): void {
  const { from, to } = range;
  if (from === null || to === null) return;
  const slack = hasOwnOffset(from) === hasOwnOffset(to) ? 0 : secondsPerDay;
  if (firstMoment(from) <= lastMoment(to) + slack) return;
  throw refusal(text, text.slice(start, end), start, 'ends before it begins', 'the earlier date first');
}

function firstMoment(point: EdtfPoint): number {
  return boundsOf(point, utcZone).start ?? Number.NEGATIVE_INFINITY;
}

function lastMoment(point: EdtfPoint): number {
  return boundsOf(point, utcZone).end ?? Number.POSITIVE_INFINITY;
}

/** Parses `[ ]`, one of the members, or `{ }`, all of them (LoC EDTF level 2, "Set representation"). */
function parseSet(text: string, bracket: '[' | '{'): EdtfSet {
  const closing = bracket === '[' ? ']' : '}';
  const end = text.indexOf(closing);
  if (end === -1) throw refusal(text, '', 0, 'ends too early', `${closing} at the end of the set`);
  if (end !== text.length - 1) {
    throw refusal(text, text.slice(end + 1), end + 1, 'follows a complete set', `nothing after ${closing}`);
  }
  if (text.slice(1, end).trim() === '') {
    throw refusal(text, text, 0, 'is an empty set', 'at least one date between the brackets');
  }
  const pieces = splitMembers(text, end);
  const members = pieces.map(([from, to], index) => {
    return parseMember(text, from, to, index === 0, index === pieces.length - 1);
  });
  return { type: 'set', mode: bracket === '[' ? 'one_of' : 'all_of', members: inOrder(members) };
}

/** Returns the first and last offset of each member. One space may follow a comma, as the standard prints it. */
function splitMembers(text: string, end: number): readonly (readonly [number, number])[] {
  const pieces: [number, number][] = [];
  let from = 1;
  while (from <= end) {
    const comma = text.indexOf(',', from);
    const to = comma === -1 ? end : comma;
    const start = from > 1 && text[from] === ' ' ? from + 1 : from;
    if (start >= to) {
      const offset = Math.min(start, end);
      throw refusal(text, text.slice(offset, offset + 1), offset, 'stands where a date is missing', 'a date');
    }
    pieces.push([start, to]);
    if (comma === -1) break;
    from = comma + 1;
  }
  return pieces;
}

function parseMember(
  text: string,
  start: number,
  end: number,
  isFirst: boolean,
  isLast: boolean,
): EdtfPoint | EdtfRange {
  const dots = text.slice(start, end).indexOf('..');
  if (dots === -1) return parsePiece(text, start, end);
  const dotsAt = start + dots;
  const from = dots === 0 ? null : parsePiece(text, start, dotsAt);
  const to = dotsAt + 2 === end ? null : parsePiece(text, dotsAt + 2, end);
  if (from === null && to === null) {
    throw refusal(text, '..', start, 'leaves both sides of a range open', 'a date before or after it');
  }
  // LoC EDTF level 2: a double dot means "and all before" at the beginning of a set, "and all after" at its end.
  if ((from === null && !isFirst) || (to === null && !isLast)) {
    const expected = 'an open range only as the first member (..date) or the last (date..)';
    throw refusal(text, text.slice(start, end), start, 'is open inside the set', expected);
  }
  const range: EdtfRange = { type: 'range', from, to };
  assertOrder(text, start, end, range);
  return from !== null && to !== null && printMember(from) === printMember(to) ? from : range;
}

/** Sorts members by time and drops duplicates: a set has no order, so that its normal form needs one. */
function inOrder(members: readonly (EdtfPoint | EdtfRange)[]): readonly (EdtfPoint | EdtfRange)[] {
  if (members.length === 1) return members;
  const distinct = new Map(members.map((member) => [printMember(member), orderOf(member)] as const));
  return [...distinct.entries()]
    .toSorted(([oneText, one], [otherText, other]) => {
      return (
        one.isOpenEnded - other.isOpenEnded ||
        one.first - other.first ||
        one.last - other.last ||
        (oneText < otherText ? -1 : 1)
      );
    })
    .map(([, { member }]) => member);
}

/** Returns the sort keys of a member. An open start sorts first and an open end last: they may stand nowhere else. */
function orderOf(member: EdtfPoint | EdtfRange) {
  const [from, to] = member.type === 'range' ? [member.from, member.to] : [member, member];
  return {
    member,
    isOpenEnded: to === null ? 1 : 0,
    first: from === null ? -Number.MAX_VALUE : firstMoment(from),
    last: to === null ? Number.MAX_VALUE : lastMoment(to),
  };
}
