import type { RecordBatch, Store, WriteReport } from '../domain/store.ts';
import { checkFiles, type DatasetBytes } from './import.ts';
import { readFiles } from './read-files.ts';

/** Imports dataset files from a path, phase by phase. */

/** The phases of an import, in order. All files are checked before anything is written; writing is one transaction. */
export type ImportPhase = 'reading' | 'checking' | 'writing';

export type ImportWatcher = (phase: ImportPhase) => void | Promise<void>;

const nobody: ImportWatcher = () => undefined;

/** Reads the files of an import. */
type Read = () => Promise<DatasetBytes[]>;

/**
 * Checks dataset files against the model, each other and the store. Writes nothing.
 * @throws ImportRefused with every problem found
 */
export async function checkInput(store: Store, read: Read, watcher = nobody): Promise<RecordBatch> {
  await watcher('reading');
  const files = await read();
  await watcher('checking');
  return checkFiles(store, files);
}

/**
 * Imports dataset files: all records, or none if there is a problem.
 * @param at the `recordedAt` of new versions: an RFC 3339 instant in UTC
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

/** Checks a dataset file, or all files of a directory, with `checkInput`. */
export const checkPath = (store: Store, path: string, watcher = nobody): Promise<RecordBatch> =>
  checkInput(store, () => readFiles(path), watcher);

/** Imports a dataset file, or all files of a directory, with `importInput`. */
export const importPath = (store: Store, path: string, at: string, watcher = nobody): Promise<WriteReport> =>
  importInput(store, () => readFiles(path), at, watcher);
