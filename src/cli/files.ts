import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileReason, readBounded } from '../actions/bounded-read.ts';
import { ClaimlineError } from '../domain/errors.ts';
import { CliError } from './failure.ts';

/** Files that a person names on the command line. */

/**
 * Reads a file whole.
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
 * Writes a file so that it is there whole or, whatever happens, as it was before: beside it first, then renamed.
 * @throws CliError `unwritable_file`; what making the content throws
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
        // On the disk before it takes the name: a power cut must not leave an empty file in place of the old one.
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

/** The file that a path stands for. Renaming over a directory, a device or a link would replace the wrong thing. */
async function targetOf(path: string): Promise<string> {
  const target = await realpath(path).catch(() => undefined);
  if (target === undefined) return path;
  if (!(await stat(target)).isFile()) {
    throw new CliError(
      'unwritable_file',
      `Cannot write ${path}: it is there already and is no ordinary file.`,
    );
  }
  return target;
}
