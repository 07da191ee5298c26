import type {
  Component,
  EdtfDate,
  EdtfDateTime,
  EdtfPoint,
  EdtfSeason,
  Qualifier,
  Qualifiers,
} from './ast.ts';
import { allExact } from './ast.ts';
import { twoDigits } from './calendar.ts';
import { componentValues, edgeYear } from './mask.ts';
import { printOffset } from './print.ts';

export const monthNames: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const seasons = ['spring', 'summer', 'autumn', 'winter'];
const partsOfYear = [
  'the first quarter of',
  'the second quarter of',
  'the third quarter of',
  'the fourth quarter of',
  'the first four months of',
  'the middle four months of',
  'the last four months of',
  'the first half of',
  'the second half of',
];

const wholeQualifiers: Record<Qualifier, string> = {
  exact: '',
  uncertain: 'possibly ',
  approximate: 'about ',
  approximate_uncertain: 'possibly about ',
};
const componentQualifiers: Record<Qualifier, string> = {
  exact: '',
  uncertain: 'uncertain',
  approximate: 'approximate',
  approximate_uncertain: 'uncertain and approximate',
};

/** Prints a year as people write it: "2024", "79 CE", "44 BCE", "170,000,002 CE". */
export function plainYear(year: number): string {
  if (year <= 0) return `${grouped(1 - year)} BCE`;
  return year < 1_000 || year > 9_999 ? `${grouped(year)} CE` : String(year);
}

/** Groups thousands with commas. It does not use the host's locale, so that every host serves the same text. */
function grouped(value: number): string {
  return value < 10_000 ? String(value) : String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Returns the parts of a day without qualifiers and unspecified digits; null for any other point. */
export function dayAndMonth(point: EdtfPoint): { year: number; month: number; day: number } | null {
  if (point.type !== 'date' || point.qualifiers !== allExact) return null;
  const { year, month, day } = point;
  const plain = typeof year === 'number' && typeof month === 'number' && typeof day === 'number';
  return plain ? { year, month, day } : null;
}

/** Prints a date, season or date-time in English, with its qualifiers: "about 1984". */
export function displayPoint(point: EdtfPoint): string {
  if (point.type === 'datetime') return displayDateTime(point);
  const text = point.type === 'date' ? displayDate(point) : displaySeason(point);
  return point.qualifiers === allExact ? text : qualified(text, point);
}

function qualified(text: string, point: EdtfDate | EdtfSeason): string {
  const written = writtenQualifiers(point);
  const [first] = written;
  if (first === undefined || written.every(([, one]) => one === first[1])) {
    return wholeQualifiers[first?.[1] ?? 'exact'] + text;
  }
  const notes = written.filter(([, one]) => one !== 'exact');
  return `${text} (${notes.map(([part, one]) => `${part} ${componentQualifiers[one]}`).join(', ')})`;
}

function writtenQualifiers(point: EdtfDate | EdtfSeason): readonly (readonly [string, Qualifier])[] {
  const { year, month, day }: Qualifiers = point.qualifiers;
  if (point.type === 'season') {
    return [['year', year] as const, [point.season <= 32 ? 'season' : 'part of the year', month] as const];
  }
  const written: (readonly [string, Qualifier])[] = [['year', year]];
  if (point.month !== null) written.push(['month', month]);
  if (point.day !== null) written.push(['day', day]);
  return written;
}

function displayDateTime(value: EdtfDateTime): string {
  const possibly = value.qualifier === 'uncertain' || value.qualifier === 'approximate_uncertain';
  const about = value.qualifier === 'approximate' || value.qualifier === 'approximate_uncertain';
  const date = `${value.day} ${monthNames[value.month - 1]} ${plainYear(value.year)}`;
  return `${possibly ? 'possibly ' : ''}${date}, ${about ? 'about ' : ''}${clockTime(value)}`;
}

/** Prints a time of day with its offset: "19:58 UTC+03:00", "between 20:00 and 20:59". */
export function clockTime(value: EdtfDateTime): string {
  const offset = value.offsetMinutes;
  const zone = offset === null ? '' : offset === 0 ? ' UTC' : ` UTC${printOffset(offset)}`;
  const hour = twoDigits(value.hour);
  if (value.minute === null) return `between ${hour}:00 and ${hour}:59${zone}`;
  const second = value.second === null ? '' : `:${twoDigits(value.second)}`;
  return `${hour}:${twoDigits(value.minute)}${second}${zone}`;
}

function displaySeason({ year, season }: EdtfSeason): string {
  if (season > 32) return `${partsOfYear[season - 33]} ${yearPhrase(year)}`;
  const index = (season - 21) % 4;
  const hemisphere = season <= 24 ? '' : ` (${season <= 28 ? 'northern' : 'southern'} hemisphere)`;
  const crossesYear = season <= 28 ? index === 3 : index === 1;
  if (typeof year === 'string') return `${seasons[index]} of ${yearPhrase(year)}${hemisphere}`;
  if (!crossesYear) return `${seasons[index]} ${plainYear(year)}${hemisphere}`;
  return year > 0
    ? `${seasons[index]} ${year}–${plainYear(year + 1)}${hemisphere}`
    : `${seasons[index]} beginning in ${plainYear(year)}${hemisphere}`;
}

function displayDate(date: EdtfDate): string {
  const { year, month, day, significantDigits } = date;
  if (significantDigits !== null && typeof year === 'number') {
    const span = `${plainYear(edgeYear(year, significantDigits, 'first') ?? year)} to ${plainYear(
      edgeYear(year, significantDigits, 'last') ?? year,
    )}`;
    return `${plainYear(year)} as an estimate (${span})`;
  }
  if (month === null) return typeof year === 'number' ? plainYear(year) : maskedYears(year);
  if (month === 'XX' && (day === null || day === 'XX')) {
    return `an unknown ${day === null ? 'month' : 'day'} ${typeof year === 'number' ? 'in' : 'of'} ${yearPhrase(year)}`;
  }
  const joint = typeof year === 'number' && typeof month === 'number' ? ' ' : ' of ';
  const monthAndYear = `${monthPhrase(month)}${joint}${yearPhrase(year)}`;
  if (day === null) return monthAndYear;
  if (typeof day === 'number') {
    return typeof month === 'number' ? `${day} ${monthAndYear}` : `day ${day} of ${monthAndYear}`;
  }
  return day === 'XX' ? `an unknown day in ${monthAndYear}` : `${daysPhrase(day)} ${monthAndYear}`;
}

function daysPhrase(mask: string): string {
  const days = componentValues(mask, 1, 31);
  const tens = mask.endsWith('X');
  return tens ? `a day from ${days[0]} to ${days.at(-1)}` : `day ${choice(days.map(String))} of`;
}

function monthPhrase(month: Component): string {
  if (typeof month === 'number') return monthNames[month - 1] ?? '';
  if (month === 'XX') return 'an unknown month';
  return choice(componentValues(month, 1, 12).map((value) => monthNames[value - 1] ?? ''));
}

function choice(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}

/** Prints a year inside a longer phrase: "2024", "the 1560s", "an unknown year". */
function yearPhrase(year: Component): string {
  if (typeof year === 'number') return plainYear(year);
  const known = maskedYears(year);
  return known.startsWith('the ') ? `an unknown year in ${known}` : known;
}

/** Prints a year with unspecified digits: "the 1560s"; if that is ambiguous, "a year from 1800 to 1809". */
function maskedYears(mask: string): string {
  if (/^XXXX$/.test(mask)) return 'an unknown year';
  // "the 1800s" means the hundred years 18XX, so that the ten years 180X need their first and last year.
  if (/^[1-9]\d[1-9]X$|^[1-9]\dXX$/.test(mask)) return `the ${mask.replaceAll('X', '0')}s`;
  const first = plainYear(edgeYear(mask, null, 'first') ?? 0);
  const last = plainYear(edgeYear(mask, null, 'last') ?? 0);
  const trailing = /^-?\d*X+$/.test(mask);
  return trailing ? `a year from ${first} to ${last}` : `a year of the form ${mask} (${first} to ${last})`;
}
