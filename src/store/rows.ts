import { createHash } from 'node:crypto';
import type { ExpressionBuilder, Insertable, StringReference } from 'kysely';
import type { RecordStamps } from '../domain/primitives.ts';
import type { Span } from '../domain/time/match.ts';
import type { Sql } from './engine.ts';
import { batchesOf, type Program, run } from './program.ts';
import type { Rendered, Tables } from './schema.ts';

/** What writing and filtering rows has in common across the tables. */

/** The span of what has no time: it may be any. */
export const noTime: Span = { start: null, end: null };

/** A rendered record as the tables keep it: its JSON, and an entity tag that changes with any byte of it. */
export function rendered(record: object): Rendered {
  const body = JSON.stringify(record);
  return { body, etag: createHash('sha256').update(body).digest('base64url').slice(0, 22) };
}

export function stampColumns(stamps: RecordStamps) {
  return {
    dataset_id: stamps.datasetId,
    version: stamps.version,
    recorded_at: stamps.recordedAt,
    updated_at: stamps.updatedAt,
  };
}

/** What an index of words is given: composed as search terms are, since it may not know two spellings for one. */
export const indexText = (parts: readonly (string | null | undefined)[]) =>
  parts
    .filter((part) => part != null)
    .join('\n')
    .normalize('NFC');

/** Writes the row of a record: a new one, or in place of the one that it had. */
export function putRow<T extends 'source' | 'event' | 'claim'>(
  sql: Sql,
  table: T,
  id: string,
  columns: Omit<Insertable<Tables[T]>, 'id'>,
  held: object | null,
): Program<void> {
  // One table stands for all in the types: Kysely cannot type a statement over a table chosen at run time.
  const anyTable = table as 'event';
  const values = columns as Omit<Insertable<Tables['event']>, 'id'>;
  return run(
    held === null
      ? sql.insertInto(anyTable).values({ id, ...values })
      : sql.updateTable(anyTable).set(values).where('id', '=', id),
  );
}

/** Tables that list something of one record, with the column that names the record. */
const ownerColumns = {
  actor_name: 'actor_id',
  actor_external_id: 'actor_id',
  actor_relation: 'actor_id',
  actor_relation_claim: 'actor_id',
  source_derivation: 'source_id',
  event_participant: 'event_id',
  event_relation: 'event_id',
  event_tag: 'event_id',
  claim_event: 'claim_id',
  claim_actor: 'claim_id',
  claim_attribution: 'claim_id',
  claim_relation: 'claim_id',
  evidence: 'claim_id',
} as const;
type OwnedTable = keyof typeof ownerColumns;

/** Puts these rows in the place of all that a record had in a table. */
export function* replaceRows<T extends OwnedTable>(
  sql: Sql,
  table: T,
  ownerId: string,
  rows: readonly Insertable<Tables[T]>[],
): Program<void> {
  // One table stands for all in the types: Kysely cannot type a statement over a table chosen at run time.
  const anyTable = table as 'event_tag';
  yield* run(sql.deleteFrom(anyTable).where(ownerColumns[table] as 'event_id', '=', ownerId));
  for (const batch of batchesOf(rows, 100)) {
    yield* run(sql.insertInto(anyTable).values(batch as readonly Insertable<Tables['event_tag']>[]));
  }
}

/** A condition that a column has one of these values; none where nothing was asked for. */
export function oneOf<T extends keyof Tables>(
  eb: ExpressionBuilder<Tables, T>,
  column: StringReference<Tables, T>,
  values: readonly string[] | undefined,
) {
  return values === undefined ? [] : [eb(column, 'in', values as never)];
}
