import { type Bounds, boundsOf } from './bounds.ts';
import { parseEdtf } from './edtf.ts';
import { TimeError, type TimeParameter } from './time-error.ts';
import { utcZone } from './zone.ts';

/** First and last second, since 1970-01-01T00:00:00Z, both inclusive; null where there is no bound. */
export type Span = { readonly start: number | null; readonly end: number | null };

export type WindowText = {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly on?: string | undefined;
};

/**
 * The window a query asks for. Each text is an expression of the profile, read as UTC: `from` counts from
 * its first second, `to` up to its last, `on` sets both. A side not asked for is unbounded. Throws
 * `TimeError` whose `parameter` is the one at fault.
 */
export function parseWindow({ from, to, on }: WindowText): Span {
  if (on !== undefined) {
    if (from !== undefined || to !== undefined)
      throw unusable('on', on, 'stands beside from or to', 'on alone');
    const { start, end } = boundsOfParameter('on', on);
    if (start === null && end === null) throw unusable('on', on, 'has no bound', 'a date or an interval');
    return { start, end };
  }
  const start = from === undefined ? null : boundsOfParameter('from', from).start;
  const end = to === undefined ? null : boundsOfParameter('to', to).end;
  if (from !== undefined && start === null) throw unusable('from', from, 'has no earliest bound', 'a date');
  if (to !== undefined && end === null) throw unusable('to', to, 'has no latest bound', 'a date');
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

/** Whether the record may have been in the window: they touch, a missing bound of the record reaching for ever. */
export function possible(record: Span, window: Span): boolean {
  const reachesIn = window.start === null || record.end === null || record.end >= window.start;
  const beginsInTime = window.end === null || record.start === null || record.start <= window.end;
  return reachesIn && beginsInTime;
}

/**
 * Whether the record was in the window for sure: it lies wholly inside. A missing bound of the record fails
 * on a side the window bounds; a side the window leaves open asks nothing.
 */
export function certain(record: Span, window: Span): boolean {
  const beginsInside = window.start === null || (record.start !== null && record.start >= window.start);
  const endsInside = window.end === null || (record.end !== null && record.end <= window.end);
  return beginsInside && endsInside;
}
