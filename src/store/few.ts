import { sql } from 'kysely';
import { affiliationTypes } from '../domain/actor.ts';
import { limits } from '../domain/limits.ts';
import type { Dialect } from './engine.ts';
import { firstOf, type Program, rowsOf } from './program.ts';
import { composed, padded, runnable } from './shape.ts';

/**
 * Tells apart questions that read a bounded number of rows and those that would read all that there are: claims on a
 * proposition, passages of a source, affiliates of an actor. Each test stops at its limit, too.
 */

/** The column that a table has an index for. */
const columns = {
  claim: 'proposition_key',
  claim_event: 'event_id',
  evidence: 'source_id',
  proposition_opposition: 'key',
} as const;

/** Steps from one record to others, and from those on. */
const walks = {
  affiliates: {
    most: limits.inlineAffiliatesMax,
    from: sql`other_id`,
    step: sql`select actor_id as id from actor_relation where type in (${sql.join(affiliationTypes)})`,
  },
  ancestry: {
    most: limits.inlineRowsMax,
    from: sql`source_id`,
    step: sql`select origin_id as id from source_derivation where true`,
  },
} as const;

export type Found = keyof typeof columns | keyof typeof walks;

type Asked = { ids: readonly string[]; limit: number };

const rowsWith = composed<{ table: keyof typeof columns }, Asked, { rows: number }>(
  (dialect, { table }, { ids, limit }) => {
    const [rows, column] = [sql.table(table), sql.ref(columns[table])];
    return runnable(
      dialect.sql,
      sql`select count(*) as rows from (
        select 1 from ${rows} where ${column} in (${sql.join(ids)}) limit ${limit} + 0
      )`,
    );
  },
);

const nextOf = composed<{ walk: keyof typeof walks }, Asked, { id: string }>(
  (dialect, { walk }, { ids, limit }) => {
    const { from, step } = walks[walk];
    return runnable(dialect.sql, sql`${step} and ${from} in (${sql.join(ids)}) limit ${limit} + 0`);
  },
);

/** Returns whether these ids lead to no more rows than the server reads on its own thread. */
export function* areFew(dialect: Dialect, found: Found, ids: readonly string[]): Program<boolean> {
  if (ids.length === 0) return true;
  if (found === 'affiliates' || found === 'ancestry') return yield* areFewSteps(dialect, found, ids);
  const most = limits.inlineRowsMax;
  if (ids.length > most) return false;
  const asked = { ids: padded(ids), limit: most + 1 };
  const row = yield* firstOf(rowsWith(dialect, { table: found }, asked));
  return (row?.rows ?? 0) <= most;
}

/**
 * Takes the steps of a walk one length after the other. A recursive query would not stop in time: it reads all that one
 * record leads to before it looks at its limit.
 */
function* areFewSteps(dialect: Dialect, walk: keyof typeof walks, ids: readonly string[]): Program<boolean> {
  const { most } = walks[walk];
  const reached = new Set(ids);
  let left = most;
  for (let pending = [...reached]; pending.length > 0; ) {
    if (reached.size > most) return false;
    const asked = { ids: padded(pending), limit: left + 1 };
    const next = yield* rowsOf(nextOf(dialect, { walk }, asked));
    left -= next.length;
    if (left < 0) return false;
    pending = [...new Set(next.map(({ id }) => id))].filter((id) => !reached.has(id));
    for (const id of pending) reached.add(id);
  }
  return true;
}
