import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Store } from '../../src/domain/store.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { actor, claim, dataset, event, put, responsible, source } from '../helpers/records.ts';

/**
 * A query that was asked before is not prepared again for other values. SQLite does that on its own, unseen, but the
 * driver then compiles anew what makes objects of its rows, with `Function`.
 */

const directory = mkdtempSync(join(tmpdir(), 'claimline-prepared-'));
const path = join(directory, 'prepared.db');
let store: Store;

const { Function: plain } = globalThis;
let compiled = 0;
beforeEach(() => {
  compiled = 0;
  const counted = (...parts: string[]) => {
    compiled += 1;
    return plain(...parts);
  };
  globalThis.Function = counted as unknown as FunctionConstructor;
});
afterEach(() => {
  globalThis.Function = plain;
});

/** All alike but for their values, so that one query serves for each of them. */
const numbers = [1, 2, 3, 4, 5];

beforeAll(async () => {
  store = openSqliteStore(path);
  await put(store, {
    dataset: [dataset('home'), ...numbers.map((n) => dataset(`d${n}`))],
    source: numbers.map((n) => source(`s${n}`)),
    actor: numbers.map((n) => actor(`a${n}`)),
    event: numbers.map((n) =>
      event(`e${n}`, {
        type: n % 2 === 0 ? 'attack' : 'battle',
        time: { edtf: n % 2 === 0 ? `2024-0${n}-01` : `202${n}` },
        tags: [`t${n}`],
        place: { name: 'p', countryCode: n % 2 === 0 ? 'UA' : 'RU', point: { longitude: n, latitude: n } },
        participants: [{ actorId: `a${n}`, role: 'host' }],
      }),
    ),
    claim: numbers.map((n) =>
      claim(`c${n}`, {
        claimantId: `a${n}`,
        eventIds: [`e${n}`],
        madeAt: { edtf: `2024-0${n}` },
        evidence: [{ sourceId: `s${n}`, start: 0, end: n, quoteSha256: hash('sha256', `${n}`) }],
        proposition: responsible(`a${n}`, `e${n}`),
      }),
    ),
  });
});
afterAll(async () => {
  await store.close();
  rmSync(directory, { recursive: true, force: true });
});

const page = { limit: 2 };
const window = (n: number) => ({ start: Date.UTC(2020 + n, 0) / 1000, end: Date.UTC(2030, n) / 1000 });
const possible = (n: number) => ({ match: 'possible', window: window(n) }) as const;
const certain = (n: number) => ({ match: 'certain', window: window(n) }) as const;
const sort = 'time';
const box = (n: number) => ({ west: n - 0.5, south: n - 0.5, east: n + 0.5, north: n + 0.5 });

const asked: Record<string, (n: number) => Promise<unknown>> = {
  'a record': (n) => store.read('event', `e${n}`),
  events: (n) => store.listEvents({ sort }, { limit: 2, after: [n, n, `e${n}`] }),
  'events of a window': (n) => store.listEvents({ sort, time: possible(n) }, page),
  'events surely of a window': (n) => store.listEvents({ sort, time: certain(n) }, page),
  'events of an actor': (n) => store.listEvents({ sort, actorId: [`a${n}`] }, page),
  'events of a tag': (n) => store.listEvents({ sort, tag: [`t${n}`] }, page),
  'events of a dataset': (n) => store.listEvents({ sort, datasetId: [`d${n}`] }, page),
  'events of a source': (n) => store.listEvents({ sort, sourceId: [`s${n}`] }, page),
  'events of a country': (n) => store.listEvents({ sort, countryCode: [n % 2 === 0 ? 'UA' : 'RU'] }, page),
  'events of a type and window': (n) =>
    store.listEvents({ sort, type: [n % 2 === 0 ? 'attack' : 'battle'], time: possible(n) }, page),
  'events of a box': (n) => store.listEvents({ sort, bbox: box(n) }, page),
  'contested events of a window': (n) => store.listEvents({ sort, contested: true, time: possible(n) }, page),
  'claims by an actor': (n) => store.listClaims({ sort, claimantId: [`a${n}`] }, page),
  'claims by an actor and its affiliates': (n) =>
    store.listClaims({ sort, claimantId: [`a${n}`], includeAffiliates: true }, page),
  'claims about an actor': (n) => store.listClaims({ sort, aboutActorId: [`a${n}`] }, page),
  'claims about an event': (n) => store.listClaims({ sort, eventId: [`e${n}`] }, page),
  'claims of a source': (n) => store.listClaims({ sort, sourceId: [`s${n}`] }, page),
  'claims of a window': (n) => store.listClaims({ sort, time: possible(n) }, page),
  actors: (n) => store.listActors({ sort: 'name' }, { limit: 2, after: [`name of a${n}`, `a${n}`] }),
  'actors of an event': (n) => store.listActors({ sort: 'name', eventId: [`e${n}`] }, page),
  sources: (n) => store.listSources({ sort }, { limit: 2, after: [n, n, `s${n}`] }),
  propositions: (n) => store.listPropositions({ sort: 'claim_count' }, { limit: 2, after: [n, `${n}`] }),
  'propositions on an actor': (n) =>
    store.listPropositions({ sort: 'claim_count', actorId: [`a${n}`] }, page),
  'positions of an actor': (n) => store.listActorPositions({ claimedBy: [`a${n}`] }, page),
  'a search': (n) => store.search({ terms: [`e${n}`], kinds: ['event', 'claim'] }, page),
  'related records': (n) => store.related('claim', [`c${n}`], ['event']),
};

it.each(Object.keys(asked))('%s', async (name) => {
  const ask = asked[name] ?? expect.unreachable();
  for (const n of numbers) await ask(n);
  compiled = 0;
  for (const n of [...numbers, ...numbers]) await ask(n);
  expect(compiled).toBe(0);
});

it('would be seen: a bare parameter as LIMIT is looked at', () => {
  const db = new Database(path, { readonly: true });
  const statement = db.prepare('select id from event order by seq limit ?');
  statement.all(1);
  compiled = 0;
  statement.all(2);
  expect(compiled).toBe(1);
  db.close();
});
