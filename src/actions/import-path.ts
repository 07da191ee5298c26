import type { RecordBatch, Store, WriteReport } from '../domain/store.ts';
import { checkFiles, type DatasetBytes } from './import.ts';
import { readFiles } from './read-files.ts';

/** Taking in dataset files from where they lie, phase by phase. */

/** What an import is doing; checking covers everything, writing is one transaction. */
export type ImportPhase = 'reading' | 'checking' | 'writing';

export type ImportWatcher = (phase: ImportPhase) => void | Promise<void>;

const nobody: ImportWatcher = () => undefined;

/** Reads what an import is made of. */
type Read = () => Promise<DatasetBytes[]>;

/**
 * Checks dataset files against the model, each other and the store; writes nothing.
 * @throws ImportRefused with every problem found
 */
export async function checkInput(store: Store, read: Read, watcher = nobody): Promise<RecordBatch> {
  await watcher('reading');
  const files = await read();
  await watcher('checking');
  return checkFiles(store, files);
}

/**
 * Takes in dataset files whole or not at all.
 * @param at RFC 3339 instant in UTC that new versions are recorded at
 * @throws ImportRefused with every problem found
 */
export async function importInput(
  store: Store,
  read: Read,
  at: string,
  watcher = nobody,
): Promise<WriteReport> {
  const batch = await checkInput(store, read, watcher);
  await watcher('writing');
  const report = await store.write(batch, at);
  await store.optimize();
  return report;
}

/** Checks a dataset file, or all of a directory, as `checkInput` does. */
export const checkPath = (store: Store, path: string, watcher = nobody): Promise<RecordBatch> =>
  checkInput(store, () => readFiles(path), watcher);

/** Takes in a dataset file, or all of a directory, as `importInput` does. */
export const importPath = (store: Store, path: string, at: string, watcher = nobody): Promise<WriteReport> =>
  importInput(store, () => readFiles(path), at, watcher);
