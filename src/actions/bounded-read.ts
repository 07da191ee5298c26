import { createReadStream } from 'node:fs';

/** Reading files that somebody names: never more than there is room for, and failures in words. */

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory',
  ENOTDIR: 'a part of its path is not a directory',
  EISDIR: 'it is a directory',
  EACCES: 'its permissions do not allow it',
  EPERM: 'its permissions do not allow it',
  EROFS: 'its file system is read-only',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its links lead nowhere',
};

/** Node's code of a failed system call; empty for anything else. */
export const systemCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Why something could not be done with a file, as the end of a sentence. */
export function fileReason(error: unknown): string {
  return reasons[systemCode(error)] ?? (error instanceof Error ? error.message : String(error));
}

/**
 * Reads a file whole.
 * @throws Error that says so where it has more than `maxBytes`; what the file system throws
 */
export function readBounded(path: string, maxBytes: number): Promise<Buffer> {
  return gathered(createReadStream(path), maxBytes);
}

/**
 * All bytes, piece by piece: a pipe or device does not say beforehand how much there is.
 * @throws Error that says so where there are more than `maxBytes`; what the iteration throws
 */
export async function gathered(bytes: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > maxBytes) throw new Error(`it has more than the ${maxBytes} bytes that are taken`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
