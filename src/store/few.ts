import { type Expression, sql } from 'kysely';
import { limits } from '../domain/limits.ts';
import { affiliates } from './affiliates.ts';
import type { Dialect } from './engine.ts';
import { firstOf, type Program } from './program.ts';
import { composed, padded, runnable } from './shape.ts';
import { ancestry } from './source.ts';

/**
 * Tells apart questions that read a bounded number of rows and those that would read all that there are: claims on a
 * proposition, passages of a source, affiliates of an actor. Every test itself counts no further than
 * `limits.inlineRowsMax`.
 */

/** The column that a table has an index for. */
const columns = {
  claim: 'proposition_key',
  claim_event: 'event_id',
  evidence: 'source_id',
  proposition_opposition: 'key',
} as const;

/** Those of a table with these values, or those that are reached from these ids, step by step. */
export type Found = keyof typeof columns | 'affiliates' | 'ancestry';

function rowsFound({ sql: builder }: Dialect, found: Found, ids: readonly Expression<string>[]) {
  if (found === 'affiliates') return affiliates(builder, ids);
  if (found === 'ancestry') return ancestry(builder, ids);
  return sql`select 1 from ${sql.table(found)} where ${sql.ref(columns[found])} in (${sql.join(ids)})`;
}

const countQuery = composed<{ found: Found }, { ids: readonly string[]; most: number }, { rows: number }>(
  (dialect, { found }, { ids, most }) =>
    runnable(
      dialect.sql,
      sql`select count(*) as rows from (select 1 from (${rowsFound(dialect, found, ids)}) limit ${most})`,
    ),
);

/** Whether these ids lead to no more rows than the server reads on its own thread. */
export function* areFew(dialect: Dialect, found: Found, ids: readonly string[]): Program<boolean> {
  if (ids.length > limits.inlineRowsMax) return false;
  if (ids.length === 0) return true;
  const most = limits.inlineRowsMax + 1;
  const row = yield* firstOf(countQuery(dialect, { found }, { ids: padded(ids), most }));
  return (row?.rows ?? 0) < most;
}
