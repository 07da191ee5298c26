import { boundText } from './bound-text.ts';
import { detailedBoundsOf, type Limit } from './bounds.ts';
import { isExpression, parseEdtf } from './edtf.ts';
import type { Span } from './match.ts';
import { hasGaps } from './stretches.ts';
import { TimeError } from './time-error.ts';
import { utcZone, type ZoneRule } from './zone.ts';

/** Reads the window of time that a list asks for. */

/** The parameters that set a time window: its start, its end, or both at once. */
export type WindowEnd = 'from' | 'to' | 'on';

/**
 * A window as moments, and the same window on a calendar without a zone: what the clock of the window's zone shows,
 * counted as if it were UTC. A day whose zone nobody wrote is a calendar day, and is compared with the calendar.
 */
export type ZonedWindow = { readonly window: Span; readonly calendar: Span };

/**
 * Parses one parameter of a time window, an EDTF expression. `from` sets the first second of the window, `to` the last
 * one, `on` both.
 * @param zone the zone of its local days and times
 * @throws TimeError if the expression cannot be read, leaves gaps, or has no bound on a side that the parameter sets
 */
export function parseWindow(parameter: WindowEnd, text: string, zone: ZoneRule): ZonedWindow {
  const value = parseEdtf(text);
  const { start, end } = detailedBoundsOf(value, zone);
  if (hasGaps(value, zone)) throw gapped(parameter, text, { start, end }, zone);
  switch (parameter) {
    case 'from':
      if (start === null) throw noWindow(text, 'has no earliest bound', 'a date such as 2024-02-11');
      return zonedWindow(start, null, zone);
    case 'to':
      if (end === null) throw noWindow(text, 'has no latest bound', 'a date such as 2024-02-11');
      return zonedWindow(null, end, zone);
    case 'on':
      if (start !== null || end !== null) return zonedWindow(start, end, zone);
      throw noWindow(
        text,
        'has no bound, so that it would find everything',
        'a date or an interval such as 2024-02/2024-03',
      );
  }
}

type Limits = { readonly start: Limit | null; readonly end: Limit | null };

/** Makes the error for a window such as `[2024-03-03,2024-03-10]`: it would find what lies between the two days. */
function gapped(parameter: WindowEnd, text: string, { start, end }: Limits, zone: ZoneRule): TimeError {
  const side = (limit: Limit | null) => (limit === null ? '..' : boundText(limit, zone));
  const meant = { from: side(start), to: side(end), on: `${side(start)}/${side(end)}` }[parameter];
  // The bounds of years of more than four digits cannot be written in EDTF.
  const example = isExpression(meant) ? `, such as ${meant}` : '';
  return noWindow(
    text,
    'stands for separate stretches of time, and a window is one',
    `one stretch${example}, or a request for each stretch`,
  );
}

function zonedWindow(start: Limit | null, end: Limit | null, zone: ZoneRule): ZonedWindow {
  const calendarStart = start?.day == null ? clockOf(start, zone) : utcZone.dayStart(start.day);
  const calendarEnd = end?.day == null ? clockOf(end, zone) : utcZone.dayEnd(end.day);
  return {
    window: { start: firstMoment(start, zone), end: lastMoment(end, zone) },
    calendar: { start: calendarStart, end: calendarEnd },
  };
}

/** Returns the first moment of a window: the end of a day that its zone skipped. */
const firstMoment = (limit: Limit | null, zone: ZoneRule): number | null =>
  limit?.day != null && isSkipped(limit.day, zone) ? zone.dayStart(limit.day + 1) : (limit?.moment ?? null);
const lastMoment = (limit: Limit | null, zone: ZoneRule): number | null =>
  limit?.day != null && isSkipped(limit.day, zone) ? zone.dayEnd(limit.day - 1) : (limit?.moment ?? null);

/**
 * Tells if a zone has no such day, since it crossed the date line. The bounds of a record are wide then, and reach into
 * the days beside it. A window is not: it has no moment of that day, and still finds calendar days.
 */
const isSkipped = (day: number, zone: ZoneRule): boolean =>
  !zone.isUtc && zone.dayStart(day) <= zone.dayStart(day - 1);

/** Returns the local time that the clock of a zone shows, counted as if it were UTC. */
const clockOf = (limit: Limit | null, zone: ZoneRule): number | null =>
  limit === null ? null : limit.moment + Math.round(zone.offsetAt(limit.moment));

/** Makes the error for an expression that can be read and is no window. */
function noWindow(text: string, problem: string, expected: string): TimeError {
  return new TimeError({ expression: text, part: text, offset: 0, problem, expected });
}
