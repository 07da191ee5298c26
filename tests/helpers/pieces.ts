import {
  type BadLine,
  isBad,
  isSound,
  type LineReader,
  type ReadLine,
  type SoundLine,
} from '../../src/formats/read-line.ts';

/** Bytes that come in pieces of this size, as from a file or a pipe. */
export async function* pieces(content: string | Uint8Array, size = 64 * 1024): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(content);
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** Everything that a reader reads, and what ended it before its time. */
export async function readAll(reader: LineReader): Promise<{
  lines: ReadLine[];
  sound: SoundLine[];
  bad: BadLine[];
  failure: unknown;
}> {
  const lines: ReadLine[] = [];
  let failure: unknown;
  try {
    for await (const batch of reader.batches()) lines.push(...batch);
  } catch (error) {
    failure = error;
  }
  return { lines, sound: lines.filter(isSound), bad: lines.filter(isBad), failure };
}
