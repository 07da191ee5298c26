import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import { lineOf, recordsOf } from './records.ts';
import type { Shape } from './shape.ts';

const blockChars = 1 << 18;

/** Lines in blocks large enough that handing one on costs nothing beside making it. */
export function* blocksOf(shape: Shape): Generator<string> {
  let block = '';
  for (const record of recordsOf(shape)) {
    block += lineOf(record);
    if (block.length < blockChars) continue;
    yield block;
    block = '';
  }
  yield block;
}

/** Where a dataset goes: a file, gzipped where its name ends in .gz, or `-` for standard output. */
function openSink(path: string): { sink: NodeJS.WritableStream; done: Promise<void> } {
  const file = path === '-' ? process.stdout : createWriteStream(path);
  // Standard output is never finished by itself: when all is handed to it, that is all.
  const written = path === '-' ? Promise.resolve() : finished(file);
  if (!path.endsWith('.gz')) return { sink: file, done: written };
  // These files are made, read and thrown away: small is less than soon.
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  gzip.pipe(file);
  return { sink: gzip, done: Promise.all([finished(gzip), written]).then(() => undefined) };
}

/**
 * Writes a dataset as NDJSON, as fast as it is taken and no faster.
 * @param progress is told how many characters have been written
 */
export async function writeDataset(
  shape: Shape,
  path: string,
  progress?: (chars: number) => void,
): Promise<void> {
  const { sink, done } = openSink(path);
  let chars = 0;
  for (const block of blocksOf(shape)) {
    if (!sink.write(block)) await once(sink, 'drain');
    chars += block.length;
    progress?.(chars);
  }
  if (path !== '-') sink.end();
  await done;
}
