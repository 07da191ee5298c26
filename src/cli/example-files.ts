import { cp, mkdir, readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileReason, systemCode } from '../actions/bounded-read.ts';
import { CliError } from './failure.ts';

const data = fileURLToPath(new URL('../../data/', import.meta.url));

/**
 * Copies the example dataset, with the schema of dataset files, into an empty or new directory.
 * @returns the names of the files, in order
 * @throws CliError `invalid_usage` if the directory is not empty, `unwritable_file` if it cannot be written
 */
export async function writeExample(directory: string): Promise<string[]> {
  try {
    await mkdir(directory, { recursive: true });
    const [held] = await readdir(directory);
    if (held !== undefined) {
      const message = `${directory} is not empty: it has ${held}. Name an empty directory, or one that does not exist.`;
      throw new CliError('invalid_usage', message);
    }
    await cp(join(data, 'dead-fish'), directory, { recursive: true });
    await cp(join(data, 'schema'), join(directory, 'schema'), { recursive: true });
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    const names = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
    return names.map((name) => name.replaceAll(sep, '/')).sort();
  } catch (error) {
    if (error instanceof CliError) throw error;
    const reason = systemCode(error) === 'EEXIST' ? 'it is not a directory' : fileReason(error);
    throw new CliError('unwritable_file', `Cannot write ${directory}: ${reason}.`, error);
  }
}
