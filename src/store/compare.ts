import { parsedStored } from '../domain/errors.ts';
import { type RecordKind, recordKinds } from '../domain/kinds.ts';
import type { EarlierVersion, RecordBatch, RecordChange } from '../domain/store.ts';
import type { Sql } from './engine.ts';
import { type Program, rowsOf } from './program.ts';
import { heldOf } from './revision.ts';
import { statement } from './statement.ts';
import { inDatasetZones, isCurrent, isSame } from './write.ts';

/** Compares records with the store, as a write would, and writes nothing. */
export function* compareBatch(sql: Sql, batch: RecordBatch): Program<RecordChange[]> {
  const read = yield* inDatasetZones(sql, batch);
  const changes: RecordChange[] = [];
  for (const kind of recordKinds) {
    const incoming = read[kind] ?? [];
    const held = yield* heldOf(
      sql,
      kind,
      incoming.map(({ record }) => record.id),
    );
    for (const entry of incoming) {
      const { record } = entry;
      const current = held.get(record.id);
      if (current === undefined) {
        changes.push({ kind, id: record.id, before: null, after: record });
      } else if (!isCurrent(current, entry)) {
        const before = parsedStored<object>(current.text);
        const { version } = current.stamps;
        const earlier = yield* earlierVersion(sql, kind, record, version);
        changes.push({ kind, id: record.id, before, after: record, version, earlier });
      }
    }
  }
  return changes;
}

/** How many earlier versions of a record are looked at: more than an edited record has. */
const earlierMax = 100;

const earlierVersions = statement((sql: Sql, kind: RecordKind, id: string, version: number) =>
  sql
    .selectFrom('revision')
    .select(['version', 'recorded_at', 'record'])
    .where('kind', '=', kind)
    .where('id', '=', id)
    .where('version', '<', version)
    .orderBy('version', 'desc')
    .limit(earlierMax),
);

/** Returns the last earlier version of a record that has the same contents, of the latest ones; null if none has. */
function* earlierVersion(
  sql: Sql,
  kind: RecordKind,
  record: { id: string },
  version: number,
): Program<EarlierVersion | null> {
  if (version === 1) return null;
  const text = JSON.stringify(record);
  const rows = yield* rowsOf(earlierVersions(sql, kind, record.id, version));
  const same = rows.find((row) => isSame(row.record, text, record));
  return same === undefined ? null : { version: same.version, recordedAt: same.recorded_at };
}
