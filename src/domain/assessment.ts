import type { ClaimAct, ClaimStatus, Polarity } from './claim.ts';
import { independentCount, type SourceTree } from './independence.ts';
import type { DisputeReason, OppositionReason } from './position.ts';
import { type Predicate, sameUnit } from './predicate.ts';
import type { PropositionObject, PropositionStatement } from './proposition.ts';
import { timeKeys } from './time/fuzzy-time.ts';

/**
 * Computes the positions on a proposition from its claims, and whether it is contested. A claim counts (it "stands")
 * until its claimant retracts or replaces it.
 */

/** The fields of a claim that an assessment needs. */
export type AssessedClaim = {
  claimantId: string;
  act: ClaimAct;
  polarity: Polarity;
  withdrawn: boolean;
  sourceIds: readonly string[];
};

export type PositionCounts = {
  polarity: Polarity;
  claimCount: number;
  claimantCount: number;
  independentSources: number;
};

/** Statuses that an editor gives to a claim that its claimant no longer makes. */
const withdrawnStatuses: readonly ClaimStatus[] = ['retracted', 'superseded'];

/** Relations by which a later claim of the same claimant retracts or replaces an earlier one. */
export const withdrawingRelations = ['retracts', 'corrects'] as const;

/** Tells if a claim with this status is withdrawn. */
export function isWithdrawnStatus(status: string): boolean {
  return withdrawnStatuses.some((one) => one === status);
}

/** Returns true if a claim takes a position now: it stands, and its act is not `retracts`. */
export function takesPosition({ act, withdrawn }: Pick<AssessedClaim, 'act' | 'withdrawn'>): boolean {
  return !withdrawn && act !== 'retracts';
}

const polarities: readonly Polarity[] = ['positive', 'negative', 'unknown'];

/** Returns the positions that standing claims take on a proposition: first positive, then negative, then unknown. */
export function positionsOf(claims: readonly AssessedClaim[], tree: SourceTree): PositionCounts[] {
  const standing = claims.filter(takesPosition);
  return polarities.flatMap((polarity) => {
    const taking = standing.filter((claim) => claim.polarity === polarity);
    if (taking.length === 0) return [];
    const sources = new Set(taking.flatMap((claim) => claim.sourceIds));
    return {
      polarity,
      claimCount: taking.length,
      claimantCount: new Set(taking.map((claim) => claim.claimantId)).size,
      independentSources: independentCount([...sources], tree),
    };
  });
}

/** Returns the reasons why a proposition is contested; an empty list if it is not. */
export function disputeReasonsOf(
  positions: readonly PositionCounts[],
  opposed: readonly OppositionReason[],
): DisputeReason[] {
  const has = (polarity: Polarity) => positions.some((position) => position.polarity === polarity);
  const own: DisputeReason[] = has('positive') && has('negative') ? ['opposing_polarity'] : [];
  return [...own, ...[...new Set(opposed)].sort()];
}

/**
 * Returns true if two objects of one functional predicate cannot both be true. Overlapping ranges and times are
 * compatible. Objects that cannot be compared (different units, a place without a country) count as compatible.
 */
export function incompatible(a: PropositionObject, b: PropositionObject): boolean {
  if (a.kind === 'quantity' && b.kind === 'quantity') {
    const [first, second] = [boundsOf(a), boundsOf(b)];
    return sameUnit(a.unit, b.unit) && (isBelow(first.max, second.min) || isBelow(second.max, first.min));
  }
  if (a.kind === 'time' && b.kind === 'time') {
    const [first, second] = [timeKeys(writtenTime(a.time)), timeKeys(writtenTime(b.time))];
    return isBelow(first.end, second.start) || isBelow(second.end, first.start);
  }
  if (a.kind === 'place' && b.kind === 'place') {
    const codes = [a.place.countryCode, b.place.countryCode];
    return codes[0] !== codes[1] && !codes.includes(null);
  }
  if ((a.kind === 'actor' || a.kind === 'event') && a.kind === b.kind) return a.id !== b.id;
  return false;
}

type Quantity = PropositionObject & { kind: 'quantity' };

/** Returns the bounds of a quantity. A best estimate without bounds is the value itself. */
const boundsOf = ({ min, best, max }: Quantity) =>
  min === null && max === null ? { min: best, max: best } : { min, max };

const isBelow = (max: number | null, min: number | null) => max !== null && min !== null && max < min;

function writtenTime(time: { edtf: string; timeZone: string | null }) {
  return time.timeZone === null ? { edtf: time.edtf } : { edtf: time.edtf, timeZone: time.timeZone };
}

/** Returns a proposition as text for people: `Islamic State · is responsible for · Attack on Crocus City Hall`. */
export function propositionText(
  { subject, object }: Pick<PropositionStatement, 'subject' | 'object'>,
  { label }: Pick<Predicate, 'label'>,
  nameOf: (kind: 'actor' | 'event', id: string) => string,
): string {
  const words = object.kind === 'quantity' && !isOne(object) ? label.many : label.one;
  return [nameOf(subject.kind, subject.id), words, objectText(object, nameOf)].join(' · ');
}

/** Returns true if a quantity is exactly one. */
function isOne(quantity: Quantity): boolean {
  const { min, max } = boundsOf(quantity);
  return min === 1 && max === 1;
}

function objectText(
  object: PropositionObject,
  nameOf: (kind: 'actor' | 'event', id: string) => string,
): string {
  switch (object.kind) {
    case 'actor':
    case 'event':
      return nameOf(object.kind, object.id);
    case 'place':
      return object.place.name;
    case 'quantity':
      return `${quantityText(object)} ${object.unit}`;
    case 'time':
      return object.time.display;
    case 'text':
      return object.value;
  }
}

function quantityText({ min, best, max }: Quantity): string {
  if (best !== null) {
    const isRange = (min !== null || max !== null) && !(min === best && max === best);
    return isRange ? `${best} (${rangeText(min, max)})` : `${best}`;
  }
  return rangeText(min, max);
}

function rangeText(min: number | null, max: number | null): string {
  if (min !== null && max !== null) return min === max ? `${min}` : `${min} to ${max}`;
  if (min !== null) return `at least ${min}`;
  return max === null ? 'an unknown number of' : `at most ${max}`;
}
