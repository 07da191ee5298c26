import { incompatible } from '../../domain/assessment.ts';
import type { PropositionStatement } from '../../domain/proposition.ts';
import type { OppositionReason } from '../../domain/store.ts';
import { type Meanings, meaningsOf } from '../declaration.ts';
import type { Sql } from '../engine.ts';
import { batchesOf, type Program, run } from '../program.ts';
import { byIds } from '../statement.ts';
import type { HeldClaim } from './claims.ts';

/** Which propositions cannot be so together: values of one functional predicate, and what claims contradict. */

/** What propositions share whose objects exclude each other. */
export const rivalry = ({ subject, predicate }: PropositionStatement) =>
  `${subject.kind} ${subject.id} ${predicate}`;

type Pair = { key: string; other_key: string; reason: OppositionReason };
const bothWays = (pair: Pair): Pair[] => [pair, { ...pair, key: pair.other_key, other_key: pair.key }];

const removal = byIds((sql, keys) =>
  sql
    .deleteFrom('proposition_opposition')
    .where((eb) => eb.or([eb('key', 'in', keys), eb('other_key', 'in', keys)])),
);

/**
 * Puts the oppositions that these propositions stand in now in the place of those that they stood in.
 * @param opposed those of them that stood in some
 * @returns the keys of all that they stand in now, at both ends
 */
export function* replaceOppositions(
  sql: Sql,
  group: ReadonlyMap<string, { statement: PropositionStatement }>,
  claims: ReadonlyMap<string, readonly HeldClaim[]>,
  opposed: readonly string[],
): Program<Set<string>> {
  yield* removal(sql, opposed);
  const pairs = yield* oppositionPairs(sql, group, claims);
  for (const batch of batchesOf(pairs, 100)) {
    yield* run(
      sql
        .insertInto('proposition_opposition')
        .values(batch)
        .onConflict((conflict) => conflict.doNothing()),
    );
  }
  return new Set(pairs.map((pair) => pair.key));
}

/** The oppositions that these propositions stand in, each from both ends. */
export function* oppositionPairs(
  sql: Sql,
  group: ReadonlyMap<string, { statement: PropositionStatement }>,
  claims: ReadonlyMap<string, readonly HeldClaim[]>,
): Program<Pair[]> {
  const meanings = yield* meaningsOf(
    sql,
    [...group.values()].map(({ statement }) => statement.predicate),
  );
  const ids = [...claims.values()].flatMap((own) => own.map((claim) => claim.id));
  return [...incompatiblePairs(group, claims, meanings), ...(yield* contradictingPairs(sql, ids))].flatMap(
    bothWays,
  );
}

/** Pairs of values of one functional predicate that standing claims affirm and that exclude each other. */
function* incompatiblePairs(
  group: ReadonlyMap<string, { statement: PropositionStatement }>,
  claims: ReadonlyMap<string, readonly HeldClaim[]>,
  meanings: Meanings,
): Generator<Pair> {
  const affirmed = [...group.values()]
    .map((held) => held.statement)
    .filter(({ key, predicate }) => {
      const affirms = (claim: HeldClaim) => claim.polarity === 'positive' && !claim.withdrawn;
      return meanings.get(predicate)?.functional && (claims.get(key) ?? []).some(affirms);
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

/** Contradictions that one end of the relation is asked about: by the one, or by the other. */
const contradictionsBy = (end: 'claim_id' | 'other_id') =>
  byIds((sql, claimIds) =>
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
      .where(`relation.${end}`, 'in', claimIds),
  );
const contradictionsFrom = contradictionsBy('claim_id');
const contradictionsTo = contradictionsBy('other_id');

/** Pairs of propositions that these claims join as contradicting, where both ends stand. */
function* contradictingPairs(sql: Sql, claimIds: readonly string[]): Program<Pair[]> {
  const rows = [...(yield* contradictionsFrom(sql, claimIds)), ...(yield* contradictionsTo(sql, claimIds))];
  return rows.map((row) => ({ ...row, reason: 'contradicting_claims' as const }));
}
