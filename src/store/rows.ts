import { hash } from 'node:crypto';
import type { Compilable, Insertable } from 'kysely';
import type { OwnedKind } from '../domain/kinds.ts';
import type { RecordStamps } from '../domain/primitives.ts';
import { indexedText } from '../domain/search/terms.ts';
import type { Writing } from './change.ts';
import type { Sql, WordsTable } from './engine.ts';
import { type Program, run } from './program.ts';
import type { Rendered, Tables } from './schema.ts';
import { statement, updateRow } from './statement.ts';

/** What writing and filtering rows has in common across the tables. */

/** A rendered record as the tables keep it: its JSON, and an entity tag that changes with any byte of it. */
export function rendered(record: object): Rendered {
  const body = JSON.stringify(record);
  return { body, etag: etagOf(body) };
}

export const etagOf = (body: string): string => hash('sha256', body, 'base64url').slice(0, 22);

export function stampColumns(stamps: RecordStamps) {
  return {
    dataset_id: stamps.datasetId,
    version: stamps.version,
    recorded_at: stamps.recordedAt,
    updated_at: stamps.updatedAt,
  };
}

/** Returns the text that an index of words gets for these texts of a record. */
export const indexText = (parts: readonly (string | null | undefined)[]) =>
  indexedText(parts.filter((part) => part != null).join('\n'));

/** Writes the row of a record: a new one, or in place of the one that it had. */
export function* putRow<T extends OwnedKind>(
  { dialect, rows }: Writing,
  table: T,
  id: string,
  columns: Omit<Insertable<Tables[T]>, 'id'>,
  held: object | null,
): Program<void> {
  // That the columns and the id are all of the table's is beyond TypeScript where the table is not known.
  if (held === null) rows.add(table, { id, ...columns } as unknown as Insertable<Tables[T]>);
  else yield* updateRow(dialect.sql, table, ['id', id], columns as Partial<Insertable<Tables[T]>>);
}

/** Puts the words of a record into its table's index, in place of those it had where it was. */
export function* putWords(
  { dialect, rows }: Writing,
  table: WordsTable,
  held: { seq: number } | null,
  seq: number,
  texts: readonly string[],
): Program<void> {
  if (held !== null) yield* dialect.dropWords(table, held.seq);
  rows.addWords(table, seq, texts);
}

/** Tables that list something of one record, with the column that names the record. */
export const ownerColumns = {
  actor_name: 'actor_id',
  actor_external_id: 'actor_id',
  actor_relation: 'actor_id',
  actor_relation_claim: 'actor_id',
  source_author: 'source_id',
  source_derivation: 'source_id',
  source_external_id: 'source_id',
  event_participant: 'event_id',
  event_relation: 'event_id',
  event_stretch: 'event_id',
  event_tag: 'event_id',
  event_external_id: 'event_id',
  claim_event: 'claim_id',
  claim_actor: 'claim_id',
  claim_source: 'claim_id',
  claim_attribution: 'claim_id',
  claim_relation: 'claim_id',
  claim_external_id: 'claim_id',
  claim_stretch: 'claim_id',
  evidence: 'claim_id',
} as const;
export type OwnedTable = keyof typeof ownerColumns;

const removals = Object.fromEntries(
  Object.entries(ownerColumns).map(([table, owner]) => [
    table,
    // One table stands for all in the types: Kysely cannot type a statement over a table chosen at run time.
    statement((sql: Sql, id: string) =>
      sql.deleteFrom(table as 'event_tag').where(owner as 'event_id', '=', id),
    ),
  ]),
) as Record<OwnedTable, (sql: Sql, id: string) => Compilable>;

/** Puts these rows in the place of all that a record had in a table. */
export function* replaceRows<T extends OwnedTable>(
  { dialect, rows: newRows }: Writing,
  table: T,
  { record, held }: { record: { id: string }; held: object | null },
  rows: readonly Insertable<Tables[T]>[],
): Program<void> {
  if (held !== null) yield* run(removals[table](dialect.sql, record.id));
  if (rows.length > 0) newRows.add(table, ...rows);
}
