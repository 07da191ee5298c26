import type { FuzzyTimeInput } from '../../../src/domain/time/fuzzy-time.ts';
import { at, type Random, weights } from './random.ts';

/** When things happen: about twenty years, more of it in later years and in summer, and crises that come in weeks. */

const dayMs = 86_400_000;
const firstDay = Date.UTC(2004, 0, 1) / dayMs;
export const days = Date.UTC(2024, 0, 1) / dayMs - firstDay;
const crisisEveryDays = 97;
const crisisDays = 9;

const intensityOf = (day: number) => {
  const growth = 1 + (2 * day) / days;
  const season = 1 + 0.35 * Math.sin((2 * Math.PI * (day - 80)) / 365.2425);
  const crisis = day % crisisEveryDays < crisisDays ? 3 : 1;
  return growth * season * crisis;
};

/** For each day, how much of all events happens up to its end; the last is 1. */
const shares: Float64Array = (() => {
  const sums = new Float64Array(days);
  let sum = 0;
  for (let day = 0; day < days; day += 1) {
    sum += intensityOf(day);
    sums[day] = sum;
  }
  return sums.map((one) => one / sum);
})();

/** The day, from the first one, up to which this share of all events happens. */
export function dayOfShare(share: number): number {
  let low = 0;
  let high = days - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(shares, middle) <= share) low = middle + 1;
    else high = middle;
  }
  return low;
}

const two = (value: number) => String(value).padStart(2, '0');

/** Year, month and day of a day, from the first one. */
function partsOf(day: number): { year: number; month: number; date: number } {
  const moment = new Date((firstDay + day) * dayMs);
  return { year: moment.getUTCFullYear(), month: moment.getUTCMonth() + 1, date: moment.getUTCDate() };
}

const isoDays: string[] = [];

/** A day, from the first one, as YYYY-MM-DD. */
export function isoDay(day: number): string {
  isoDays[day] ??= new Date((firstDay + day) * dayMs).toISOString().slice(0, 10);
  return isoDays[day];
}

const monthNames =
  'January February March April May June July August September October November December'.split(' ');

const zones = [
  'Europe/Moscow',
  'Asia/Damascus',
  'Africa/Lagos',
  'Asia/Kabul',
  'America/Bogota',
  'Europe/Kyiv',
];
const offsets = ['Z', '+03:00', '+01:00', '+04:30', '-05:00', '+05:30'];

/** How closely the time of an event that did not last long is known. */
const shortKinds = weights({
  day: 62,
  approximate: 5,
  uncertain: 2,
  minute: 6,
  second: 2,
  partOfMonth: 6,
  month: 8,
  season: 1,
  interval: 6,
  either: 2,
});

/** A time of at most some ninety days that begins about this day. */
export function shortTime(random: Random, day: number): FuzzyTimeInput {
  const text = isoDay(day);
  switch (random.weighted(shortKinds)) {
    case 'day':
      return random.chance(0.1) ? { edtf: text, timeZone: random.pick(zones) } : { edtf: text };
    case 'approximate':
      return { edtf: `${text}~` };
    case 'uncertain':
      return { edtf: `${text}?` };
    case 'minute':
      return { edtf: `${text}T${clock(random)}${random.pick(offsets)}` };
    case 'second':
      return { edtf: `${text}T${clock(random)}:${two(random.below(60))}Z` };
    case 'partOfMonth':
      return partOfMonth(day);
    case 'month':
      return { edtf: random.chance(0.2) ? `${text.slice(0, 7)}~` : text.slice(0, 7) };
    case 'season':
      return { edtf: `${text.slice(0, 4)}-2${random.between(1, 4)}` };
    case 'interval':
      return { edtf: `${text}/${isoDay(day + random.between(1, 12))}` };
    case 'either':
      return { edtf: `[${text},${isoDay(day + random.between(2, 9))}]`, extent: 'one_of' };
  }
}

const clock = (random: Random) => `${two(random.below(24))}:${two(random.below(60))}`;

/** "mid-February", as the bounds of a third of the month. */
function partOfMonth(day: number): FuzzyTimeInput {
  const { year, month, date } = partsOf(day);
  const third = date <= 10 ? 'early' : date <= 20 ? 'mid' : 'late';
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const [from, to] = { early: [1, 10], mid: [11, 20], late: [21, last] }[third] as [number, number];
  const stem = `${year}-${two(month)}-`;
  return {
    edtf: `[${stem}${two(from)}..${stem}${two(to)}]`,
    text: `${third}-${at(monthNames, month - 1)}`,
    extent: 'one_of',
  };
}

const longKinds = weights({ interval: 40, year: 18, decade: 4, openEnd: 25, openStart: 7, unknownEnd: 6 });

/** A time of more than a quarter, or without an end or a beginning. */
export function longTime(random: Random, day: number): FuzzyTimeInput {
  const text = isoDay(day);
  switch (random.weighted(longKinds)) {
    case 'interval':
      // From a hundred days to ten years, most of them of some months.
      return { edtf: `${text}/${isoDay(day + Math.floor(100 * 36 ** random.next()))}` };
    case 'year':
      return { edtf: random.chance(0.3) ? `${text.slice(0, 4)}~` : text.slice(0, 4) };
    case 'decade':
      return { edtf: `${text.slice(0, 3)}X` };
    case 'openEnd':
      return { edtf: `${random.chance(0.5) ? text : text.slice(0, 7)}/..` };
    case 'openStart':
      return { edtf: `../${text}` };
    case 'unknownEnd':
      return { edtf: `${text}/` };
  }
}

/** When something was said that followed something of this day; null where nobody knows. */
export function saidAfter(random: Random, day: number): FuzzyTimeInput | null {
  const later = day + Math.floor(60 ** random.next()) - 1;
  const text = isoDay(later);
  const known = random.next();
  if (known < 0.86) return { edtf: text };
  if (known < 0.91) return { edtf: `${text}T${clock(random)}Z` };
  if (known < 0.94) return { edtf: text.slice(0, 7) };
  return known < 0.96 ? { edtf: `${text}~` } : null;
}
