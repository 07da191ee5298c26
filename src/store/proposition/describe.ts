import { positionsOf, takesPosition } from '../../domain/assessment.ts';
import { type Claim, carriersOf } from '../../domain/claim.ts';
import { parsedStored } from '../../domain/errors.ts';
import { independentCount, type SourceTree } from '../../domain/independence.ts';
import { limits } from '../../domain/limits.ts';
import { holdersOf, type Position, type Proposition } from '../../domain/position.ts';
import { claimsOn } from '../claim.ts';
import type { Dialect } from '../engine.ts';
import { areFew } from '../few.ts';
import type { Program } from '../program.ts';
import { treeOf } from '../source.ts';
import { byIds } from '../statement.ts';
import { oppositionsOf } from './oppositions.ts';
import { summariesAt } from './summaries.ts';

/** Describes one proposition: the positions on it, the actors that hold them, since when, and the opposed propositions. */

/** @returns null if no claim has a proposition with this key */
export function* describeProposition(dialect: Dialect, key: string): Program<Proposition | null> {
  const { sql } = dialect;
  const oppositions = yield* oppositionsOf(sql, [key]);
  const keys = [...new Set([key, ...oppositions.map(({ otherKey }) => otherKey)])];
  const summaries = yield* summariesAt(sql, keys);
  const summary = summaries.get(key);
  if (summary === undefined) return null;
  // The store rendered the bodies from checked records, so they are not checked again.
  const claims = (yield* claimsOn(dialect, keys)).map((body) => parsedStored<Claim>(body));
  const byKey = Map.groupBy(claims, (claim) => claim.proposition.key);
  const tree = yield* treeOf(sql, claims.flatMap(carriersOf));
  const own = byKey.get(key) ?? [];
  return {
    ...summary,
    positions: heldPositions(own, tree),
    withdrawn: holdersOf(own.filter((claim) => claim.withdrawn)),
    opposed: oppositions.map(({ otherKey, reason }) => ({
      key: otherKey,
      reason,
      text: summaries.get(otherKey)?.text ?? '',
      positions: heldPositions(byKey.get(otherKey) ?? [], tree),
    })),
    independentSources: independentCount(own.filter(takesPosition).flatMap(carriersOf), tree),
  };
}

function heldPositions(claims: readonly Claim[], tree: SourceTree): Position[] {
  const assessed = claims.map((claim) => ({ ...claim, sourceIds: carriersOf(claim) }));
  return positionsOf(assessed, tree).map((counts) => ({
    ...counts,
    holders: holdersOf(claims.filter((claim) => takesPosition(claim) && claim.polarity === counts.polarity)),
  }));
}

const sourcesBehind = byIds((sql, keys) =>
  sql
    .selectFrom('claim')
    .innerJoin('claim_source', 'claim_source.claim_id', 'claim.id')
    .select('claim_source.source_id')
    .where('claim.proposition_key', 'in', keys)
    .limit(limits.inlineRowsMax + 1),
);

/** Returns whether the claims on these propositions, and the sources behind them, are few. */
export function* areFewBehind(dialect: Dialect, keys: readonly string[]): Program<boolean> {
  if (!(yield* areFew(dialect, 'claim', keys))) return false;
  const sources = yield* sourcesBehind(dialect.sql, keys);
  if (sources.length > limits.inlineRowsMax) return false;
  return yield* areFew(dialect, 'ancestry', [...new Set(sources.map(({ source_id }) => source_id))]);
}

/** Returns whether so little is said on a proposition that the server describes it on its own thread. */
export function* isSmallProposition(dialect: Dialect, key: string): Program<boolean> {
  if (!(yield* areFew(dialect, 'proposition_opposition', [key]))) return false;
  const oppositions = yield* oppositionsOf(dialect.sql, [key]);
  return yield* areFewBehind(dialect, [...new Set([key, ...oppositions.map(({ otherKey }) => otherKey)])]);
}
