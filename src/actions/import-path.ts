import type { RecordBatch, Store, WriteReport } from '../domain/store.ts';
import { checkFiles } from './import.ts';
import { readFiles } from './read-files.ts';

/** Taking in dataset files from where they lie, phase by phase. */

/** What an import is doing; checking covers everything, writing is one transaction. */
export type ImportPhase = 'reading' | 'checking' | 'writing';

export type ImportWatcher = (phase: ImportPhase) => void | Promise<void>;

const nobody: ImportWatcher = () => undefined;

/**
 * Checks a dataset file, or all of a directory, against the model, each other and the store; writes nothing.
 * @throws ImportRefused with every problem found
 */
export async function checkPath(store: Store, path: string, watcher = nobody): Promise<RecordBatch> {
  await watcher('reading');
  const files = await readFiles(path);
  await watcher('checking');
  return checkFiles(store, files);
}

/**
 * Takes in a dataset file, or all of a directory, whole or not at all.
 * @param at RFC 3339 instant in UTC that new versions are recorded at
 * @throws ImportRefused with every problem found
 */
export async function importPath(
  store: Store,
  path: string,
  at: string,
  watcher = nobody,
): Promise<WriteReport> {
  const batch = await checkPath(store, path, watcher);
  await watcher('writing');
  return store.write(batch, at);
}
