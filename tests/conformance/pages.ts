import { expect } from 'vitest';
import { decodeCursor, encodeCursor } from '../../src/domain/cursor.ts';
import { recordsIn } from '../../src/domain/json-octets.ts';
import type { ActorPosition, PropositionSummary } from '../../src/domain/position.ts';
import type { PageRequest } from '../../src/domain/query.ts';
import type { Page, Store } from '../../src/domain/store.ts';
import {
  actor,
  batchOf,
  claim,
  dataset,
  event,
  firstDay,
  idsIn,
  put,
  says,
  source,
  walk,
} from '../helpers/records.ts';
import { type OpenStore, testsOn } from './suite.ts';

/** Times whose order has ties in every place, open and unknown ends, and none at all. */
const times = [
  '2024-03-22',
  '2024-03-22',
  '2024-03',
  '2024',
  '2024-03-22/..',
  '2024-03-22/',
  '../2024',
  '/2023',
  '../..',
  undefined,
  undefined,
  '1999/2001',
  '-0500',
];
const timed = (index: number) => {
  const edtf = times[index % times.length];
  return edtf === undefined ? {} : { edtf };
};
const timeOf = (index: number) => {
  const { edtf } = timed(index);
  return edtf === undefined ? {} : { time: { edtf } };
};

async function fill(store: Store): Promise<void> {
  const indexes = Array.from({ length: 31 }, (_, index) => index);
  const names = [
    'Émile',
    'emile',
    'Zoë',
    'zoe',
    'Ångström',
    'angstrom',
    'Ёлка',
    '𝔘nit',
    'b',
    'B',
    'a b',
    'a-b',
  ];
  await put(store, {
    source: indexes.map((index) => {
      const { edtf } = timed(index);
      return source(`s${index}`, edtf === undefined ? {} : { publishedAt: { edtf } });
    }),
    actor: indexes.map((index) => actor(`a${index}`, { name: names[index % names.length] ?? '' })),
    event: indexes.map((index) => event(`e${index}`, timeOf(index))),
    claim: indexes.map((index) => {
      const { edtf } = timed(index);
      const made = edtf === undefined ? {} : { madeAt: { edtf } };
      return claim(`c${index}`, { ...made, proposition: says(`thing ${index % 17}`) });
    }),
  });
  for (let index = 0; index < 9; index += 1) {
    await store.write(batchOf({ dataset: [dataset(`d${index}`)] }, `d${index}`), firstDay);
  }
}

const lists: Record<string, (store: Store) => (page: PageRequest) => Promise<Page>> = {
  datasets: (store) => (page) => store.listDatasets(page),
  'sources by time': (store) => (page) => store.listSources({ sort: 'time' }, page),
  'sources backwards': (store) => (page) => store.listSources({ sort: 'time_desc' }, page),
  'actors by name': (store) => (page) => store.listActors({ sort: 'name' }, page),
  'actors backwards': (store) => (page) => store.listActors({ sort: 'name_desc' }, page),
  'events by time': (store) => (page) => store.listEvents({ sort: 'time' }, page),
  'events backwards': (store) => (page) => store.listEvents({ sort: 'time_desc' }, page),
  'events of a window': (store) => (page) =>
    store.listEvents(
      { sort: 'time', time: { match: 'possible', window: { start: 1_704_067_200, end: null } } },
      page,
    ),
  'events of a window backwards': (store) => (page) =>
    store.listEvents(
      { sort: 'time_desc', time: { match: 'possible', window: { start: 0, end: 2_000_000_000 } } },
      page,
    ),
  'events surely before': (store) => (page) =>
    store.listEvents(
      { sort: 'time_desc', time: { match: 'certain', window: { start: null, end: 2_000_000_000 } } },
      page,
    ),
  'claims by time': (store) => (page) => store.listClaims({ sort: 'time' }, page),
  'claims backwards': (store) => (page) => store.listClaims({ sort: 'time_desc' }, page),
  'propositions by count': (store) => (page) => store.listPropositions({ sort: 'claim_count' }, page),
  'propositions backwards': (store) => (page) => store.listPropositions({ sort: 'claim_count_desc' }, page),
  'positions of an actor': (store) => (page) => store.listActorPositions({ claimedBy: ['speaker'] }, page),
  'positions of several': (store) => (page) =>
    store.listPartyPositions({ claimedBy: ['speaker', 'other'], sort: 'claim_count' }, page),
};

export function pagesSuite(open: OpenStore): void {
  const { onBasics } = testsOn(open);

  for (const [what, listOf] of Object.entries(lists)) {
    onBasics(`${what}: pages of any size make the one list`, async (store) => {
      await fill(store);
      const whole = await listOf(store)({ limit: 200 });
      expect(whole.next).toBeNull();
      const { length } = recordsIn(whole.data);
      expect(length).toBeGreaterThan(8);
      expect(new Set(idsIn(whole.data)).size).toBe(length);
      for (const limit of [1, 2, 7])
        expect(idsIn(await walk(listOf(store), limit)), `limit ${limit}`).toEqual(idsIn(whole.data));
      // A page that ends with the list says so, though it is full.
      const full = await listOf(store)({ limit: length });
      expect(full).toEqual(whole);
      expect(idsIn((await listOf(store)({ limit: 200 })).data)).toEqual(idsIn(whole.data));
    });

    onBasics(`${what}: a key of another shape is an invalid cursor`, async (store) => {
      const keys = [
        [],
        [null],
        [1, 1],
        ['x', 'x', 'x'],
        [1, 1, 1],
        [1, 'x', 'x'],
        ['x', 1],
        [true],
        [1, 'x', 'y', 'z'],
      ];
      for (const key of keys) {
        const after = key as (string | number)[];
        await expect(listOf(store)({ limit: 5, after }), JSON.stringify(key)).rejects.toMatchObject({
          code: 'invalid_cursor',
          faults: [{ parameter: 'cursor' }],
        });
      }
    });
  }

  onBasics('records that come between pages neither repeat nor skip the others', async (store) => {
    await fill(store);
    const listed = (page: PageRequest) => store.listEvents({ sort: 'time' }, page);
    const before = idsIn((await listed({ limit: 200 })).data);
    let added = 0;
    const seen = idsIn(
      await walk(listed, 4, async () => {
        added += 1;
        await put(store, {
          event: [
            event(`early${added}`, { time: { edtf: '1000' } }),
            event(`between${added}`, { time: { edtf: '2024-03-22' } }),
            event(`late${added}`),
          ],
        });
      }),
    );
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => before.includes(id))).toEqual(before);
    expect(seen.filter((id) => id.startsWith('late'))).not.toEqual([]);
    expect(seen.filter((id) => id.startsWith('early'))).toEqual([]);
  });

  onBasics('actors that come between pages neither repeat nor skip the others', async (store) => {
    await fill(store);
    const listed = (page: PageRequest) => store.listActors({ sort: 'name_desc' }, page);
    const before = idsIn((await listed({ limit: 200 })).data);
    let added = 0;
    const seen = idsIn(
      await walk(listed, 3, async () => {
        added += 1;
        await put(store, { actor: [actor(`new${added}`, { name: added % 2 === 0 ? 'zzz' : 'aaa' })] });
      }),
    );
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => before.includes(id))).toEqual(before);
  });

  onBasics('names sort without case and accents, then by id, and code point by code point', async (store) => {
    const names = ['zoe', 'Émile', 'emile', 'EMIL', 'Zoë', 'Ærø', 'Ёлка', '', '𐐀', '1', 'ａｂ'];
    await put(store, { actor: names.map((name, index) => actor(`n${index}`, { name, type: 'person' })) });
    const found = await store.listActors({ sort: 'name', type: ['person'] }, { limit: 50 });
    const fold = (name: string) => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
    const expected = names
      .map((name, index) => ({ key: Buffer.from(fold(name)), id: `n${index}` }))
      .sort((a, b) => Buffer.compare(a.key, b.key) || (a.id < b.id ? -1 : 1));
    expect(idsIn(found.data)).toEqual(expected.map(({ id }) => id));
    const backwards = await store.listActors({ sort: 'name_desc', type: ['person'] }, { limit: 50 });
    expect(idsIn(backwards.data)).toEqual(idsIn(found.data).reverse());
  });

  onBasics('a sort key fits into a cursor, however long the name', async (store) => {
    const names = [
      'ы'.repeat(500),
      '\u{fdfa}'.repeat(500),
      '𝔘'.repeat(250),
      '\u0001'.repeat(500),
      '"\\'.repeat(250),
    ];
    await put(store, {
      actor: names.flatMap((name, index) =>
        ['a', 'b'].map((end) => actor(`${'x'.repeat(120)}${index}${end}`, { name })),
      ),
    });
    for (const sort of ['name', 'name_desc'] as const) {
      const seen = await walk(async (page) => {
        const after = page.after && decodeCursor(encodeCursor(page.after, 'query'), 'query');
        return store.listActors({ sort }, { limit: page.limit, after });
      }, 1);
      expect(new Set(idsIn(seen)).size).toBe(12);
    }
  });

  onBasics(
    'positions come at the time of the actor’s first claim on the proposition, then by key',
    async (store) => {
      await put(store, {
        claim: [
          claim('late-a', { proposition: says('a'), madeAt: { edtf: '2024-05' } }),
          claim('early-a', { proposition: says('a'), madeAt: { edtf: '2024-01' } }),
          claim('b', { proposition: says('b'), madeAt: { edtf: '2024-02' } }),
          claim('c', { proposition: says('c') }),
          claim('not-mine', { proposition: says('d'), claimantId: 'other', madeAt: { edtf: '2000' } }),
        ],
      });
      const { data } = await store.listActorPositions({ claimedBy: ['speaker'] }, { limit: 10 });
      const values = recordsIn<ActorPosition>(data).map(({ proposition }) => proposition.object);
      expect(values).toMatchObject([{ value: 'a' }, { value: 'b' }, { value: 'c' }]);
    },
  );

  onBasics('propositions come by their claims, then by key', async (store) => {
    const on = (value: string, count: number) =>
      Array.from({ length: count }, (_, index) => claim(`${value}${index}`, { proposition: says(value) }));
    await put(store, { claim: [...on('three', 3), ...on('one', 1), ...on('uno', 1), ...on('two', 2)] });
    const list = async (sort: 'claim_count' | 'claim_count_desc') =>
      recordsIn<PropositionSummary>((await store.listPropositions({ sort }, { limit: 10 })).data);
    const up = await list('claim_count');
    expect(up.map((one) => one.claimCount)).toEqual([1, 1, 2, 3]);
    expect(up.map((one) => one.key).slice(0, 2)).toEqual(
      up
        .map((one) => one.key)
        .slice(0, 2)
        .sort(),
    );
    expect((await list('claim_count_desc')).map((one) => one.key)).toEqual(
      up.map((one) => one.key).reverse(),
    );
  });
}
