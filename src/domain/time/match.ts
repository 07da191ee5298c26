import { boundsOf } from './bounds.ts';
import { parseEdtf } from './edtf.ts';
import { TimeError } from './time-error.ts';
import { utcZone } from './zone.ts';

/** First and last second, since 1970-01-01T00:00:00Z, both inclusive; null if that side has no bound. */
export type Span = { readonly start: number | null; readonly end: number | null };

/**
 * Between which moments a record surely goes on: the latest at which it can have begun, and the earliest at which it can
 * have ended. If it does not last throughout, they are its last and its first possible moment. Null if there is none.
 */
export type Inner = { readonly latestStart: number | null; readonly earliestEnd: number | null };

/** The parameters that set a time window: its start, its end, or both at once. */
export type WindowEnd = 'from' | 'to' | 'on';

/**
 * Parses one parameter of a time window, an EDTF expression that is read in UTC. `from` sets the first second of the
 * window, `to` the last one, `on` both.
 * @throws TimeError if the expression cannot be read, or has no bound on a side that the parameter sets
 */
export function parseWindow(parameter: WindowEnd, text: string): Span {
  const { start, end } = boundsOf(parseEdtf(text), utcZone);
  switch (parameter) {
    case 'from':
      if (start === null) throw unbounded(text, 'has no earliest bound', 'a date such as 2024-02-11');
      return { start, end: null };
    case 'to':
      if (end === null) throw unbounded(text, 'has no latest bound', 'a date such as 2024-02-11');
      return { start: null, end };
    case 'on':
      if (start !== null || end !== null) return { start, end };
      throw unbounded(text, 'has no bound', 'a date or an interval such as 2024-02/2024-03');
  }
}

function unbounded(text: string, problem: string, expected: string): TimeError {
  return new TimeError({ expression: text, part: text, offset: 0, problem, expected });
}

/** Tells if a record may lie in the window: they overlap. A record without a bound reaches for ever on that side. */
export function possible(record: Span, window: Span): boolean {
  const reachesIn = window.start === null || record.end === null || record.end >= window.start;
  const beginsInTime = window.end === null || record.start === null || record.start <= window.end;
  return reachesIn && beginsInTime;
}

/**
 * Tells if a record certainly lies in the window: all of it is inside. A record without a bound is not inside on a side
 * that the window bounds. A side that the window leaves open rules nothing out.
 */
export function certain(record: Span, window: Span): boolean {
  const beginsInside = window.start === null || (record.start !== null && record.start >= window.start);
  const endsInside = window.end === null || (record.end !== null && record.end <= window.end);
  return beginsInside && endsInside;
}

/**
 * Tells if a record is surely going on at some moment of the window, whenever it really began and ended. What is certain
 * in a window is under way in it, and what is under way in it is possible.
 */
export function underWay(record: Inner, window: Span): boolean {
  const hasBegun = window.end === null || (record.latestStart !== null && record.latestStart <= window.end);
  const hasNotEnded =
    window.start === null || (record.earliestEnd !== null && record.earliestEnd >= window.start);
  return hasBegun && hasNotEnded;
}
