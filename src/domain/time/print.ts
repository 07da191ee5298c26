import type {
  Component,
  Edtf,
  EdtfDate,
  EdtfDateTime,
  EdtfPoint,
  EdtfRange,
  EdtfSide,
  Qualifiers,
} from './ast.ts';
import { allExact, qualifierBits } from './ast.ts';
import { twoDigits } from './calendar.ts';

const signs = ['', '?', '~', '%'];

/**
 * Prints the canonical expression of a value; `parseEdtf` parses it back to the same value. Equal values have equal
 * texts. A qualifier stands as far to the right as it holds for every component on its left.
 */
export function printEdtf(value: Edtf): string {
  switch (value.type) {
    case 'interval':
      return `${printSide(value.start)}/${printSide(value.end)}`;
    case 'set': {
      const members = value.members.map(printMember).join(',');
      return value.mode === 'one_of' ? `[${members}]` : `{${members}}`;
    }
    default:
      return printPoint(value);
  }
}

function printSide(side: EdtfSide): string {
  if (side.type === 'open') return '..';
  return side.type === 'unknown' ? '' : printPoint(side);
}

/** Prints a member of a set, such as `2024-02-11..2024-02-20`. */
export function printMember(member: EdtfPoint | EdtfRange): string {
  if (member.type !== 'range') return printPoint(member);
  const from = member.from === null ? '' : printPoint(member.from);
  const to = member.to === null ? '' : printPoint(member.to);
  return `${from}..${to}`;
}

function printPoint(point: EdtfPoint): string {
  switch (point.type) {
    case 'date':
      return printDate(point);
    case 'season':
      return withQualifiers([printYear(point.year), twoDigits(point.season)], point.qualifiers);
    case 'datetime':
      return printDateTime(point);
  }
}

function printDate(date: EdtfDate): string {
  const significance = date.significantDigits === null ? '' : `S${date.significantDigits}`;
  const components = [printYear(date.year) + significance];
  if (date.month !== null) components.push(printComponent(date.month));
  if (date.day !== null) components.push(printComponent(date.day));
  return withQualifiers(components, date.qualifiers);
}

/** Prints a year: four digits, or the letter-prefixed form `Y12024` for more (LoC EDTF level 1). */
export function printYear(year: Component): string {
  if (typeof year === 'string') return year;
  if (Math.abs(year) > 9_999) return `Y${year}`;
  return (year < 0 ? '-' : '') + String(Math.abs(year)).padStart(4, '0');
}

function printComponent(component: Component): string {
  return typeof component === 'string' ? component : twoDigits(component);
}

/**
 * Joins components with their qualifiers (LoC EDTF level 2, "Qualification"). A qualifier on the right of a component
 * covers it and all on its left; one on the left covers that component alone.
 */
function withQualifiers(components: readonly string[], qualifiers: Qualifiers): string {
  if (qualifiers === allExact) return components.join('-');
  const [year = '', month, day] = components;
  const yearBits = qualifierBits(qualifiers.year);
  if (month === undefined) return year + sign(yearBits);
  const monthBits = qualifierBits(qualifiers.month);
  const dayBits = day === undefined ? 3 : qualifierBits(qualifiers.day);
  const all = yearBits & monthBits & dayBits;
  const yearAndMonth = yearBits & monthBits & ~all;
  const yearText = year + sign(yearBits & ~all & ~yearAndMonth);
  const monthText =
    sign(monthBits & ~all & ~yearAndMonth) + month + sign(day === undefined ? all : yearAndMonth);
  if (day === undefined) return `${yearText}-${monthText}`;
  return `${yearText}-${monthText}-${sign(dayBits & ~all)}${day}${sign(all)}`;
}

function sign(bits: number): string {
  return signs[bits] ?? '';
}

function printDateTime(value: EdtfDateTime): string {
  const date = `${printYear(value.year)}-${twoDigits(value.month)}-${twoDigits(value.day)}`;
  const minute = value.minute === null ? '' : `:${twoDigits(value.minute)}`;
  const second = value.second === null ? '' : `:${twoDigits(value.second)}`;
  const offset = value.offsetMinutes === null ? '' : printOffset(value.offsetMinutes);
  return `${date}T${twoDigits(value.hour)}${minute}${second}${offset}${sign(qualifierBits(value.qualifier))}`;
}

/** Prints minutes east of UTC as `Z` or `+03:00`. `+00:00` means `Z` too, and is never printed. */
export function printOffset(minutes: number): string {
  if (minutes === 0) return 'Z';
  const magnitude = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${twoDigits(Math.floor(magnitude / 60))}:${twoDigits(magnitude % 60)}`;
}
