import type { Edtf, EdtfPoint, EdtfSide } from './ast.ts';
import { isPoint } from './ast.ts';
import { type DetailedBounds, type Limit, pointLimit } from './bounds.ts';
import type { ZoneRule } from './zone.ts';

/**
 * The inner bounds of a time that lasts throughout: the latest moment at which it can have begun, and the earliest at
 * which it can have ended (CIDOC CRM P81, "ongoing throughout", beside the outer bounds of P82, "at some time within").
 */
export type InnerBounds = { readonly latestStart: Limit | null; readonly earliestEnd: Limit | null };

const none: InnerBounds = { latestStart: null, earliestEnd: null };

/**
 * Returns the inner bounds of a value, read as a time that lasts throughout. An interval begins somewhere in its first
 * date and ends somewhere in its last one; where a side has no date, the other side bounds it. A date alone is filled
 * from its first to its last moment. A set, and a date with gaps such as `1960-XX-25`, has no inner bounds.
 * @param outer the bounds of the same value in the same zone
 */
export function innerBoundsOf(value: Edtf, outer: DetailedBounds, zone: ZoneRule): InnerBounds {
  switch (value.type) {
    case 'interval':
      return {
        latestStart: earlier(sideLimit(value.start, 'last', zone), outer.end),
        earliestEnd: later(sideLimit(value.end, 'first', zone), outer.start),
      };
    case 'set':
      return none;
    default:
      return hasGaps(value) ? none : { latestStart: outer.start, earliestEnd: outer.end };
  }
}

const sideLimit = (side: EdtfSide, edge: 'first' | 'last', zone: ZoneRule): Limit | null =>
  isPoint(side) ? pointLimit(side, edge, zone) : null;

/** A beginning after the end, and an end before the beginning, are impossible: the other bound then takes their place. */
const earlier = (one: Limit | null, other: Limit | null): Limit | null =>
  one === null || (other !== null && other.moment < one.moment) ? other : one;
const later = (one: Limit | null, other: Limit | null): Limit | null =>
  one === null || (other !== null && other.moment > one.moment) ? other : one;

const trailingMask = /^-?\d*X*$/;

/** Tells if the days that a date can mean are not all days between its bounds: a digit follows an unspecified one. */
function hasGaps(point: EdtfPoint): boolean {
  if (point.type === 'datetime') return false;
  if (point.type === 'season') return typeof point.year === 'string';
  const { year, month, day } = point;
  const digits = [year, month, day].map((part) => digitsOf(part)).join('');
  return !trailingMask.test(digits);
}

const digitsOf = (component: number | string | null): string =>
  component === null ? '' : typeof component === 'string' ? component : '0';
