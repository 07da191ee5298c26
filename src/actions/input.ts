import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { type Bytes, peeked } from '../formats/bytes.ts';
import { csvReader } from '../formats/csv.ts';
import { DamagedInput } from '../formats/damaged-input.ts';
import { unzipped } from '../formats/gzip.ts';
import { formatOfName, type InputFormat } from '../formats/input-format.ts';
import { isObject } from '../formats/json.ts';
import { ndjsonReader } from '../formats/ndjson.ts';
import type { LineDefaults, LineReader } from '../formats/read-line.ts';
import { fileReason } from './bounded-read.ts';
import type { DatasetBytes } from './import.ts';
import { readFiles, readWhole, refusal } from './read-files.ts';

/** One file, or standard input, to take records from. */

export type Input = {
  /** What it is called. */
  name: string;
  /** Size of the file as it lies there; null for what has none beforehand. */
  totalBytes: number | null;
  /** How much of it has been read. */
  readBytes: () => number;
  /** What it holds, unzipped. */
  bytes: Bytes;
};

/** Stands for standard input in place of a path. */
const standardInput = '-';

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    throw refusal(path, `cannot be read: ${fileReason(error)}`);
  }
}

/** @throws ImportRefused where there is no such file; the iteration, where it cannot be read */
async function openInput(path: string, stdin: Readable): Promise<Input> {
  const isStandard = path === standardInput;
  const found = isStandard ? undefined : await statOf(path);
  const name = isStandard ? 'standard input' : basename(path);
  let readBytes = 0;
  async function* counted() {
    try {
      for await (const piece of isStandard ? stdin : createReadStream(path, { highWaterMark: pieceBytes })) {
        readBytes += piece.length;
        yield piece;
      }
    } catch (error) {
      throw new DamagedInput(`it cannot be read: ${fileReason(error)}`, null, error);
    }
  }
  return {
    name,
    totalBytes: found?.isFile() ? found.size : null,
    readBytes: () => readBytes,
    bytes: unzipped(counted()),
  };
}

const pieceBytes = 256 * 1024;

/**
 * Tells the format by content: what begins with `{` is NDJSON where its first line is a JSON object that says
 * its `kind`, else a dataset file; anything else is CSV.
 */
async function formatOfContent(input: Input): Promise<{ format: InputFormat; input: Input }> {
  const { start, rest } = await peeked(input.bytes, pieceBytes);
  const text = start
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  return { format: formatOfText(text), input: { ...input, bytes: rest } };
}

function formatOfText(text: string): InputFormat {
  if (!text.startsWith('{')) return 'csv';
  try {
    const first: unknown = JSON.parse(text.split('\n', 1)[0] ?? '');
    return isObject(first) && 'kind' in first ? 'ndjson' : 'json';
  } catch {
    return 'json';
  }
}

export const readerOf = (format: 'ndjson' | 'csv', input: Input, defaults: LineDefaults): LineReader =>
  format === 'csv' ? csvReader(input.bytes, defaults) : ndjsonReader(input.bytes, defaults);

/** Dataset files to be read whole, or records to be read line by line. */
export type FoundInput =
  | { format: 'json'; read: () => Promise<DatasetBytes[]> }
  | { format: 'ndjson' | 'csv'; input: Input };

/**
 * What lies at a path.
 * @param format what it is; told by its name, else by its content, where not given
 * @throws ImportRefused where it cannot be read
 */
export async function findInput(
  path: string,
  format: InputFormat | undefined,
  stdin: Readable,
): Promise<FoundInput> {
  if (path !== standardInput && (await statOf(path)).isDirectory()) {
    return { format: 'json', read: () => readFiles(path) };
  }
  const opened = await openInput(path, stdin);
  const told = format ?? formatOfName(path);
  const { format: found, input } =
    told === undefined ? await formatOfContent(opened) : { format: told, input: opened };
  if (found !== 'json') return { format: found, input };
  return { format: found, read: async () => [await readWhole(input.name, input.bytes)] };
}

/** Whether two paths lead to the same file. */
export async function isSameFile(one: string, other: string): Promise<boolean> {
  const paths = await Promise.all([one, other].map((path) => realpath(path).catch(() => undefined)));
  return paths[0] !== undefined && paths[0] === paths[1];
}
