import { incompatible } from '../../domain/assessment.ts';
import type { Opposition, OppositionReason } from '../../domain/position.ts';
import type { PropositionStatement } from '../../domain/proposition.ts';
import { type Meanings, meaningsOf } from '../declaration.ts';
import type { Sql } from '../engine.ts';
import { type Program, run } from '../program.ts';
import { byIds, insertRows, statement } from '../statement.ts';
import type { HeldClaim } from './claims.ts';

/** Finds the propositions that cannot both be true: values of one functional predicate, and those of contradicting claims. */

/** Returns the oppositions of these propositions, as seen from each of them. */
export function* oppositionsOf(sql: Sql, keys: readonly string[]): Program<Opposition[]> {
  return yield* oppositionsFrom(sql, [...new Set(keys)].sort());
}

const oppositionsFrom = byIds((sql, keys) => oppositionRows(sql).where('key', 'in', keys));

/** Returns the oppositions of these propositions, of which each leads from the smaller key to the greater one. */
export const oppositionPairs = byIds((sql, keys) =>
  oppositionRows(sql).where('key', 'in', keys).whereRef('key', '<', 'other_key'),
);

const oppositionRows = (sql: Sql) =>
  sql
    .selectFrom('proposition_opposition')
    .select(['key', 'other_key as otherKey', 'reason'])
    .orderBy('key')
    .orderBy('other_key')
    .orderBy('reason');

/** Returns the subject and predicate of a proposition: objects of a functional predicate can exclude each other under one. */
export const rivalry = ({ subject, predicate }: PropositionStatement) =>
  `${subject.kind} ${subject.id} ${predicate}`;

type Pair = { key: string; other_key: string; reason: OppositionReason };
const bothWays = (pair: Pair): Pair[] => [pair, { ...pair, key: pair.other_key, other_key: pair.key }];

const removal = statement((sql: Sql, key: string, otherKey: string, reason: OppositionReason) =>
  sql
    .deleteFrom('proposition_opposition')
    .where('key', '=', key)
    .where('other_key', '=', otherKey)
    .where('reason', '=', reason),
);

const textOf = ({ key, other_key, reason }: Pair) => `${key} ${other_key} ${reason}`;
const byText = (pairs: readonly Pair[]) => new Map(pairs.map((pair) => [textOf(pair), pair]));

/**
 * Replaces the oppositions of these propositions by those that follow from their claims now. One claim changes few of many
 * pairs: only those are written.
 * @param before all stored oppositions of these propositions
 * @returns the keys of both ends of all oppositions that they have now
 */
export function* replaceOppositions(
  sql: Sql,
  group: ReadonlyMap<string, { statement: PropositionStatement }>,
  claims: ReadonlyMap<string, readonly HeldClaim[]>,
  before: readonly Opposition[],
): Program<Set<string>> {
  const stood = byText(
    before.flatMap(({ key, otherKey, reason }) => bothWays({ key, other_key: otherKey, reason })),
  );
  const pairs = byText(yield* computedOppositions(sql, group, claims));
  for (const [text, { key, other_key, reason }] of stood) {
    if (!pairs.has(text)) yield* run(removal(sql, key, other_key, reason));
  }
  const added = [...pairs].flatMap(([text, pair]) => (stood.has(text) ? [] : [pair]));
  yield* insertRows(sql, 'proposition_opposition', added);
  return new Set([...pairs.values()].map((pair) => pair.key));
}

/** Computes the oppositions of these propositions from their claims, each from both ends. */
export function* computedOppositions(
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

/** Selects the contradictions of which these claims are one end. */
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

/** Returns the pairs of propositions with standing claims that contradict each other, of which these claims are one end. */
function* contradictingPairs(sql: Sql, claimIds: readonly string[]): Program<Pair[]> {
  const rows = [...(yield* contradictionsFrom(sql, claimIds)), ...(yield* contradictionsTo(sql, claimIds))];
  return rows.map((row) => ({ ...row, reason: 'contradicting_claims' as const }));
}
