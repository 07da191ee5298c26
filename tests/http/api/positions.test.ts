import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ActorPosition, PartyPositions, PropositionSummary } from '../../../src/domain/position.ts';
import { type Api, idsOf, type ListPage, startApi } from '../../helpers/api.ts';
import { knownKey } from './operations.ts';
import { smallWorld } from './small-world.ts';

/** The positions of one actor, and of several side by side: what each says on the same propositions. */

let api: Api;
beforeAll(async () => {
  api = await startApi(smallWorld);
});
afterAll(() => api.close());

const positionsAt = (path: string) => api.get<ListPage<PartyPositions>>(path);

const filters = [
  '',
  'predicate=killed',
  'contested=true',
  'contested=false',
  'eventId=oslo',
  'eventId=nowhere',
  'datasetId=hills',
  'affirmedBy=ministry',
  'deniedBy=navy',
  'undisputedBetween=hermit&undisputedBetween=squad',
  'eventId=oslo&datasetId=hills',
];

it.each([...filters, 'actorId=front'])(
  'of several actors are on the propositions that one of them has made a claim on, with "%s"',
  async (filter) => {
    const asked = await api.get<ListPage<PropositionSummary>>(
      `/v1/propositions?claimedBy=squad&claimedBy=navy&claimedBy=hermit&limit=200&count=exact&${filter}`,
    );
    const { data, page } = await positionsAt(
      `/v1/positions?party=squad&party=navy&party=hermit&limit=200&count=exact&${filter}`,
    );
    expect(data.map(({ proposition }) => proposition)).toEqual(asked.data);
    expect(page).toEqual(asked.page);
  },
);

it.each(filters)('of one actor are on those that it has made a claim on, with "%s"', async (filter) => {
  const asked = await api.ids(`/v1/propositions?claimedBy=squad&limit=200&${filter}`);
  const own = await api.get<ListPage<ActorPosition>>(
    `/v1/actors/squad/positions?limit=200&count=exact&${filter}`,
  );
  expect(idsOf(own).toSorted()).toEqual(asked.toSorted());
  expect(own.page).toMatchObject({ count: { basis: 'exact', total: asked.length } });
});

it('are those of each actor alone, in the order of the parties; who is silent is left out', async () => {
  const { data } = await positionsAt(
    '/v1/positions?party=navy&party=front&party=ring-b&party=navy&limit=200',
  );
  const parties = ['navy', 'front', 'ring-b'];
  const alone = new Map<string, ActorPosition[]>();
  for (const id of parties) {
    const own = await api.get<ListPage<ActorPosition>>(`/v1/actors/${id}/positions?limit=200`);
    alone.set(id, own.data);
  }
  for (const { proposition, positions } of data) {
    const expected = parties.flatMap((actorId) =>
      (alone.get(actorId) ?? [])
        .filter((own) => own.proposition.key === proposition.key)
        .map(({ position, claims }) => ({ actorId, position, claims })),
    );
    expect(positions).toEqual(expected);
  }
  expect(data[0]?.positions.map(({ actorId, position }) => [actorId, position])).toEqual([
    ['navy', 'denies'],
    ['front', 'withdrawn'],
  ]);
  expect(data[0]?.proposition).toMatchObject({ key: knownKey, disputeId: knownKey });
});

it.each([1, 2, 3])('are the same in pages of %i', async (limit) => {
  const path = '/v1/positions?party=squad&party=navy&sort=claim_count';
  const whole = await positionsAt(`${path}&limit=200`);
  const pages = await api.walk<PartyPositions>(`${path}&limit=${limit}`);
  expect(pages.flatMap(({ data }) => data)).toEqual(whole.data);
  expect(whole.data.length).toBeGreaterThan(6);
});

it('bring what their claims name', async () => {
  const path = '/v1/positions?party=ministry&party=navy&include=actors&include=events&include=sources';
  const { included } = await api.get<{ included: Record<string, Record<string, unknown>> }>(path);
  expect(Object.entries(included).map(([word, records]) => [word, Object.keys(records)])).toEqual([
    ['actors', ['agency', 'front', 'ministry', 'navy']],
    ['events', ['oslo']],
    ['sources', ['copy', 'radio', 'wire']],
  ]);
});

it('need one to ten parties', async () => {
  const many = Array.from({ length: 11 }, (_, index) => `party=a${index}`).join('&');
  for (const path of ['/v1/positions', `/v1/positions?${many}`, '/v1/positions?party=Not+an+id']) {
    const { errors } = await api.problem(path, 400, 'invalid_parameter');
    expect(errors?.[0]?.parameter).toMatch(/^party/);
  }
  expect((await positionsAt('/v1/positions?party=nobody')).data).toEqual([]);
});

it.each([
  [['a'], '2 to 10 different ids; got 1'],
  [['a', 'a'], '2 to 10 different ids; got 1'],
  [['a,a'], '2 to 10 different ids; got 1'],
  [['a,'], 'got "" as one of them'],
  [['a, b'], 'got " b" as one of them'],
  [['a', 'B'], 'got "B" as one of them'],
  [[Array.from({ length: 11 }, (_, index) => `a${index}`).join(',')], 'got 11'],
])('ids of which all count: %j are refused', async (ids, words) => {
  for (const path of ['/v1/propositions', '/v1/disputes', '/v1/events/oslo/propositions']) {
    const parameter = 'undisputedBetween';
    const query = ids.map((id) => `${parameter}=${encodeURIComponent(id)}`).join('&');
    const { errors } = await api.problem(`${path}?${query}`, 400, 'invalid_parameter');
    expect(errors).toEqual([expect.objectContaining({ parameter, detail: expect.stringContaining(words) })]);
  }
});

it('ids of which all count may be repeated, or separated by commas', async () => {
  const found = await api.ids('/v1/propositions?undisputedBetween=hermit&undisputedBetween=squad');
  expect(found).toHaveLength(1);
  expect(await api.ids('/v1/propositions?undisputedBetween=hermit,squad')).toEqual(found);
});
