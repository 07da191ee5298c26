import type { Dialect, Sql } from '../engine.ts';
import type { Program } from '../program.ts';
import { oppositionPairs } from '../proposition/oppositions.ts';
import { summariesAt } from '../proposition/summaries.ts';
import { rendered } from '../rows.ts';
import type { Tables } from '../schema.ts';
import { byIds, updateRow } from '../statement.ts';
import { UnionFind } from './union-find.ts';
import { addDisputes, removeDisputes } from './write.ts';

/**
 * Brings disputes up to date with the oppositions of propositions. A dispute is a connected component of contested
 * propositions; its id is the smallest of their keys.
 */

type Member = Pick<Tables['proposition'], 'key' | 'contested' | 'claim_count' | 'dispute_id'>;

const memberColumns = ['key', 'contested', 'claim_count', 'dispute_id'] as const;

const membersOf = byIds((sql, disputeIds) =>
  sql.selectFrom('proposition').select(memberColumns).where('dispute_id', 'in', disputeIds),
);

const propositionsAt = byIds((sql, keys) =>
  sql.selectFrom('proposition').select(memberColumns).where('key', 'in', keys),
);

/** Writes the dispute of each of these propositions into its row and its body. */
function* moveTo(sql: Sql, disputeIds: ReadonlyMap<string, string | null>): Program<void> {
  for (const [key, summary] of yield* summariesAt(sql, [...disputeIds.keys()])) {
    const disputeId = disputeIds.get(key) ?? null;
    const body = rendered({ ...summary, disputeId });
    yield* updateRow(sql, 'proposition', ['key', key], { dispute_id: disputeId, ...body });
  }
}

/**
 * Computes anew the disputes that these propositions are in, and those that they were in. Every opposition that changed
 * must have both of its ends among them: all others lead from members of one dispute to members of the same.
 * @param written propositions as they were before the write, or without a dispute if they are new
 */
export function* refreshDisputes(
  dialect: Dialect,
  written: ReadonlyMap<string, { disputeId: string | null }>,
): Program<void> {
  const { sql } = dialect;
  const before = new Set<string>();
  for (const { disputeId } of written.values()) if (disputeId !== null) before.add(disputeId);
  const members = new Map<string, Member>();
  for (const row of yield* membersOf(sql, [...before])) members.set(row.key, row);
  for (const row of yield* propositionsAt(sql, [...written.keys()])) members.set(row.key, row);
  const disputed = [...members.values()].filter(({ contested }) => contested === 1);
  const components = new UnionFind();
  const keys = disputed.map(({ key }) => key);
  for (const { key, otherKey } of yield* oppositionPairs(sql, keys)) components.join(key, otherKey);

  yield* removeDisputes(dialect, [...before]);
  const moved = new Map<string, string | null>();
  for (const { key, contested, dispute_id } of members.values()) {
    const now = contested === 1 ? components.smallest(key) : null;
    if (now !== dispute_id) moved.set(key, now);
  }
  yield* moveTo(sql, moved);
  yield* addDisputes(
    dialect,
    Map.groupBy(disputed, ({ key }) => components.smallest(key)),
  );
}
