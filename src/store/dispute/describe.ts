import type { Claim } from '../../domain/claim.ts';
import { carriersOf } from '../../domain/claim.ts';
import { type Dispute, disputeOf } from '../../domain/dispute.ts';
import { parsedStored } from '../../domain/errors.ts';
import { type SourceTree, sourceTreeOf } from '../../domain/independence.ts';
import { limits } from '../../domain/limits.ts';
import type { PropositionSummary } from '../../domain/position.ts';
import { claimsOn } from '../claim.ts';
import type { Dialect, Sql } from '../engine.ts';
import { areFew } from '../few.ts';
import { firstOf, type Program, rowsOf } from '../program.ts';
import type { Tables } from '../schema.ts';
import { derivationsOf } from '../source.ts';
import { byIds, statement } from '../statement.ts';

/** Describes disputes: their propositions, the sides on each, and the claims on them. */

/** Columns that a description of a dispute needs. */
export type DescribedRow = Pick<Tables['dispute'], 'id' | 'proposition_count' | 'claim_count'>;

const rowOf = statement((sql: Sql, propositionKey: string) =>
  sql
    .selectFrom('proposition')
    .innerJoin('dispute', 'dispute.id', 'proposition.dispute_key')
    .select(['dispute.id', 'dispute.proposition_count', 'dispute.claim_count'])
    .where('proposition.key', '=', propositionKey),
);

/** Its propositions with the most claims, and no more than a response gives. */
const membersOf = statement((sql: Sql, disputeKey: string) =>
  sql
    .selectFrom('proposition')
    .select(['key', 'body'])
    .where('dispute_key', '=', disputeKey)
    .orderBy('claim_count', 'desc')
    .orderBy('key', 'desc')
    .limit(limits.disputePropositionsMax),
);

/** Each pair stands in both directions: one of them tells it. */
const oppositionsFrom = byIds((sql, keys) =>
  sql
    .selectFrom('proposition_opposition')
    .select(['key', 'other_key as otherKey', 'reason'])
    .where('key', 'in', keys)
    .whereRef('key', '<', 'other_key')
    .orderBy('key')
    .orderBy('other_key')
    .orderBy('reason'),
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
  const disputeKeys = new Map(
    [...propositions].flatMap(([key, members]) => members.map((member) => [member.key, key] as const)),
  );
  const keys = [...disputeKeys.keys()];
  const claims = (yield* claimsOn(dialect, keys)).map((body) => parsedStored<Claim>(body));
  const ofDispute = Map.groupBy(claims, (claim) => disputeKeys.get(claim.proposition.key) ?? '');
  const oppositions = (yield* oppositionsFrom(sql, keys)).filter(({ otherKey }) => disputeKeys.has(otherKey));
  const pairs = Map.groupBy(oppositions, ({ key }) => disputeKeys.get(key) ?? '');
  const tree = yield* treeOf(sql, claims);
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

function* treeOf(sql: Sql, claims: readonly Claim[]): Program<SourceTree> {
  return sourceTreeOf(yield* derivationsOf(sql, [...new Set(claims.flatMap(carriersOf))]));
}

const sourcesOf = byIds((sql, disputeKeys) =>
  sql
    .selectFrom('proposition')
    .crossJoin('claim')
    .crossJoin('claim_source')
    .select('claim_source.source_id')
    .where('proposition.dispute_key', 'in', disputeKeys)
    .whereRef('claim.proposition_key', '=', 'proposition.key')
    .whereRef('claim_source.claim_id', '=', 'claim.id')
    .limit(limits.inlineRowsMax + 1),
);

/** Returns whether the dispute of a proposition is so small that the server reads it on its own thread. */
export function* isSmallDispute(dialect: Dialect, propositionKey: string): Program<boolean> {
  const row = yield* firstOf(rowOf(dialect.sql, propositionKey));
  if (row === undefined) return true;
  if (row.proposition_count > limits.inlineDisputePropositionsMax) return false;
  if (row.claim_count > limits.inlineRowsMax) return false;
  const sources = yield* sourcesOf(dialect.sql, [row.id]);
  if (sources.length > limits.inlineRowsMax) return false;
  return yield* areFew(dialect, 'ancestry', [...new Set(sources.map(({ source_id }) => source_id))]);
}
