import type { DatasetBytes } from '../../src/actions/check-files.ts';
import { importInput } from '../../src/actions/import-files.ts';
import type { Store, WriteReport } from '../../src/domain/store.ts';

/** Imports dataset files that are in memory. */
export async function importFiles(
  store: Store,
  files: readonly DatasetBytes[],
  at: string,
): Promise<WriteReport> {
  return (await importInput(store, async () => files, at)).records;
}
