import { type DisputeSummary, reasonsOf } from '../../domain/dispute.ts';
import { parsedStored } from '../../domain/errors.ts';
import { limits } from '../../domain/limits.ts';
import type { PropositionSummary } from '../../domain/position.ts';
import type { Dialect, Sql } from '../engine.ts';
import { firstOf, type Program } from '../program.ts';
import { indexText } from '../rows.ts';
import type { Tables } from '../schema.ts';
import { byIds, insertRows } from '../statement.ts';

/** The rows of disputes, and the words that they are found by. */

export type Member = Pick<Tables['proposition'], 'key' | 'claim_count'>;

export const bodiesAt = byIds((sql, keys) =>
  sql.selectFrom('proposition').select(['key', 'body']).where('key', 'in', keys),
);

/** The row of a dispute but for its place, and its texts for the index of words. */
export type DisputeRow = { columns: Omit<Tables['dispute'], 'seq'>; texts: string[] };

/** Returns the row that these propositions make of their dispute. */
export function* disputeRow(sql: Sql, id: string, members: readonly Member[]): Program<DisputeRow> {
  const most = [...members]
    .sort((a, b) => b.claim_count - a.claim_count || (a.key < b.key ? 1 : -1))
    .slice(0, limits.disputePropositionsMax);
  const bodies = new Map(
    (yield* bodiesAt(
      sql,
      most.map(({ key }) => key),
    )).map(({ key, body }) => [key, parsedStored<PropositionSummary>(body)]),
  );
  const propositions = most.flatMap(({ key }) => bodies.get(key) ?? []);
  const summary: DisputeSummary = {
    id,
    reasons: reasonsOf(propositions),
    propositions: propositions.map(({ key, text }) => ({ key, text })),
    claimCount: members.reduce((sum, { claim_count }) => sum + claim_count, 0),
    propositionCount: members.length,
  };
  return {
    columns: {
      id,
      proposition_count: summary.propositionCount,
      claim_count: summary.claimCount,
      body: JSON.stringify(summary),
    },
    texts: [indexText(propositions.map(({ text }) => text))],
  };
}

const placesOf = byIds((sql, ids) => sql.selectFrom('dispute').select('seq').where('id', 'in', ids));
const removal = byIds((sql, ids) => sql.deleteFrom('dispute').where('id', 'in', ids));

/** Removes disputes with the words that they are found by. */
export function* removeDisputes({ sql, dropWords }: Dialect, ids: readonly string[]): Program<void> {
  for (const { seq } of yield* placesOf(sql, ids)) yield* dropWords('dispute', seq);
  yield* removal(sql, ids);
}

/** Adds disputes, each with its members, behind those that there are. */
export function* addDisputes(
  { sql, indexWords }: Dialect,
  disputes: ReadonlyMap<string, readonly Member[]>,
): Program<void> {
  const last = yield* firstOf(
    sql.selectFrom('dispute').select(({ fn }) => fn.max<number | null>('seq').as('seq')),
  );
  let seq = last?.seq ?? 0;
  for (const [id, members] of disputes) {
    seq += 1;
    const { columns, texts } = yield* disputeRow(sql, id, members);
    yield* insertRows(sql, 'dispute', [{ seq, ...columns }]);
    yield* indexWords('dispute', seq, texts);
  }
}
