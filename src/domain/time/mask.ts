import type { Component, DigitMask, EdtfDate } from './ast.ts';
import { daysFromCivil, daysInMonth, isLeapYear } from './calendar.ts';
import { codes } from './scan.ts';

/**
 * Finds the first and the last date that unspecified digits allow (LoC EDTF level 1 and 2, "Unspecified digit"). Only
 * dates of the calendar count: `2023-02-3X` has none.
 */

export type Edge = 'first' | 'last';

/** Fills the X digits of a mask with the digits of `index`, from the right: `fill('1X6X', 25)` is 1265. */
function fill(digits: string, index: number): number {
  let rest = index;
  let value = 0;
  let placeValue = 1;
  for (let position = digits.length - 1; position >= 0; position -= 1) {
    const code = digits.charCodeAt(position);
    const digit = code === codes.X ? rest % 10 : code - codes.zero;
    if (code === codes.X) rest = Math.floor(rest / 10);
    value += digit * placeValue;
    placeValue *= 10;
  }
  return value;
}

function maskSize(digits: string): number {
  let size = 1;
  for (const digit of digits) if (digit === 'X') size *= 10;
  return size;
}

/** Returns the values from `low` to `high` that a month or a day can have, ascending: `1X` within 1 to 12 is 10, 11, 12. */
export function componentValues(component: Component, low: number, high: number): readonly number[] {
  if (typeof component === 'number') return component >= low && component <= high ? [component] : [];
  const values: number[] = [];
  for (let index = 0; index < maskSize(component); index += 1) {
    const value = fill(component, index);
    if (value >= low && value <= high) values.push(value);
  }
  return values;
}

/** Returns the first or last year that a mask allows and `accepts` agrees to; null if there is none. */
function maskedYear(mask: DigitMask, edge: Edge, accepts: (year: number) => boolean): number | null {
  const negative = mask.startsWith('-');
  const digits = negative ? mask.slice(1) : mask;
  const size = maskSize(digits);
  // Before year 0 a larger magnitude is an earlier year: the search runs the other way.
  const ascending = (edge === 'first') !== negative;
  for (let step = 0; step < size; step += 1) {
    const magnitude = fill(digits, ascending ? step : size - 1 - step);
    // -0000 is no year (ISO 8601-1:2019), so a negative mask never stands for it.
    if (negative && magnitude === 0) continue;
    const year = negative ? -magnitude : magnitude;
    if (accepts(year)) return year;
  }
  return null;
}

/**
 * Returns the first or last year that shares the significant digits (ISO 8601-2:2019 §4.4.3): `1950S2` is some year
 * from 1900 to 1999.
 */
function significantYear(year: number, significantDigits: number, edge: Edge): number {
  const magnitude = Math.abs(year);
  const unit = 10 ** (String(magnitude).length - significantDigits);
  const low = Math.floor(magnitude / unit) * unit;
  const high = low + unit - 1;
  if (year < 0) return edge === 'first' ? -high : -low;
  return edge === 'first' ? low : high;
}

/** Returns the first or last year of a year component that `accepts` agrees to; null if there is none. */
export function edgeYear(
  year: Component,
  significantDigits: number | null,
  edge: Edge,
  accepts: (year: number) => boolean = () => true,
): number | null {
  if (typeof year === 'string') return maskedYear(year, edge, accepts);
  const edgeOf = significantDigits === null ? year : significantYear(year, significantDigits, edge);
  return accepts(edgeOf) ? edgeOf : null;
}

/**
 * Returns the years that a year component can be, as ranges in order: unspecified digits at its end make one range, any
 * others a range for each value, `1X60` ten of them.
 */
export function yearRanges(year: Component): { first: number; last: number }[] {
  if (typeof year === 'number') return [{ first: year, last: year }];
  const negative = year.startsWith('-');
  const digits = negative ? year.slice(1) : year;
  const known = digits.replace(/X+$/, '');
  const unit = 10 ** (digits.length - known.length);
  const ranges = Array.from({ length: maskSize(known) }, (_, index) => {
    const low = fill(known, index) * unit;
    // -0000 is no year (ISO 8601-1:2019).
    return negative
      ? { first: 1 - low - unit, last: -Math.max(low, 1) }
      : { first: low, last: low + unit - 1 };
  });
  const ordered = negative ? ranges.reverse() : ranges;
  return ordered.filter(({ first, last }) => first <= last);
}

/** Tells if a month or a day can have a value: `1X` can be 12. A component that is not written can have any. */
function fits(component: Component | null, value: number): boolean {
  if (component === null || typeof component === 'number') return component === null || component === value;
  const tens = component.charCodeAt(0);
  const ones = component.charCodeAt(1);
  const fitsTens = tens === codes.X || tens - codes.zero === Math.floor(value / 10);
  return fitsTens && (ones === codes.X || ones - codes.zero === value % 10);
}

function edgeDayOfYear(date: EdtfDate, year: number, edge: Edge): number | null {
  const forward = edge === 'first';
  for (let step = 1; step <= 12; step += 1) {
    const month = forward ? step : 13 - step;
    if (!fits(date.month, month)) continue;
    const length = daysInMonth(year, month);
    for (let dayStep = 1; dayStep <= length; dayStep += 1) {
      const day = forward ? dayStep : length + 1 - dayStep;
      if (fits(date.day, day)) return daysFromCivil(year, month, day);
    }
  }
  return null;
}

/**
 * Returns the first or last day that a date can mean, in days since 1970-01-01; null if no day fits. The days of a year
 * depend only on its being a leap year, so that one common year and one leap year tell which years to search.
 */
export function edgeDay(date: EdtfDate, edge: Edge): number | null {
  const { year, month, day } = date;
  if (typeof year === 'number' && typeof month === 'number' && typeof day === 'number') {
    return day >= 1 && day <= daysInMonth(year, month) ? daysFromCivil(year, month, day) : null;
  }
  if (typeof year === 'number') {
    const only = edgeYear(year, date.significantDigits, edge);
    return only === null ? null : edgeDayOfYear(date, only, edge);
  }
  const inCommonYears = edgeDayOfYear(date, 2001, edge) !== null;
  const inLeapYears = inCommonYears || edgeDayOfYear(date, 2000, edge) !== null;
  if (!inLeapYears) return null;
  const accepts = (candidate: number) => (isLeapYear(candidate) ? inLeapYears : inCommonYears);
  const found = edgeYear(year, null, edge, accepts);
  return found === null ? null : edgeDayOfYear(date, found, edge);
}
