import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../src/domain/limits.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { claim, dataset, event, firstDay, put, putBasics, source } from '../helpers/records.ts';
import { freshDirectory, serve } from './harness.ts';

/** Slow queries against a server in a process of its own: they end, and nobody else notices. */

const cwd = freshDirectory();
const file = join(cwd, 'store.db');
const database = { DATABASE_URL: `sqlite:${file}` };
beforeAll(async () => {
  const store = openSqliteStore(file);
  await store.write({ dataset: [{ datasetId: 'd', record: dataset('d') }] }, firstDay);
  const events = Array.from({ length: 3000 }, (_, at) => ({
    datasetId: 'd',
    record: event(`event-${at}`, { time: { edtf: String(1970 + (at % 20)) }, tags: ['some'] }),
  }));
  await store.write({ event: events }, firstDay);
  await store.close();
});

/** Thousands of days with thousands of events in each: no answer of this kind is there within a millisecond. */
const slow = (round: number) => `/v1/timeline?interval=day&from=1975&to=1985&tag=some&tag=t${round}`;

/** The reader processes of this database that run, with their parents. */
function readersOf(path: string): { pid: number; parent: number }[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      const [, state, parent] =
        /^\d+ \(.*\) (\S) (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
      const line = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      const isReader = line.includes('reader.ts') && line.includes(path) && state !== 'Z';
      return isReader ? [{ pid: Number(name), parent: Number(parent) }] : [];
    } catch {
      return [];
    }
  });
}

describe('a query that may take long', () => {
  it('is stopped at its time, while everything else is answered', async () => {
    const { child, url, ended } = await serve([], { cwd, env: { ...database, QUERY_TIMEOUT_MS: '1' } });
    let going = true;
    const hostile = [1, 2, 3, 4].map(async (one) => {
      const seen: unknown[] = [];
      for (let round = 0; going; round += 1) {
        const answer = await fetch(url + slow(one * 1000 + round));
        const body = (await answer.json()) as { code?: string };
        seen.push([answer.status, body.code, answer.headers.get('retry-after')]);
      }
      return seen;
    });
    for (let at = 0; at < 60; at += 1) {
      const paths = [`/v1/events/event-${at}`, '/healthz', '/readyz', '/v1/events?limit=5'];
      for (const path of paths) expect((await fetch(url + path)).status, path).toBe(200);
      await wait(10);
    }
    going = false;
    const outcomes = (await Promise.all(hostile)).flat();
    expect(outcomes.length).toBeGreaterThanOrEqual(4);
    expect(new Set(outcomes.map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify([503, 'query_timeout', '5'])]),
    );
    child.kill('SIGTERM');
    const { code, stderr } = await ended;
    expect([code, readersOf(file)], stderr).toEqual([0, []]);
  });

  it('is answered within its time, again and again, even when its process is killed meanwhile', async () => {
    const { child, url, ended } = await serve([], { cwd, env: { ...database, QUERY_TIMEOUT_MS: '20000' } });
    for (const round of [1, 2, 3]) {
      const answer = await fetch(url + slow(round));
      expect(answer.status, await answer.text()).toBe(200);
      for (const { pid } of readersOf(file)) process.kill(pid, 'SIGKILL');
    }
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });

  it('leaves no process behind when the server is killed', async () => {
    const { child, url, ended } = await serve([], { cwd, env: { ...database, QUERY_TIMEOUT_MS: '20000' } });
    expect((await fetch(url + slow(0))).status).toBe(200);
    expect(new Set(readersOf(file).map(({ parent }) => parent))).toEqual(new Set([child.pid]));
    // Asked again, so that it is at work when its server dies.
    fetch(url + slow(1)).catch(() => undefined);
    await wait(5);
    child.kill('SIGKILL');
    await ended;
    while (readersOf(file).length > 0) await wait(20);
  });
});

it('a client with too many slow queries is refused, and keeps no other client waiting', async () => {
  const env = { ...database, QUERY_TIMEOUT_MS: '20000', TRUSTED_PROXIES: '127.0.0.1' };
  const { child, url, ended } = await serve([], { cwd, env });
  const ask = async (client: string, round: number) => {
    // Fewer days, since all of them are answered.
    const path = slow(round).replace('to=1985', 'to=1977');
    const answer = await fetch(url + path, { headers: { 'x-forwarded-for': client } });
    const { code } = (await answer.json()) as { code?: string };
    return [answer.status, code];
  };
  const refused = Promise.withResolvers<void>();
  const greedy = Array.from({ length: 2 * limits.readerQueuePerClientMax }, async (_, at) => {
    const outcome = await ask('192.0.2.66', at);
    if (outcome[1] === 'overloaded') refused.resolve();
    return outcome;
  });
  // From here on, as many wait as may.
  await refused.promise;
  for (const round of [1001, 1002, 1003]) expect(await ask('192.0.2.1', round)).toEqual([200, undefined]);
  const outcomes = new Set((await Promise.all(greedy)).map((outcome) => JSON.stringify(outcome)));
  expect(outcomes).toEqual(new Set(['[200,null]', '[503,"overloaded"]']));
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
});

describe('reader processes', () => {
  it('are started with the server, before any query', async () => {
    const { child, ended } = await serve([], { cwd, env: database });
    while (readersOf(file).length < 2) await wait(20);
    for (const { pid } of readersOf(file)) {
      // The server's cache of compiled code: without it a start takes twice as long.
      expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).toContain('.cache/claimline');
    }
    child.kill('SIGTERM');
    const { code, stderr } = await ended;
    expect([code, readersOf(file)], stderr).toEqual([0, []]);
  });

  it('are started by each worker, and not by the process that starts the workers', async () => {
    const { child, ended } = await serve(['--workers', '2'], { cwd, env: database });
    while (readersOf(file).length < 4) await wait(20);
    const parents = readersOf(file).map(({ parent }) => parent);
    expect(new Set(parents).size).toBe(2);
    expect(parents).not.toContain(child.pid);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
    while (readersOf(file).length > 0) await wait(20);
  });
});

/** CPU time that a process has used, in clock ticks. */
function ticksOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

it('a verification takes the time of another process, not of the server', async () => {
  const path = join(cwd, 'texts.db');
  const store = openSqliteStore(path);
  const passages = Array.from({ length: 60 }, (_, at) => ({
    sourceId: 'letter',
    start: 0,
    end: 20 + at,
    quoteSha256: hash('sha256', `elsewhere ${at}`),
  }));
  await putBasics(store);
  await put(store, { source: [source('letter')], claim: [claim('c', { evidence: passages })] });
  await store.close();
  const { child, url, ended } = await serve([], { cwd, env: { DATABASE_URL: `sqlite:${path}` } });
  const verify = async (body: string) => {
    const headers = { 'content-type': 'text/plain' };
    const answer = await fetch(`${url}/v1/sources/letter/verification`, { method: 'POST', headers, body });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ counts: { missing: passages.length } });
  };
  const used = () => [
    ticksOf(child.pid ?? 0),
    readersOf(path).reduce((sum, { pid }) => sum + ticksOf(pid), 0),
  ];
  await verify('short');
  const [serverBefore = 0, readersBefore = 0] = used();
  await verify('A text of twenty kB. '.repeat(1000));
  const [server = 0, readers = 0] = used();
  expect(readers - readersBefore).toBeGreaterThan(3 * (server - serverBefore));
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
});

it('a database in memory has no second process: its queries run like all others', async () => {
  const env = { DATABASE_URL: 'sqlite::memory:', QUERY_TIMEOUT_MS: '1' };
  const { child, url, ended } = await serve([], { cwd, env });
  expect((await fetch(url + slow(0))).status).toBe(200);
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
});
