import { execFile } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installOnce } from '../sdk/support/places.ts';

/**
 * Tools that only some tests need, installed by a lockfile of their own, so that the project's own dependencies stay
 * few. They lie in a cache that outlives the run, not beside the tests, where they would be taken for tests.
 */

const root = resolve(import.meta.dirname, '../..');
const outputMaxBytes = 64 * 1024 * 1024;
const timeoutMs = 300_000;

type Folder = 'openapi' | 'web';

const directoryOf = (folder: Folder): string => join(root, 'node_modules/.cache/claimline-tests', folder);

/** Where a file of an installed package lies. */
export const fileIn = (folder: Folder, file: string): string =>
  join(directoryOf(folder), 'node_modules', file);

/** Installs what `package-lock.json` in a folder of `tests/` lists, unless that has been done. */
export async function install(folder: Folder): Promise<void> {
  const directory = directoryOf(folder);
  const manifests = ['package.json', 'package-lock.json'];
  const own = manifests.map((name) => join(root, 'tests', folder, name));
  await mkdir(directory, { recursive: true });
  await installOnce(directory, own, async () => {
    for (const name of manifests) await cp(join(root, 'tests', folder, name), join(directory, name));
    const { failed, text } = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: directory,
    });
    if (failed) throw new Error(`npm ci failed for tests/${folder}:\n${text}`);
  });
}

/** The exports of an installed package. Its types are not here, so the caller says which part it uses. */
export async function load<T>(folder: Folder, name: string): Promise<T> {
  const file = createRequire(join(directoryOf(folder), 'package.json')).resolve(name);
  return (await import(pathToFileURL(file).href)) as T;
}

type Ended = { failed: boolean; stdout: string; text: string };

/** Runs a program to its end, whatever that is; `text` is all that it printed. */
export function run(
  command: string,
  args: readonly string[],
  { cwd, env }: { cwd?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<Ended> {
  const { promise, resolve: end } = Promise.withResolvers<Ended>();
  const settings = {
    cwd,
    env: { ...process.env, ...env },
    maxBuffer: outputMaxBytes,
    timeout: timeoutMs,
  };
  execFile(command, [...args], settings, (error, stdout, stderr) => {
    const text = `${stdout}${stderr}${stderr === '' && error !== null ? error.message : ''}`;
    end({ failed: error !== null, stdout, text });
  });
  return promise;
}
