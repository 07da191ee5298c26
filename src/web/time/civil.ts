/**
 * Days of the proleptic Gregorian calendar as integers since 1970-01-01, so that no bound of a day or more passes
 * through `Date` and the zone of this machine.
 */

const daysPerEra = 146_097;
/** Days from 0000-03-01, where eras begin, to 1970-01-01. */
const daysToEpoch = 719_468;

export const secondsPerDay = 86_400;
/** The mean Gregorian year. */
export const secondsPerYear = 365.2425 * secondsPerDay;

export type Civil = { year: number; month: number; day: number };

/** Days since 1970-01-01 of a date; years count from March, so that the leap day is the last of its year. */
export function dayNumber({ year, month, day }: Civil): number {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * daysPerEra + yearOfEra * 365 + leapDays + dayOfYear - daysToEpoch;
}

/** The inverse of `dayNumber`. */
export function civilOf(days: number): Civil {
  const shifted = days + daysToEpoch;
  const era = Math.floor(shifted / daysPerEra);
  const dayOfEra = shifted - era * daysPerEra;
  const leapDays =
    Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = ((marchMonth + 2) % 12) + 1;
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  return { year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day };
}

/** A date as the API writes it: four digits of year, or a sign and at least four outside 0000 to 9999. */
export function dayText(days: number): string {
  const { year, month, day } = civilOf(days);
  const sign = year < 0 ? '-' : year > 9_999 ? '+' : '';
  const two = (value: number) => String(value).padStart(2, '0');
  return `${sign}${String(Math.abs(year)).padStart(4, '0')}-${two(month)}-${two(day)}`;
}
