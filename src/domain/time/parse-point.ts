import type { Component, EdtfDate, EdtfPoint, Qualifier, Qualifiers } from './ast.ts';
import { allExact, combineQualifiers } from './ast.ts';
import { daysInMonth, twoDigits } from './calendar.ts';
import { componentValues, edgeDay } from './mask.ts';
import { parseQualifier } from './parse-qualifier.ts';
import { parseTimeOfDay } from './parse-time-of-day.ts';
import { type ParsedYear, parseYear } from './parse-year.ts';
import { printYear } from './print.ts';
import { codes, type Scan } from './scan.ts';

/** A month or day as written: the offset of its digits, the qualifier on its left (`own`) and on its right (`group`). */
type Part = {
  readonly component: Component;
  readonly from: number;
  readonly own: Qualifier;
  readonly group: Qualifier;
};

/**
 * Parses one date, season or date-time, which must fill the whole scan.
 * @throws TimeError that names the part that cannot be read or is no date of the calendar
 */
export function parsePoint(scan: Scan): EdtfPoint {
  const own = parseQualifier(scan);
  const written = parseYear(scan);
  const ofYear = combineQualifiers(own, parseQualifier(scan));
  if (scan.atEnd()) {
    return { type: 'date', ...written, month: null, day: null, qualifiers: spread(ofYear, null, null) };
  }
  stepToMonth(scan, written);
  const month = parsePart(scan, 'month');
  const season = seasonOf(month.component);
  if (season !== null) {
    assertSeasonEnds(scan);
    return { type: 'season', year: written.year, season, qualifiers: spread(ofYear, month, null) };
  }
  assertMonth(scan, month);
  if (scan.atEnd()) {
    return {
      type: 'date',
      ...written,
      month: month.component,
      day: null,
      qualifiers: spread(ofYear, month, null),
    };
  }
  return parseRestOfDay(scan, written, ofYear, month);
}

function parseRestOfDay(scan: Scan, written: ParsedYear, ofYear: Qualifier, month: Part): EdtfPoint {
  if (!scan.take(codes.minus)) {
    throw scan.unreadable('cannot follow a month', 'a hyphen and a day, one of ? ~ % or the end of the date');
  }
  const day = parsePart(scan, 'day');
  const date: EdtfDate = {
    type: 'date',
    ...written,
    month: month.component,
    day: day.component,
    qualifiers: spread(ofYear, month, day),
  };
  assertDay(scan, date, day.from);
  if (scan.atEnd()) return date;
  if (scan.code() === codes.T) return parseTimeOfDay(scan, date);
  throw scan.unreadable('cannot follow a date', 'the end of the date, one of ? ~ %, or T and a time of day');
}

/** Applies a qualifier on the right of a component to all components on its left (LoC EDTF level 2, "Qualification"). */
function spread(ofYear: Qualifier, month: Part | null, day: Part | null): Qualifiers {
  const fromDay = day?.group ?? 'exact';
  const fromMonth = combineQualifiers(month?.group ?? 'exact', fromDay);
  const qualifiers = {
    year: combineQualifiers(ofYear, fromMonth),
    month: combineQualifiers(month?.own ?? 'exact', fromMonth),
    day: combineQualifiers(day?.own ?? 'exact', fromDay),
  };
  const exact = qualifiers.year === 'exact' && qualifiers.month === 'exact' && qualifiers.day === 'exact';
  return exact ? allExact : qualifiers;
}

function stepToMonth(scan: Scan, written: ParsedYear): void {
  const short = !scan.since(scan.start).includes('Y') && written.significantDigits === null;
  if (scan.code() === codes.minus && !short) {
    throw scan.refusal(
      'follows a year written with Y or S',
      'the end of the date, since such a year takes no month',
      scan.position,
      scan.end,
    );
  }
  if (scan.take(codes.minus)) return;
  throw scan.unreadable('cannot follow a year', 'a hyphen and a month, one of ? ~ % or the end of the date');
}

function parsePart(scan: Scan, what: 'month' | 'day'): Part {
  const own = parseQualifier(scan);
  const from = scan.position;
  const digits = scan.digits(true);
  if (digits.length !== 2) {
    const problem = digits === '' ? `cannot begin a ${what}` : `is not a two-digit ${what}`;
    throw scan.unreadable(problem, `two digits for the ${what}, such as 02`, from);
  }
  const component = digits.includes('X') ? digits : Number(digits);
  return { component, from, own, group: parseQualifier(scan) };
}

/** Returns the code of a season, 21 to 41, written as a month (LoC EDTF level 2, "Sub-year groupings"); else null. */
function seasonOf(component: Component): number | null {
  return typeof component === 'number' && component >= 21 && component <= 41 ? component : null;
}

function assertSeasonEnds(scan: Scan): void {
  if (scan.atEnd()) return;
  const expected = 'the end of the date, since a season or other part of a year takes no day or time';
  throw scan.refusal('follows a season', expected, scan.position, scan.end);
}

function assertMonth(scan: Scan, month: Part): void {
  if (componentValues(month.component, 1, 12).length > 0) return;
  const expected =
    month.component === 0
      ? 'a month from 01 to 12, or the year alone if the month is not known'
      : 'a month from 01 to 12, or a season or other part of a year from 21 to 41';
  throw scan.refusal('is not a month', expected, month.from, month.from + 2);
}

function assertDay(scan: Scan, date: EdtfDate, from: number): void {
  if (edgeDay(date, 'first') !== null) return;
  const { year, month, day } = date;
  if (typeof year === 'number' && typeof month === 'number' && typeof day === 'number') {
    const unknown = day === 0 ? ', or the month alone if the day is not known' : '';
    const expected = `a day from 01 to ${daysInMonth(year, month)}${unknown}`;
    throw scan.refusal(
      `is not a day of month ${twoDigits(month)} of the year ${printYear(year)}`,
      expected,
      from,
      from + 2,
    );
  }
  const expected = 'digits that at least one day of the calendar has';
  throw scan.refusal('matches no day', expected, scan.start);
}
