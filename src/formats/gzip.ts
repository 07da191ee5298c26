import { pipeline, Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { type Bytes, peeked } from './bytes.ts';
import { DamagedInput } from './damaged-input.ts';

/** Reads and writes gzip (RFC 1952). It is recognised by its first two bytes, not by the name of a file. */

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * Decompresses bytes if they are gzip; returns other bytes as they are.
 * @throws DamagedInput, from the iteration, if the compressed data is cut short or damaged
 */
export async function* unzipped(bytes: Bytes): AsyncGenerator<Buffer> {
  const { start, rest } = await peeked(bytes, 2);
  if (!isGzip(start)) {
    yield* rest;
    return;
  }
  const gunzip = createGunzip();
  const compressed = Readable.from(rest, { objectMode: false });
  let failure: unknown;
  // An error of reading the file is thrown as it is; destroying the gunzip ends the loop below.
  compressed.once('error', (error) => {
    failure = error;
    gunzip.destroy(error);
  });
  try {
    for await (const piece of compressed.pipe(gunzip)) yield piece;
  } catch (error) {
    if (failure !== undefined) throw failure;
    throw new DamagedInput(damageOf(error, gunzip.bytesWritten), null, error);
  } finally {
    compressed.destroy();
  }
}

function damageOf(error: unknown, bytes: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return code === 'Z_BUF_ERROR'
    ? `the gzip data ends too early, after ${bytes} bytes: the file is incomplete`
    : `the gzip data is damaged within its first ${bytes} bytes`;
}

/** Compresses texts. An error of the texts is thrown by the iteration. */
export async function* zipped(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  const gzip = createGzip();
  // An error of the texts destroys the gzip, which ends the loop below.
  pipeline(Readable.from(texts), gzip, () => undefined);
  yield* gzip;
}
