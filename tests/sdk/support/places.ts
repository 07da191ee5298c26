import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Language, recipes } from '../../../src/cli/sdk/recipes.ts';

/** Where things lie: what is ours in the repository, what is installed in a cache, what is generated nowhere to stay. */

export const root = resolve(import.meta.dirname, '../../..');

/** Our own files for one language. */
export const ownFiles = (language: string): string => join(root, 'tests/sdk', language);

/** A directory that outlives the run, so that the next one is quick. Deleting it costs nothing but time. */
export async function cacheDirectory(name: string): Promise<string> {
  const path = join(root, 'node_modules/.cache/claimline-sdk', name);
  await mkdir(path, { recursive: true });
  return path;
}

/** A directory of this run alone. */
export const workDirectory = (language: string): Promise<string> =>
  mkdtemp(join(tmpdir(), `claimline-sdk-${language}-`));

export const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true });

/**
 * Installs into a directory, unless what it was last installed from has not changed since.
 * @param from files that say what is installed
 * @param by version of what installs it, where what is installed depends on that
 */
export async function installOnce(
  directory: string,
  from: readonly string[],
  install: () => Promise<unknown>,
  by = '',
): Promise<void> {
  const hash = createHash('sha256').update(by);
  for (const file of from) hash.update(await readFile(file));
  const state = hash.digest('hex');
  const mark = join(directory, '.installed-from');
  if (existsSync(mark) && (await readFile(mark, 'utf8')) === state) return;
  await rm(mark, { force: true });
  await install();
  await writeFile(mark, state);
}

/** Writes a file, unless it has that text already: builds look at when a file was written. */
export async function writeIfChanged(path: string, text: string): Promise<void> {
  if (existsSync(path) && (await readFile(path, 'utf8')) === text) return;
  await writeFile(path, text);
}

/** Writes the settings and templates with which `claimline sdk` generates. */
export async function writeRecipe(language: Language, directory: string): Promise<void> {
  for (const [name, text] of Object.entries(recipes[language].files('0.0.0'))) {
    const path = join(directory, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}
