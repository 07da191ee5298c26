import { sql as literal } from 'kysely';
import { canonicalJson } from '../domain/canonical.ts';
import { parsedStored } from '../domain/errors.ts';
import { perKind, type RecordKind, recordKinds } from '../domain/kinds.ts';
import type { RecordBatch, WriteReport } from '../domain/store.ts';
import { inDatasetZone } from '../domain/time/dataset-zone.ts';
import { addReport, emptyReport } from '../domain/write-report.ts';
import { writeActor } from './actor.ts';
import { type Change, type ChangeOf, changesTo, type Writing } from './change.ts';
import { writeClaim } from './claim.ts';
import { writeDeclarations } from './declaration.ts';
import type { Dialect, Sql } from './engine.ts';
import { writeEvent } from './event.ts';
import { Expectation } from './expectation.ts';
import { NewRows } from './new-rows.ts';
import { type Program, run } from './program.ts';
import { refreshRedeclared } from './redeclare.ts';
import { type AffectedBefore, affectedBefore, refresh } from './refresh.ts';
import { type HeldText, heldOf, revisionRow } from './revision.ts';
import { Sequence } from './sequence.ts';
import { writeSource } from './source.ts';
import { byIds } from './statement.ts';
import { Tallies } from './tally.ts';
import { checkUses } from './word-uses.ts';

/** One write: what changed gets its next version, then everything computed from it is made true again. */

export function* writeBatch(dialect: Dialect, batch: RecordBatch, at: string): Program<WriteReport> {
  const report = emptyReport();
  const changes: Change[] = [];
  const read = yield* inDatasetZones(dialect.sql, batch);
  for (const kind of recordKinds) changes.push(...(yield* changesOf(dialect.sql, kind, read, at, report)));
  if (changes.length === 0) return report;

  const { sql } = dialect;
  const before: AffectedBefore = yield* affectedBefore(sql, changes);
  const claims = changesTo(changes, 'claim').map((change) => change.record);
  const contestedKeys = [...before.propositions].filter(([, held]) => held.contested).map(([key]) => key);
  const writing: Writing = {
    dialect,
    sequence: new Sequence(sql),
    tallies: new Tallies(),
    expected: new Expectation(claims, new Set(contestedKeys)),
    rows: new NewRows(),
  };
  for (const change of changes) {
    const into = change.kind === 'dataset' ? change.record.id : change.stamps.datasetId;
    writing.tallies.record(change.kind, change.held?.datasetId ?? null, into);
    writing.rows.add('revision', revisionRow(change));
    yield* writeRecord(writing, change);
  }
  yield* writing.rows.write(dialect);
  yield* writing.tallies.write(sql);
  const redeclared = yield* writeDeclarations(sql, changes);
  yield* checkUses(sql, changes, redeclared);
  yield* refresh(dialect, changes, before);
  yield* refreshRedeclared(dialect, redeclared.predicates);
  yield* run(sql.updateTable('store_state').set((eb) => ({ changes: eb('changes', '+', 1) })));
  return report;
}

/** Batches as one write: foreign keys are looked at when all are in. */
export function* writeBatches(
  dialect: Dialect,
  batches: Iterable<RecordBatch>,
  at: string,
): Program<WriteReport> {
  const report = emptyReport();
  for (const batch of batches) {
    addReport(report, yield* writeBatch(dialect, batch, at));
  }
  return report;
}

/** Returns a batch whose times of day are read in the zone of their dataset. */
export function* inDatasetZones(sql: Sql, batch: RecordBatch): Program<RecordBatch> {
  const zones = yield* zonesOf(sql, batch);
  return zones.size === 0 ? batch : inZones(batch, zones);
}

/** The time zones of the datasets that a batch brings records of, where they have one: as the batch says, or the store. */
function* zonesOf(sql: Sql, batch: RecordBatch): Program<Map<string, string>> {
  const brought = new Map((batch.dataset ?? []).map(({ record }) => [record.id, record.timeZone]));
  const named = recordKinds.flatMap((kind) => (batch[kind] ?? []).map(({ datasetId }) => datasetId));
  const held = [...new Set(named)].filter((id) => !brought.has(id));
  for (const { id, timeZone } of yield* zonesHeld(sql, held)) brought.set(id, timeZone);
  return new Map([...brought].flatMap(([id, timeZone]) => (timeZone === undefined ? [] : [[id, timeZone]])));
}

const zonesHeld = byIds((sql, ids) =>
  sql
    .selectFrom('dataset')
    .select(['id', literal.ref<string>('time_zone').as('timeZone')])
    .where('id', 'in', ids)
    .where('time_zone', 'is not', null),
);

const inZones = (batch: RecordBatch, zones: ReadonlyMap<string, string>): RecordBatch =>
  perKind(
    recordKinds,
    (kind) =>
      (batch[kind] ?? []).map((entry) => {
        const timeZone = zones.get(entry.datasetId);
        return timeZone === undefined ? entry : { ...entry, record: inDatasetZone(entry.record, timeZone) };
      }),
    // TypeScript does not see that each kind keeps the type of its records.
  ) as RecordBatch;

/** The records of one kind that are new or differ from their current version, each with its next one. */
function* changesOf<K extends RecordKind>(
  sql: Sql,
  kind: K,
  batch: RecordBatch,
  at: string,
  report: WriteReport,
): Program<Change[]> {
  const incoming = batch[kind] ?? [];
  const known = yield* heldOf(
    sql,
    kind,
    incoming.map(({ record }) => record.id),
  );
  const changes: Change[] = [];
  for (const { datasetId, record } of incoming) {
    const text = JSON.stringify(record);
    const current = known.get(record.id);
    if (current !== undefined && isCurrent(current, { datasetId, record }, text)) {
      report[kind].unchanged += 1;
      continue;
    }
    report[kind][current === undefined ? 'created' : 'updated'] += 1;
    const stamps = {
      datasetId,
      version: (current?.stamps.version ?? 0) + 1,
      recordedAt: current?.stamps.recordedAt ?? at,
      updatedAt: at,
    };
    const held = current === undefined ? null : { ...current.place, datasetId: current.stamps.datasetId };
    // TypeScript does not see that kind and record come from the same entry of the batch.
    changes.push({ kind, record, text, stamps, held } as Change);
  }
  return changes;
}

/** Returns true if a record is its current version in the store. `text` is the record as JSON. */
export function isCurrent(
  { text: heldText, stamps }: HeldText,
  { datasetId, record }: { datasetId: string; record: object },
  text = JSON.stringify(record),
): boolean {
  return stamps.datasetId === datasetId && isSame(heldText, text, record);
}

/** Mostly the very same text comes again: only where it does not is the order of properties looked into. */
export function isSame(heldText: string, text: string, record: object): boolean {
  return heldText === text || canonicalJson(parsedStored(heldText)) === canonicalJson(record);
}

const writers: { [K in RecordKind]: (writing: Writing, change: ChangeOf<K>) => Program<void> } = {
  // Datasets are written last, when what they hold is counted: see refresh().
  *dataset() {},
  source: writeSource,
  actor: writeActor,
  event: writeEvent,
  claim: writeClaim,
};

/** Writes a record with its rows, but for datasets. */
export const writeRecord = <K extends RecordKind>(writing: Writing, change: ChangeOf<K>): Program<void> =>
  writers[change.kind](writing, change);
