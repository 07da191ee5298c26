import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { problemKinds } from '../../../src/http/problem.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { type Api, startApi } from '../../helpers/api.ts';
import { buildExplorer } from '../../helpers/explorer.ts';
import { overwrite } from '../../helpers/overwrite.ts';
import { smallWorld } from './small-world.ts';

/** A record of which some bytes were overwritten: whatever reads it says that the database is damaged. */

const directory = mkdtempSync(join(tmpdir(), 'claimline-damage-'));
const opened: Api[] = [];
afterAll(async () => {
  for (const api of opened) await api.close();
  rmSync(directory, { recursive: true, force: true });
});

/** A server over the small world, with this text in no body any more. */
async function damagedApi(name: string, text: string, byte: number): Promise<Api> {
  const file = join(directory, `${name}.db`);
  const written = await startApi(smallWorld, openSqliteStore(file));
  await written.close();
  overwrite(file, text, byte);
  const api = await startApi([], openSqliteStore(file), { cacheBytes: 0 });
  opened.push(api);
  return api;
}

const eventPaths = [
  '/v1/events/oslo',
  '/v1/events/oslo?include=actors',
  '/v1/events',
  '/v1/events?include=actors',
  '/v1/events?tag=ferry',
  '/v1/actors/front/events',
];

describe.each([
  ['zeros', 0x00],
  ['ones', 0xff],
])('an event overwritten with %s', (name, byte) => {
  it('is told of as damage', async () => {
    const api = await damagedApi(name, '"title":"Ferry sunk"', byte);
    for (const path of eventPaths) await api.problem(path, 503, 'store_unusable');
    // The rest is as it was.
    expect((await api.send('/v1/events/fiji')).status).toBe(200);
    expect((await api.send('/v1/claims')).status).toBe(200);
    expect(await api.get('/healthz')).toEqual({ status: 'ok' });
    expect(api.log.join('')).toContain('The database is damaged: restore it from a backup.');
  });
});

it('a record that is found, or brought along, is told of as damage', async () => {
  const api = await damagedApi('found', '"title":"Ferry sunk"', 0x00);
  for (const path of ['/v1/search?q=ferry', '/v1/claims?include=events']) {
    await api.problem(path, 503, 'store_unusable');
  }
});

it('fails on the page for people too: with the status, a general description and a line in the log', async () => {
  await buildExplorer();
  const api = await damagedApi('page', '"title":"Ferry sunk"', 0x00);
  for (const path of ['/', '/?event=oslo']) {
    const logged = api.log.length;
    const response = await fetch(api.origin + path, { headers: { accept: 'text/html' } });
    const html = await response.text();
    expect([response.status, response.headers.get('content-type')]).toEqual([
      503,
      'text/html; charset=utf-8',
    ]);
    expect(html).toContain(problemKinds.store_unusable.description);
    expect(html).not.toContain('claimline check');
    expect(api.log.slice(logged).join('')).toContain('The database is damaged: restore it from a backup.');
  }
});

it('of the definition of an index of words is told of as damage', async () => {
  const file = join(directory, 'definition.db');
  const written = await startApi(smallWorld, openSqliteStore(file));
  await written.close();
  overwrite(file, 'ascii', 'X'.charCodeAt(0));
  const api = await startApi([], openSqliteStore(file), { cacheBytes: 0 });
  opened.push(api);
  for (const path of ['/v1/search?q=ferry', '/v1/events?q=ferry', '/v1/actors?q=front']) {
    await api.problem(path, 503, 'store_unusable');
  }
  expect((await api.send('/v1/events/fiji')).status).toBe(200);
  expect(api.log.join('')).toContain('The database is damaged: restore it from a backup.');
});
