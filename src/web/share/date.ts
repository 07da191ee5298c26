import type { FuzzyTime } from '../state/schemas.ts';

/** Writes the dates of citations, no more exact than they are known. */

export type CslDate = { 'date-parts': number[][]; circa?: true } | { literal: string };

const plain = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?$/;

/** Returns the parts of a plain year, month or day after 1 BCE, or of the day of a moment. */
function partsOf(text: string): number[] | undefined {
  const found = plain.exec(text.replace(/T.*$/, ''));
  return found === null || found[1] === '0000' ? undefined : found.slice(1).filter(Boolean).map(Number);
}

/**
 * Returns a date in CSL-JSON. A time that is no plain date or range, such as `mid-February 2024`, is given in words.
 */
export function cslDate(time: FuzzyTime | string): CslDate {
  if (typeof time === 'string') return { 'date-parts': [partsOf(time) ?? []] };
  const { edtf, qualifier, extent, display } = time;
  const [from = '', to, ...others] = edtf.replace(/[~?%]$/, '').split('/');
  const ends = [from, ...(to === undefined ? [] : [to])].map(partsOf);
  const known = ends.filter((parts) => parts !== undefined);
  const whole = others.length === 0 && known.length === ends.length;
  // A range in CSL lasts from end to end: one unknown day within a range is none.
  const lasts = to === undefined || extent === 'throughout';
  const qualified = qualifier !== 'exact';
  if (!whole || !lasts || (qualified && (to !== undefined || !/[~?%]$/.test(edtf))))
    return { literal: display };
  return { 'date-parts': known, ...(qualified ? { circa: true as const } : {}) };
}

/** Returns a date as ISO 8601 if it is known exactly to the year, month or day; else undefined. */
export function exactDate(time: FuzzyTime | string): string | undefined {
  const date = cslDate(time);
  if ('literal' in date || date.circa || date['date-parts'].length > 1) return undefined;
  const [year, ...rest] = date['date-parts'][0] ?? [];
  return [String(year).padStart(4, '0'), ...rest.map((part) => String(part).padStart(2, '0'))].join('-');
}

/** Returns a date as ISO 8601 if it is exact, else in the words of the API. */
export const dateText = (time: FuzzyTime | string): string =>
  exactDate(time) ?? (typeof time === 'string' ? time : time.display);
