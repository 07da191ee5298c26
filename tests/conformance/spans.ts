import { expect } from 'vitest';
import type { TimeCondition } from '../../src/domain/condition.ts';
import type { EventQuery } from '../../src/domain/query.ts';
import { timeKeys } from '../../src/domain/time/fuzzy-time.ts';
import { NaiveStore } from '../helpers/naive-store.ts';
import { actor, claim, event, idsIn, put, type Records, walk } from '../helpers/records.ts';
import { type OpenStore, testsOn } from './suite.ts';

/** A list in order of time is put together from many ranges: here each of them has rows, and is cut everywhere. */

const day = 86_400;
const start = Date.UTC(2024, 2, 1) / 1000;
const end = Date.UTC(2024, 2, 4) / 1000 - 1;

/** One second more and less than each length that calendars have, where a store may set its limits. */
const lengths = [
  ...[1, 60, 3600],
  ...[1, 2, 4, 7, 10, 16, 28, 29, 30, 31, 62, 92, 184, 365, 366, 731, 1096, 1461].map((days) => days * day),
  ...[1827, 3652, 3653, 7305, 14_610, 36_525, 40_000].map((days) => days * day),
].flatMap((seconds) => (seconds === 1 ? [1] : [seconds, seconds + 1]));

const instant = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
const span = (from: number, seconds: number) => `${instant(from)}/${instant(from + seconds - 1)}`;

/** For each length, spans that end and begin on both sides of both ends of the window, and ones that hold it. */
const expressions: (string | undefined)[] = [
  ...lengths.flatMap((seconds) => [
    span(start - seconds, seconds),
    span(start - seconds + 1, seconds),
    span(start, seconds),
    span(end, seconds),
    span(end + 1, seconds),
    span(Math.floor(start - seconds / 2), seconds),
  ]),
  ...['2024-02', '2024-03', '2023', '2024', '202X', '201X', '20XX'],
  ...['1990/..', '1990/', '2024-03-02/..', '2024-03-05/', '../2024-02-29', '/2024-03-01', '../2030', '../..'],
  ...['2024-03-02', '2024-03-02', '2024-03-02', undefined, undefined],
];

const types = ['attack', 'trial', 'protest'] as const;
const timed = (edtf: string | undefined) => (edtf === undefined ? undefined : { edtf });

function records(): Records {
  return {
    actor: [actor('a0'), actor('a1', { relations: [{ type: 'part_of', actorId: 'a0' }] }), actor('a2')],
    event: expressions.map((edtf, index) => {
      const time = timed(edtf);
      const type = types[index % 3] ?? 'attack';
      return event(`e${index % 7}-${index}`, { type, ...(time === undefined ? {} : { time }) });
    }),
    claim: expressions.map((edtf, index) => {
      const madeAt = timed(edtf);
      const claimantId = `a${index % 3}`;
      return claim(`c${index % 7}-${index}`, { claimantId, ...(madeAt === undefined ? {} : { madeAt }) });
    }),
  };
}

const windows: Record<string, TimeCondition['window']> = {
  'three days': { start, end },
  'one second': { start, end: start },
  'from a moment on': { start, end: null },
  'up to a moment': { start: null, end },
  'fifty years': { start: start - 18_262 * day, end: start },
};
const filters: Record<string, Omit<EventQuery, 'sort'> & { limit: number }> = {
  'no filter, in pages of one': { limit: 1 },
  'no filter': { limit: 50 },
  'what has a time': { hasTime: true, limit: 13 },
  'what has none': { hasTime: false, limit: 1 },
  'one type': { type: ['trial'], limit: 3 },
  'two types': { type: ['protest', 'attack'], limit: 13 },
  'two conditions': { type: ['protest', 'attack'], datasetId: ['home'], limit: 13 },
};

export function spansSuite(open: OpenStore): void {
  const { onBasics } = testsOn(open);

  onBasics('the expressions are spans of the lengths they are meant to be', async () => {
    for (const seconds of lengths) {
      const keys = timeKeys({ edtf: span(start - seconds, seconds) });
      expect(keys).toMatchObject({ start: start - seconds, end: start - 1 });
    }
  });

  for (const match of ['possible', 'under_way', 'certain'] as const) {
    for (const [name, window] of Object.entries(windows)) {
      onBasics(
        `${match} in ${name}: spans of all lengths, whatever else is asked, in pages of any size`,
        async (store) => {
          const model = new NaiveStore();
          const held = records();
          await put(store, held);
          model.put(held, '2026-01-01T00:00:00.000Z');
          // The event that every store here begins with.
          model.put({ event: [event('attack')] }, '2026-01-01T00:00:00.000Z');
          for (const sort of ['time', 'time_desc', 'in_window'] as const) {
            for (const [what, { limit, ...filter }] of Object.entries(filters)) {
              const query = { ...filter, sort, time: { match, window } };
              const found = await walk((page) => store.listEvents(query, page), limit);
              expect(idsIn(found), `${what}, ${sort}`).toEqual(model.eventIds(query));
            }
            const query = { claimantId: ['a0'], includeAffiliates: true, sort, time: { match, window } };
            const found = await walk((page) => store.listClaims(query, page), 9);
            expect(idsIn(found), sort).toEqual(model.claimIds(query));
          }
        },
        60_000,
      );
    }
  }
}
