import { type EdtfPoint, pointsOf } from './ast.ts';
import { boundText } from './bound-text.ts';
import { pointLimit } from './bounds.ts';
import { dayAt, daysFromCivil, secondsPerDay, secondsPerMinute } from './calendar.ts';
import { displayTime } from './display.ts';
import { parseEdtf } from './edtf.ts';
import { printEdtf } from './print.ts';
import { type ZoneRule, zoneOf } from './zone.ts';

/** Finds expressions that are valid and probably mean something else. */

/** Matches a season or other part of a year, such as 2023-24, wherever a date may stand in an expression. */
const partOfYear = /(?<![\d-])(\d{4})-(2[1-9]|3\d|4[01])(?![\d-])/g;
/** Matches the year of a date. */
const yearOfDate = /(?<![\dTX:Y.+-])(\d{4})(?![\dX:])/g;

/** Years that stand in dates of our time by the Persian and the Islamic calendar. */
const [foreignFrom, foreignTo] = [1300, 1450];

/**
 * Returns what is doubtful about an expression, as the end of a sentence about it; null if nothing is.
 * @param timeZone the zone that its local days and times are read in; undefined if nobody wrote one
 */
export function timeWarning(edtf: string, timeZone?: string): string | null {
  for (const [text, year = '', part = ''] of edtf.matchAll(partOfYear)) {
    const next = Number(year) + 1;
    if (next % 100 !== Number(part)) continue;
    return `${text} means ${displayTime(parseEdtf(text))} (EDTF code ${part}); two years are written ${year}/${next}`;
  }
  for (const [, year = ''] of edtf.matchAll(yearOfDate)) {
    if (Number(year) < foreignFrom || Number(year) > foreignTo) continue;
    return `${year} is read as a year of the Gregorian calendar; a date of the Persian or Islamic calendar must be converted`;
  }
  return timeZone === undefined ? null : skippedWarning(edtf, zoneOf(timeZone));
}

/** Returns the warning about a time of day, or a day, that the clocks of a zone skipped; null if there is none. */
function skippedWarning(edtf: string, zone: ZoneRule): string | null {
  if (zone.isUtc) return null;
  const skipped = pointsOf(parseEdtf(edtf)).find((point) => isSkipped(point, zone));
  if (skipped === undefined) return null;
  const limits = (['first', 'last'] as const).map((edge) => pointLimit(skipped, edge, zone));
  const [first, last] = limits.map((limit) => boundText({ ...limit, day: null }, zone));
  const skipping = `${printEdtf(skipped)} does not exist in ${zone.name}, since the clocks there skipped it`;
  const counted = `it counts from ${first} to ${last}`;
  if (skipped.type !== 'datetime') return `${skipping}: ${counted}`;
  const meant = limits.map(({ moment }) => {
    return printEdtf({ ...skipped, offsetMinutes: Math.round(zone.offsetAt(moment) / secondsPerMinute) });
  });
  return `${skipping}: ${counted}; write which is meant, ${meant.join(' or ')}`;
}

/** Tells if the clocks of a zone never showed a day or a local time: both its first and its last moment. */
function isSkipped(point: EdtfPoint, zone: ZoneRule): boolean {
  const shown = (moment: number) => moment + Math.round(zone.offsetAt(moment));
  if (point.type === 'datetime') {
    if (point.offsetMinutes !== null) return false;
    const day = daysFromCivil(point.year, point.month, point.day);
    const secondAt = (minute: number, second: number) =>
      day * secondsPerDay + point.hour * 3_600 + (point.minute ?? minute) * 60 + (point.second ?? second);
    return (
      shown(pointLimit(point, 'first', zone).moment) !== secondAt(0, 0) &&
      shown(pointLimit(point, 'last', zone).moment) !== secondAt(59, 59)
    );
  }
  const { day, moment } = pointLimit(point, 'first', zone);
  const isDay = point.type === 'date' && typeof point.day === 'number' && typeof point.month === 'number';
  return isDay && typeof point.year === 'number' && day !== dayAt(shown(moment));
}
