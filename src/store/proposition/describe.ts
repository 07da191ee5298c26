import { positionsOf, takesPosition } from '../../domain/assessment.ts';
import { type Claim, carriersOf } from '../../domain/claim.ts';
import { parsedStored } from '../../domain/errors.ts';
import { independentCount, type SourceTree, sourceTreeOf } from '../../domain/independence.ts';
import {
  holdersOf,
  type Position,
  type Proposition,
  type PropositionSummary,
} from '../../domain/position.ts';
import type { Store } from '../../domain/store.ts';

/** Describes one proposition: the positions on it, the actors that hold them, since when, and the opposed propositions. */

// The store rendered the bodies from checked records, so they are not checked again.
const claimOf = (body: string) => parsedStored<Claim>(body);

/** @returns null if no claim has a proposition with this key */
export async function describeProposition(store: Store, key: string): Promise<Proposition | null> {
  const found = await store.read('proposition', key);
  if (found === null) return null;
  const oppositions = await store.opposedTo([key]);
  const keys = [...new Set([key, ...oppositions.map((opposition) => opposition.otherKey)])];
  const claims = (await store.claimsOn(keys)).map(claimOf);
  const byKey = Map.groupBy(claims, (claim) => claim.proposition.key);
  const tree = await treeOf(store, claims);

  const own = byKey.get(key) ?? [];
  const { positions: _weights, ...summary }: PropositionSummary = parsedStored(found.body);
  return {
    ...summary,
    positions: heldPositions(own, tree),
    withdrawn: holdersOf(own.filter((claim) => claim.withdrawn)),
    opposed: await Promise.all(
      oppositions.map(async ({ otherKey, reason }) => ({
        key: otherKey,
        reason,
        text: await textOf(store, otherKey),
        positions: heldPositions(byKey.get(otherKey) ?? [], tree),
      })),
    ),
    independentSources: independentCount(standingSources(own), tree),
  };
}

async function textOf(store: Store, key: string): Promise<string> {
  const found = await store.read('proposition', key);
  if (found === null) return '';
  const { text }: PropositionSummary = parsedStored(found.body);
  return text;
}

async function treeOf(store: Store, claims: readonly Claim[]): Promise<SourceTree> {
  const sourceIds = new Set(claims.flatMap(carriersOf));
  return sourceTreeOf(await store.derivations([...sourceIds]));
}

const standingSources = (claims: readonly Claim[]) => claims.filter(takesPosition).flatMap(carriersOf);

function heldPositions(claims: readonly Claim[], tree: SourceTree): Position[] {
  const assessed = claims.map((claim) => ({ ...claim, sourceIds: carriersOf(claim) }));
  return positionsOf(assessed, tree).map((counts) => ({
    ...counts,
    holders: holdersOf(claims.filter((claim) => takesPosition(claim) && claim.polarity === counts.polarity)),
  }));
}
