import type { Component } from './ast.ts';
import { highestYear } from './calendar.ts';
import { edgeYear } from './mask.ts';
import { codes, type Scan } from './scan.ts';

export type ParsedYear = { readonly year: Component; readonly significantDigits: number | null };

const aYear = 'a year of four digits such as 2024';

/**
 * Parses a year: four digits, of which any may be `X`; or `Y` and more than four digits, or `Y` and digits with an
 * exponent, such as `Y17E7`. `S` and a count of significant digits may follow (LoC EDTF level 1, "Letter-prefixed
 * calendar year"; level 2, "Exponential year", "Significant digits").
 * @throws TimeError that names the part that cannot be read or is beyond the limit for years
 */
export function parseYear(scan: Scan): ParsedYear {
  const from = scan.position;
  const year = scan.take(codes.Y) ? parseLongYear(scan, from) : parseFourDigits(scan, from);
  if (scan.code() !== codes.S) return { year, significantDigits: null };
  const significantDigits = parseSignificance(scan, year, from);
  assertWithinLimit(scan, edgeYear(year, significantDigits, 'last') ?? 0, from);
  assertWithinLimit(scan, edgeYear(year, significantDigits, 'first') ?? 0, from);
  return { year, significantDigits };
}

function parseFourDigits(scan: Scan, from: number): Component {
  if (scan.code() === codes.plus) {
    throw scan.unreadable('is no sign for a year', `${aYear}, with no plus before it`);
  }
  const negative = scan.take(codes.minus);
  const digits = scan.digits(true);
  if (digits === '') throw scan.unreadable('cannot begin a date', aYear);
  if (digits.length < 4)
    throw scan.unreadable('has too few digits for a year', `${aYear}, or 0024 for 24`, from);
  if (digits.length > 4) {
    throw scan.unreadable('has too many digits for a year', `four digits, or Y before more than four`, from);
  }
  if (digits.includes('X')) return negative ? `-${digits}` : digits;
  if (negative && digits === '0000') {
    throw scan.refusal('is not a year', '0000, which is 1 BCE and has no sign', from);
  }
  return negative ? -Number(digits) : Number(digits);
}

/** Parses the year after its Y: digits with an optional sign and an optional exponent. `Y17E7` is exactly 170000000. */
function parseLongYear(scan: Scan, from: number): number {
  const negative = scan.take(codes.minus);
  const digits = scan.digits(false);
  if (digits === '') throw scan.unreadable('is no digit of a year', 'digits after Y, such as Y170000002');
  if (digits.startsWith('0')) {
    throw scan.refusal('begins with zero', 'the digits of the year alone, such as Y170000002', from);
  }
  let exponent = 0;
  if (scan.take(codes.E)) {
    const exponentDigits = scan.digits(false);
    if (exponentDigits === '') throw scan.unreadable('is no exponent', 'digits after E, such as Y17E7');
    exponent = Number(exponentDigits);
  } else if (digits.length <= 4) {
    const sample = `${negative ? '-' : ''}${digits.padStart(4, '0')}`;
    throw scan.refusal('has Y before a year of four digits or fewer', `${sample} without the Y`, from);
  }
  const year = Number(digits) * 10 ** exponent;
  assertWithinLimit(scan, year, from);
  return negative ? -year : year;
}

function parseSignificance(scan: Scan, year: Component, from: number): number {
  const mark = scan.position;
  scan.take(codes.S);
  const digits = scan.digits(false);
  if (digits === '') throw scan.unreadable('is no count', 'digits after S, such as 1950S2');
  if (typeof year === 'string') {
    throw scan.refusal(
      'counts the significant digits of a year with an unspecified digit',
      'either X or S, not both',
      from,
    );
  }
  const most = String(Math.abs(year)).length;
  const count = Number(digits);
  if (count < 1 || count > most || digits.startsWith('0')) {
    throw scan.refusal('is not a count of this year’s digits', `S1 to S${most}`, mark);
  }
  return count;
}

function assertWithinLimit(scan: Scan, year: number, from: number): void {
  if (Math.abs(year) <= highestYear) return;
  throw scan.refusal(
    'is beyond the limit for years',
    `no year further than ${highestYear} from zero, so that seconds stay exact`,
    from,
  );
}
