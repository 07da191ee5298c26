import { terms } from './terms.ts';
import { dayAt } from './time/calendar.ts';
import type { Span } from './time/match.ts';
import { utcZone, type ZoneRule } from './time/zone.ts';

/** Declares parsed conditions that are more than a list of values. They do not depend on a database engine. */

export const TimeMatchTerms = terms('TimeMatch', 'Match of records with a time window.', {
  possible: 'Records that may lie in the window: at least one of their possible moments is inside it.',
  under_way:
    'Records that are surely going on at some moment of the window. Of a time that lasts throughout, one sure moment ' +
    'inside is enough; any other must lie inside whole.',
  certain: 'Records that surely lie in the window: all of their possible moments are inside it.',
});
export const TimeMatch = TimeMatchTerms.schema;

/**
 * A condition on time: `window` in seconds since 1970-01-01T00:00:00Z, both ends inclusive, null = open. In a zone that
 * is not UTC, `calendar` is the window for calendar days: see `ZonedWindow`.
 */
export type TimeCondition = {
  window: Span;
  calendar?: Span | undefined;
  match: keyof typeof TimeMatchTerms.terms;
  /** The IANA name of the zone that the window is read in; UTC if it is absent. */
  timeZone?: string | undefined;
};

/** Returns the window that a record is compared with. */
export const windowFor = ({ calendar }: { readonly calendar: boolean }, time: TimeCondition): Span =>
  calendar ? (time.calendar ?? time.window) : time.window;

/** Returns the window that holds both the moments and the calendar days of a condition. */
export function widestWindow({ window, calendar = window }: TimeCondition): Span {
  const least = (one: number | null, other: number | null) =>
    one === null || other === null ? null : Math.min(one, other);
  const most = (one: number | null, other: number | null) =>
    one === null || other === null ? null : Math.max(one, other);
  return { start: least(window.start, calendar.start), end: most(window.end, calendar.end) };
}

/** Widens the window of a condition to whole days in a zone. */
export function inWholeDays(time: TimeCondition, zone: ZoneRule): TimeCondition {
  const { start, end } = time.calendar ?? time.window;
  const daysIn = ({ dayStart, dayEnd }: ZoneRule): Span => ({
    start: start === null ? null : dayStart(dayAt(start)),
    end: end === null ? null : dayEnd(dayAt(end)),
  });
  return { ...time, window: daysIn(zone), calendar: time.calendar && daysIn(utcZone) };
}

/** A box in degrees of WGS 84. If `west` is above `east`, the box crosses the antimeridian (RFC 7946 §5.2). */
export type BoundingBox = { west: number; south: number; east: number; north: number };

/** Within `radiusKm` kilometres of great circle around a point in degrees of WGS 84. */
export type Nearness = { longitude: number; latitude: number; radiusKm: number };

/**
 * The folded words of a search text, as `searchTermsOf` of `search/terms.ts` gives them. Each is taken literally. The last
 * one also matches the beginning of a word if `mayBegin` allows it. An empty list matches nothing.
 */
export type SearchTerms = readonly string[];
