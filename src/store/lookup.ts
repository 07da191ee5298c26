import type { RecordKind } from '../domain/dataset-file.ts';
import type { BodyKind, StoredBody, StoreState } from '../domain/store.ts';
import type { Sql } from './engine.ts';
import { batchesOf, firstOf, type Program, rowsOf } from './program.ts';

/** Single records by id, and the state of the whole store. */

export function* stateOf(sql: Sql): Program<StoreState> {
  const row = yield* firstOf(sql.selectFrom('store_state').select(['store_id', 'changes']));
  return { storeId: row?.store_id ?? '', changes: row?.changes ?? 0 };
}

export function* bodyOf(sql: Sql, kind: BodyKind, id: string): Program<StoredBody | null> {
  const query =
    kind === 'proposition'
      ? sql.selectFrom('proposition').select(['body', 'etag']).where('key', '=', id)
      : // Every kind of record has these columns; one table stands for all of them in the types.
        sql
          .selectFrom(kind as 'event')
          .select(['body', 'etag'])
          .where('id', '=', id);
  return (yield* firstOf(query)) ?? null;
}

export function* existing(sql: Sql, kind: RecordKind, ids: readonly string[]): Program<Set<string>> {
  const found = new Set<string>();
  for (const batch of batchesOf(ids)) {
    const rows = yield* rowsOf(
      sql
        .selectFrom(kind as 'event')
        .select('id')
        .where('id', 'in', batch),
    );
    for (const row of rows) found.add(row.id);
  }
  return found;
}
