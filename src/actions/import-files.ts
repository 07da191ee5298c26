import type { ImportProblem } from '../domain/import-problem.ts';
import type { RecordChange, Store, WriteReport } from '../domain/store.ts';
import { type CheckedFiles, checkFiles, type DatasetBytes, type FileChecking } from './check-files.ts';
import { reportOf } from './import-changes.ts';
import { readFiles } from './read-files.ts';

/**
 * Imports dataset files. All files are checked first; then all records are written in one transaction. A second import
 * of the same files changes nothing.
 */

/** The phases of an import, in order. All files are checked before anything is written; writing is one transaction. */
export type ImportPhase = 'reading' | 'checking' | 'writing';

/** Options of the check of an input. The watcher is called at the beginning of each phase. */
export type Checking = FileChecking & { watcher?: ImportWatcher | undefined };

export type ImportWatcher = (phase: ImportPhase) => void | Promise<void>;

/** The outcome of an import, or of its preview. */
export type Imported = { records: WriteReport; changes: RecordChange[]; warnings: ImportProblem[] };

const nobody: ImportWatcher = () => undefined;

/** Reads the files of an import. */
type Read = () => Promise<readonly DatasetBytes[]>;

/**
 * Checks dataset files against the model, each other and the store. Writes nothing.
 * @throws ImportRefused with every problem found
 */
export async function checkInput(
  store: Store,
  read: Read,
  { watcher = nobody, ...checking }: Checking = {},
): Promise<CheckedFiles> {
  await watcher('reading');
  const files = await read();
  await watcher('checking');
  return checkFiles(store, files, checking);
}

/**
 * Checks dataset files and tells what an import of them would do. Writes nothing.
 * @throws ImportRefused with every problem found
 */
export async function previewInput(store: Store, read: Read, checking: Checking = {}): Promise<Imported> {
  const { batch, changes, warnings } = await checkInput(store, read, checking);
  return { records: reportOf(batch, changes), changes, warnings };
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
  checking: Checking = {},
): Promise<Imported> {
  const { batch, changes, warnings } = await checkInput(store, read, checking);
  await checking.watcher?.('writing');
  const records = await store.write(batch, at);
  await store.optimize();
  return { records, changes, warnings };
}

/** Imports a dataset file, or all files of a directory, with `importInput`. */
export async function importPath(
  store: Store,
  path: string,
  at: string,
  watcher?: ImportWatcher,
): Promise<WriteReport> {
  return (await importInput(store, () => readFiles(path), at, { watcher })).records;
}
