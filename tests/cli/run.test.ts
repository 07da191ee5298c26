import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import type { Services } from '../../src/cli/context.ts';
import { runCommand } from '../../src/cli/run.ts';
import { run } from '../../src/compose.ts';
import { freshDirectory, small, writeJson } from './harness.ts';
import { Sink } from './sink.ts';

/** The command line without a process of its own. */

const directory = freshDirectory();

function surroundings(environment: Record<string, string> = {}, isTTY = false) {
  return {
    stdin: Readable.from([]),
    stdout: new Sink(isTTY),
    stderr: new Sink(isTTY),
    environment,
    onStop: () => () => undefined,
  };
}

it('shows what it is doing where somebody watches, and clears it away', async () => {
  const path = writeJson(join(directory, 'bridge.json'), small());
  const place = surroundings({ DATABASE_URL: `sqlite:${join(directory, 'watched.db')}` }, true);
  expect(await run(['import', path], place)).toBe(0);
  const erase = '\r\u001b[2K';
  expect(place.stderr.text).toBe(
    `${['Reading', 'Checking', 'Writing'].map((phase) => `${erase}${phase} ${path} …`).join('')}${erase}`,
  );
  expect(place.stdout.text).not.toContain('\u001b');
});

it('shows no progress in a pipe', async () => {
  const place = surroundings();
  expect(await run(['validate', writeJson(join(directory, 'bridge.json'), small())], place)).toBe(0);
  expect(place.stderr.text).toBe('');
});

/** Services of which one fails in a way that nobody foresaw. */
const failing: Services = {
  version: '0.0.0',
  now: () => '2026-01-01T00:00:00.000Z',
  openStore: () => Promise.reject(new Error('the unforeseen')),
  scratchStore: () => Promise.reject(new Error('the unforeseen')),
  openScratch: () => Promise.reject(new Error('the unforeseen')),
  serve: () => Promise.reject(new Error('the unforeseen')),
  describeApi: () => Promise.reject(new Error('the unforeseen')),
};

it('tells a fault of its own in one sentence, without a stack', async () => {
  const place = surroundings();
  expect(await runCommand(['openapi'], place, failing)).toBe(4);
  expect(place.stderr.text).toBe(
    'claimline: An error in the program itself: the unforeseen\n  LOG_LEVEL=debug shows the stack trace.\n',
  );
});

it.each([
  [['openapi'], { LOG_LEVEL: 'debug' }],
  [['openapi', '--log-level', 'debug'], {}],
])('with the stack for who looks for it: %j', async (args, environment) => {
  const place = surroundings(environment);
  expect(await runCommand(args, place, failing)).toBe(4);
  expect(place.stderr.text).toMatch(/\n\s+at .*run\.test\.ts/);
});

it('and as one JSON document, without a stack', async () => {
  const place = surroundings();
  expect(await runCommand(['openapi', '--json'], place, failing)).toBe(4);
  expect(JSON.parse(place.stdout.text)).toEqual({
    error: { code: 'internal', message: 'An error in the program itself: the unforeseen' },
  });
});

it('lists a thousand problems of many, and says how many there are', async () => {
  const path = join(directory, 'many.json');
  const actors = Array.from({ length: 1500 }, (_, index) => ({
    id: `a-${index}`,
    type: 'nobody',
    name: 'x',
  }));
  writeFileSync(path, JSON.stringify({ ...small(), actors, claims: [] }));
  const place = surroundings();
  expect(await run(['validate', path, '--json'], place)).toBe(1);
  const { error } = JSON.parse(place.stdout.text);
  expect(error.problems).toHaveLength(1000);
  expect(error.message).toContain('1500 problems found');
  expect(place.stderr.text).toContain('Only the first 1000 are listed.');
});
