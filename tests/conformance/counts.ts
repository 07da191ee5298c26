import { expect } from 'vitest';
import { limits } from '../../src/domain/limits.ts';
import type { SortKey } from '../../src/domain/query.ts';
import type { CountedList } from '../../src/domain/store.ts';
import {
  actor,
  batchOf,
  claim,
  dataset,
  event,
  firstDay,
  put,
  putBasics,
  says,
  source,
} from '../helpers/records.ts';
import { type OpenStore, testsOn } from './suite.ts';

const many = limits.countedExactlyMax + 2000;
const indexes = Array.from({ length: many }, (_, index) => index);

/** With few records all is held against the model: see model.ts. */
export function countsSuite(open: OpenStore): void {
  const { onBasics, onEmpty } = testsOn(open);

  onBasics(
    'an estimate of many is near the count, and never below what was counted',
    async (store) => {
      const time = (index: number) =>
        index % 4 === 0 ? {} : { edtf: `20${String(10 + (index % 13))}-0${1 + (index % 9)}-1${index % 10}` };
      const timed = (index: number) => (index % 4 === 0 ? {} : { time: time(index) as { edtf: string } });
      const made = (index: number) => (index % 4 === 0 ? {} : { madeAt: time(index) as { edtf: string } });
      await put(store, {
        event: indexes.map((index) =>
          event(`e${index}`, { type: index % 12 === 0 ? 'trial' : 'attack', ...timed(index) }),
        ),
        claim: indexes.map((index) =>
          claim(`c${index}`, { act: index % 12 === 0 ? 'denies' : 'asserts', ...made(index) }),
        ),
      });
      const lists = [
        { kind: 'event', query: { type: ['attack'] } },
        { kind: 'claim', query: { act: ['asserts'] } },
      ] as const;
      for (const list of lists) {
        const exact = await store.count(list);
        const estimate = await store.estimate(list);
        expect([exact.basis, estimate.basis]).toEqual(['exact', 'estimate']);
        expect(exact.total).toBeGreaterThan(limits.countedExactlyMax);
        expect(estimate.total).toBeGreaterThan(limits.countedExactlyMax);
        expect(Math.abs(estimate.total / exact.total - 1), list.kind).toBeLessThan(0.1);
      }
      // Words that every record has change nothing in a list, in either order; its pages are as they were.
      for (const sort of ['time', 'time_desc'] as const) {
        let after: SortKey | undefined;
        for (let page = 0; page < 3; page += 1) {
          const asked = { limit: 150, after };
          const events = await store.listEvents({ sort, type: ['trial'] }, asked);
          expect(await store.listEvents({ terms: ['title', 'of'], sort, type: ['trial'] }, asked)).toEqual(
            events,
          );
          const claims = await store.listClaims({ sort }, asked);
          expect(await store.listClaims({ terms: ['of', 'state'], sort }, asked)).toEqual(claims);
          after = events.next ?? undefined;
        }
      }
      const time2012 = {
        window: { start: Date.UTC(2012, 0, 1) / 1000, end: null },
        match: 'certain',
      } as const;
      const windowed = { kind: 'claim', query: { time: time2012 } } as const;
      const [exact, estimate] = [await store.count(windowed), await store.estimate(windowed)];
      expect(estimate.total).toBe(estimate.certain);
      expect(Math.abs((estimate.possible ?? 0) / (exact.possible ?? 1) - 1)).toBeLessThan(0.1);
      expect(Math.abs((estimate.certain ?? 0) / (exact.certain ?? 1) - 1)).toBeLessThan(0.15);
      // Only whole days of time are asked of events: they are summed up, however many.
      expect(await store.estimate({ kind: 'event', query: { time: time2012 } })).toEqual(
        await store.count({ kind: 'event', query: { time: time2012 } }),
      );
      expect((await store.estimate({ kind: 'event', query: {} })).total).toBe(many + 1);
    },
    120_000,
  );

  onBasics(
    'an estimate of many records without a time is near the count, and exact where counts are kept',
    async (store) => {
      const rare = (index: number) => index % 12 === 0;
      await put(store, {
        source: indexes.map((index) => source(`s${index}`, { lang: rare(index) ? 'uk' : 'en' })),
        actor: indexes.map((index) => actor(`a${index}`, { identity: rare(index) ? 'unnamed' : 'named' })),
        claim: indexes.map((index) =>
          claim(`c${index}`, { proposition: says(`thing ${index}`, rare(index) ? 'other' : 'speaker') }),
        ),
      });
      const estimated: CountedList[] = [
        { kind: 'source', query: { lang: ['en'] } },
        { kind: 'actor', query: { identity: ['named'] } },
        { kind: 'proposition', query: { actorId: ['speaker'] } },
        { kind: 'proposition', query: {} },
      ];
      for (const list of estimated) {
        const [exact, estimate] = [await store.count(list), await store.estimate(list)];
        expect([exact.basis, estimate.basis], list.kind).toEqual(['exact', 'estimate']);
        expect(estimate).not.toHaveProperty('possible');
        expect(estimate.total).toBeGreaterThan(limits.countedExactlyMax);
        expect(Math.abs(estimate.total / exact.total - 1), JSON.stringify(list)).toBeLessThan(0.05);
      }
      expect(await store.count({ kind: 'proposition', query: {} })).toEqual({ basis: 'exact', total: many });
      const exactly: [CountedList, number][] = [
        [{ kind: 'source', query: {} }, many],
        [{ kind: 'actor', query: { datasetId: ['home'] } }, many + 2],
        [{ kind: 'claim', query: { datasetId: ['home', 'home'] } }, many],
        [{ kind: 'dataset', query: {} }, 1],
      ];
      for (const [list, total] of exactly)
        expect(await store.estimate(list), JSON.stringify(list)).toEqual({ basis: 'exact', total });
    },
    120_000,
  );

  onEmpty('counts of all records, and of datasets, are those of the lists', async (store) => {
    const both = async (list: CountedList) => {
      const [count, estimate] = [await store.count(list), await store.estimate(list)];
      expect(estimate, JSON.stringify(list)).toEqual(count);
      expect(count.basis).toBe('exact');
      return count.total;
    };
    for (const kind of ['dataset', 'claim', 'actor', 'source', 'proposition'] as const)
      expect(await both({ kind, query: {} }), kind).toBe(0);
    await putBasics(store);
    await store.write(
      batchOf({ dataset: [dataset('away')], actor: [actor('far')], source: [source('post')] }, 'away'),
      firstDay,
    );
    await put(store, { claim: [claim('c1'), claim('c2', { proposition: says('late') })] });
    expect(await both({ kind: 'dataset', query: {} })).toBe(2);
    expect(await both({ kind: 'proposition', query: {} })).toBe(2);
    const expectations = [
      ['actor', 3, 2, 1],
      ['source', 1, 0, 1],
      ['claim', 2, 2, 0],
    ] as const;
    for (const [kind, all, home, away] of expectations) {
      expect(await both({ kind, query: {} }), kind).toBe(all);
      expect(await both({ kind, query: { datasetId: ['home'] } }), kind).toBe(home);
      expect(await both({ kind, query: { datasetId: ['away', 'nowhere', 'away'] } }), kind).toBe(away);
      expect(await both({ kind, query: { datasetId: [] } }), kind).toBe(0);
    }
    // A record that moves to another dataset is counted there.
    await store.write(batchOf({ actor: [actor('far')] }, 'home'), firstDay);
    expect(await both({ kind: 'actor', query: { datasetId: ['home'] } })).toBe(3);
    expect(await both({ kind: 'actor', query: { datasetId: ['away'] } })).toBe(0);
  });

  onBasics('a facet tells its most frequent values, and that there are more', async (store) => {
    const tags = Array.from(
      { length: limits.facetValuesMax + 3 },
      (_, index) => `t${String(index).padStart(2, '0')}`,
    );
    await put(store, {
      event: [
        event('all', { tags }),
        event('few', { tags: ['t52', 't51'] }),
        event('one', { tags: ['t51', 't51'] }),
      ],
    });
    const { tag } = await store.eventFacets({}, ['tag']);
    expect(tag?.more).toBe(true);
    expect(tag?.values).toHaveLength(limits.facetValuesMax);
    expect(tag?.values.slice(0, 3)).toEqual([
      { value: 't51', count: 3 },
      { value: 't52', count: 2 },
      { value: 't00', count: 1 },
    ]);
  });
}
