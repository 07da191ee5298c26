import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TimeCondition } from '../../src/domain/condition.ts';
import type { PageRequest } from '../../src/domain/query.ts';
import type { Page, Store } from '../../src/domain/store.ts';
import { SqlStore } from '../../src/store/sql-store.ts';
import { IsolatingStore } from '../../src/store/sqlite/isolating-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { Readers } from '../../src/store/sqlite/readers/readers.ts';
import { CountingEngine } from '../helpers/counting-engine.ts';
import { batchOf, claim, idsIn } from '../helpers/records.ts';
import { fillForWork, workIds } from '../helpers/work-records.ts';

/**
 * Work on the server's own thread does not grow with the store: what is asked of a store eight times as large takes no
 * more than twice the steps there. The rest is done in the reader process.
 */

const sizes = { small: 1000, large: 8000 } as const;
/** `analysed` is the larger store with statistics, by which SQLite may plan otherwise. */
const names = ['small', 'large', 'analysed'] as const;
type Name = (typeof names)[number];

const directory = mkdtempSync(join(tmpdir(), 'claimline-work-'));
const pathOf = (name: Name) => join(directory, `${name}.db`);
const opened = new Map<Name, { engine: CountingEngine; store: Store }>();

beforeAll(async () => {
  for (const name of ['small', 'large'] as const) {
    const store = openSqliteStore(pathOf(name));
    await fillForWork(store, sizes[name]);
    await store.close();
  }
  copyFileSync(pathOf('large'), pathOf('analysed'));
  const analysed = openSqliteStore(pathOf('analysed'));
  await analysed.optimize();
  await analysed.close();
  for (const name of names) {
    const engine = new CountingEngine(pathOf(name));
    const readers = new Readers({ path: pathOf(name), timeoutMs: 60_000 });
    opened.set(name, { engine, store: new IsolatingStore(engine, readers) });
  }
}, 120_000);

afterAll(async () => {
  for (const { store } of opened.values()) await store.close();
  rmSync(directory, { recursive: true, force: true });
});

type Ask = (store: Store, limit: number) => Promise<unknown>;
type List = (store: Store, page: PageRequest) => Promise<Page>;

/** Steps that a question takes in each store. */
async function stepsIn(ask: Ask, limit: number): Promise<Record<Name, number>> {
  const counts = { small: 0, large: 0, analysed: 0 };
  for (const name of names) {
    const { engine, store } = opened.get(name) ?? expect.unreachable();
    const before = engine.steps;
    await ask(store, limit);
    counts[name] = engine.steps - before;
  }
  return counts;
}

const limitsAsked = [1, 8, 9, 50, 200];

async function expectBounded(ask: Ask, limits: readonly number[] = limitsAsked): Promise<void> {
  for (const limit of limits) {
    const { small, large, analysed } = await stepsIn(ask, limit);
    expect(large, `limit ${limit}`).toBeLessThanOrEqual(2 * small);
    expect(analysed, `limit ${limit}, with statistics`).toBeLessThanOrEqual(2 * small);
    // It was read in the reader process, and would be at every limit.
    if (small === 0) return;
  }
}

/** What comes with a page is asked for as HTTP does, by the ids of its records. */
async function expectIncludedBounded(kind: 'event' | 'claim', list: List): Promise<void> {
  const ids = new Map<Store, string[]>();
  for (const { store } of opened.values()) ids.set(store, idsIn((await list(store, { limit: 200 })).data));
  for (const include of ['actor', 'event', 'source'] as const) {
    await expectBounded((store, limit) =>
      store.related(kind, ids.get(store)?.slice(0, limit) ?? [], [include]),
    );
  }
}

const between = (from: number | null, to: number | null): TimeCondition['window'] => ({
  start: from === null ? null : workIds.moment(from),
  end: to === null ? null : workIds.moment(to),
});
const times: Record<string, TimeCondition | undefined> = {
  'at any time': undefined,
  'that may be in a window': { match: 'possible', window: between(0.1, 0.9) },
  'that may be before a moment': { match: 'possible', window: between(null, 0.9) },
  'that surely goes on in a window': { match: 'under_way', window: between(0.1, 0.9) },
  'that surely goes on before a moment': { match: 'under_way', window: between(null, 0.9) },
  'that surely are in a window': { match: 'certain', window: between(0.1, 0.9) },
};

const home = ['home'];
const eventFilters = {
  all: {},
  contested: { contested: true },
  'of a type': { type: ['attack'] },
  'of two types': { type: ['attack', 'trial'] },
  'of a country': { countryCode: ['RU'] },
  'of a dataset': { datasetId: home },
  'of an actor': { actorId: ['a0'] },
  'of an actor in a role': { actorId: ['a0'], role: ['perpetrator'] },
  'with a role': { role: ['victim'] },
  'of a tag': { tag: ['t0'] },
  'of a source': { sourceId: ['s0'] },
  'of a type and country': { type: ['attack'], countryCode: ['RU'] },
  'in a box': { box: { west: 10, south: 10, east: 50, north: 50 } },
  'with a word': { terms: ['title'] },
  'that have a time': { hasTime: true },
  'that have no time': { hasTime: false },
};
const claimFilters = {
  all: {},
  contested: { contested: true },
  'of a claimant': { claimantId: ['a0'] },
  'of a claimant and its affiliates': { claimantId: ['a0'], includeAffiliates: true },
  'of a claimant with many affiliates': { claimantId: ['busy-actor'], includeAffiliates: true },
  'about an actor': { aboutActorId: ['a0'] },
  'about an event': { eventId: ['e1'] },
  'about a busy event': { eventId: ['busy-event'] },
  'on a proposition': { propositionKey: [workIds.busyKey] },
  'of a predicate': { predicate: ['killed'] },
  'of a source': { sourceId: ['s0'] },
  'of a dataset': { datasetId: home },
  'of an act': { act: ['asserts'] },
  'with a word': { terms: ['statement'] },
};

const orders = ['time', 'time_desc', 'in_window'] as const;
/** In the middle of what there is. */
const after = [workIds.moment(0.5), workIds.moment(0.6), 'm'];

describe.each(Object.entries(times))('a list of what there is %s', (_, time) => {
  const expectListBounded = async (
    kind: 'event' | 'claim',
    listIn: (sort: (typeof orders)[number]) => List,
  ) => {
    for (const sort of orders) {
      await expectBounded((store, limit) => listIn(sort)(store, { limit }));
      if (sort !== 'in_window') {
        await expectBounded((store, limit) => listIn(sort)(store, { limit, after }), [9, 200]);
        continue;
      }
      await expectBounded((store, limit) => listIn(sort)(store, { limit, after: [0, ...after] }), [9, 200]);
      // In the smaller store, few begin before the window: only a small page is full.
      await expectBounded((store, limit) => listIn(sort)(store, { limit, after: [1, ...after] }), [9]);
    }
    await expectIncludedBounded(kind, listIn('time'));
  };

  it.each(Object.entries(eventFilters))('events, %s', async (_name, filter) => {
    await expectListBounded('event', (sort) => (store, page) => {
      return store.listEvents({ ...filter, time, sort }, page);
    });
  });

  it.each(Object.entries(claimFilters))('claims, %s', async (_name, filter) => {
    await expectListBounded('claim', (sort) => (store, page) => {
      return store.listClaims({ ...filter, time, sort }, page);
    });
  });
});

const rest: Record<string, Ask> = {
  'the state': (store) => store.state(),
  'a record': (store) => store.read('event', 'e1'),
  datasets: (store, limit) => store.listDatasets({ limit }),
  sources: (store, limit) => store.listSources({ sort: 'time' }, { limit }),
  'sources backwards': (store, limit) => store.listSources({ sort: 'time_desc' }, { limit }),
  'sources of a publisher': (store, limit) =>
    store.listSources({ sort: 'time', publisherId: ['a0'] }, { limit }),
  'sources of a dataset': (store, limit) => store.listSources({ sort: 'time', datasetId: home }, { limit }),
  'sources of a type': (store, limit) => store.listSources({ sort: 'time', type: ['article'] }, { limit }),
  actors: (store, limit) => store.listActors({ sort: 'name' }, { limit }),
  'actors backwards': (store, limit) => store.listActors({ sort: 'name_desc' }, { limit }),
  'actors of a type': (store, limit) => store.listActors({ sort: 'name', type: ['person'] }, { limit }),
  'actors of an event': (store, limit) => store.listActors({ sort: 'name', eventId: ['e1'] }, { limit }),
  'actors of a dataset': (store, limit) => store.listActors({ sort: 'name', datasetId: home }, { limit }),
  'actors by name': (store, limit) => store.listActors({ sort: 'name', terms: ['name'] }, { limit }),
  propositions: (store, limit) => store.listPropositions({ sort: 'claim_count' }, { limit }),
  'propositions backwards': (store, limit) => store.listPropositions({ sort: 'claim_count_desc' }, { limit }),
  'contested propositions': (store, limit) =>
    store.listPropositions({ sort: 'claim_count_desc', contested: true }, { limit }),
  'propositions on an actor': (store, limit) =>
    store.listPropositions({ sort: 'claim_count', actorId: ['a0'] }, { limit }),
  'propositions on an event': (store, limit) =>
    store.listPropositions({ sort: 'claim_count', eventId: ['busy-event'] }, { limit }),
  'positions of an actor': (store, limit) =>
    store.listActorPositions({ claimedBy: ['busy-actor'] }, { limit }),
  'positions of several actors': (store, limit) =>
    store.listPartyPositions({ claimedBy: ['a0', 'a1'], sort: 'claim_count' }, { limit }),
  'a proposition': (store) => store.describeProposition(workIds.keys(1)[0] ?? ''),
  'a busy proposition': (store) => store.describeProposition(workIds.busyKey),
  disputes: (store, limit) => store.listDisputes({ sort: 'claim_count_desc' }, { limit }),
  'disputes on an actor': (store, limit) =>
    store.listDisputes({ sort: 'claim_count', actorId: ['a0'] }, { limit }),
  'a dispute': (store) => store.describeDispute(workIds.keys(1)[0] ?? ''),
  'a dispute with many propositions': (store) => store.describeDispute(workIds.rivals[0] ?? ''),
  'a proposition that is not contested': (store) => store.describeDispute(workIds.busyKey),
  'a search for a common word': (store, limit) =>
    store.search({ terms: ['title'], kinds: ['event'] }, { limit }),
  'a search for a rare word': (store, limit) => store.search({ terms: ['e17'], kinds: ['event'] }, { limit }),
  'a number of records': (store) => store.count({ kind: 'event', query: { type: ['attack'] } }),
  'an estimate': (store) => store.estimate({ kind: 'event', query: { type: ['attack'] } }),
  'facets of events': (store) => store.eventFacets({}, ['type', 'actorId']),
  'facets of claims': (store) => store.claimFacets({}, ['claimantId']),
  'a timeline': (store) => store.timeline({}, 'year'),
  places: (store) => store.places({}, 200),
  'claims on propositions': (store, limit) => store.claimsOn(workIds.keys(limit)),
  'claims on propositions by an actor': (store, limit) => store.claimsOn(workIds.keys(limit), ['a0']),
  'claims on a busy proposition': (store) => store.claimsOn([workIds.busyKey]),
  'claims on a busy proposition by one actor': (store) => store.claimsOn([workIds.busyKey], ['busy-actor']),
  'opposed propositions': (store, limit) => store.opposedTo(workIds.keys(limit)),
  'propositions with many opposed ones': (store) => store.opposedTo(workIds.rivals),
  derivations: (store) => store.derivations(['copy', 's0']),
  'derivations of a long chain': (store) => store.derivations(['chain0']),
  'locators of a source': (store) => store.locators('s40'),
  'locators of a busy source': (store) => store.locators('busy-source'),
  'evidence of a source without a passage': (store) => store.unlocated('s40'),
  'evidence of a busy source without a passage': (store) => store.unlocated('busy-source'),
  'who has an address or external id': async (store, limit) => {
    await store.holders(
      { kind: 'source', member: 'url' },
      workIds.ids('s', limit).map((id) => `https://example.org/${id}`),
    );
    await store.holders(
      { kind: 'actor', member: 'externalIds' },
      workIds.ids('a', limit).map((id) => `wikidata:${id}`),
    );
  },
  'passages in a text': (store) => store.verify('busy-source', Buffer.from('text')),
  'locators of quotes in a text': (store) => store.locate('busy-source', Buffer.from('text'), ['text']),
  'sources of a busy event': (store) => store.related('event', ['busy-event'], ['source']),
  'what datasets declare': (store) => store.declarations(),
  'records with a word of their dataset': (store, limit) =>
    store.users({ user: 'claim', word: 'killed', datasetId: 'home' }, limit),
  'which records exist': (store, limit) => store.existing('claim', workIds.ids('c', limit)),
  'records beside their current versions': (store, limit) =>
    store.compare(batchOf({ claim: workIds.ids('c', limit).map((id) => claim(id)) }, 'home')),
  'records as written': (store, limit) => store.current('claim', workIds.ids('c', limit)),
  'records of a dataset': (store, limit) => store.written('home', 'event', null, limit),
  'records of a small dataset': (store, limit) => store.written('away', 'event', null, limit),
};

describe('every other question', () => {
  it.each(Object.entries(rest))('%s', async (_name, ask) => {
    await expectBounded(ask);
  });

  it('is asked here: every method of the store', () => {
    const text = [...Object.values(rest), listsAsked].map(String).join('\n');
    const methods = Object.getOwnPropertyNames(SqlStore.prototype).filter((name) => !apart.has(name));
    expect(methods.filter((name) => !text.includes(`.${name}(`))).toEqual([]);
  });
});

/** What is no question, and what only answers others. */
const apart = new Set([
  'constructor',
  'close',
  'write',
  'writeAll',
  'optimize',
  'check',
  'isReadOnly',
  'searchRare',
  'isRare',
  'areFew',
  'isSmallDispute',
  'isSmallProposition',
]);
const listsAsked = '.listEvents( .listClaims(';

it('is counted with the plans of the SQLite that the store runs on', () => {
  for (const name of names) {
    const { engine } = opened.get(name) ?? expect.unreachable();
    const db = new Database(pathOf(name), { readonly: true });
    for (const query of engine.queries.values()) {
      const steps = db.prepare(`explain query plan ${query.sql}`).all(...(query.parameters as unknown[]));
      const plan = (steps as { detail: string }[]).map(({ detail }) => detail).join('\n');
      expect(engine.plan(query), query.sql).toBe(plan);
    }
    db.close();
  }
});
