import { cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Language, languages, recipes } from '../../src/cli/sdk/recipes.ts';
import { run } from './support/command.ts';
import { cacheDirectory, ownFiles, remove, root, workDirectory } from './support/places.ts';

/** `claimline sdk`, with the toolchains of this machine: every client is made, and compiles with its example. */

/** How a language's client is found good, with the lines of code that the command prints. */
type Check = {
  env?: () => Promise<Record<string, string>>;
  /** A file of the client, and what it has. */
  file: string;
  has: string;
  compile: (out: string, example: string, env: Record<string, string>) => Promise<unknown>;
};

const goEnv = { GOFLAGS: '-mod=readonly', GOTOOLCHAIN: 'local' };

const checks: Record<Language, Check> = {
  typescript: {
    file: 'claimline/sdk.gen.ts',
    has: 'export const listEvents =',
    compile: async (out, example) => {
      await writeFile(join(out, 'example.mts'), `${example}\nexport { data, error };\n`);
      const options = ['--strict', '--noEmit', '--target', 'es2022', '--module', 'nodenext'];
      const compiler = join(root, 'node_modules/typescript/bin/tsc');
      await run(process.execPath, [compiler, ...options, 'example.mts'], { cwd: out });
    },
  },
  python: {
    file: 'claimline/api/events/list_events.py',
    has: 'def sync(',
    compile: async (out, example) => {
      await writeFile(join(out, 'example.py'), example);
      await run('python3', ['-W', 'error', '-m', 'compileall', '-q', out]);
    },
  },
  go: {
    env: async () => goEnv,
    file: 'claimline/claimline.go',
    has: 'func (c *ClientWithResponses) ListEventsWithResponse(',
    compile: async (out, example) => {
      for (const name of ['go.mod', 'go.sum']) await cp(join(ownFiles('go'), name), join(out, name));
      const body = `func example(ctx context.Context, from string) (any, error) {
        ${example.replace('\n', '\nif err != nil {\nreturn nil, err\n}\n')}
        return answer, err
      }`;
      const imports = 'import (\n"context"\n"stories/claimline"\n)';
      await writeFile(join(out, 'example.go'), `package example\n${imports}\n${body}\n`);
      await run('go', ['vet', './...'], { cwd: out, env: goEnv });
    },
  },
  java: {
    file: 'target/generated-sources/openapi/src/main/java/org/claimline/api/EventsApi.java',
    has: ' listEvents(',
    compile: async (out, example) => {
      const sources = join(out, 'src/main/java');
      await mkdir(sources, { recursive: true });
      const imports = 'import org.claimline.*;\nimport org.claimline.api.*;';
      const method = `static void example() throws ApiException {\n${example}\n}`;
      await writeFile(join(sources, 'Example.java'), `${imports}\nclass Example {\n${method}\n}\n`);
      await run('mvn', ['--batch-mode', '--no-transfer-progress', '--quiet', 'compile'], { cwd: out });
    },
  },
  rust: {
    env: async () => ({ CARGO_TARGET_DIR: await cacheDirectory('command/rust-target') }),
    file: 'src/lib.rs',
    has: 'pub fn list_events(&self)',
    compile: async (out, example, env) => {
      const body = `pub async fn example() -> Result<(), Box<dyn std::error::Error>> {\n${example}\ndrop(page);\nOk(())\n}`;
      await mkdir(join(out, 'examples'));
      await writeFile(join(out, 'examples/example.rs'), `${body}\nfn main() {}\n`);
      await run('cargo', ['check', '--quiet', '--examples'], { cwd: out, env });
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
    const code = use.filter((line) => line.startsWith('  ')).map((line) => line.trim());
    expect(code.length).toBeGreaterThan(1);
    await compile(out, code.join('\n'), env);
  });
});
