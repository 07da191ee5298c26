import { incompatible } from '../../domain/assessment.ts';
import { predicates } from '../../domain/predicate.ts';
import type { PropositionStatement } from '../../domain/proposition.ts';
import type { OppositionReason } from '../../domain/store.ts';
import type { Sql } from '../engine.ts';
import { batchesOf, type Program, rowsOf, run } from '../program.ts';
import type { HeldClaim } from './claims.ts';

/** Which propositions cannot be so together: values of one functional predicate, and what claims contradict. */

/** What propositions share whose objects exclude each other. */
export const rivalry = ({ subject, predicate }: PropositionStatement) =>
  `${subject.kind} ${subject.id} ${predicate}`;

type Pair = { key: string; other_key: string; reason: OppositionReason };
const bothWays = (pair: Pair): Pair[] => [pair, { ...pair, key: pair.other_key, other_key: pair.key }];

/** Puts the oppositions that these propositions stand in now in the place of those that they stood in. */
export function* replaceOppositions(
  sql: Sql,
  group: ReadonlyMap<string, { statement: PropositionStatement }>,
  claims: ReadonlyMap<string, readonly HeldClaim[]>,
): Program<void> {
  const pairs = [...incompatiblePairs(group, claims)];
  for (const batch of batchesOf([...group.keys()])) {
    yield* run(
      sql
        .deleteFrom('proposition_opposition')
        .where((eb) => eb.or([eb('key', 'in', batch), eb('other_key', 'in', batch)])),
    );
    pairs.push(...(yield* contradictingPairs(sql, batch)));
  }
  for (const batch of batchesOf(pairs.flatMap(bothWays), 100)) {
    yield* run(
      sql
        .insertInto('proposition_opposition')
        .values(batch)
        .onConflict((conflict) => conflict.doNothing()),
    );
  }
}

/** Pairs of values of one functional predicate that standing claims affirm and that exclude each other. */
function* incompatiblePairs(
  group: ReadonlyMap<string, { statement: PropositionStatement }>,
  claims: ReadonlyMap<string, readonly HeldClaim[]>,
): Generator<Pair> {
  const affirmed = [...group.values()]
    .map((held) => held.statement)
    .filter(({ key, predicate }) => {
      const affirms = (claim: HeldClaim) => claim.polarity === 'positive' && !claim.withdrawn;
      return predicates[predicate].functional && (claims.get(key) ?? []).some(affirms);
    });
  for (const rivals of Map.groupBy(affirmed, rivalry).values()) {
    for (const [index, one] of rivals.entries()) {
      for (const other of rivals.slice(index + 1)) {
        if (incompatible(one.object, other.object)) {
          yield { key: one.key, other_key: other.key, reason: 'incompatible_values' };
        }
      }
    }
  }
}

/** Pairs of propositions that standing claims on them join as contradicting. */
function* contradictingPairs(sql: Sql, keys: readonly string[]): Program<Pair[]> {
  const rows = yield* rowsOf(
    sql
      .selectFrom('claim_relation as relation')
      .innerJoin('claim as one', 'one.id', 'relation.claim_id')
      .innerJoin('claim as other', 'other.id', 'relation.other_id')
      .select(['one.proposition_key as key', 'other.proposition_key as other_key'])
      .distinct()
      .where('relation.type', '=', 'contradicts')
      .where('one.withdrawn', '=', 0)
      .where('other.withdrawn', '=', 0)
      .whereRef('one.proposition_key', '!=', 'other.proposition_key')
      .where((eb) => eb.or([eb('one.proposition_key', 'in', keys), eb('other.proposition_key', 'in', keys)])),
  );
  return rows.map((row) => ({ ...row, reason: 'contradicting_claims' as const }));
}
