import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type ImportProblem, ImportRefused } from '../domain/import-problem.ts';
import { limits } from '../domain/limits.ts';
import type { DatasetBytes } from './import.ts';

const refusal = (file: string, detail: string) => {
  const problem: ImportProblem = { file, record: null, pointer: '', detail };
  return new ImportRefused([problem]);
};

/**
 * Reads a dataset file, or every `.json` file of a directory, in the order of their names.
 * @throws ImportRefused where there is nothing to read or a file is too large
 */
export async function readFiles(path: string): Promise<DatasetBytes[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw refusal(path, 'does not exist or cannot be read');
  if (!found.isDirectory()) return [await readOne(path, basename(path))];
  const names = (await readdir(path)).filter((name) => name.endsWith('.json')).sort();
  if (names.length === 0) throw refusal(path, 'is a directory without any .json file');
  return Promise.all(names.map((name) => readOne(join(path, name), name)));
}

async function readOne(path: string, name: string): Promise<DatasetBytes> {
  const { size } = await stat(path);
  if (size > limits.datasetFileMaxBytes) {
    throw refusal(name, `has ${size} bytes; a dataset file may have ${limits.datasetFileMaxBytes}`);
  }
  return { name, bytes: await readFile(path) };
}
