import type { Passage, Place } from './copy.ts';

/** Keeps passages apart: two of them never stand at one place of the copy. */

/** A place for a passage. `weight` decides between two passages that cannot both be placed. */
export type Placement<P extends Passage = Passage> = { passage: P; place: Place; weight: number };

/** The weight of what is already placed. */
export const settled = Number.POSITIVE_INFINITY;

/**
 * Returns the proposals that hold beside the settled placements and beside each other. If two cannot both hold, the
 * one of less weight falls; both fall if their weights are equal.
 */
export function compatible<P extends Passage>(
  placed: Iterable<Placement<P>>,
  proposals: readonly Placement<P>[],
): Placement<P>[] {
  const fallen = new Set<Placement<P>>();
  const all = [...placed, ...proposals].sort((a, b) => a.place.start - b.place.start);
  for (const [index, one] of all.entries()) {
    for (let next = index + 1; next < all.length; next += 1) {
      const other = all[next];
      if (other === undefined || other.place.start >= one.place.end) break;
      if (!collide(one, other)) continue;
      if (one.weight <= other.weight) fallen.add(one);
      if (other.weight <= one.weight) fallen.add(other);
    }
  }
  return proposals.filter((proposal) => !fallen.has(proposal));
}

type Range = { start: number; end: number };
const overlap = (a: Range, b: Range) => a.start < b.end && b.start < a.end;
const same = (a: Range, b: Range) => a.start === b.start && a.end === b.end;

/** Returns true if two passages stand at one place, or overlap although their recorded places do not. */
export const collide = (a: Omit<Placement, 'weight'>, b: Omit<Placement, 'weight'>): boolean =>
  same(a.place, b.place) || (overlap(a.place, b.place) && !overlap(a.passage, b.passage));
