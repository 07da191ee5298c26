import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Event } from '../../../src/domain/event.ts';
import { type Api, type ListPage, startApi } from '../../helpers/api.ts';
import { actor, claim, dataset, event } from '../../helpers/records.ts';

/** Windows are read in a time zone, and the answer says in which. */

let api: Api;
beforeAll(async () => {
  api = await startApi([
    {
      datasetId: 'misc',
      dataset: dataset('misc'),
      actors: [actor('speaker')],
      events: [
        event('kyiv-night', { time: { edtf: '2024-03-22T00:40', timeZone: 'Europe/Kyiv' } }),
        event('plain', { time: { edtf: '2024-03-22' } }),
        event('march', { time: { edtf: '2024-03' } }),
        event('noon', { time: { edtf: '2024-03-21T12:00Z' } }),
        event('unzoned-night', { time: { edtf: '2024-03-22T00:40' } }),
      ],
      claims: [claim('night-claim', { madeAt: { edtf: '2024-03-22T00:40', timeZone: 'Europe/Kyiv' } })],
    },
    {
      datasetId: 'date-line',
      dataset: dataset('date-line'),
      events: [
        event('samoa-before', { time: { edtf: '2011-12-29T12:00-10:00' } }),
        event('samoa-across', { time: { edtf: '2011-12-29T12:00-10:00/2011-12-31T12:00+14:00' } }),
        event('samoa-never', { time: { edtf: '2011-12-30' } }),
        event('samoa-after', { time: { edtf: '2011-12-31T12:00+14:00' } }),
      ],
    },
    {
      datasetId: 'kyiv',
      dataset: dataset('kyiv', { timeZone: 'Europe/Kyiv' }),
      events: [
        event('dataset-night', { time: { edtf: '2024-05-02T00:40' } }),
        event('dataset-utc', { time: { edtf: '2024-05-02T00:40Z' } }),
        event('dataset-day', { time: { edtf: '2024-05-02' } }),
      ],
    },
  ]);
});
afterAll(() => api.close());

type Zoned = ListPage<Event> & { page: { timeZone?: string; count?: Record<string, unknown> } };
const listed = async (query: string, path = '/v1/events') => {
  const { data, page } = await api.get<Zoned>(`${path}?${query}`);
  return { ids: data.map(({ id }) => id).sort(), zone: page.timeZone };
};

// The whole width of the world: UTC+14 to UTC-11.
const zones = [
  'Pacific/Kiritimati',
  'Asia/Tokyo',
  'Europe/Kyiv',
  'UTC',
  'America/New_York',
  'Pacific/Pago_Pago',
];

describe('a window', () => {
  it('has the days of the zone that is asked for', async () => {
    const kyiv = await listed('datasetId=misc&on=2024-03-22&timeZone=Europe/Kyiv');
    expect(kyiv).toEqual({ ids: ['kyiv-night', 'march', 'plain', 'unzoned-night'], zone: 'Europe/Kyiv' });
    expect(await listed('datasetId=misc&on=2024-03-22')).toEqual({
      ids: ['march', 'plain', 'unzoned-night'],
      zone: 'UTC',
    });
    expect((await listed('datasetId=misc&on=2024-03-21')).ids).toEqual(['kyiv-night', 'march', 'noon']);
    expect(await listed('madeOn=2024-03-22&timeZone=Europe/Kyiv', '/v1/claims')).toEqual({
      ids: ['night-claim'],
      zone: 'Europe/Kyiv',
    });
    expect((await listed('madeOn=2024-03-22', '/v1/claims')).ids).toEqual([]);
  });

  it.each([
    ['on=2011-12-30', ['samoa-across', 'samoa-never'], ['samoa-never']],
    ['from=2011-12-30&to=2011-12-30', ['samoa-across', 'samoa-never'], ['samoa-never']],
    ['from=2011-12-30', ['samoa-across', 'samoa-after', 'samoa-never'], ['samoa-after', 'samoa-never']],
    ['to=2011-12-30', ['samoa-across', 'samoa-before', 'samoa-never'], ['samoa-before', 'samoa-never']],
    ['on=2011-12-29', ['samoa-across', 'samoa-before'], ['samoa-before']],
    ['on=2011-12-31', ['samoa-across', 'samoa-after'], ['samoa-after']],
  ])(
    'has no moment of a day that its zone skipped, only the calendar day: %s',
    async (window, possible, certain) => {
      const query = `datasetId=date-line&${window}&timeZone=Pacific/Apia`;
      expect((await listed(query)).ids).toEqual(possible);
      expect((await listed(`${query}&match=certain`)).ids).toEqual(certain);
      const { total } = await api.get<{ total: Record<string, number> }>(`/v1/timeline?${query}`);
      expect(total).toMatchObject({ possible: possible.length, certain: certain.length });
    },
  );

  it.each(zones)('finds a plain day on that day alone, surely, in %s', async (timeZone) => {
    for (const [on, possible, certain] of [
      ['2024-03-21', false, false],
      ['2024-03-22', true, true],
      ['2024-03-23', false, false],
    ] as const) {
      const query = `datasetId=misc&on=${on}&timeZone=${timeZone}`;
      expect((await listed(query)).ids.includes('plain'), `possible on ${on}`).toBe(possible);
      for (const match of ['under_way', 'certain']) {
        const { ids } = await listed(`${query}&match=${match}`);
        expect(ids.includes('plain'), `${match} on ${on}`).toBe(certain);
      }
    }
    expect((await listed(`datasetId=misc&on=2024-03&match=certain&timeZone=${timeZone}`)).ids).toContain(
      'march',
    );
    // Through links and with counts and facets it is the same.
    const counted = await api.get<Zoned & { facets: { type: unknown } }>(
      `/v1/events?datasetId=misc&on=2024-03-23&timeZone=${timeZone}&count=exact&facet=type&limit=1`,
    );
    const expected = (await listed(`datasetId=misc&on=2024-03-23&timeZone=${timeZone}`)).ids.length;
    expect(counted.page.count?.possible).toBe(expected);
    expect(counted.facets.type).toEqual({ values: [{ value: 'attack', count: expected }], more: false });
  });

  it('is read in the zone of the one dataset that is asked for, else in UTC', async () => {
    expect(await listed('datasetId=kyiv&on=2024-05-02')).toEqual({
      ids: ['dataset-day', 'dataset-night', 'dataset-utc'],
      zone: 'Europe/Kyiv',
    });
    expect(await listed('datasetId=kyiv&on=2024-05-02&timeZone=UTC')).toEqual({
      ids: ['dataset-day', 'dataset-utc'],
      zone: 'UTC',
    });
    expect((await listed('datasetId=kyiv&datasetId=misc&on=2024-05-02')).zone).toBe('UTC');
    expect((await listed('on=2024-05-02')).zone).toBe('UTC');
    expect((await listed('datasetId=misc&on=2024-05-02')).zone).toBe('UTC');
    expect((await listed('datasetId=nowhere&on=2024-05-02')).zone).toBe('UTC');
    expect((await listed('datasetId=kyiv')).zone).toBeUndefined();
  });

  it('needs a zone that exists, and the zone a window', async () => {
    const wrong = await api.problem(
      '/v1/events?on=2024-05-02&timeZone=Europe/Kiew',
      400,
      'invalid_parameter',
    );
    expect(wrong.errors?.[0]).toMatchObject({
      parameter: 'timeZone',
      detail: expect.stringContaining('an IANA time zone name such as Europe/Moscow'),
    });
    const alone = await api.problem('/v1/events?timeZone=Europe/Kyiv', 400, 'invalid_parameter');
    expect(alone.errors?.[0]?.detail).toBe('timeZone needs a window: give from or to or on.');
  });
});

describe('a time of day that nobody gave a zone', () => {
  it('is read in the zone of its dataset, a day is not', async () => {
    expect((await api.get<Event>('/v1/events/dataset-night')).time).toMatchObject({
      earliest: '2024-05-02T00:40:00+03:00',
      timeZone: 'Europe/Kyiv',
      zoneAssumed: false,
      display: '2 May 2024, 00:40 (Europe/Kyiv)',
    });
    expect((await api.get<Event>('/v1/events/dataset-day')).time).toMatchObject({
      earliest: '2024-05-02',
      timeZone: null,
      zoneAssumed: true,
      display: '2 May 2024',
    });
    expect((await api.get<Event>('/v1/events/dataset-utc')).time).toMatchObject({ timeZone: null });
    expect((await api.get<Event>('/v1/events/unzoned-night')).time).toMatchObject({
      earliest: '2024-03-22T00:40:00Z',
      zoneAssumed: true,
    });
    expect(await api.get('/v1/datasets/kyiv')).toMatchObject({ timeZone: 'Europe/Kyiv' });
    expect(await api.get('/v1/datasets/misc')).toMatchObject({ timeZone: null });
  });
});

describe('a timeline', () => {
  it.each(['UTC', 'Europe/Kyiv', 'America/New_York'])(
    'counts whole days, also in a window with times of day, in %s',
    async (timeZone) => {
      const zone = `interval=day&timeZone=${timeZone}`;
      const { buckets, ...whole } = await api.get<Counts>(
        `/v1/timeline?${zone}&from=2024-03-21&to=2024-03-23`,
      );
      const times = 'from=2024-03-21T18:00&to=2024-03-23T00:10';
      expect(await api.get<Counts>(`/v1/timeline?${zone}&${times}`)).toEqual({ buckets, ...whole });
      for (const { start, possible, underWay, certain } of buckets) {
        const on = await api.get<Zoned>(`/v1/events?on=${start}&timeZone=${timeZone}&count=exact`);
        expect(on.page.count).toMatchObject({ possible, underWay, certain });
      }
    },
  );

  type Counts = {
    timeZone: string;
    buckets: { start: string; possible: number; underWay: number; certain: number }[];
  };
  const byDay = async (query: string) => {
    const { timeZone, buckets } = await api.get<Counts>(`/v1/timeline?interval=day&${query}`);
    return [timeZone, ...buckets.map(({ start, possible, certain }) => [start.slice(8), possible, certain])];
  };

  it.each(zones)('has buckets of days in %s, which count what lists show', async (timeZone) => {
    const { buckets } = await api.get<Counts>(
      `/v1/timeline?interval=day&from=2024-03-20&to=2024-03-24&timeZone=${timeZone}`,
    );
    expect(buckets).toHaveLength(5);
    for (const { start, possible, certain } of buckets) {
      const on = `on=${start}&timeZone=${timeZone}`;
      expect([possible, certain], on).toEqual([
        (await listed(on)).ids.length,
        (await listed(`${on}&match=certain`)).ids.length,
      ]);
    }
  });

  it('says its zone, which is that of the one dataset', async () => {
    expect(await byDay('datasetId=kyiv')).toEqual(['Europe/Kyiv', ['02', 3, 3]]);
    expect(await byDay('datasetId=kyiv&timeZone=UTC')).toEqual(['UTC', ['01', 1, 1], ['02', 2, 2]]);
    expect(await byDay('on=2024-05-02')).toEqual(['UTC', ['02', 2, 2]]);
  });
});
