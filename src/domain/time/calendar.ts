/**
 * Proleptic Gregorian arithmetic on integers (as ISO 8601-1:2019 has it): year 0000 exists and is 1 BCE,
 * negative years run on before it. A day is a count of days since 1970-01-01. No zone, no clock.
 */

export const secondsPerDay = 86_400;
export const secondsPerHour = 3_600;
export const secondsPerMinute = 60;

/** Beyond this many years either side of zero, seconds since 1970 would leave the exact integers of a double. */
export const highestYear = 250_000_000;

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const daysPerEra = 146_097;
const yearsPerEra = 400;
/** Days from 0000-03-01, where eras begin, to 1970-01-01. */
const daysToEpoch = 719_468;

export type CivilDate = { readonly year: number; readonly month: number; readonly day: number };

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Length of a month, 28 to 31; `month` is 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2 && isLeapYear(year)) return 29;
  return monthLengths[month - 1] ?? 0;
}

/**
 * Days since 1970-01-01 of a civil date. Years are counted from March, so that the leap day is the last
 * day of its year and month lengths follow one linear rule.
 */
export function daysFromCivil(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / yearsPerEra);
  const yearOfEra = marchYear - era * yearsPerEra;
  const marchMonth = month > 2 ? month - 3 : month + 9;
  const dayOfYear = Math.floor((153 * marchMonth + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * daysPerEra + yearOfEra * 365 + leapDays + dayOfYear - daysToEpoch;
}

/** The civil date a count of days since 1970-01-01 falls on; the inverse of `daysFromCivil`. */
export function civilFromDays(days: number): CivilDate {
  const shifted = days + daysToEpoch;
  const era = Math.floor(shifted / daysPerEra);
  const dayOfEra = shifted - era * daysPerEra;
  const leapDays =
    Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return { year: era * yearsPerEra + yearOfEra + (month <= 2 ? 1 : 0), month, day };
}

/** First day of the month that lies `months` after January of `year`; `months` may pass 11. */
export function daysFromMonth(year: number, months: number): number {
  const yearsOn = Math.floor(months / 12);
  return daysFromCivil(year + yearsOn, months - yearsOn * 12 + 1, 1);
}

/**
 * A year as ISO 8601 writes it: four digits, or a sign and at least four digits (the expanded form) outside
 * 0000 to 9999.
 */
function yearText(year: number): string {
  const digits = String(Math.abs(year)).padStart(4, '0');
  if (year < 0) return `-${digits}`;
  return year > 9_999 ? `+${digits}` : digits;
}

/** A number under 100 as two digits. */
export function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** A day as `YYYY-MM-DD`, with an expanded year where four digits do not hold it. */
export function dayText(days: number): string {
  const { year, month, day } = civilFromDays(days);
  return `${yearText(year)}-${twoDigits(month)}-${twoDigits(day)}`;
}
