import { terms } from './terms.ts';
import type { Span } from './time/match.ts';

/** Conditions that are more than a list of values: parsed, typed, and free of any engine. */

export const TimeMatchTerms = terms('TimeMatch', 'Which records a condition on time lets through.', {
  possible: 'Those that may lie in the window: some moment they may stand for is inside it.',
  certain: 'Those that surely lie in the window: every moment they may stand for is inside it.',
});
export const TimeMatch = TimeMatchTerms.schema;

/** A condition on time: `window` in seconds since 1970-01-01T00:00:00Z, both ends inclusive, null = open. */
export type TimeCondition = { window: Span; match: keyof typeof TimeMatchTerms.terms };

/** A box in degrees of WGS 84; where `west` is above `east` it crosses the antimeridian (RFC 7946 §5.2). */
export type BoundingBox = { west: number; south: number; east: number; north: number };

/** Within `radiusKm` kilometres of great circle around a point in degrees of WGS 84. */
export type Nearness = { longitude: number; latitude: number; radiusKm: number };

/**
 * The words of a search text, each taken literally; the last one also as the beginning of a word where `mayBegin` of
 * `search/words.ts` says so. No words match nothing.
 */
export type SearchTerms = readonly string[];
