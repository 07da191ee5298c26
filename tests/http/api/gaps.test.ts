import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Event } from '../../../src/domain/event.ts';
import type { Timeline } from '../../../src/domain/time/buckets.ts';
import { type Api, type ListPage, startApi } from '../../helpers/api.ts';
import { actor, claim, dataset, event } from '../../helpers/records.ts';

/** Sets and unspecified digits leave gaps: pages, counts, facets and timelines agree that nothing may lie in them. */

let api: Api;
beforeAll(async () => {
  const times = {
    'one-of': '[2024-03-03,2024-03-10]',
    'xx-25': '1960-XX-25',
    years: '{1995,1999,2003}',
    strikes: '{2024-05-01..2024-05-10}',
    plain: '2024-03-05',
  };
  api = await startApi([
    {
      datasetId: 'gaps',
      dataset: dataset('gaps'),
      actors: [actor('speaker')],
      events: Object.entries(times).map(([id, edtf]) =>
        event(id, {
          type: id === 'plain' ? 'trial' : 'attack',
          time: { edtf },
          tags: ['dated'],
          participants: [{ actorId: 'speaker', role: 'witness' }],
          place: { name: 'Hall', countryCode: 'RU', point: { longitude: 37, latitude: 55 } },
        }),
      ),
      claims: Object.entries(times).map(([id, edtf]) => claim(`${id}-claim`, { madeAt: { edtf } })),
    },
  ]);
});
afterAll(() => api.close());

const ways = [
  '',
  '&type=attack&type=trial',
  '&tag=dated',
  '&actorId=speaker',
  '&bbox=30,50,40,60',
  '&q=title',
];
type Counted = ListPage<Event> & {
  page: { count: { total: number } };
  facets: { countryCode: { values: { count: number }[] } };
};

it.each([
  ['2024-03-05', 'possible', ['plain']],
  ['2024-03-03', 'possible', ['one-of']],
  ['2024-03-10', 'possible', ['one-of']],
  ['2024-03', 'certain', ['one-of', 'plain']],
  ['1960-02-10', 'possible', []],
  ['1960-02-25', 'possible', ['xx-25']],
  ['1960-02', 'under_way', []],
  ['1997', 'possible', []],
  ['1999', 'possible', ['years']],
  ['1999', 'under_way', ['years']],
  ['1999', 'certain', []],
  ['2024-05-05', 'possible', ['strikes']],
  ['2024-05-05', 'under_way', ['strikes']],
  ['2024-05-05', 'certain', []],
  ['2024-05-0X', 'under_way', ['strikes']],
  ['2024-05', 'certain', ['strikes']],
])('on %s, %s: %j', async (on, match, expected) => {
  for (const way of ways) {
    const query = `on=${on}&match=${match}${way}`;
    const { data, page, facets } = await api.get<Counted>(
      `/v1/events?${query}&count=exact&facet=countryCode`,
    );
    expect(data.map(({ id }) => id).sort(), query).toEqual(expected);
    expect(page.count.total, query).toBe(expected.length);
    expect(facets.countryCode.values[0]?.count ?? 0, query).toBe(expected.length);
    const { total } = await api.get<Timeline>(`/v1/timeline?${query}&interval=year`);
    expect(total.possible, query).toBe(expected.length);
  }
  const claims = await api.get<ListPage<{ id: string }>>(`/v1/claims?madeOn=${on}&match=${match}`);
  expect(claims.data.map(({ id }) => id).sort()).toEqual(expected.map((id) => `${id}-claim`));
});

it.each(['[2024-03-03,2024-03-10]', '{2024-03-03,2024-03-10}', '1960-XX-25', 'XXXX-12-25'])(
  'a window of %s is refused by every list, with what to write',
  async (on) => {
    const text = encodeURIComponent(on);
    const asked = {
      on: ['/v1/events', '/v1/timeline', '/v1/actors/speaker/events'],
      madeOn: ['/v1/claims'],
    };
    for (const [parameter, paths] of Object.entries(asked)) {
      for (const path of paths) {
        const problem = await api.problem(`${path}?${parameter}=${text}`, 400, 'invalid_parameter');
        expect(problem.errors, path).toMatchObject([{ parameter }]);
        expect(problem.detail).toContain('or a request for each stretch');
      }
    }
  },
);

it.each(['/', '../..'])('%s is a time of a record, and no window', async (edtf) => {
  const text = encodeURIComponent(edtf);
  expect(await api.get(`/v1/time?edtf=${text}`)).toMatchObject({ edtf, earliest: null, latest: null });
  const { detail } = await api.problem(`/v1/events?on=${text}`, 400, 'invalid_parameter');
  expect(detail).toContain('has no bound, so that it would find everything');
});

it('a timeline shows nothing in a gap', async () => {
  const { buckets } = await api.get<Timeline>('/v1/timeline?interval=year&from=1995&to=2003&type=attack');
  expect(buckets.map(({ possible, underWay, certain }) => [possible, underWay, certain])).toEqual(
    [1, 0, 0, 0, 1, 0, 0, 0, 1].map((count) => [count, count, 0]),
  );
});

it('the explanation of an expression tells how many stretches count', async () => {
  const stretches = async (edtf: string) =>
    (await api.get<Record<string, unknown>>(`/v1/time?edtf=${encodeURIComponent(edtf)}`)).stretchCount;
  expect(await stretches('1960-XX-25')).toBe(12);
  expect(await stretches('2024-03-22')).toBe(1);
  expect(await stretches('XXXX-12-25')).toBeNull();
});
