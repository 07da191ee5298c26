import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from '../../src/domain/store.ts';
import { noteStoreCalls, type StoreCall } from '../../src/domain/store-calls.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { freshDirectory } from '../cli/harness.ts';
import { claim, event, keyOf, put, putBasics, responsible } from '../helpers/records.ts';

/** Which calls of the store answer a request, on which thread, by which index. */

const page = { limit: 5 };
const sort = 'time' as const;
const time = { match: 'possible' as const, window: { start: 0, end: 1 } };
const proposition = responsible('speaker', 'attack');
let store: Store;

beforeAll(async () => {
  store = openSqliteStore(join(freshDirectory(), 'store.db'), 25_000);
  await putBasics(store);
  await put(store, {
    event: [
      event('e', { participants: [{ actorId: 'speaker', role: 'host' }] }),
      event('rallies', { title: 'rally '.repeat(60) }),
    ],
    claim: [claim('c', { proposition })],
  });
});
afterAll(() => store.close());

async function callsOf(work: () => Promise<unknown>): Promise<StoreCall[]> {
  const calls: StoreCall[] = [];
  await noteStoreCalls(calls, work);
  return calls;
}

it.each<[string, () => Promise<unknown>, StoreCall]>([
  [
    'events',
    () => store.listEvents({ sort }, page),
    { method: 'listEvents', where: 'inline', index: 'event_by_time' },
  ],
  [
    'events of an actor',
    () => store.listEvents({ sort, actorId: ['speaker'] }, page),
    { method: 'listEvents', where: 'inline', index: 'event_participant_by_actor' },
  ],
  [
    'events of an actor in a window',
    () => store.listEvents({ sort, time, actorId: ['speaker'] }, page),
    { method: 'listEvents', where: 'reader', index: 'event_participant_by_actor' },
  ],
  [
    'claims with two conditions',
    () => store.listClaims({ sort, act: ['denies'], predicate: ['killed'] }, page),
    { method: 'listClaims', where: 'reader', index: null },
  ],
  [
    'a search for a rare word',
    () => store.search({ terms: ['attack'], kinds: ['event'] }, page),
    { method: 'search', where: 'inline' },
  ],
  [
    'a search for a common word',
    () => store.search({ terms: ['rally'], kinds: ['event'] }, page),
    { method: 'search', where: 'reader' },
  ],
])('%s', async (_name, work, call) => {
  expect(await callsOf(work)).toEqual([call]);
});

it('are noted in their order, and apart for each request', async () => {
  const [described, listed] = await Promise.all([
    callsOf(() => store.describeProposition(keyOf(proposition))),
    callsOf(async () => {
      await store.listClaims({ sort }, page);
      await store.related('claim', ['c'], ['actor']);
      await store.count({ kind: 'claim', query: {} });
    }),
  ]);
  expect(described).toEqual([{ method: 'describeProposition', where: 'inline' }]);
  expect(listed).toEqual([
    { method: 'listClaims', where: 'inline', index: 'claim_by_time' },
    { method: 'related', where: 'inline' },
    { method: 'count', where: 'reader' },
  ]);
});

it('are not noted where nobody asks', async () => {
  const calls = await callsOf(async () => {});
  await store.listEvents({ sort }, page);
  expect(calls).toEqual([]);
});
