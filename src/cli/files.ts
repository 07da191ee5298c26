import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileReason, readBounded } from '../actions/bounded-read.ts';
import { ClaimlineError } from '../domain/errors.ts';
import { CliError } from './failure.ts';

/** Reads and writes files that are named on the command line. */

/**
 * Reads a whole file.
 * @throws CliError `unreadable_file`
 */
export async function readInput(path: string, maxBytes: number): Promise<Buffer> {
  try {
    return await readBounded(path, maxBytes);
  } catch (error) {
    throw new CliError('unreadable_file', `Cannot read ${path}: ${fileReason(error)}.`, error);
  }
}

/**
 * Writes a file completely or leaves the old one unchanged: writes a temporary file beside it, then renames that.
 * @throws CliError `unwritable_file`; any error of the iteration that makes the content
 */
export async function writeOutput(
  path: string,
  content: string | AsyncIterable<string | Uint8Array>,
): Promise<void> {
  try {
    const target = await targetOf(path);
    const beside = join(dirname(target), `.${basename(target)}.${process.pid}.part`);
    try {
      const file = await open(beside, 'wx');
      try {
        await file.writeFile(content);
        // The content is synced before the rename: a power cut must not replace the old file with an empty one.
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, target);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  } catch (error) {
    if (error instanceof CliError || error instanceof ClaimlineError) throw error;
    throw new CliError('unwritable_file', `Cannot write ${path}: ${fileReason(error)}.`, error);
  }
}

/** Returns the file that a path leads to, following links. Refuses a directory or device: a rename would replace it. */
async function targetOf(path: string): Promise<string> {
  const target = await realpath(path).catch(() => undefined);
  if (target === undefined) return path;
  if (!(await stat(target)).isFile()) {
    throw new CliError('unwritable_file', `Cannot write ${path}: it exists and is not a regular file.`);
  }
  return target;
}
