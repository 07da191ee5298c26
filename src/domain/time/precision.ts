import type { Component, Edtf, EdtfDate, EdtfPoint, EdtfSet } from './ast.ts';
import { allExact, isPoint } from './ast.ts';
import { daysInMonth } from './calendar.ts';
import type { TimePrecisionTerms } from './time-terms.ts';

export type Precision = keyof typeof TimePrecisionTerms.terms;

/** A third of a month: days 1 to 10 are early, 11 to 20 mid, 21 to the end late. */
export type PartOfMonth = {
  readonly part: 'early' | 'mid' | 'late';
  readonly year: number;
  readonly month: number;
};

/** Returns the unit that a value is known to. An unspecified digit leaves the unit around it: `2024-XX` is a year. */
export function precisionOf(value: Edtf): Precision {
  switch (value.type) {
    case 'interval':
      return isPoint(value.start) || isPoint(value.end) ? 'range' : 'unknown';
    case 'set':
      return setPrecision(value);
    default:
      return pointPrecision(value);
  }
}

function setPrecision(value: EdtfSet): Precision {
  const [only] = value.members;
  if (value.members.length !== 1 || only === undefined) return 'range';
  if (only.type !== 'range') return pointPrecision(only);
  return partOfMonth(value) === null ? 'range' : 'part_of_month';
}

/** Returns the unit that a date, season or date-time is known to. */
export function pointPrecision(point: EdtfPoint): Precision {
  switch (point.type) {
    case 'date':
      return datePrecision(point);
    case 'season':
      return yearPrecision(point.year) === 'year' ? seasonPrecision(point.season) : yearPrecision(point.year);
    case 'datetime':
      if (point.minute === null) return 'hour';
      return point.second === null ? 'minute' : 'second';
  }
}

function datePrecision(date: EdtfDate): Precision {
  const { year, month, day, significantDigits } = date;
  if (typeof year === 'string') {
    const nothingKnown = year.endsWith('XXXX') && (month ?? 'XX') === 'XX' && (day ?? 'XX') === 'XX';
    return nothingKnown ? 'unknown' : yearPrecision(year);
  }
  if (significantDigits !== null) return significantPrecision(year, significantDigits);
  if (typeof month !== 'number') return 'year';
  return typeof day === 'number' ? 'day' : 'month';
}

function yearPrecision(year: Component): Precision {
  if (typeof year === 'number') return 'year';
  if (/^-?\d{3}X$/.test(year)) return 'decade';
  return /^-?\d\dXX$/.test(year) ? 'century' : 'range';
}

function significantPrecision(year: number, significantDigits: number): Precision {
  const spans: readonly Precision[] = ['year', 'decade', 'century'];
  return spans[String(Math.abs(year)).length - significantDigits] ?? 'range';
}

function seasonPrecision(season: number): Precision {
  if (season <= 32) return 'season';
  if (season <= 36) return 'quarter';
  return season <= 39 ? 'quadrimester' : 'semester';
}

/** Returns the third of a month that a set spells out, such as `[2024-02-11..2024-02-20]`; null if it does not. */
export function partOfMonth(value: EdtfSet): PartOfMonth | null {
  const [only] = value.members;
  if (value.mode !== 'one_of' || value.members.length !== 1 || only?.type !== 'range') return null;
  const { from, to } = only;
  if (from?.type !== 'date' || to?.type !== 'date') return null;
  if (from.year !== to.year || from.month !== to.month) return null;
  const { year, month } = from;
  if (typeof year !== 'number' || typeof month !== 'number') return null;
  if (from.qualifiers !== allExact || to.qualifiers !== allExact) return null;
  if (from.day === 1 && to.day === 10) return { part: 'early', year, month };
  if (from.day === 11 && to.day === 20) return { part: 'mid', year, month };
  return from.day === 21 && to.day === daysInMonth(year, month) ? { part: 'late', year, month } : null;
}
