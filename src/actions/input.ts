import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { isObject } from '../domain/is-object.ts';
import { type Bytes, peeked } from '../formats/bytes.ts';
import { csvReader, type TableOptions } from '../formats/csv.ts';
import { DamagedInput } from '../formats/damaged-input.ts';
import { decoded } from '../formats/decode.ts';
import { unzipped } from '../formats/gzip.ts';
import { formatOfName, type InputFormat } from '../formats/input-format.ts';
import { ndjsonReader } from '../formats/ndjson.ts';
import type { LineDefaults, LineReader } from '../formats/read-line.ts';
import { fileReason } from './bounded-read.ts';
import type { DatasetBytes } from './check-files.ts';
import { readFiles, readWhole, refusal } from './read-files.ts';

/** Opens the input of an import: a file, a directory or standard input. */

export type Input = {
  /** The name shown in messages: the file name or "standard input". */
  name: string;
  /** Size of the file on disk; null for a pipe, which has no known size. */
  totalBytes: number | null;
  /** Returns the number of bytes read up to now. */
  readBytes: () => number;
  /** The content as UTF-8, unzipped if it was gzipped. */
  bytes: Bytes;
};

/** The path that means standard input. */
const standardInput = '-';

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    throw refusal(path, `cannot be read: ${fileReason(error)}`);
  }
}

/** @throws ImportRefused if the file does not exist; DamagedInput from the iteration if it cannot be read */
async function openInput(path: string, stdin: Readable, encoding: string | undefined): Promise<Input> {
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
    bytes: decoded(unzipped(counted()), encoding),
  };
}

const pieceBytes = 256 * 1024;

/**
 * Detects the format from the content. If the first line is a JSON object with `kind`, it is NDJSON. Any other text
 * that begins with `{` or `[` is a dataset file. All else is CSV.
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
  if (text.startsWith('[')) return 'json';
  if (!text.startsWith('{')) return 'csv';
  try {
    const first: unknown = JSON.parse(text.split('\n', 1)[0] ?? '');
    return isObject(first) && 'kind' in first ? 'ndjson' : 'json';
  } catch {
    return 'json';
  }
}

export const readerOf = (
  format: 'ndjson' | 'csv',
  input: Input,
  defaults: LineDefaults,
  table: TableOptions,
): LineReader =>
  format === 'csv' ? csvReader(input.bytes, defaults, table) : ndjsonReader(input.bytes, defaults);

/** Holds dataset files, which are read whole, or an input that is read line by line. */
export type FoundInput =
  | { format: 'json'; read: () => Promise<DatasetBytes[]> }
  | { format: 'ndjson' | 'csv'; input: Input };

/**
 * Finds the input at a path and its format.
 * @param format the format; if not given, it is detected from the file name, otherwise from the content
 * @param encoding the encoding of the input; if not given, it is UTF-8 or what a byte order mark names
 * @throws ImportRefused if the path cannot be read
 */
export async function findInput(
  path: string,
  format: InputFormat | undefined,
  stdin: Readable,
  encoding?: string,
): Promise<FoundInput> {
  if (path !== standardInput && (await statOf(path)).isDirectory()) {
    return { format: 'json', read: () => readFiles(path, encoding) };
  }
  const opened = await openInput(path, stdin, encoding);
  const told = format ?? formatOfName(path);
  const { format: found, input } =
    told === undefined ? await formatOfContent(opened) : { format: told, input: opened };
  if (found !== 'json') return { format: found, input };
  return { format: found, read: async () => [await readWhole(input.name, input.bytes)] };
}

/** Returns true if two paths lead to the same file. */
export async function isSameFile(one: string, other: string): Promise<boolean> {
  const paths = await Promise.all([one, other].map((path) => realpath(path).catch(() => undefined)));
  return paths[0] !== undefined && paths[0] === paths[1];
}
