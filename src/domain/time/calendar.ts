/**
 * Arithmetic of the proleptic Gregorian calendar, on integers (ISO 8601-1:2019 §4.2.1). Year 0000 exists and is 1 BCE,
 * -0001 is 2 BCE. A day is a count of days since 1970-01-01. There is no zone and no clock here.
 */

export const secondsPerDay = 86_400;
/** Returns the day of a moment, both counted from 1970-01-01 in UTC. */
export const dayAt = (seconds: number): number => Math.floor(seconds / secondsPerDay);

export const secondsPerHour = 3_600;
export const secondsPerMinute = 60;

/** The furthest year from 0 on either side: beyond it, seconds since 1970 are no exact integers of a double. */
export const highestYear = 250_000_000;

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const daysPerEra = 146_097;
const yearsPerEra = 400;
/** Days from 0000-03-01, the first day of an era of 400 years, to 1970-01-01. */
const daysToEpoch = 719_468;

export type CivilDate = { readonly year: number; readonly month: number; readonly day: number };

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Returns the length of a month in days, 28 to 31; `month` is 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2 && isLeapYear(year)) return 29;
  return monthLengths[month - 1] ?? 0;
}

/**
 * Returns the day of a civil date, counted from 1970-01-01. Years begin in March here, so that the leap day is the
 * last day of its year and the lengths of months follow one linear rule.
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

/** Returns the civil date of a day, counted from 1970-01-01; the inverse of `daysFromCivil`. */
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

/** Returns the first day of the month that lies `months` after January of `year`; `months` may be more than 11. */
export function daysFromMonth(year: number, months: number): number {
  const yearsOn = Math.floor(months / 12);
  return daysFromCivil(year + yearsOn, months - yearsOn * 12 + 1, 1);
}

/**
 * Prints a year as ISO 8601-1:2019 has it: four digits, such as `0024`; outside 0000 to 9999 in the expanded form, a
 * sign and at least four digits, such as `+12024`.
 */
function yearText(year: number): string {
  const digits = String(Math.abs(year)).padStart(4, '0');
  if (year < 0) return `-${digits}`;
  return year > 9_999 ? `+${digits}` : digits;
}

/** Prints a number under 100 in two digits: 7 is `07`. */
export function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** Prints a day as `YYYY-MM-DD`; the year has its expanded form outside 0000 to 9999. */
export function dayText(days: number): string {
  const { year, month, day } = civilFromDays(days);
  return `${yearText(year)}-${twoDigits(month)}-${twoDigits(day)}`;
}
