import { type DisputeSummary, reasonsOf } from '../../domain/dispute.ts';
import { limits } from '../../domain/limits.ts';
import type { Dialect, Sql } from '../engine.ts';
import type { Program } from '../program.ts';
import { summariesAt } from '../proposition/summaries.ts';
import { indexText } from '../rows.ts';
import type { Tables } from '../schema.ts';
import { byIds, insertRows } from '../statement.ts';

/** The rows of disputes, and the words that they are found by. */

export type Member = Pick<Tables['proposition'], 'key' | 'claim_count'>;

/** The row of a dispute without `seq`, which SQLite gives it, and its texts for the index of words. */
export type DisputeRow = { columns: Omit<Tables['dispute'], 'seq'>; texts: string[] };

/** Returns the row that these propositions make of their dispute. */
export function* disputeRow(sql: Sql, id: string, members: readonly Member[]): Program<DisputeRow> {
  const most = [...members]
    .sort((a, b) => b.claim_count - a.claim_count || (a.key < b.key ? 1 : -1))
    .slice(0, limits.disputePropositionsMax);
  const summaries = yield* summariesAt(
    sql,
    most.map(({ key }) => key),
  );
  const propositions = most.flatMap(({ key }) => summaries.get(key) ?? []);
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

const seqsOf = byIds((sql, ids) => sql.selectFrom('dispute').select(['id', 'seq']).where('id', 'in', ids));
const removal = byIds((sql, ids) => sql.deleteFrom('dispute').where('id', 'in', ids));

/** Removes disputes with the words that they are found by. */
export function* removeDisputes({ sql, dropWords }: Dialect, ids: readonly string[]): Program<void> {
  for (const { seq } of yield* seqsOf(sql, ids)) yield* dropWords('dispute', seq);
  yield* removal(sql, ids);
}

/** Adds disputes with their members. */
export function* addDisputes(
  { sql, indexWords }: Dialect,
  disputes: ReadonlyMap<string, readonly Member[]>,
): Program<void> {
  const texts = new Map<string, string[]>();
  for (const [id, members] of disputes) {
    const row = yield* disputeRow(sql, id, members);
    yield* insertRows(sql, 'dispute', [row.columns]);
    texts.set(id, row.texts);
  }
  for (const { id, seq } of yield* seqsOf(sql, [...texts.keys()])) {
    yield* indexWords('dispute', seq, texts.get(id) ?? []);
  }
}
