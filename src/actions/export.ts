import type { DatasetFile } from '../domain/dataset-file.ts';
import { ClaimlineError, parsedStored } from '../domain/errors.ts';
import { recordsIn } from '../domain/json-octets.ts';
import { kinds, ownedKinds, type RecordKind, writeOrder } from '../domain/kinds.ts';
import { limits } from '../domain/limits.ts';
import type { SortKey } from '../domain/query.ts';
import type { WrittenRecords } from '../domain/records.ts';
import type { Store, WrittenRecord } from '../domain/store.ts';
import { ndjsonLine } from '../formats/ndjson.ts';

/** Number of records read from the store at once. */
const pageSize = 500;
/** Number of times an export is tried if the store keeps changing meanwhile. */
const attemptsMax = 5;

/**
 * Returns a dataset as one file. If the file is imported again, no record changes and none gets a new version.
 * @throws ClaimlineError `not_found` for an unknown dataset, `store_busy` if the store keeps changing
 */
export async function exportDataset(store: Store, datasetId: string): Promise<DatasetFile> {
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    const before = await store.state();
    const file = await readDataset(store, datasetId);
    const after = await store.state();
    // Pages are read one by one. One file must not mix records from before and after a write.
    if (before.storeId === after.storeId && before.changes === after.changes) return file;
  }
  throw new ClaimlineError(
    'store_busy',
    'The database kept changing during the export: try again when no import is running.',
  );
}

async function readDataset(store: Store, datasetId: string): Promise<DatasetFile> {
  const [dataset] = await allWritten(store, datasetId, 'dataset');
  if (dataset === undefined) {
    throw unknownDataset(datasetId);
  }
  const file: Record<string, unknown> = { datasetId, dataset };
  for (const kind of ownedKinds) file[kinds[kind].plural] = await allWritten(store, datasetId, kind);
  // Each list holds records of the kind that it is named for.
  return file as DatasetFile;
}

async function allWritten<K extends RecordKind>(
  store: Store,
  datasetId: string,
  kind: K,
): Promise<WrittenRecords[K][]> {
  const records: WrittenRecords[K][] = [];
  for await (const page of pagesOf(store, datasetId, kind)) {
    for (const { record } of page) records.push(parsedStored(record));
  }
  return records;
}

async function* pagesOf(store: Store, datasetId: string, kind: RecordKind): AsyncGenerator<WrittenRecord[]> {
  for (let after: string | null = null; ; ) {
    const page: WrittenRecord[] = await store.written(datasetId, kind, after, pageSize);
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last.id;
  }
}

/**
 * Returns a dataset as NDJSON, page by page, so that a large dataset needs little memory. If the lines are imported
 * again, no record changes and none gets a new version.
 * @throws ClaimlineError `not_found` for an unknown dataset; `store_busy` from the iteration if the store changes
 *   meanwhile: one file must not mix records from before and after a write, and lines already written cannot be undone
 */
export async function* exportLines(store: Store, datasetId: string): AsyncGenerator<string> {
  const before = await store.state();
  if (!(await store.existing('dataset', [datasetId])).has(datasetId)) throw unknownDataset(datasetId);
  for (const kind of writeOrder) {
    for await (const page of pagesOf(store, datasetId, kind)) {
      const lines = page.map(({ record }) => ndjsonLine(kind, datasetId, parsedStored(record)));
      const { changes } = await store.state();
      if (changes !== before.changes) {
        throw new ClaimlineError(
          'store_busy',
          'The database changed during the export, so the export is incomplete: try again when no import is running.',
        );
      }
      yield lines.join('');
    }
  }
}

const unknownDataset = (datasetId: string) =>
  new ClaimlineError('not_found', `There is no dataset with the id ${JSON.stringify(datasetId)}.`);

/** Returns the ids of all datasets in the store, in order. */
export async function datasetIds(store: Store): Promise<string[]> {
  const ids: string[] = [];
  for (let after: SortKey | null = null; ; ) {
    const page = await store.listDatasets({
      limit: limits.pageSizeMax,
      ...(after === null ? {} : { after }),
    });
    ids.push(...recordsIn<{ id: string }>(page.data).map(({ id }) => id));
    if (page.next === null) return ids;
    after = page.next;
  }
}
