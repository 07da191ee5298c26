import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Event } from '../../../src/domain/event.ts';
import { type Api, type ListPage, startApi } from '../../helpers/api.ts';
import { actor, claim, dataset, event } from '../../helpers/records.ts';

/** "March 2022" shows March 2022: what begins in a window comes before what only reaches into it. */

let api: Api;
beforeAll(async () => {
  const times: Record<string, string | undefined> = {
    century: '1950/2049',
    decade: '202X',
    open: '2021-11-05/..',
    february: '2022-02-20/2022-03-03',
    second: '2022-03-02',
    tenth: '2022-03-10',
    'tenth-long': '2022-03-10/2023',
    end: '2022-03-31',
    later: '2022-04-01',
    until: '../2022-03-15',
    unknown: undefined,
  };
  api = await startApi([
    {
      datasetId: 'march',
      dataset: dataset('march'),
      actors: [actor('speaker')],
      events: Object.entries(times).map(([id, edtf]) =>
        event(id, {
          tags: ['any'],
          participants: [{ actorId: 'speaker', role: 'witness' }],
          ...(edtf === undefined ? {} : { time: { edtf } }),
        }),
      ),
      claims: Object.entries(times).map(([id, edtf]) =>
        claim(id, edtf === undefined ? {} : { madeAt: { edtf } }),
      ),
    },
  ]);
});
afterAll(() => api.close());

const inMarch = [
  'second',
  'tenth',
  'tenth-long',
  'end',
  'february',
  'open',
  'decade',
  'century',
  'until',
  'unknown',
];
const byTime = [
  'century',
  'decade',
  'open',
  'february',
  'second',
  'tenth',
  'tenth-long',
  'end',
  'until',
  'unknown',
];

describe('a window', () => {
  it.each([
    '/v1/events?on=2022-03',
    '/v1/events?from=2022-03-01&to=2022-03-31&datasetId=march',
    '/v1/events?from=2022-03-01&to=2022-03-31&type=attack',
    '/v1/events?on=2022-03&tag=any',
    '/v1/events?on=2022-03&q=title',
    '/v1/actors/speaker/events?on=2022-03',
    '/v1/claims?madeOn=2022-03',
    '/v1/claims?madeOn=2022-03&act=asserts',
    '/v1/actors/speaker/claims?madeOn=2022-03',
    '/v1/events?on=2022-03&timeZone=America/New_York',
    '/v1/events?on=2022-03&timeZone=Asia/Tokyo&tag=any',
  ])('%s has what begins in it first, in pages of any size', async (path) => {
    for (const limit of [1, 3, 50]) {
      const pages = await api.walk<Event>(`${path}&limit=${limit}`);
      expect(
        pages.flatMap(({ data }) => data.map(({ id }) => id)),
        `limit ${limit}`,
      ).toEqual(inMarch);
    }
    expect(await api.ids(`${path}&sort=in_window`)).toEqual(inMarch);
    expect(await api.ids(`${path}&sort=time`)).toEqual(byTime);
  });

  it('without a start, and by another match, is in order of time', async () => {
    for (const query of ['to=2022-03', 'on=2022-03&match=certain', 'on=2022-03&match=under_way']) {
      expect(await api.ids(`/v1/events?${query}`), query).toEqual(
        await api.ids(`/v1/events?${query}&sort=time`),
      );
    }
    expect(await api.ids('/v1/events?from=2022-03-10&sort=in_window&match=certain')).toEqual([
      'tenth',
      'tenth-long',
      'end',
      'later',
    ]);
  });
});

describe('the order in_window', () => {
  it('needs a window that begins', async () => {
    for (const query of ['', '&to=2022-03']) {
      const { errors } = await api.problem(`/v1/events?sort=in_window${query}`, 400, 'invalid_parameter');
      expect(errors?.[0]).toMatchObject({
        parameter: 'sort',
        detail: expect.stringContaining('that begins'),
      });
    }
    await api.problem('/v1/sources?sort=in_window', 400, 'invalid_parameter');
  });

  it('takes no cursor of another order', async () => {
    const page = await api.get<ListPage<Event>>('/v1/events?on=2022-03&sort=time&limit=1');
    await api.problem(`/v1/events?on=2022-03&limit=1&cursor=${page.page.nextCursor}`, 400, 'invalid_cursor');
  });
});
