import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Event } from '../../../src/domain/event.ts';
import type { Timeline } from '../../../src/domain/time/buckets.ts';
import { type Api, type ListPage, startApi } from '../../helpers/api.ts';
import { dataset, event } from '../../helpers/records.ts';
import { smallWorld } from './small-world.ts';

/** The timeline says of every bucket what a list of the events in it would show. */

let seed: Api;
let small: Api;
beforeAll(async () => {
  [seed, small] = await Promise.all([startApi(), startApi(smallWorld)]);
});
afterAll(() => Promise.all([seed.close(), small.close()]));

const listed = async (api: Api, query: string): Promise<number> =>
  (await api.get<ListPage<Event>>(`/v1/events?${query}&limit=200`)).data.length;

describe('buckets', () => {
  it.each(['day', 'week', 'month', 'quarter', 'year', 'decade', 'century', 'millennium'])(
    'of a %s count what lists show',
    async (interval) => {
      const timeline = await seed.get<Timeline>(`/v1/timeline?interval=${interval}`);
      expect(timeline.interval).toBe(interval);
      expect(timeline.buckets.length).toBeGreaterThan(0);
      for (const { start, end, possible, underWay, certain } of timeline.buckets) {
        const window = `from=${start}&to=${end}`;
        expect([possible, underWay, certain], window).toEqual([
          await listed(seed, `${window}&match=possible`),
          await listed(seed, `${window}&match=under_way`),
          await listed(seed, `${window}&match=certain`),
        ]);
      }
    },
  );

  it('cover the window that is asked for', async () => {
    const { buckets, start, end, total } = await small.get<Timeline>(
      '/v1/timeline?from=2024-05-30&to=2024-06-03&interval=day',
    );
    expect([start, end, buckets.length]).toEqual(['2024-05-30', '2024-06-03', 5]);
    expect(total.possible).toBe(await listed(small, 'from=2024-05-30&to=2024-06-03'));
  });

  it.each(['from=1900', 'from=2024-06', 'to=2024-06', 'to=1990', 'on=../2024-06', 'on=2024-06/..'])(
    'have the total of the lists where %s leaves a side open, by each match',
    async (window) => {
      const matches = { possible: 'possible', under_way: 'underWay', certain: 'certain' } as const;
      for (const [match, name] of Object.entries(matches)) {
        const query = `${window}&match=${match}`;
        const { total } = await small.get<Timeline>(`/v1/timeline?${query}`);
        expect(total[name], query).toBe(await listed(small, query));
      }
    },
  );

  it('are as many as a person can look at, where no interval is asked for', async () => {
    expect(await small.get<Timeline>('/v1/timeline?from=2024-01&to=2024-02')).toMatchObject({
      interval: 'day',
    });
    expect(await small.get<Timeline>('/v1/timeline?from=1000&to=2024')).toMatchObject({ interval: 'decade' });
    expect(await small.get<Timeline>('/v1/timeline?from=Y-170000000&to=2024')).toMatchObject({
      interval: 'million_years',
      start: expect.stringContaining('170000000'),
    });
  });
});

describe('conditions', () => {
  it.each([
    'q=ferry',
    'type=battle&type=meeting',
    'role=target',
    'actorId=navy',
    'actorId=navy&role=target',
    'sourceId=hill-post',
    'datasetId=hills',
    'countryCode=NO&countryCode=WS',
    'bbox=179,-20,-170,-10',
    'near=-179.9,-16.8&radiusKm=30',
    'tag=snow&tag=ferry',
    'contested=true',
    'contested=false',
    'hasTime=true',
    'hasTime=false',
    'from=2024-07',
    'to=1989',
    'on=1984',
    'on=2024-06&match=certain',
  ])('%s is that of the list', async (query) => {
    const { total } = await small.get<Timeline>(`/v1/timeline?${query}`);
    const count = await listed(small, query);
    expect(total.possible).toBe(count);
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(await listed(small, ''));
  });
});

describe('faults', () => {
  it.each([
    ['interval=hour', 'interval', 'must be one of day, week, month, quarter, year, decade'],
    ['interval=', 'interval', 'must be one of'],
    ['interval=day&interval=week', 'interval', 'only once'],
    ['from=1990&to=2024&interval=day', 'interval', 'interval=week'],
    ['from=-13000000000&to=2024', 'from', '13000000000'],
    ['from=-0200000&to=2024', 'from', ''],
    ['from=Y-9000000&to=2024&interval=millennium', 'interval', 'interval=million_years'],
    ['from=2025&to=2024', 'to', 'must not end before'],
    ['on=yesterday', 'on', 'yesterday'],
    ['match=certain', 'match', 'needs a window'],
    ['type=picnic', 'type', 'must be one of'],
    ['near=1,2', 'radiusKm', 'missing'],
  ])('%s is refused by name', async (query, parameter, said) => {
    const { errors } = await small.problem(`/v1/timeline?${query}`, 400, 'invalid_parameter');
    expect(errors).toEqual([
      expect.objectContaining({
        parameter,
        detail: expect.stringContaining(said),
        code: 'invalid_parameter',
      }),
    ]);
  });

  it.each(['sort=time', 'limit=1', 'cursor=x', 'include=actors'])(
    '%s is not one of its parameters',
    async (query) => {
      await small.problem(`/v1/timeline?${query}`, 400, 'unknown_parameter');
    },
  );
});

it('has the entity tag of the state of the store', async () => {
  const first = await seed.send('/v1/timeline');
  const again = await seed.send('/v1/timeline', {
    headers: { 'if-none-match': first.headers.get('etag') ?? '' },
  });
  expect(again.status).toBe(304);
});

describe('one mistyped year', () => {
  let mistyped: Api;
  beforeAll(async () => {
    const dates = { first: '2024-03-20', second: '2024-03-22', typo: '0204-03-22' };
    mistyped = await startApi([
      {
        datasetId: 'typos',
        dataset: dataset('typos'),
        events: Object.entries(dates).map(([id, edtf]) => event(id, { time: { edtf } })),
      },
    ]);
  });
  afterAll(() => mistyped.close());

  it('makes the buckets longer where no interval is asked for', async () => {
    expect(await mistyped.get<Timeline>('/v1/timeline')).toMatchObject({
      interval: 'decade',
      total: { possible: 3, certain: 3 },
    });
  });

  it('is named where the interval is too short, with the span and an interval that works', async () => {
    const { errors } = await mistyped.problem('/v1/timeline?interval=month', 400, 'invalid_parameter');
    expect(errors?.[0]).toMatchObject({
      parameter: 'interval',
      detail:
        'interval=month makes 21841 buckets from 0204-03-22 to 2024-03-22, more than 5000: use interval=year, or a ' +
        'shorter window by from and to. The earliest event is typo. The latest is second.',
    });
    const since = await mistyped.problem('/v1/timeline?interval=day&from=1000', 400, 'invalid_parameter');
    expect(since.errors?.[0]?.detail).toMatch(/shorter window by from and to\. The latest is second\.$/);
  });
});
