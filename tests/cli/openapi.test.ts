import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { claimline, freshDirectory, jsonOf, serve } from './harness.ts';

const cwd = freshDirectory();

it.each([
  ['3.1', '3.1.1'],
  ['3.0', '3.0.4'],
])('prints the document in %s, and makes no database', async (format, version) => {
  const { code, stdout, stderr } = await claimline(['openapi', '--format', format], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const document = JSON.parse(stdout);
  expect(document.openapi).toBe(version);
  expect(Object.keys(document.paths)).toContain('/v1/events');
  expect(readdirSync(cwd)).toEqual([]);
});

it('prints the bytes that a server publishes', async () => {
  const env = { DATABASE_URL: 'sqlite::memory:' };
  const { child, url, ended } = await serve([], { cwd, env });
  const published = {
    '3.1': await (await fetch(`${url}/openapi.json`)).text(),
    '3.0': await (await fetch(`${url}/openapi-3.0.json`)).text(),
  };
  child.kill();
  await ended;
  expect((await claimline(['openapi'], { cwd })).stdout).toBe(published['3.1']);
  expect((await claimline(['openapi', '--format', '3.0'], { cwd })).stdout).toBe(published['3.0']);
});

it('writes it to a file', async () => {
  const outcome = await claimline(['openapi', '--out', 'openapi.json', '--json'], { cwd });
  expect(outcome.code).toBe(0);
  expect(jsonOf(outcome)).toEqual({ format: '3.1', file: 'openapi.json' });
  expect(JSON.parse(readFileSync(join(cwd, 'openapi.json'), 'utf8')).openapi).toBe('3.1.1');
});
