import type { Dispute, DisputedProposition, DisputeSide, PropositionObject } from '../state/schemas.ts';
import { boundSpan } from '../time/bounds.ts';

/** Arranges the sides of a dispute in reading order, gives each a letter, and finds the sides that oppose each other. */

type Placed = { side: DisputeSide; proposition: DisputedProposition };
/** `camp` is null unless the dispute has two camps. */
export type Column = Placed & { letter: string; camp: 1 | 2 | null };

/**
 * The part that all propositions share (`opening`: subject and predicate). It is the title, and the sides show the
 * rest.
 */
export type Shared = 'whole' | 'opening' | 'none';

export type Arranged = {
  shared: Shared;
  /** Positions that somebody holds now, and that affirm or deny. With two camps, those of the first one come first. */
  opposing: Column[];
  /** Positions that take no side. */
  open: Column[];
  /** Positions that affirm or deny, and that nobody holds any more. */
  left: Column[];
  /** True if the positions form two camps: each is opposed to positions of the other camp only. */
  hasCamps: boolean;
};

export const polarityWords: Record<DisputeSide['polarity'], string> = {
  positive: 'Affirmed',
  negative: 'Denied',
  unknown: 'Left open',
};

/** Returns a proposition as a sentence, or its first parts: subject, predicate, object. */
export const plainText = ({ text }: DisputedProposition, parts?: number): string =>
  text.split(' · ').slice(0, parts).join(' ');

export function arranged(dispute: Dispute): Arranged {
  const { propositions, sides } = dispute;
  const shared = sharedBy(propositions);
  const ordered = shared === 'opening' ? [...propositions].sort(byValue) : propositions;
  const placed = ordered.flatMap((proposition) =>
    sides
      .filter(({ propositionKey }) => propositionKey === proposition.key)
      .map((side) => ({ side, proposition })),
  );
  const standing = placed.filter(({ side }) => side.polarity !== 'unknown' && side.holders.length > 0);
  // Oppositions that are left out could join two camps to one.
  const camps = dispute.complete ? campsOf(standing, dispute) : undefined;
  const campOf = (one: Placed) => camps?.get(one) ?? null;
  const grouped = standing.toSorted((a, b) => (campOf(a) ?? 0) - (campOf(b) ?? 0));
  const open = placed.filter(({ side }) => side.polarity === 'unknown');
  const left = placed.filter(({ side }) => side.polarity !== 'unknown' && side.holders.length === 0);
  const columns = [...grouped, ...open, ...left].map((one, index) => ({
    ...one,
    letter: letterOf(index),
    camp: campOf(one),
  }));
  return {
    shared,
    opposing: columns.slice(0, grouped.length),
    open: columns.slice(grouped.length, grouped.length + open.length),
    left: columns.slice(grouped.length + open.length),
    hasCamps: camps !== undefined,
  };
}

function sharedBy([first, ...others]: readonly DisputedProposition[]): Shared {
  if (first === undefined || others.length === 0) return 'whole';
  const same = others.every(
    ({ subject, predicate }) => subject.id === first.subject.id && predicate === first.predicate,
  );
  return same ? 'opening' : 'none';
}

const letterOf = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : String(index + 1);

/** Orders numbers and times by value, and leaves other values in the order given. */
const byValue = (a: DisputedProposition, b: DisputedProposition): number =>
  placeOf(a.object) - placeOf(b.object) || 0;

/** Returns the sort key of a value. */
function placeOf(object: PropositionObject): number {
  if (object.kind === 'quantity') return object.min ?? object.best ?? object.max ?? 0;
  if (object.kind === 'time') return boundSpan(object.time.earliest ?? '')?.start ?? 0;
  return 0;
}

/**
 * Returns the camp of each position; undefined if they do not form two. All must be connected, since two groups that
 * oppose nobody in common could be paired either way.
 */
function campsOf(positions: readonly Placed[], dispute: Dispute): Map<Placed, 1 | 2> | undefined {
  const [first] = positions;
  if (first === undefined) return undefined;
  const camps = new Map<Placed, 1 | 2>([[first, 1]]);
  // A Map iterates over entries that are added meanwhile.
  for (const [one, camp] of camps) {
    for (const other of positions) {
      if (!isAgainst(dispute, one.side, other.side)) continue;
      if (camps.get(other) === camp) return undefined;
      camps.set(other, camp === 1 ? 2 : 1);
    }
  }
  return camps.size === positions.length && camps.size > 1 ? camps : undefined;
}

type Taken = Pick<DisputeSide, 'propositionKey' | 'polarity'>;

type Reasons = ReadonlySet<Dispute['reasons'][number]>;
const known = new WeakMap<Dispute, ReadonlyMap<string, Reasons>>();

/** Returns the reasons of the oppositions of a dispute, by the keys of their two propositions in both orders. */
function pairsOf(dispute: Dispute): ReadonlyMap<string, Reasons> {
  const before = known.get(dispute);
  if (before !== undefined) return before;
  const pairs = new Map<string, Set<Dispute['reasons'][number]>>();
  for (const { propositionKey, otherKey, reason } of dispute.oppositions) {
    for (const pair of [`${propositionKey} ${otherKey}`, `${otherKey} ${propositionKey}`]) {
      const reasons = pairs.get(pair);
      if (reasons === undefined) pairs.set(pair, new Set([reason]));
      else reasons.add(reason);
    }
  }
  known.set(dispute, pairs);
  return pairs;
}

/** Returns true if two positions of a dispute cannot both be right. */
function isAgainst(dispute: Dispute, one: Taken, other: Taken): boolean {
  if (one.propositionKey === other.propositionKey) return one.polarity !== other.polarity;
  const reasons = pairsOf(dispute).get(`${one.propositionKey} ${other.propositionKey}`);
  if (reasons === undefined) return false;
  // Only affirmed values exclude each other: to deny one value is to exclude no other.
  const bothAffirmed = one.polarity === 'positive' && other.polarity === 'positive';
  return reasons.has('contradicting_claims') || (bothAffirmed && reasons.has('incompatible_values'));
}

/** Returns the sides opposed to a position that somebody still holds. */
export const against = (
  dispute: Dispute,
  position: Taken,
  columns: readonly Column[] = arranged(dispute).opposing,
): Column[] => columns.filter(({ side }) => isAgainst(dispute, position, side));
