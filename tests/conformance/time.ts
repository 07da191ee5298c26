import { expect } from 'vitest';
import type { EventQuery } from '../../src/domain/query.ts';
import type { Store } from '../../src/domain/store.ts';
import { noTime, type TimeKeys, timeKeys } from '../../src/domain/time/fuzzy-time.ts';
import type { Span } from '../../src/domain/time/match.ts';
import { relations } from '../helpers/naive-store.ts';
import { claim, event, idsIn, put } from '../helpers/records.ts';
import { type OpenStore, testsOn } from './suite.ts';

const at = (text: string) => Date.parse(text) / 1000;
const march: Span = { start: at('2024-03-01T00:00:00Z'), end: at('2024-03-31T23:59:59Z') };

/** Spans of every length that a store might treat apart, around one month, with every kind of missing bound. */
const expressions: Record<string, string | undefined> = {
  second: '2024-03-22T19:58:03Z',
  'first-second': '2024-03-01T00:00:00Z',
  'last-second': '2024-03-31T23:59:59Z',
  'second-before': '2024-02-29T23:59:59Z',
  'second-after': '2024-04-01T00:00:00Z',
  day: '2024-03-22',
  'day-before': '2024-02-29',
  'day-after': '2024-04-01',
  month: '2024-03',
  'across-start': '2024-02-29/2024-03-01',
  'across-end': '2024-03-31/2024-04-01',
  'days-around': '[2024-02-20,2024-04-10]',
  'days-around-and-inside': '{2024-02-20,2024-03-22,2024-04-10}',
  'day-of-some-month': '2024-XX-25',
  'day-of-some-year': '20XX-03-31',
  'day-of-too-many-years': 'XXXX-03-31',
  'from-february-to-april': '2024-02/2024-04',
  'from-the-year-before': '2023/2024-03-05',
  'until-next-year': '2024-03/2025',
  year: '2024',
  decade: '202X',
  century: '20XX',
  age: '-4000/2100',
  'age-before': '-4000/2024-02-29',
  'one-of': '[2024-02-11..2024-02-20]',
  'open-end': '2024-03-10/..',
  'unknown-end': '2024-03-10/',
  'open-end-before': '1000/..',
  'open-end-after': '2024-04-01/..',
  'open-start': '../2024-03-10',
  'unknown-start': '/2024-03-10',
  'open-start-before': '../2024-02-29',
  'open-start-after': '../2030',
  open: '../..',
  unknown: '/',
  none: undefined,
  'far-past': 'Y-250000000',
  'far-future': 'Y250000000',
};

const keysOf = (edtf: string | undefined): TimeKeys => (edtf === undefined ? noTime : timeKeys({ edtf }));

const fill = (store: Store) =>
  put(store, {
    event: Object.entries(expressions).map(([id, edtf]) =>
      event(id, edtf === undefined ? {} : { time: { edtf } }),
    ),
    claim: Object.entries(expressions).map(([id, edtf]) =>
      claim(id, edtf === undefined ? {} : { madeAt: { edtf } }),
    ),
  });

const windows: Record<string, Span> = {
  'a month': march,
  'one second': { start: march.start, end: march.start },
  'from a day on': { start: march.start, end: null },
  'up to a day': { start: null, end: march.end },
  everything: { start: null, end: null },
  'a century': { start: at('1950-01-01T00:00:00Z'), end: at('2049-12-31T23:59:59Z') },
  'long ago': { start: -8_000_000_000_000_000, end: -7_000_000_000_000_000 },
};

export function timeSuite(open: OpenStore): void {
  const { onBasics } = testsOn(open);
  const listed = async (store: Store, query: EventQuery) =>
    idsIn((await store.listEvents(query, { limit: 200 })).data);

  for (const [name, window] of Object.entries(windows)) {
    for (const match of ['possible', 'under_way', 'certain'] as const) {
      onBasics(`${match} in ${name}: what the definition says, of events and of claims`, async (store) => {
        await fill(store);
        const holds = relations[match];
        const expected = Object.entries(expressions)
          .filter(([, edtf]) => holds(keysOf(edtf), window))
          .map(([id]) => id);
        const found = await listed(store, { sort: 'time', time: { match, window } });
        // `attack` has no time: it is possible anywhere, and certain only where nothing is asked.
        const asked = holds(noTime, window) ? [...expected, 'attack'] : expected;
        expect([...found].sort()).toEqual([...asked].sort());
        const claims = await store.listClaims({ sort: 'time', time: { match, window } }, { limit: 200 });
        expect(idsIn(claims.data).sort()).toEqual([...expected].sort());
        const backwards = await listed(store, { sort: 'time_desc', time: { match, window } });
        expect([...backwards].sort()).toEqual([...found].sort());
      });
    }
  }

  onBasics('order: start, then end, then id; no start comes last, no end after every end', async (store) => {
    const order = [
      'age',
      'age2',
      'early',
      'late-a',
      'late-b',
      'late-long',
      'late-open',
      'upto-2000',
      'upto-2030',
      'none',
      'unknown',
    ];
    const written: Record<string, string | undefined> = {
      'late-open': '2024/..',
      none: undefined,
      'late-b': '2024-01-01',
      'upto-2030': '../2030',
      age: '-4000/2100',
      age2: '-4000/2200',
      'late-a': '2024-01-01',
      unknown: '/',
      'upto-2000': '../2000',
      early: '1999',
      'late-long': '2024',
    };
    await put(store, {
      event: Object.entries(written).map(([id, edtf]) =>
        event(id, { type: 'trial', ...(edtf === undefined ? {} : { time: { edtf } }) }),
      ),
    });
    expect(await listed(store, { sort: 'time', type: ['trial'] })).toEqual(order);
    expect(await listed(store, { sort: 'time_desc', type: ['trial'] })).toEqual([
      'late-open',
      'late-long',
      'late-b',
      'late-a',
      'early',
      'age2',
      'age',
      // Those without a known start stay last; among them the later end comes first.
      'unknown',
      'none',
      'upto-2030',
      'upto-2000',
    ]);
  });

  onBasics(
    'a span of any length is found by its first and its last second, and by none beside them',
    async (store) => {
      // As long as a day, a week, the longest month, year, decade and century: where a store may set its limits.
      const lengths = [
        '2024-03-22',
        '2024-03-22/2024-03-28',
        '2024-03',
        '2024',
        '200X',
        '1901/2000',
        '1900/2000',
      ];
      await put(store, { event: lengths.map((edtf, index) => event(`l${index}`, { time: { edtf } })) });
      for (const [index, edtf] of lengths.entries()) {
        const { start, end } = keysOf(edtf);
        if (start === null || end === null) throw new Error(`${edtf} has no bound`);
        for (const [second, inside] of [
          [start - 1, false],
          [start, true],
          [end, true],
          [end + 1, false],
        ] as const) {
          const time = { match: 'possible', window: { start: second, end: second } } as const;
          const found = await listed(store, { sort: 'time', hasTime: true, time });
          expect(found.includes(`l${index}`), `${edtf} at ${second}`).toBe(inside);
        }
      }
    },
  );

  onBasics('a condition that there is a time asks for a known bound', async (store) => {
    await fill(store);
    const without = ['attack', 'none', 'open', 'unknown'];
    for (const sort of ['time', 'time_desc'] as const) {
      expect((await listed(store, { sort, hasTime: false })).sort()).toEqual(without);
      const known = await listed(store, { sort, hasTime: true });
      expect(known).toHaveLength(Object.keys(expressions).length + 1 - without.length);
      expect(known.filter((id) => without.includes(id))).toEqual([]);
    }
    const time = { match: 'possible', window: march } as const;
    expect((await listed(store, { sort: 'time', hasTime: false, time })).sort()).toEqual(without);
    expect(
      await listed(store, { sort: 'time', hasTime: false, time: { ...time, match: 'certain' } }),
    ).toEqual([]);
  });

  onBasics('an edited time moves the record, in the list and in the body', async (store) => {
    const april = {
      match: 'certain',
      window: { start: at('2024-04-01T00:00:00Z'), end: at('2024-04-30T23:59:59Z') },
    } as const;
    await put(store, { event: [event('e', { time: { edtf: '2024-03-22' } })] });
    expect(await listed(store, { sort: 'time', time: april })).toEqual([]);
    await put(store, { event: [event('e', { time: { edtf: '2024-04-22' } })] });
    expect(await listed(store, { sort: 'time', time: april })).toEqual(['e']);
    await put(store, { event: [event('e')] });
    expect(await listed(store, { sort: 'time', time: april })).toEqual([]);
    expect(await listed(store, { sort: 'time', hasTime: true })).toEqual([]);
  });

  onBasics(
    'a zone moves the bounds: a day of Moscow begins three hours before the day of UTC',
    async (store) => {
      await put(store, { event: [event('e', { time: { edtf: '2024-03-22', timeZone: 'Europe/Moscow' } })] });
      const before = { start: at('2024-03-21T21:00:00Z'), end: at('2024-03-21T21:00:00Z') };
      expect(
        await listed(store, { sort: 'time', hasTime: true, time: { match: 'possible', window: before } }),
      ).toEqual(['e']);
      const earlier = { start: before.start - 1, end: before.start - 1 };
      expect(
        await listed(store, { sort: 'time', hasTime: true, time: { match: 'possible', window: earlier } }),
      ).toEqual([]);
    },
  );
}
