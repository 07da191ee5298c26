import { sql as literal } from 'kysely';
import { parsedStored } from '../domain/errors.ts';
import { kinds, perKind, type RecordKind, recordKinds } from '../domain/kinds.ts';
import type { RecordStamps } from '../domain/primitives.ts';
import type { WrittenRecords } from '../domain/records.ts';
import type { CurrentRecord, WrittenRecord } from '../domain/store.ts';
import type { Change } from './change.ts';
import type { Dialect, Sql } from './engine.ts';
import { type Program, rowsOf } from './program.ts';
import type { Place } from './sequence.ts';
import { byIds } from './statement.ts';
import { noBound } from './timeline.ts';

/** Revisions: every version of every record as it was written. */

/** The current version of a record as JSON, with the row that it is in. */
export type HeldText = { text: string; stamps: RecordStamps; place: Place };

const heldBy = (kind: RecordKind) =>
  byIds((sql, ids) =>
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
      .where('revision.kind', '=', literal.lit(kind))
      .where('held.id', 'in', ids),
  );
const heldRows = perKind(recordKinds, heldBy);

/**
 * Where rows of a kind are: what has no place in time has no bounds, what is in no order has no number. Inner bounds are
 * read only of events, which are counted by them.
 */
function placeColumns(kind: RecordKind) {
  const none = literal.lit(noBound);
  const timed = kinds[kind].hasTime;
  const isCounted = kind === 'event';
  return [
    (kind === 'dataset' ? literal.lit(0) : literal.ref<number>('held.seq')).as('seq'),
    (timed ? literal.ref<number>('held.starts_s') : none).as('starts_s'),
    (timed ? literal.ref<number>('held.ends_s') : none).as('ends_s'),
    (isCounted ? literal.ref<number>('held.latest_start_s') : none).as('latest_start_s'),
    (isCounted ? literal.ref<number>('held.earliest_end_s') : none).as('earliest_end_s'),
    (isCounted ? literal.ref<number>('held.gaps') : literal.lit(0)).as('gaps'),
  ] as const;
}

/** The current version of these records as written, and where they are; unknown ids are left out. */
export function* heldOf(sql: Sql, kind: RecordKind, ids: readonly string[]): Program<Map<string, HeldText>> {
  const rows = yield* heldRows[kind](sql, ids);
  return new Map(
    rows.map((row) => {
      const stamps = {
        datasetId: row.dataset_id,
        version: row.version,
        recordedAt: row.recorded_at,
        updatedAt: row.updated_at,
      };
      const { seq, starts_s, ends_s, latest_start_s, earliest_end_s, gaps } = row;
      const place = { seq, starts_s, ends_s, latest_start_s, earliest_end_s, gaps };
      return [row.id, { text: row.record, stamps, place }];
    }),
  );
}

/** The current version of these records as written; unknown ids are left out. */
export function* currentOf<K extends RecordKind>(
  sql: Sql,
  kind: K,
  ids: readonly string[],
): Program<Map<string, CurrentRecord<K>>> {
  const held = yield* heldOf(sql, kind, ids);
  return new Map(
    [...held].map(([id, { text, stamps }]) => {
      return [id, { record: parsedStored<WrittenRecords[K]>(text), stamps }];
    }),
  );
}

/** The same, of records that a write brings from what it brings. */
export function* currentAfter<K extends RecordKind>(
  sql: Sql,
  kind: K,
  ids: readonly string[],
  changes: ReadonlyMap<string, CurrentRecord<K>>,
): Program<Map<string, CurrentRecord<K>>> {
  const others = ids.filter((id) => !changes.has(id));
  const found = others.length === 0 ? new Map() : yield* currentOf(sql, kind, others);
  for (const id of ids) {
    const change = changes.get(id);
    if (change !== undefined) found.set(id, change);
  }
  return found;
}

export const revisionRow = ({ kind, record, text, stamps }: Change) => ({
  kind,
  id: record.id,
  version: stamps.version,
  dataset_id: stamps.datasetId,
  recorded_at: stamps.updatedAt,
  change: stamps.version === 1 ? ('create' as const) : ('update' as const),
  record: text,
});

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
