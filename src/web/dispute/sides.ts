import type { Dispute, DisputedProposition, DisputeSide, PropositionObject } from '../state/schemas.ts';
import { boundSpan } from '../time/bounds.ts';

/** Arranges the sides of a dispute in reading order, and gives each a letter. */

export type Column = { side: DisputeSide; proposition: DisputedProposition; letter: string };

/**
 * The part that all propositions share (`opening`: subject and predicate). It is the title, and the sides show the
 * rest.
 */
export type Shared = 'whole' | 'opening' | 'none';

export type Arranged = {
  shared: Shared;
  /** Positions that affirm or deny. */
  opposing: Column[];
  /** Positions that take no side. */
  open: Column[];
};

export const polarityWords: Record<DisputeSide['polarity'], string> = {
  positive: 'Affirmed',
  negative: 'Denied',
  unknown: 'Left open',
};

/** Returns a proposition as a sentence, or its first parts: subject, predicate, object. */
export const plainText = ({ text }: DisputedProposition, parts?: number): string =>
  text.split(' · ').slice(0, parts).join(' ');

export function arranged({ propositions, sides }: Dispute): Arranged {
  const shared = sharedBy(propositions);
  const ordered = shared === 'opening' ? [...propositions].sort(byValue) : propositions;
  const columns = ordered
    .flatMap((proposition) =>
      sides
        .filter(({ propositionKey }) => propositionKey === proposition.key)
        .map((side) => ({ side, proposition })),
    )
    .toSorted((a, b) => Number(a.side.polarity === 'unknown') - Number(b.side.polarity === 'unknown'))
    .map((column, index) => ({ ...column, letter: letterOf(index) }));
  return {
    shared,
    opposing: columns.filter(({ side }) => side.polarity !== 'unknown'),
    open: columns.filter(({ side }) => side.polarity === 'unknown'),
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

/** Returns the sides opposed to a position that somebody still holds. */
export function against(dispute: Dispute, key: string, polarity: DisputeSide['polarity']): Column[] {
  const reasons = new Map<string, string>(
    dispute.oppositions.flatMap(({ propositionKey, otherKey, reason }) =>
      propositionKey === key
        ? [[otherKey, reason] as const]
        : otherKey === key
          ? [[propositionKey, reason] as const]
          : [],
    ),
  );
  return arranged(dispute).opposing.filter(({ side }) => {
    if (side.holders.length === 0) return false;
    if (side.propositionKey === key) return side.polarity !== polarity;
    const reason = reasons.get(side.propositionKey);
    // Only affirmed values exclude each other: to deny one value is to exclude no other.
    if (reason === 'incompatible_values') return polarity === 'positive' && side.polarity === 'positive';
    return reason === 'contradicting_claims';
  });
}
