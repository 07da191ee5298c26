import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { documentFile } from '../../src/cli/sdk/recipe.ts';
import { languages, recipes } from '../../src/cli/sdk/recipes.ts';
import { claimline, type ErrorDocument, freshDirectory, jsonOf, outcomeOf, start } from './harness.ts';

/** Without any toolchain: what is written, what is printed, and how programs are run and ended. */

const bare = { PATH: freshDirectory() };
const text = (...path: string[]) => readFileSync(join(...path), 'utf8');
const filesIn = (directory: string) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();

const documents = new Map<string, string>();

beforeAll(async () => {
  const cwd = freshDirectory();
  for (const format of ['3.1', '3.0']) {
    documents.set(format, (await claimline(['openapi', '--format', format], { cwd })).stdout);
  }
});

const expected = {
  typescript: {
    files: ['openapi-ts.config.mjs', 'openapi.json'],
    commands: [
      'npx --yes --package=@hey-api/openapi-ts@0.99.0 --package=typescript@5.9.3 openapi-ts --no-log-file',
    ],
    missing: ['npx'],
  },
  python: {
    files: ['openapi-python-client.yaml', 'openapi.json', 'templates/str_enum.py.jinja'],
    commands: [
      'python3 -m venv .venv',
      '.venv/bin/python -m pip install --quiet --disable-pip-version-check openapi-python-client==0.29.1',
      '.venv/bin/openapi-python-client generate --path openapi.json --config openapi-python-client.yaml --custom-template-path templates --output-path claimline --meta none --overwrite',
    ],
    missing: ['uvx', 'pipx', 'python3'],
  },
  go: {
    files: ['oapi-codegen.yaml', 'openapi.json'],
    commands: [
      'go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2 -config oapi-codegen.yaml openapi.json',
    ],
    missing: ['go'],
  },
  java: {
    files: ['openapi-3.0.json', 'openapi-generator.yaml', 'pom.xml', 'templates/oneof_model.mustache'],
    commands: ['mvn --batch-mode --no-transfer-progress --quiet generate-sources'],
    missing: ['mvn'],
  },
  rust: {
    files: [
      'Cargo.toml',
      'generator/.gitignore',
      'generator/Cargo.toml',
      'generator/src/generate.rs',
      'generator/src/main.rs',
      'openapi-3.0.json',
    ],
    commands: ['cargo run --manifest-path generator/Cargo.toml'],
    missing: ['cargo'],
  },
};

describe.each(languages)('%s', (language) => {
  const { files, commands, missing } = expected[language];

  it('--print writes what the generator needs and prints the commands alone', async () => {
    const cwd = freshDirectory();
    const outcome = await claimline(['sdk', language, '--out', 'client', '--print'], { cwd, env: bare });
    expect(outcome.code).toBe(0);
    expect(outcome.stdout).toBe(['cd client', ...commands, ''].join('\n'));
    expect(filesIn(join(cwd, 'client'))).toEqual(files);
    const { document, adapt = (published) => published } = recipes[language];
    expect(text(cwd, 'client', documentFile(document))).toBe(adapt(documents.get(document) ?? ''));
    for (const file of files) expect(outcome.stderr).toContain(join('client', file));
  });

  it('without its toolchain, says what is missing, prints the commands and exits with 3', async () => {
    const cwd = freshDirectory();
    const { code, stdout, stderr } = await claimline(['sdk', language, '--out', 'it is'], { cwd, env: bare });
    expect(code).toBe(3);
    expect(stdout).toBe(["cd 'it is'", ...commands, ''].join('\n'));
    for (const program of missing) expect(stderr).toContain(program);
    expect(stderr).toMatch(/^claimline: .* on the PATH\. Wrote /);
  });

  it('--json tells the same', async () => {
    const cwd = freshDirectory();
    const outcome = await claimline(['sdk', language, '--out', 'client', '--json'], { cwd, env: bare });
    expect(outcome.code).toBe(3);
    const { generator, version, document, client } = recipes[language];
    expect(jsonOf(outcome)).toEqual({
      language,
      ...{ generator, version, document },
      out: 'client',
      files: expect.toSatisfy((paths: string[]) => paths.toSorted().join() === inClient(files).join()),
      client: join('client', client),
      commands: ['cd client', ...commands],
      ran: false,
      missing,
    });
  });
});

const inClient = (files: readonly string[]) => files.map((file) => join('client', file)).sort();

describe('the directory', () => {
  it('must be empty; --force replaces what is written and leaves the rest alone', async () => {
    const cwd = freshDirectory();
    writeFileSync(join(cwd, 'notes.txt'), 'mine');
    writeFileSync(join(cwd, 'openapi.json'), 'old');
    const args = ['sdk', 'go', '--out', '.', '--print'];
    const refused = await claimline([...args, '--json'], { cwd });
    expect(refused.code).toBe(2);
    expect(jsonOf<ErrorDocument>(refused).error).toEqual({
      code: 'invalid_usage',
      message:
        '. is not empty. Name another directory, or use --force to write into this one: files of the same names are replaced.',
    });
    expect(filesIn(cwd)).toEqual(['notes.txt', 'openapi.json']);
    expect((await claimline([...args, '--force'], { cwd })).code).toBe(0);
    expect(filesIn(cwd)).toEqual(['notes.txt', 'oapi-codegen.yaml', 'openapi.json']);
    expect(text(cwd, 'notes.txt')).toBe('mine');
    expect(JSON.parse(text(cwd, 'openapi.json')).openapi).toBe('3.1.1');
  });

  it('cannot be a file, nor lie in one', async () => {
    const cwd = freshDirectory();
    writeFileSync(join(cwd, 'file'), '');
    for (const out of ['file', 'file/client']) {
      const { code, stderr } = await claimline(['sdk', 'go', '--out', out], { cwd, env: bare });
      expect({ code, stderr }).toEqual({
        code: 3,
        stderr: expect.stringMatching(/^claimline: Cannot write into .* not a directory\.\n$/),
      });
    }
  });
});

it('knows five languages', async () => {
  const cwd = freshDirectory();
  const { code, stderr } = await claimline(['sdk', 'cobol', '--out', 'client'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('must be one of typescript, python, go, java, rust; got');
  expect(readdirSync(cwd)).toEqual([]);
});

/** A directory for the PATH with a program of that name: a script, as npx itself is. */
function pathWith(name: string, script: string): { PATH: string } {
  const PATH = freshDirectory();
  writeFileSync(join(PATH, name), `#!${process.execPath}\n${script}`);
  chmodSync(join(PATH, name), 0o755);
  return { PATH };
}

describe('the generator', () => {
  const args = ['sdk', 'typescript', '--out', 'client'];

  it('is run in the directory, and all it says goes to standard error', async () => {
    const cwd = freshDirectory();
    const env = pathWith('npx', 'console.log(process.cwd()); console.error(process.argv.at(-2))');
    const { code, stdout, stderr } = await claimline(args, { cwd, env });
    expect({ code, said: stderr.split('\n').slice(1).sort() }).toEqual({
      code: 0,
      said: ['', join(cwd, 'client'), 'openapi-ts'].sort(),
    });
    expect(stderr).toMatch(/^\$ npx --yes /);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toBe(
      'Made the TypeScript client client/claimline from client/openapi.json (OpenAPI 3.1) with @hey-api/openapi-ts 0.99.0.',
    );
    expect(lines.length).toBeLessThanOrEqual(5);
    const again = await claimline([...args, '--force', '--json'], { cwd, env });
    expect(jsonOf(again)).toMatchObject({ ran: true, missing: [] });
  });

  it('that fails is a failure, told after its own words', async () => {
    const cwd = freshDirectory();
    const env = pathWith('npx', 'console.error("no such schema"); process.exitCode = 7');
    const outcome = await claimline([...args, '--json'], { cwd, env });
    expect(outcome.code).toBe(1);
    const message = 'npx failed with exit code 7. Its output is above.';
    expect(outcome.stderr).toMatch(new RegExp(`\nno such schema\nclaimline: ${message}\n$`));
    expect(jsonOf<ErrorDocument>(outcome)).toEqual({ error: { code: 'generator_failed', message } });
  });

  it('that cannot be started is a failure', async () => {
    const PATH = freshDirectory();
    mkdirSync(join(PATH, 'npx'));
    const { code, stderr } = await claimline(args, { cwd: freshDirectory(), env: { PATH } });
    expect(code).toBe(1);
    expect(stderr).toContain('claimline: npx cannot be started: EACCES.');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends with all that it started on %s', async (signal) => {
    const cwd = freshDirectory();
    const env = pathWith(
      'npx',
      `const sleep = ['-e', 'setInterval(() => {}, 1000)'];
       const child = require('node:child_process').spawn(process.execPath, sleep);
       console.error('pids', process.pid, child.pid);
       setInterval(() => {}, 1000);`,
    );
    const running = start(args, { cwd, env });
    const ended = outcomeOf(running);
    const pids = await new Promise<number[]>((found) => {
      let said = '';
      running.stderr?.on('data', (chunk) => {
        said += chunk;
        const [, ...numbers] = /pids (\d+) (\d+)\n/.exec(said) ?? [];
        if (numbers.length > 0) found(numbers.map(Number));
      });
    });
    running.kill(signal);
    const { code, stderr } = await ended;
    expect(code).toBe(1);
    expect(stderr).toContain('claimline: Interrupted: npx was ended.');
    for (const pid of pids) await expect.poll(() => isRunning(pid)).toBe(false);
  });

  it('is what the printed commands run, wherever that is', async () => {
    const cwd = freshDirectory();
    const env = pathWith('npx', 'require("node:fs").writeFileSync("ran", "")');
    const out = "it's a client";
    const { stdout } = await claimline(['sdk', 'typescript', '--out', out, '--print'], { cwd });
    execFileSync('/bin/sh', ['-e', '-c', stdout], { cwd, env });
    expect(existsSync(join(cwd, out, 'ran'))).toBe(true);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A process that has ended and that nobody has asked about still has its number.
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(text('/proc', String(pid), 'status'));
  } catch {
    return false;
  }
}
