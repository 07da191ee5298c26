import type { ClaimAct, ClaimStatus, Polarity } from './claim.ts';
import { independentCount, type SourceTree } from './independence.ts';
import type { DisputeReason } from './position.ts';
import { predicates } from './predicate.ts';
import { folded, type PropositionObject, type PropositionStatement } from './proposition.ts';
import type { OppositionReason } from './store.ts';
import { timeKeys } from './time/fuzzy-time.ts';

/**
 * What follows from the claims on a proposition: its positions, and whether it is contested. A claim counts
 * while it stands, that is until its claimant takes it back or replaces it.
 */

/** What an assessment needs to know of one claim. */
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

/** Statuses with which an editor records that the claimant no longer says so. */
const withdrawnStatuses: readonly ClaimStatus[] = ['retracted', 'superseded'];

/** Relations with which a later claim of the same claimant takes an earlier one's place. */
export const withdrawingRelations = ['retracts', 'corrects'] as const;

export function isWithdrawnStatus(status: string): boolean {
  return withdrawnStatuses.some((one) => one === status);
}

/** Whether a claim takes a position now: it stands, and does more than take an earlier one back. */
export function takesPosition({ act, withdrawn }: Pick<AssessedClaim, 'act' | 'withdrawn'>): boolean {
  return !withdrawn && act !== 'retracts';
}

const polarities: readonly Polarity[] = ['positive', 'negative', 'unknown'];

/** The positions on a proposition that at least one standing claim takes, those that it is so first. */
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

/** Why a proposition is contested; empty where it is not. */
export function disputesOf(
  positions: readonly PositionCounts[],
  opposed: readonly OppositionReason[],
): DisputeReason[] {
  const has = (polarity: Polarity) => positions.some((position) => position.polarity === polarity);
  const own: DisputeReason[] = has('positive') && has('negative') ? ['opposing_polarity'] : [];
  return [...own, ...[...new Set(opposed)].sort()];
}

/**
 * Whether two objects of one functional predicate cannot both be so. Ranges and fuzzy times that overlap are
 * compatible; what cannot be compared (other units, places without a country) is not called incompatible.
 */
export function incompatible(a: PropositionObject, b: PropositionObject): boolean {
  if (a.kind === 'quantity' && b.kind === 'quantity') {
    return sameUnit(a.unit, b.unit) && (isBelow(a.max, b.min) || isBelow(b.max, a.min));
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

/** Units are told apart as propositions are: not by case or spacing. */
const sameUnit = (one: string, other: string) => folded(one) === folded(other);
const isBelow = (max: number | null, min: number | null) => max !== null && min !== null && max < min;

function writtenTime(time: { edtf: string; timeZone: string | null }) {
  return time.timeZone === null ? { edtf: time.edtf } : { edtf: time.edtf, timeZone: time.timeZone };
}

/** What a proposition says, for people: names in the place of ids, and dots between, since no grammar is kept. */
export function propositionText(
  statement: Pick<PropositionStatement, 'subject' | 'predicate' | 'object'>,
  nameOf: (kind: 'actor' | 'event', id: string) => string,
): string {
  const { subject, predicate, object } = statement;
  return [nameOf(subject.kind, subject.id), predicates[predicate].label, objectText(object, nameOf)].join(
    ' · ',
  );
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
      return `${quantityText(object.min, object.max)} ${object.unit}`;
    case 'time':
      return object.time.display;
    case 'text':
      return object.value;
  }
}

function quantityText(min: number | null, max: number | null): string {
  if (min !== null && max !== null) return min === max ? `${min}` : `${min} to ${max}`;
  if (min !== null) return `at least ${min}`;
  return max === null ? 'an unknown number of' : `at most ${max}`;
}
