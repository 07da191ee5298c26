import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type ImportProblem, ImportRefused } from '../domain/import-problem.ts';
import { limits } from '../domain/limits.ts';
import type { Bytes } from '../formats/bytes.ts';
import { DamagedInput } from '../formats/damaged-input.ts';
import { unzipped } from '../formats/gzip.ts';
import { fileReason, gathered } from './bounded-read.ts';
import type { DatasetBytes } from './import.ts';

export const refusal = (file: string, detail: string) => {
  const problem: ImportProblem = { file, record: null, pointer: '', detail };
  return new ImportRefused([problem]);
};

/**
 * Reads a dataset file, or every `.json` file of a directory, gzipped (`.json.gz`) or not, in the order of their names.
 * @throws ImportRefused where there is nothing to read, or a file cannot be read or is too large
 */
export async function readFiles(path: string): Promise<DatasetBytes[]> {
  const names = await namesIn(path);
  if (names === undefined) return [await readOne(path, basename(path))];
  if (names.length === 0) throw refusal(path, 'is a directory without any .json file');
  return Promise.all(names.map((name) => readOne(join(path, name), name)));
}

/** The dataset files of a directory; undefined for what is no directory. */
async function namesIn(path: string): Promise<string[] | undefined> {
  try {
    if (!(await stat(path)).isDirectory()) return undefined;
    return (await readdir(path)).filter((name) => /\.json(\.gz)?$/.test(name)).sort();
  } catch (error) {
    throw refusal(path, `cannot be read: ${fileReason(error)}`);
  }
}

const readOne = (path: string, name: string): Promise<DatasetBytes> =>
  readWhole(name, unzipped(createReadStream(path)));

/** @throws ImportRefused where the bytes cannot be read or are too many */
export async function readWhole(name: string, bytes: Bytes): Promise<DatasetBytes> {
  try {
    return { name, bytes: await gathered(bytes, limits.datasetFileMaxBytes) };
  } catch (error) {
    throw refusal(
      name,
      error instanceof DamagedInput ? error.message : `cannot be read: ${fileReason(error)}`,
    );
  }
}
