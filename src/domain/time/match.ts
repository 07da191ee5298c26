import { type Bounds, boundsOf } from './bounds.ts';
import { parseEdtf } from './edtf.ts';
import { TimeError, type TimeParameter } from './time-error.ts';
import { utcZone } from './zone.ts';

/** First and last second, since 1970-01-01T00:00:00Z, both inclusive; null if that side has no bound. */
export type Span = { readonly start: number | null; readonly end: number | null };

export type WindowText = {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly on?: string | undefined;
};

/**
 * Parses the time window of a query. Each text is an EDTF expression, read in UTC: the window begins with the first
 * second of `from` and ends with the last second of `to`; `on` sets both sides. A side without a parameter is unbounded.
 * @throws TimeError whose `parameter` is the one at fault
 */
export function parseWindow({ from, to, on }: WindowText): Span {
  if (on !== undefined) {
    if (from !== undefined || to !== undefined)
      throw unusable('on', on, 'cannot be combined with from or to', 'on alone');
    const { start, end } = boundsOfParameter('on', on);
    if (start === null && end === null)
      throw unusable('on', on, 'has no bound', 'a date or an interval such as 2024-02/2024-03');
    return { start, end };
  }
  const start = from === undefined ? null : boundsOfParameter('from', from).start;
  const end = to === undefined ? null : boundsOfParameter('to', to).end;
  if (from !== undefined && start === null)
    throw unusable('from', from, 'has no earliest bound', 'a date such as 2024-02-11');
  if (to !== undefined && end === null)
    throw unusable('to', to, 'has no latest bound', 'a date such as 2024-02-11');
  if (to !== undefined && start !== null && end !== null && start > end) {
    throw unusable('to', to, `ends before ${from} begins`, 'a date that is not before from');
  }
  return { start, end };
}

function boundsOfParameter(parameter: TimeParameter, text: string): Bounds {
  try {
    return boundsOf(parseEdtf(text), utcZone);
  } catch (error) {
    throw error instanceof TimeError ? error.about(parameter) : error;
  }
}

function unusable(parameter: TimeParameter, text: string, problem: string, expected: string): TimeError {
  return new TimeError({ expression: text, part: text, offset: 0, problem, expected, parameter });
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
