import type { Store, WriteReport } from '../domain/store.ts';
import { type ImportWatcher, importPath } from './import-files.ts';

/**
 * Imports a dataset into a store that holds none yet. A store with a dataset stays unchanged, because its records may
 * have been edited.
 * @param at the `recordedAt` of the records: an RFC 3339 instant in UTC
 * @returns the report of the import, or null if the store already held a dataset
 * @throws ImportRefused with every problem found
 */
export async function seedStore(
  store: Store,
  path: string,
  at: string,
  watcher?: ImportWatcher,
): Promise<WriteReport | null> {
  const { data } = await store.listDatasets({ limit: 1 });
  return data.length > 0 ? null : importPath(store, path, at, watcher);
}
