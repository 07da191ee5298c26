import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Language, languages, recipes } from '../../src/cli/sdk/recipes.ts';
import { run } from './support/command.ts';
import { cacheDirectory, remove, root, workDirectory } from './support/places.ts';

/** `claimline sdk`, with the toolchains of this machine: every client is made, and compiles with its example. */

/** Lines that the command prints on the use of a client, as they stand there. */
type Printed = { text: string; commands: string[][]; example: string };

/** How a language's client is found good, with what the command prints. */
type Check = {
  env?: () => Promise<Record<string, string>>;
  /** A file of the client, and what it has. */
  file: string;
  has: string;
  compile: (out: string, printed: Printed, env: Record<string, string>) => Promise<unknown>;
};

const goEnv = { GOFLAGS: '-mod=readonly', GOTOOLCHAIN: 'local' };

const checks: Record<Language, Check> = {
  typescript: {
    file: 'claimline/sdk.gen.ts',
    has: 'export const listEvents =',
    compile: async (out, { example }) => {
      await writeFile(join(out, 'example.mts'), `${example}\nexport { data, error };\n`);
      const options = ['--strict', '--noEmit', '--target', 'es2022', '--module', 'nodenext'];
      const compiler = join(root, 'node_modules/typescript/bin/tsc');
      await run(process.execPath, [compiler, ...options, 'example.mts'], { cwd: out });
    },
  },
  python: {
    file: 'claimline/api/events/list_events.py',
    has: 'def sync(',
    compile: async (out, { example }) => {
      await writeFile(join(out, 'example.py'), example);
      await run('python3', ['-W', 'error', '-m', 'compileall', '-q', out]);
    },
  },
  go: {
    env: async () => goEnv,
    file: 'claimline/claimline.go',
    has: 'func (c *ClientWithResponses) ListEventsWithResponse(',
    compile: async (out, { text, example }) => {
      // A module of its own: it has what the printed command gets, and nothing else.
      await run('go', ['mod', 'init', 'example'], { cwd: out, env: goEnv });
      const [, modules = ''] = /\(go get ([^)]+)\)/.exec(text) ?? [];
      await run('go', ['get', ...modules.split(' ')], { cwd: out, env: { GOTOOLCHAIN: 'local' } });
      const imports = 'import (\n"context"\n"log"\n\n"example/claimline"\n)';
      await writeFile(join(out, 'main.go'), `package main\n\n${imports}\n\nfunc main() {\n${example}\n}\n`);
      await run('go', ['vet', './...'], { cwd: out, env: goEnv });
    },
  },
  java: {
    file: 'target/generated-sources/openapi/src/main/java/org/claimline/api/EventsApi.java',
    has: ' listEvents(',
    compile: async (out, { example }) => {
      const sources = join(out, 'src/main/java');
      await mkdir(sources, { recursive: true });
      await writeFile(join(sources, 'Example.java'), example);
      await run('mvn', ['--batch-mode', '--no-transfer-progress', '--quiet', 'compile'], { cwd: out });
    },
  },
  rust: {
    env: async () => ({ CARGO_TARGET_DIR: await cacheDirectory('command/rust-target') }),
    file: 'src/lib.rs',
    has: 'pub fn list_events(&self)',
    compile: async (out, { commands, example }, env) => {
      const own = join(out, 'example');
      await run('cargo', ['init', '--quiet', '--vcs', 'none', own]);
      for (const [program = '', ...args] of commands) await run(program, args, { cwd: own, env });
      await writeFile(join(own, 'src/main.rs'), example);
      await run('cargo', ['check', '--quiet'], { cwd: own, env: { ...env, RUSTFLAGS: '-D warnings' } });
    },
  },
};

/** Cargo knows a crate by its place, and would keep what it built of every other: one place for all runs. */
const outOf = async (language: Language): Promise<string> =>
  language === 'rust' ? cacheDirectory('command/rust') : workDirectory(language);

describe.each(languages)('claimline sdk %s', (language) => {
  let out = '';
  afterAll(() => remove(out));

  test('makes the client, which compiles, and so does the example', async () => {
    const { file, has, compile, ...check } = checks[language];
    out = await outOf(language);
    await remove(out);
    const env = (await check.env?.()) ?? {};
    const command = ['src/claimline.js', 'sdk', language, '--out', out];
    const { stdout } = await run(process.execPath, command, { cwd: root, env });
    const [result = '', ...use] = stdout.trimEnd().split('\n');
    const { client, generator, version } = recipes[language];
    expect(result).toContain(join(out, client));
    expect(result).toContain(`${generator} ${version}.`);
    await stat(join(out, client));
    expect(await readFile(join(out, file), 'utf8')).toContain(has);
    const linesAfter = (mark: string) =>
      use.filter((line) => line.startsWith(mark)).map((line) => line.slice(2));
    const code = linesAfter('  ');
    expect(code.length).toBeGreaterThan(1);
    const commands = linesAfter('$ ').map((line) => line.split(' '));
    await compile(out, { text: use.join('\n'), commands, example: `${code.join('\n')}\n` }, env);
  });
});
