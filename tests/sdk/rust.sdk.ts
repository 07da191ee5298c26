import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { run, versionOf } from './support/command.ts';
import { cacheDirectory, ownFiles } from './support/places.ts';
import { testSdk } from './support/sdk.ts';

const own = ownFiles('rust');
const target = () => cacheDirectory('rust');

/** Cargo runs in our own directory, so that it knows the crate again; what it makes lies in the cache. */
async function cargo(args: readonly string[], documentFile = ''): Promise<string> {
  const env = { CARGO_TARGET_DIR: await target(), OPENAPI_DOCUMENT: documentFile, CARGO_TERM_COLOR: 'never' };
  const { stdout, stderr } = await run('cargo', args, { cwd: own, env });
  return `${stdout}\n${stderr}`;
}

/** The code that the last build generated. */
async function code(): Promise<string> {
  const builds = join(await target(), 'debug/build');
  const names = (await readdir(builds, { recursive: true })).filter((name) => name.endsWith('claimline.rs'));
  const dated = await Promise.all(
    names.map(async (name) => ({ name, changed: (await stat(join(builds, name))).mtimeMs })),
  );
  const [latest] = dated.sort((a, b) => b.changed - a.changed);
  return readFile(join(builds, latest?.name ?? ''), 'utf8');
}

const snakeCase = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

testSdk({
  language: 'rust',
  name: 'rust by progenitor 0.15.1',
  install: async () => {
    await versionOf('cargo', '--version');
    await cargo(['fetch', '--locked']);
  },
  // Generating is a part of building. Here the library alone is built, which is the client.
  generate: (_work, documentFile) => cargo(['build', '--locked', '--quiet', '--lib'], documentFile),
  compile: (_work, documentFile) => cargo(['build', '--locked', '--quiet'], documentFile),
  walk: async (_work, url) => (await run(join(await target(), 'debug/stories'), [url])).stdout,
  readNewer: async (_work, url) => (await run(join(await target(), 'debug/stories'), [url, 'newer'])).stdout,
  code,
  spelling: {
    operation: (id) => `pub fn ${snakeCase(id)}(&self)`,
    component: (name) => ` ${name} {`,
  },
});
