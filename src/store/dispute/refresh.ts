import { parsedStored } from '../../domain/errors.ts';
import type { PropositionSummary } from '../../domain/position.ts';
import type { Dialect, Sql } from '../engine.ts';
import type { Program } from '../program.ts';
import { rendered } from '../rows.ts';
import type { Tables } from '../schema.ts';
import { byIds, updateRow } from '../statement.ts';
import { Components } from './components.ts';
import { addDisputes, bodiesAt, removeDisputes } from './write.ts';

/**
 * Brings disputes up to date with the oppositions of propositions. A dispute is a connected component of contested
 * propositions; its key is the smallest of theirs.
 */

type Member = Pick<Tables['proposition'], 'key' | 'contested' | 'claim_count' | 'dispute_key'>;

const memberColumns = ['key', 'contested', 'claim_count', 'dispute_key'] as const;

const membersOf = byIds((sql, disputeKeys) =>
  sql.selectFrom('proposition').select(memberColumns).where('dispute_key', 'in', disputeKeys),
);

const propositionsAt = byIds((sql, keys) =>
  sql.selectFrom('proposition').select(memberColumns).where('key', 'in', keys),
);

/** Each pair stands in both directions: one of them tells it. */
const pairsFrom = byIds((sql, keys) =>
  sql
    .selectFrom('proposition_opposition')
    .select(['key', 'other_key'])
    .where('key', 'in', keys)
    .whereRef('key', '<', 'other_key'),
);

/** Says in the row of each of these propositions, and in its body, which dispute it is in. */
function* moveTo(sql: Sql, disputeKeys: ReadonlyMap<string, string | null>): Program<void> {
  for (const { key, body } of yield* bodiesAt(sql, [...disputeKeys.keys()])) {
    const disputeId = disputeKeys.get(key) ?? null;
    const summary = { ...parsedStored<PropositionSummary>(body), disputeId };
    yield* updateRow(sql, 'proposition', ['key', key], { dispute_key: disputeId, ...rendered(summary) });
  }
}

/**
 * Computes anew the disputes that these propositions are in, and those that they were in. Every opposition that changed
 * must have both of its ends among them: all others lead from members of one dispute to members of the same.
 * @param written propositions as they were before the write, or without a dispute if they are new
 */
export function* refreshDisputes(
  dialect: Dialect,
  written: ReadonlyMap<string, { disputeKey: string | null }>,
): Program<void> {
  const { sql } = dialect;
  const before = new Set<string>();
  for (const { disputeKey } of written.values()) if (disputeKey !== null) before.add(disputeKey);
  const members = new Map<string, Member>();
  for (const row of yield* membersOf(sql, [...before])) members.set(row.key, row);
  for (const row of yield* propositionsAt(sql, [...written.keys()])) members.set(row.key, row);
  const disputed = [...members.values()].filter(({ contested }) => contested === 1);
  const components = new Components();
  const keys = disputed.map(({ key }) => key);
  for (const { key, other_key } of yield* pairsFrom(sql, keys)) components.join(key, other_key);

  yield* removeDisputes(dialect, [...before]);
  const moved = new Map<string, string | null>();
  for (const { key, contested, dispute_key } of members.values()) {
    const now = contested === 1 ? components.smallest(key) : null;
    if (now !== dispute_key) moved.set(key, now);
  }
  yield* moveTo(sql, moved);
  yield* addDisputes(
    dialect,
    Map.groupBy(disputed, ({ key }) => components.smallest(key)),
  );
}
