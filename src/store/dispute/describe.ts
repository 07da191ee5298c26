import type { Claim } from '../../domain/claim.ts';
import { carriersOf } from '../../domain/claim.ts';
import { type Dispute, disputeOf } from '../../domain/dispute.ts';
import { parsedStored } from '../../domain/errors.ts';
import { limits } from '../../domain/limits.ts';
import type { PropositionSummary } from '../../domain/position.ts';
import { claimsOn } from '../claim.ts';
import type { Dialect, Sql } from '../engine.ts';
import { firstOf, type Program, rowsOf } from '../program.ts';
import { areFewBehind } from '../proposition/describe.ts';
import { oppositionPairs } from '../proposition/oppositions.ts';
import type { Tables } from '../schema.ts';
import { treeOf } from '../source.ts';
import { statement } from '../statement.ts';

/** Describes disputes: their propositions, the sides on each, and the claims on them. */

/** Columns that a description of a dispute needs. */
export type DescribedRow = Pick<Tables['dispute'], 'id' | 'proposition_count' | 'claim_count'>;

const rowOf = statement((sql: Sql, propositionKey: string) =>
  sql
    .selectFrom('proposition')
    .innerJoin('dispute', 'dispute.id', 'proposition.dispute_id')
    .select(['dispute.id', 'dispute.proposition_count', 'dispute.claim_count'])
    .where('proposition.key', '=', propositionKey),
);

/** The propositions of a dispute with the most claims, no more than a response gives. */
const membersOf = statement((sql: Sql, disputeId: string) =>
  sql
    .selectFrom('proposition')
    .select(['key', 'body'])
    .where('dispute_id', '=', disputeId)
    .orderBy('claim_count', 'desc')
    .orderBy('key', 'desc')
    .limit(limits.disputePropositionsMax),
);

/** Returns the dispute that a proposition belongs to; null if it is not contested. */
export function* disputeOn(dialect: Dialect, propositionKey: string): Program<Dispute | null> {
  const row = yield* firstOf(rowOf(dialect.sql, propositionKey));
  if (row === undefined) return null;
  const [dispute] = yield* describeDisputes(dialect, [row]);
  return dispute ?? null;
}

export function* describeDisputes(dialect: Dialect, rows: readonly DescribedRow[]): Program<Dispute[]> {
  const { sql } = dialect;
  const propositions = new Map<string, PropositionSummary[]>();
  for (const { id } of rows) {
    const members = yield* rowsOf(membersOf(sql, id));
    // The store rendered the bodies from checked records, so they are not checked again.
    propositions.set(
      id,
      members.map(({ body }) => parsedStored<PropositionSummary>(body)),
    );
  }
  const disputeIds = new Map(
    [...propositions].flatMap(([key, members]) => members.map((member) => [member.key, key] as const)),
  );
  const keys = [...disputeIds.keys()];
  const claims = (yield* claimsIn(dialect, rows, propositions)).map((body) => parsedStored<Claim>(body));
  const ofDispute = Map.groupBy(claims, (claim) => disputeIds.get(claim.proposition.key) ?? '');
  const oppositions = (yield* oppositionPairs(sql, keys)).filter(({ otherKey }) => disputeIds.has(otherKey));
  const pairs = Map.groupBy(oppositions, ({ key }) => disputeIds.get(key) ?? '');
  const tree = yield* treeOf(sql, claims.flatMap(carriersOf));
  return rows.map(({ id, proposition_count, claim_count }) =>
    disputeOf({
      id,
      propositionCount: proposition_count,
      claimCount: claim_count,
      propositions: propositions.get(id) ?? [],
      claims: ofDispute.get(id) ?? [],
      oppositions: pairs.get(id) ?? [],
      tree,
    }),
  );
}

/** Returns the claims on the propositions of disputes in order of time; of a dispute with too many, a part of them. */
function* claimsIn(
  dialect: Dialect,
  rows: readonly DescribedRow[],
  propositions: ReadonlyMap<string, readonly PropositionSummary[]>,
): Program<string[]> {
  const keysOf = (of: readonly DescribedRow[]) =>
    of.flatMap(({ id }) => (propositions.get(id) ?? []).map(({ key }) => key));
  const isLarge = ({ claim_count }: DescribedRow) => claim_count > limits.disputeClaimsMax;
  const bodies = yield* claimsOn(dialect, keysOf(rows.filter((row) => !isLarge(row))));
  for (const row of rows.filter(isLarge)) {
    for (const { body } of yield* rowsOf(earliestClaims(dialect.sql, keysOf([row])))) bodies.push(body);
  }
  return bodies;
}

/**
 * Selects the claims of a large dispute. Its sides take turns, each with its earliest claim that is left, so that every
 * side has a standing claim: there are fewer sides than claims are given.
 */
function earliestClaims(sql: Sql, keys: readonly string[]) {
  const inTurn = sql
    .selectFrom('claim')
    .select(({ fn }) => [
      'seq',
      'withdrawn',
      fn
        .agg<number>('row_number')
        .over((over) =>
          over
            .partitionBy(['proposition_key', 'polarity', 'withdrawn'])
            .orderBy('starts_s')
            .orderBy('ends_s')
            .orderBy('id'),
        )
        .as('turn'),
    ])
    .where('proposition_key', 'in', keys);
  const given = sql
    .selectFrom(inTurn.as('claim'))
    .select('seq')
    .orderBy('turn')
    .orderBy('withdrawn')
    .orderBy('seq')
    .limit(limits.disputeClaimsMax);
  return sql
    .selectFrom('claim')
    .select('body')
    .where('seq', 'in', given)
    .orderBy('starts_s')
    .orderBy('ends_s')
    .orderBy('id');
}

/** Returns whether the dispute of a proposition is so small that the server reads it on its own thread. */
export function* isSmallDispute(dialect: Dialect, propositionKey: string): Program<boolean> {
  const row = yield* firstOf(rowOf(dialect.sql, propositionKey));
  if (row === undefined) return true;
  if (row.proposition_count > limits.inlineDisputePropositionsMax) return false;
  const members = yield* rowsOf(membersOf(dialect.sql, row.id));
  return yield* areFewBehind(
    dialect,
    members.map(({ key }) => key),
  );
}
