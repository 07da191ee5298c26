import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ClaimlineError } from '../../src/domain/errors.ts';
import { fingerprintOf } from '../../src/domain/fingerprint.ts';
import { limits } from '../../src/domain/limits.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { Readers } from '../../src/store/sqlite/readers/readers.ts';
import { freshDirectory } from '../cli/harness.ts';
import { claim, dataset, event, firstDay, put, putBasics, source } from '../helpers/records.ts';
import { readersOf } from './reader-children.ts';

/** Queries in processes of their own: their results, their failures, and what happens when a process is killed. */

const file = join(freshDirectory(), 'store.db');
/** More than ten years of days: the counts of each are made and sent, which takes milliseconds. */
const slow = [
  'timeline',
  [{ time: { window: { start: 0, end: 4000 * 86_400 }, match: 'possible' } }, 'day'],
] as const;
const quick = ['listEvents', [{ sort: 'time' }, { limit: 2 }]] as const;
/** More than the tests take, even on a busy machine. */
const longMs = 25_000;

/** Words in every title, in 400 of them, in 50, in 51, and two with one beginning in 51 together. */
const titleOf = (at: number) =>
  [
    'said',
    at < 400 && 'landed',
    at < 50 && 'Zéppelin',
    at < 51 && 'airship',
    at < 25 && 'harbour',
    at < 26 && 'harboured',
    at < 1000 && '今日新闻',
    at < 1 && '大飞艇',
  ]
    .filter((word) => word !== false)
    .join(' ');

beforeAll(async () => {
  const store = openSqliteStore(file);
  const ids = Array.from({ length: 2000 }, (_, at) => `event-${at}`);
  await store.write({ dataset: [{ datasetId: 'd', record: dataset('d') }] }, firstDay);
  const events = ids.map((id, at) => ({
    datasetId: 'd',
    record: event(id, { title: titleOf(at), time: { edtf: String(1970 + (at % 10)) } }),
  }));
  await store.write({ event: events }, firstDay);
  await store.close();
});

const opened: { close(): void }[] = [];
const reader = (timeoutMs: number, path = file): Readers => {
  const made = new Readers({ path, timeoutMs });
  opened.push(made);
  return made;
};
afterEach(async () => {
  for (const made of opened.splice(0)) made.close();
  while (children().length > 0) await wait(5);
});

const children = () => readersOf(file);

const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'ok',
    (error: unknown) => (error instanceof ClaimlineError ? error.code : String(error)),
  );

it('answers as the store itself does', async () => {
  const store = openSqliteStore(file);
  const apart = reader(longMs);
  const page = await store.listEvents(...quick[1]);
  const answers = await Promise.all([
    apart.call(...quick),
    apart.call('timeline', [{}, 'year']),
    apart.call('read', ['event', 'event-1']),
    apart.call('existing', ['event', ['event-1', 'none']]),
  ]);
  expect(answers).toEqual([
    page,
    await store.timeline({}, 'year'),
    await store.read('event', 'event-1'),
    new Set(['event-1']),
  ]);
  await store.close();
});

it('starts two processes when it is told to, or at the first call, and ends them when it is closed', async () => {
  const apart = reader(longMs);
  expect(children()).toEqual([]);
  apart.start();
  expect(children()).toHaveLength(2);
  for (const _ of [1, 2, 3]) await apart.call(...quick);
  expect(children()).toHaveLength(2);
  apart.close();
  while (children().length > 0) await wait(10);
  expect(await codeOf(apart.call(...quick))).toBe('store_unusable');
  apart.start();
  expect(children()).toEqual([]);
  const other = reader(longMs);
  const answer = other.call(...quick);
  expect(children()).toHaveLength(2);
  await answer;
});

describe('a search', () => {
  const searched = async (...terms: string[]) => {
    const store = openSqliteStore(file, longMs);
    const { matches } = await store.search({ terms, kinds: ['actor', 'event', 'claim'] }, { limit: 5 });
    const isApart = children().length > 0;
    await store.close();
    while (children().length > 0) await wait(5);
    return [matches.value, isApart];
  };

  it.each([
    ['whose last word is rare', ['zeppelin'], 50],
    ['whose last word begins rare ones', ['landed', 'zepp'], 50],
    ['whose last word stands nowhere', ['said', 'submarine'], 0],
    ['for a part of a run that is rare', ['飞艇'], 1],
    ['for no word', [], 0],
  ])('%s is answered where it is asked', async (_, terms, found) => {
    expect(await searched(...terms)).toEqual([found, false]);
  });

  it.each([
    ['whose last word is common', ['airship'], 51],
    ['whose other words are common', ['said', 'zeppelin'], 50],
    ['whose other words are common together', ['landed', 'airship', 'zeppelin', 'zeppelin'], 50],
    ['whose last word begins words that are common together', ['harbour'], 26],
    ['for a part of a run that is common', ['新闻'], 200],
  ])('%s goes to the process', async (_, terms, found) => {
    expect(await searched(...terms)).toEqual([found, true]);
  });
});

describe('a verification', () => {
  const words = Array.from({ length: 2000 }, (_, at) => `word${at} `).join('');
  const text = Buffer.from(`More. ${words.repeat(130)}`.slice(0, limits.verificationTextMaxBytes));
  const path = join(freshDirectory(), 'texts.db');
  const passages = Array.from({ length: 200 }, (_, at) => words.slice(at * 40, at * 40 + 20 + at));
  const evidenceIn = (sourceId: string, isMarked: boolean) =>
    passages.map((quote, at) => ({
      sourceId,
      start: at * 40,
      end: at * 40 + quote.length,
      quoteSha256: hash('sha256', `${quote}!`),
      ...(isMarked ? { quoteFingerprint: fingerprintOf(`${quote}!`) } : {}),
    }));

  beforeAll(async () => {
    const store = openSqliteStore(path);
    await putBasics(store);
    await put(store, {
      source: [source('marked'), source('unmarked')],
      claim: [
        claim('a', { evidence: evidenceIn('marked', true) }),
        claim('b', { evidence: evidenceIn('unmarked', false) }),
      ],
    });
    await store.close();
  });

  it('of the longest text runs in a process, whatever the time of a query', async () => {
    const store = openSqliteStore(path, 1);
    const found = await store.verify('marked', text);
    expect(readersOf(path).length).toBeGreaterThan(0);
    expect(found).toMatchObject({ contentLength: text.length, counts: { missing: passages.length } });
    expect(await store.verify('marked', text.subarray(0, 1000))).toMatchObject({ contentLength: 1000 });
    expect(await store.verify('nothing', text)).toBeNull();
    await expect(store.verify('marked', Buffer.from([0xff]))).rejects.toMatchObject({
      code: 'invalid_parameter',
    });
    await store.close();
    while (readersOf(path).length > 0) await wait(5);
  });

  it('or a search for quotes runs in a process, with a time limit of its own', async () => {
    const store = openSqliteStore(path, 1);
    const quotes = ['more.', 'More.', 'word1 word2'];
    const found = await store.locate('marked', text, quotes);
    expect(readersOf(path).length).toBeGreaterThan(0);
    expect(found?.quotes.map(({ state }) => state)).toEqual(['missing', 'located', 'ambiguous']);
    expect(await store.locate('nothing', text, quotes)).toBeNull();
    await expect(store.locate('marked', Buffer.from([0xff]), quotes)).rejects.toMatchObject({
      code: 'invalid_parameter',
    });
    await store.close();
    while (readersOf(path).length > 0) await wait(5);
  });

  it('that takes too long says which passages make it slow, and the next one is answered', async () => {
    const store = openSqliteStore(path, longMs);
    await store.verify('unmarked', Buffer.from('short'), longMs);
    await expect(store.verify('unmarked', text, 200)).rejects.toMatchObject({
      code: 'deadline_exceeded',
      message: expect.stringMatching(
        /^The search for 200 passages took longer than 200 ms\. 200 of them have no /,
      ),
    });
    expect(await store.verify('unmarked', Buffer.from('short'), longMs)).toMatchObject({ contentLength: 5 });
    await store.close();
    while (readersOf(path).length > 0) await wait(5);
  });
});

it('passes failures on with their code and faults', async () => {
  const failing = reader(longMs).call('listEvents', [{ sort: 'time' }, { limit: 2, after: ['x'] }]);
  await expect(failing).rejects.toMatchObject({
    name: 'ClaimlineError',
    code: 'invalid_cursor',
    faults: [{ parameter: 'cursor', code: 'invalid_cursor' }],
  });
});

it('runs beside the server at a lower priority, on a connection that cannot write', async () => {
  const apart = reader(longMs);
  await apart.call(...quick);
  const niceOf = (pid: number) =>
    Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[16]);
  // One process has answered. The others may still be loading their code, before which they run as the server does.
  const pids = children();
  expect(pids.length).toBeGreaterThan(0);
  while (!pids.every((pid) => niceOf(pid) > 0)) await wait(5);
});

describe('a query past its time', () => {
  it('is stopped, while the ones behind it are answered by another process', async () => {
    const apart = reader(longMs);
    await apart.call(...quick);
    const hurried = reader(1);
    const seen = new Set<number>();
    while (seen.size < 3) {
      expect(await codeOf(hurried.call(...slow))).toBe('query_timeout');
      for (const pid of children()) seen.add(pid);
    }
    expect(await codeOf(apart.call(...quick))).toBe('ok');
  });

  it('is refused where it only waited', async () => {
    const apart = reader(1);
    const codes = await Promise.all([1, 2, 3].map(() => codeOf(apart.call(...slow))));
    expect(codes).toEqual(['query_timeout', 'query_timeout', 'query_timeout']);
  });
});

it('answers again after somebody has killed the processes, idle or at work', async () => {
  const apart = reader(longMs);
  for (const call of [quick, slow, slow] as const) {
    const answer = call === quick ? apart.call(...quick) : apart.call(...slow);
    while (children().length === 0) await wait(1);
    for (const pid of children()) process.kill(pid, 'SIGKILL');
    expect(await codeOf(answer)).toBe('ok');
  }
});

it('says so where no process can start', async () => {
  const apart = reader(longMs, join(file, 'nowhere.db'));
  expect(await codeOf(apart.call(...quick))).toBe('store_unusable');
});
