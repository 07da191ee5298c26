import { createReadStream } from 'node:fs';

/** Reads files named by the user: limits their size and explains failures in words. */

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory',
  ENOTDIR: 'a part of its path is not a directory',
  EISDIR: 'it is a directory',
  EACCES: 'its permissions do not allow it',
  EPERM: 'its permissions do not allow it',
  EROFS: 'its file system is read-only',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its symbolic links form a loop',
};

/** Returns Node's code of a failed system call, such as `ENOENT`; an empty text for any other error. */
export const systemCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Explains why a file operation failed. The text ends a sentence, such as "the disk is full". */
export function fileReason(error: unknown): string {
  return reasons[systemCode(error)] ?? (error instanceof Error ? error.message : String(error));
}

/**
 * Reads a whole file.
 * @throws Error if the file has more than `maxBytes`; any error of the file system
 */
export function readBounded(path: string, maxBytes: number): Promise<Buffer> {
  return gathered(createReadStream(path), maxBytes);
}

/**
 * Collects all bytes and counts them on the way, because a pipe or device does not state its size beforehand.
 * @throws Error if there are more than `maxBytes`; any error of the iteration
 */
export async function gathered(bytes: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > maxBytes) throw new Error(`it is larger than the limit of ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
