import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { articleText, claimline, freshDirectory, small, writeJson } from './harness.ts';

/** A command loads the packages that its work needs: loading the whole program takes longer than most of them do. */

const cwd = freshDirectory();
const dataset = writeJson(join(cwd, 'small.json'), small());
const article = join(cwd, 'article.txt');
writeFileSync(article, articleText);

const hook = join(cwd, 'record-modules.mjs');
writeFileSync(
  hook,
  `import { appendFileSync } from 'node:fs';
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      appendFileSync(process.env.MODULES_FILE, found.url + '\\n');
      return found;
    },
  });`,
);

/** The packages that a command line loads, by name. */
async function packagesOf(args: readonly string[]): Promise<string[]> {
  const file = join(freshDirectory(), 'modules.txt');
  const env = { MODULES_FILE: file, DATABASE_URL: `sqlite:${join(cwd, 'store.db')}` };
  await claimline(args, { cwd, env, nodeArgs: ['--import', hook] });
  const urls = readFileSync(file, 'utf8').trim().split('\n');
  expect(urls.join('\n'), 'the hook sees the modules of the program').toContain('/src/main.ts');
  const names = urls.flatMap((url) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? []);
  return [...new Set(names)].sort();
}

it.each([
  [['--help']],
  [['--version']],
  [['help', 'import']],
  [['serve', '--help']],
  [['imprt']],
  [['serve', '--port', 'none']],
])('%j loads the parser of command lines and nothing else', async (args) => {
  expect(await packagesOf(args)).toEqual(['commander']);
});

it.each([[['time', '2024-02']], [['time', '2024-99']]])(
  '%j loads no database and no server',
  async (args) => {
    const loaded = await packagesOf(args);
    expect(loaded.filter((name) => !name.startsWith('temporal-'))).toEqual(['commander', 'zod']);
  },
);

it('locate loads no database and no server', async () => {
  const loaded = await packagesOf(['locate', '--source', 'bridge-article', article, 'the bridge is safe']);
  expect(loaded.filter((name) => !name.startsWith('temporal-'))).toEqual(['commander', 'zod']);
});

it.each([
  ['import', [dataset]],
  ['validate', [dataset]],
  ['export', []],
  ['verify', ['--source', 'bridge-article', article]],
])('%s loads a database and no server', async (command, args) => {
  const loaded = await packagesOf([command, ...args]);
  expect(loaded).toContain('better-sqlite3');
  expect(loaded.filter((name) => /fastify|scalar|yaml|negotiator/.test(name))).toEqual([]);
});

/** A copy of the program with a cache of its own, which may be unable to have one. */
function copyOfProgram(): { root: string; run: () => { status: number | null; stdout: string } } {
  const root = freshDirectory();
  for (const name of ['src', 'package.json']) {
    cpSync(join(project, name), join(root, name), { recursive: true });
  }
  mkdirSync(join(root, 'node_modules'));
  for (const name of ['commander', 'temporal-polyfill', 'zod']) {
    symlinkSync(join(project, 'node_modules', name), join(root, 'node_modules', name));
  }
  const args = [join(root, 'src/claimline.js'), 'time', '2024-02'];
  const env = { PATH: process.env.PATH };
  return { root, run: () => spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' }) };
}

const project = new URL('../../', import.meta.url).pathname;
const explained = { status: 0, stdout: expect.stringMatching(/^February 2024\n/), stderr: '' };

it('the compiled program is cached beside its code', () => {
  const { root, run } = copyOfProgram();
  expect(run()).toMatchObject(explained);
  const cached = readdirSync(join(root, 'node_modules/.cache/claimline'), { recursive: true });
  expect(cached.length).toBeGreaterThan(10);
  expect(run()).toMatchObject(explained);
});

it('and runs all the same where there can be no cache', () => {
  const { root, run } = copyOfProgram();
  writeFileSync(join(root, 'node_modules/.cache'), 'not a directory');
  expect(run()).toMatchObject(explained);
});
