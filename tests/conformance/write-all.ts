import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeOrder } from '../../src/domain/kinds.ts';
import type { RecordBatch, Store } from '../../src/domain/store.ts';
import { firstRecords, laterRecords } from '../helpers/record-arbitraries.ts';
import {
  actor,
  batchOf,
  claim,
  dataset,
  declares,
  firstDay,
  put,
  type Records,
  secondDay,
} from '../helpers/records.ts';
import { type OpenStore, testsOn } from './suite.ts';

/** The records one by one, in the order of kinds. */
function* oneByOne(records: Records): Generator<RecordBatch> {
  for (const kind of writeOrder) {
    for (const record of records[kind] ?? []) yield batchOf({ [kind]: [record] }, 'home');
  }
}

/** Everything that a store answers, but how often it was written to. */
async function contents(store: Store): Promise<unknown> {
  const page = { limit: 200 };
  return [
    await store.listEvents({ sort: 'time' }, page),
    await store.listClaims({ sort: 'time' }, page),
    await store.listPropositions({ sort: 'claim_count' }, page),
    await store.listPropositions({ sort: 'claim_count', contested: true }, page),
    await store.listActors({ sort: 'name' }, page),
    await store.listSources({ sort: 'time' }, page),
    await store.listDatasets(page),
  ];
}

export function writeAllSuite(open: OpenStore): void {
  const { onEmpty, onBasics } = testsOn(open);
  const relatesTo = (claimId: string) => [
    { type: 'contradicts' as const, claimId, basis: 'editor' as const },
  ];

  it(
    'however records that refer to each other are cut into batches, the store is the same',
    () =>
      fc.assert(
        fc.asyncProperty(firstRecords, laterRecords, async (first, later) => {
          const whole = await open();
          const cut = await open();
          try {
            for (const store of [whole, cut]) await put(store, { dataset: [dataset('home', declares)] });
            const reports = [];
            for (const [records, at] of [
              [first, firstDay],
              [later, secondDay],
            ] as const) {
              reports.push([await put(whole, records, at), await cut.writeAll(oneByOne(records), at)]);
            }
            for (const [expected, found] of reports) expect(found).toEqual(expected);
            expect(await contents(cut)).toEqual(await contents(whole));
          } finally {
            await whole.close();
            await cut.close();
          }
        }),
        { numRuns: 60 },
      ),
    120_000,
  );

  onBasics('a reference that no batch meets leaves nothing of any', async (store) => {
    const batches = oneByOne({
      actor: [actor('new')],
      claim: [claim('a', { relations: relatesTo('b') }), claim('b', { relations: relatesTo('nowhere') })],
    });
    await expect(store.writeAll(batches, secondDay)).rejects.toMatchObject({ code: 'invalid_record' });
    expect(await store.read('actor', 'new')).toBeNull();
    expect(await store.read('claim', 'a')).toBeNull();
  });

  onBasics(
    'batches that fail to be made leave nothing of any, and the store is free again',
    async (store) => {
      function* failing(): Generator<RecordBatch> {
        yield batchOf({ actor: [actor('new')] }, 'home');
        throw new Error('no more');
      }
      await expect(store.writeAll(failing(), secondDay)).rejects.toThrow('no more');
      expect(await store.read('actor', 'new')).toBeNull();
      expect((await put(store, { actor: [actor('new')] })).actor.created).toBe(1);
    },
  );

  onEmpty('no batches change nothing', async (store) => {
    const before = await store.state();
    const report = await store.writeAll([], firstDay);
    expect(Object.values(report)).toEqual(Array(5).fill({ created: 0, updated: 0, unchanged: 0 }));
    expect(await store.state()).toEqual(before);
  });
}
