import type { Store, WriteReport } from '../domain/store.ts';
import { type ImportWatcher, importPath } from './import-path.ts';

/**
 * Fills a store that holds no dataset yet; any other is left as it is, since its records may have been edited.
 * @param at RFC 3339 instant in UTC that the records are recorded at
 * @returns what was taken in, or null where the store held a dataset already
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
