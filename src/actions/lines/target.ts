import { type ImportScratch, recordKey } from '../../domain/import-scratch.ts';
import type { RecordKind } from '../../domain/kinds.ts';
import type { RecordBatch, Store, WriteReport } from '../../domain/store.ts';
import { addReport, emptyReport } from '../../domain/write-report.ts';
import { reportOf } from '../import-changes.ts';
import type { Lookup } from './known.ts';

/** The destination of an import: a store, or nothing in a dry run. */
export type Target = {
  /** Returns those of the ids that exist, imported ones included. */
  existing: Lookup;
  write(batch: RecordBatch): Promise<WriteReport>;
  /** Writes batches in one transaction. */
  writeAll(batches: Iterable<RecordBatch>): Promise<WriteReport>;
  /** To be called when all is written. */
  optimize(): Promise<void>;
};

export const storeTarget = (store: Store, at: string): Target => ({
  existing: (kind, ids) => store.existing(kind, ids),
  write: (batch) => store.write(batch, at),
  writeAll: (batches) => store.writeAll(batches, at),
  optimize: () => store.optimize(),
});

/** Makes a target that writes nothing. A record counts as imported if the scratch has it and it does not wait. */
export function dryTarget(store: Store, scratch: ImportScratch): Target {
  const compared = async (batches: Iterable<RecordBatch>): Promise<WriteReport> => {
    const report = emptyReport();
    for (const batch of batches) addReport(report, reportOf(batch, await store.compare(batch)));
    return report;
  };
  return {
    existing: async (kind, ids) =>
      new Set([...(await store.existing(kind, ids)), ...importedIn(scratch, kind, ids)]),
    write: (batch) => compared([batch]),
    writeAll: compared,
    optimize: async () => {},
  };
}

function importedIn(scratch: ImportScratch, kind: RecordKind, ids: readonly string[]): string[] {
  const keys = ids.map((id) => recordKey(kind, id));
  const given = scratch.given(keys);
  const waiting = scratch.waiting(keys);
  return ids.filter((_, index) => given.has(keys[index] ?? '') && !waiting.has(keys[index] ?? ''));
}
