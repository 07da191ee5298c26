import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type ImportProblem, ImportRefused } from '../domain/import-problem.ts';
import { limits } from '../domain/limits.ts';
import type { Bytes } from '../formats/bytes.ts';
import { DamagedInput } from '../formats/damaged-input.ts';
import { decoded } from '../formats/decode.ts';
import { unzipped } from '../formats/gzip.ts';
import { formatOfName } from '../formats/input-format.ts';
import { fileReason, gathered } from './bounded-read.ts';
import type { DatasetBytes } from './check-files.ts';

export const refusal = (file: string, detail: string) => {
  const problem: ImportProblem = { file, record: null, pointer: '', detail };
  return new ImportRefused([problem]);
};

/**
 * Reads a dataset file, or every `.json` and `.json.gz` file of a directory in the order of their names.
 * @throws ImportRefused if the directory has no such file, or a file cannot be read, is too large or is of another format
 */
export async function readFiles(path: string, encoding?: string): Promise<DatasetBytes[]> {
  const names = await namesIn(path);
  if (names === undefined) {
    const format = formatOfName(path);
    if (format === 'ndjson' || format === 'csv') throw refusal(basename(path), otherFormat[format]);
    return [await readOne(path, basename(path), encoding)];
  }
  if (names.length === 0) throw refusal(path, 'is a directory without a .json file');
  return Promise.all(names.map((name) => readOne(join(path, name), name, encoding)));
}

const byLines = (name: string) =>
  `is ${name} by its name, expected a dataset file (JSON): claimline import reads it, and with --dry-run only checks it`;
const otherFormat = { ndjson: byLines('NDJSON'), csv: byLines('CSV') };

/** Returns the names of the dataset files of a directory; undefined if the path is not a directory. */
async function namesIn(path: string): Promise<string[] | undefined> {
  try {
    if (!(await stat(path)).isDirectory()) return undefined;
    return (await readdir(path)).filter((name) => /\.json(\.gz)?$/.test(name)).sort();
  } catch (error) {
    throw refusal(path, `cannot be read: ${fileReason(error)}`);
  }
}

const readOne = (path: string, name: string, encoding: string | undefined): Promise<DatasetBytes> =>
  readWhole(name, decoded(unzipped(createReadStream(path)), encoding));

/** @throws ImportRefused if the bytes cannot be read or exceed the limit */
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
