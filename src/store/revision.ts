import { sql as literal } from 'kysely';
import type { RecordKind, WrittenRecords } from '../domain/dataset-file.ts';
import type { RecordStamps } from '../domain/primitives.ts';
import type { CurrentRecord, WrittenRecord } from '../domain/store.ts';
import type { Dialect, Sql } from './engine.ts';
import { batchesOf, type Program, rowsOf, run } from './program.ts';
import type { Place } from './sequence.ts';
import { noBound } from './timeline.ts';

/** Revisions: every version of every record as it was written. */

/** The current version of a record with the row that it is in. */
type HeldRecord<K extends RecordKind> = CurrentRecord<K> & { place: Place };

/** The current version of these records as written, and where they are; unknown ids are left out. */
export function* heldOf<K extends RecordKind>(
  sql: Sql,
  kind: K,
  ids: readonly string[],
): Program<Map<string, HeldRecord<K>>> {
  const found = new Map<string, HeldRecord<K>>();
  for (const batch of batchesOf(ids)) {
    const rows = yield* rowsOf(
      sql
        .selectFrom('revision')
        // Every kind of record has these columns; one table stands for all of them in the types.
        .innerJoin(`${kind as 'dataset'} as held`, (join) =>
          join.onRef('held.id', '=', 'revision.id').onRef('held.version', '=', 'revision.version'),
        )
        .select([
          'revision.id',
          'revision.dataset_id',
          'revision.record',
          'held.version',
          'held.recorded_at',
          'held.updated_at',
          ...placeColumns(kind),
        ])
        .where('revision.kind', '=', kind)
        .where('held.id', 'in', batch),
    );
    for (const row of rows) {
      const stamps = {
        datasetId: row.dataset_id,
        version: row.version,
        recordedAt: row.recorded_at,
        updatedAt: row.updated_at,
      };
      // What stands in the table was checked against the kind's schema when it was written.
      const record = JSON.parse(row.record) as WrittenRecords[K];
      found.set(row.id, {
        record,
        stamps,
        place: { seq: row.seq, starts_s: row.starts_s, ends_s: row.ends_s },
      });
    }
  }
  return found;
}

/** The current version of these records as written; unknown ids are left out. */
export function* currentOf<K extends RecordKind>(
  sql: Sql,
  kind: K,
  ids: readonly string[],
): Program<Map<string, CurrentRecord<K>>> {
  const held = yield* heldOf(sql, kind, ids);
  return new Map([...held].map(([id, { record, stamps }]) => [id, { record, stamps }]));
}

/** Where rows of a kind are: what has no place in time has no bounds, what is in no order has no number. */
function placeColumns(kind: RecordKind) {
  const none = literal.lit(noBound);
  const timed = kind === 'event' || kind === 'claim' || kind === 'source';
  return [
    (kind === 'dataset' ? literal.lit(0) : literal.ref<number>('held.seq')).as('seq'),
    (timed ? literal.ref<number>('held.starts_s') : none).as('starts_s'),
    (timed ? literal.ref<number>('held.ends_s') : none).as('ends_s'),
  ] as const;
}

export function addRevision(
  sql: Sql,
  kind: RecordKind,
  record: { id: string },
  stamps: RecordStamps,
): Program<void> {
  return run(
    sql.insertInto('revision').values({
      kind,
      id: record.id,
      version: stamps.version,
      dataset_id: stamps.datasetId,
      recorded_at: stamps.updatedAt,
      change: stamps.version === 1 ? 'create' : 'update',
      record: JSON.stringify(record),
    }),
  );
}

/** Records of a dataset as written, in the order of their ids, after a given one. */
export function* writtenRecords(
  { sql, common }: Dialect,
  datasetId: string,
  kind: RecordKind,
  after: string | null,
  limit: number,
): Program<WrittenRecord[]> {
  return yield* rowsOf(
    sql
      .selectFrom(`${kind as 'actor'} as held`)
      .innerJoin('revision', (join) =>
        join
          .onRef('revision.id', '=', 'held.id')
          .onRef('revision.version', '=', 'held.version')
          .on('revision.kind', '=', kind),
      )
      .select(['held.id', 'held.version', 'revision.record'])
      // Most stores hold few datasets: walking the ids is nearly always quicker than sorting a whole dataset.
      .where((eb) => common(eb(kind === 'dataset' ? 'held.id' : 'held.dataset_id', '=', datasetId), 0.9))
      .$if(after !== null, (query) => query.where('held.id', '>', after ?? ''))
      .orderBy('held.id')
      .limit(limit),
  );
}
