import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** The examples of the README, run as they stand against a server started as it says. */

const root = new URL('../../', import.meta.url).pathname;
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** Every `$ curl …` of the README with what it says is printed. */
const examples = [...readme.matchAll(/^\$ curl (.*)\n((?:(?!\$ |```).*\n)+)/gm)].map(
  ([, args = '', output = '']) => ({
    args,
    output: output.trim(),
  }),
);

let server: ChildProcess;
let base = '';
const directory = mkdtempSync(join(tmpdir(), 'claimline-readme-'));

beforeAll(async () => {
  const args = ['src/claimline.js', 'serve', '--seed', 'data/crocus-city-hall-2024'];
  const database = { DATABASE_URL: `sqlite:${join(directory, 'readme.db')}` };
  // On a busy machine, reader processes take longer to start than a query may.
  const env = { ...process.env, ...database, PORT: '0', QUERY_TIMEOUT_MS: '20000' };
  server = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  base = await new Promise((found, failed) => {
    let printed = '';
    server.stdout?.on('data', (chunk) => {
      printed += chunk;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0];
      if (address !== undefined) found(address);
    });
    server.once('exit', (code) => failed(new Error(`the server ended with ${code}`)));
  });
});

afterAll(() => {
  server.kill('SIGTERM');
  rmSync(directory, { recursive: true, force: true });
});

/** The parts of an example's output between the ellipses, each of which must stand in the answer, in order. */
const partsOf = (output: string) => output.split('…').filter((part) => part !== '');

test('the README has examples', () => {
  expect(examples.length).toBeGreaterThanOrEqual(6);
});

test.each(examples)('curl $args', async ({ args, output }) => {
  const url = /'http:\/\/127\.0\.0\.1:3000([^']*)'/.exec(args)?.[1];
  expect(url, 'an example names one URL in quotes').toBeDefined();
  const answer = await (await fetch(base + url)).text();
  let from = 0;
  for (const part of partsOf(output)) {
    const at = answer.indexOf(part, from);
    expect(at, `not in the answer from ${from} on: ${part}\n${answer}`).toBeGreaterThanOrEqual(from);
    from = at + part.length;
  }
});
