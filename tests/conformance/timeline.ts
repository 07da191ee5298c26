import { expect } from 'vitest';
import { event, put } from '../helpers/records.ts';
import { type OpenStore, testsOn } from './suite.ts';

const second = (text: string) => Date.parse(text) / 1000;

/** The rest is held against the model: see model.ts. */
export function timelineSuite(open: OpenStore): void {
  const { onBasics, onEmpty } = testsOn(open);

  onEmpty('of nothing has no bucket', async (store) => {
    expect(await store.timeline({})).toEqual({
      interval: 'day',
      start: null,
      end: null,
      buckets: [],
      total: { possible: 0, underWay: 0, certain: 0 },
      unplaced: 0,
    });
  });

  onBasics(
    'counts each event where it may be, where it surely goes on, and where it surely lies',
    async (store) => {
      await put(store, {
        event: [
          event('day', { time: { edtf: '2024-03-22' } }),
          event('month', { time: { edtf: '2024-03' } }),
          event('across', { time: { edtf: '2024-03-31/2024-04-01' } }),
          event('open', { time: { edtf: '2024-04-02/..' } }),
          event('upto', { time: { edtf: '../2024-03-01' } }),
          event('unknown', { time: { edtf: '/' } }),
        ],
      });
      expect(await store.timeline({}, 'month')).toEqual({
        interval: 'month',
        start: '2024-03-01',
        end: '2024-04-30',
        // The event of the basics has no time: like the unknown one it may be anywhere. What reaches up to a day surely ends
        // on it.
        buckets: [
          { start: '2024-03-01', end: '2024-03-31', possible: 6, underWay: 4, certain: 2 },
          { start: '2024-04-01', end: '2024-04-30', possible: 4, underWay: 2, certain: 0 },
        ],
        total: { possible: 7, underWay: 5, certain: 3 },
        unplaced: 2,
      });
    },
  );

  onBasics('shows a siege in every month in which it surely went on', async (store) => {
    await put(store, {
      event: [
        event('siege', { time: { edtf: '2016-05/2016-08' } }),
        event('moment', { time: { edtf: '2017-05/2017-08', extent: 'point_within' } }),
      ],
    });
    const time = (from: string, to: string) =>
      ({ match: 'possible', window: { start: second(from), end: second(to) - 1 } }) as const;
    const counted = async (from: string, to: string) =>
      (await store.timeline({ hasTime: true, time: time(from, to) }, 'month')).buckets.map(
        ({ possible, underWay, certain }) => [possible, underWay, certain],
      );
    const [none, possibly, goesOn] = [
      [0, 0, 0],
      [1, 0, 0],
      [1, 1, 0],
    ];
    expect(await counted('2016-04-01', '2016-10-01')).toEqual([none, goesOn, goesOn, goesOn, goesOn, none]);
    expect(await counted('2017-05-01', '2017-09-01')).toEqual([possibly, possibly, possibly, possibly]);
    // The window cuts May: on its first ten days nothing is sure.
    expect(await counted('2016-05-01', '2016-05-11')).toEqual([possibly]);
    expect(
      await store.timeline({ hasTime: true, time: time('2017-01-01', '2018-01-01') }, 'year'),
    ).toMatchObject({
      total: { possible: 1, underWay: 1, certain: 1 },
    });
  });

  onBasics('follows every write', async (store) => {
    const certainIn = async () => (await store.timeline({ hasTime: true }, 'year')).total.certain;
    await put(store, {
      event: [event('e', { time: { edtf: '2024' } }), event('f', { time: { edtf: '-0044-03-15' } })],
    });
    expect(await certainIn()).toBe(2);
    await put(store, { event: [event('e', { time: { edtf: '2024/..' } })] });
    expect(await certainIn()).toBe(1);
    await put(store, { event: [event('f')] });
    expect(await store.timeline({ hasTime: true }, 'year')).toMatchObject({
      start: '2024-01-01',
      unplaced: 0,
    });
  });

  onBasics('widens its window to whole days, of which it counts all', async (store) => {
    await put(store, {
      event: [
        event('morning', { time: { edtf: '2024-03-22T08:00:00Z' } }),
        event('noon', { time: { edtf: '2024-03-22T12:00:00Z' } }),
        event('night', { time: { edtf: '1969-12-31T23:59:59Z' } }),
      ],
    });
    const window = { start: second('2024-03-22T10:00:00Z'), end: second('2024-03-22T13:00:00Z') };
    const time = { window, match: 'certain' } as const;
    expect((await store.timeline({ time }, 'day')).buckets).toEqual([
      { start: '2024-03-22', end: '2024-03-22', possible: 2, underWay: 2, certain: 2 },
    ]);
    const before = { window: { start: null, end: -1 }, match: 'certain' } as const;
    expect((await store.timeline({ time: before }, 'day')).buckets).toEqual([
      { start: '1969-12-31', end: '1969-12-31', possible: 1, underWay: 1, certain: 1 },
    ]);
  });
}
