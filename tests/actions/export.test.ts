import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { datasetIds, exportDataset, exportLines } from '../../src/actions/export.ts';
import { DatasetFile } from '../../src/domain/dataset-file.ts';
import type { Store } from '../../src/domain/store.ts';
import { writeDatasetFile } from '../../src/formats/json.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { importFiles } from '../helpers/import-files.ts';
import { all } from '../helpers/pieces.ts';
import {
  actor,
  batchOf,
  claim,
  type DeclaredPredicate,
  type DeclaredSubtype,
  dataset,
  event,
  firstDay,
  responsible,
  secondDay,
  source,
} from '../helpers/records.ts';

let store: Store;
beforeEach(() => {
  store = openSqliteStore(':memory:');
});
afterEach(() => store.close());

const within = <T>(datasetId: string, records: readonly T[]) =>
  records.map((record) => ({ datasetId, record }));

it('reads any number of records, and their current versions only', async () => {
  const events = Array.from({ length: 1203 }, (_, index) => event(`e-${String(index).padStart(4, '0')}`));
  await store.write({ dataset: within('a', [dataset('a')]), event: within('a', events) }, firstDay);
  const renamed = { ...events.slice(500, 501)[0], id: 'e-0500', title: 'Renamed', type: 'attack' as const };
  await store.write({ event: within('a', [renamed]) }, secondDay);
  const file = DatasetFile.parse(await exportDataset(store, 'a'));
  expect(file.events).toEqual(events.with(500, renamed));
});

it('exports an empty dataset, which comes back the same', async () => {
  await store.write({ dataset: within('a', [dataset('a')]) }, firstDay);
  const text = writeDatasetFile(await exportDataset(store, 'a'));
  const report = await importFiles(store, [{ name: 'a.json', bytes: Buffer.from(text) }], secondDay);
  expect(report.dataset).toEqual({ created: 0, updated: 0, unchanged: 1 });
});

const words = fc.constantFrom('flooded', 'Häuser', '浸水した家');
const declared = fc.uniqueArray(
  fc
    .record({
      id: fc.constantFrom('flooded', 'burnt', 'seized', 'a.b_c-1'),
      label: fc.record({ one: words, many: fc.option(words, { nil: undefined }) }),
      description: fc.option(words, { nil: undefined }),
      subjects: fc.constantFrom(['event'], ['actor', 'event']),
      objects: fc.constantFrom(['quantity'], ['text', 'quantity']),
      unit: fc.constantFrom(undefined, 'houses', 'EUR'),
      functional: fc.constantFrom(undefined, true, false),
    })
    // A member that is not given is left out.
    .map((predicate): DeclaredPredicate => JSON.parse(JSON.stringify(predicate))),
  { selector: ({ id }) => id },
);

const subtypes = fc.uniqueArray(
  fc
    .record({
      id: fc.constantFrom('raid', 'siege', 'clan'),
      kind: fc.constantFrom('event', 'actor'),
      label: fc.record({ one: words, many: fc.option(words, { nil: undefined }) }),
      description: fc.option(words, { nil: undefined }),
    })
    .map((subtype): DeclaredSubtype => JSON.parse(JSON.stringify(subtype))),
  { selector: ({ id }) => id },
);

it('exports what a dataset declares, which means the same where it comes back', async () => {
  await fc.assert(
    fc.asyncProperty(declared, subtypes, async (predicates, subtypes) => {
      const [from, into] = [openSqliteStore(':memory:'), openSqliteStore(':memory:')];
      try {
        await from.write({ dataset: within('a', [dataset('a', { predicates, subtypes })]) }, firstDay);
        const bytes = Buffer.from(writeDatasetFile(await exportDataset(from, 'a')));
        await importFiles(into, [{ name: 'a.json', bytes }], firstDay);
        expect(await into.read('dataset', 'a')).toEqual(await from.read('dataset', 'a'));
        expect(await into.declarations()).toEqual(await from.declarations());
        const again = await importFiles(into, [{ name: 'a.json', bytes }], secondDay);
        expect(again.dataset).toEqual({ created: 0, updated: 0, unchanged: 1 });
      } finally {
        await from.close();
        await into.close();
      }
    }),
    { numRuns: 30 },
  );
});

it('does not know a dataset that is not there', async () => {
  await expect(exportDataset(store, 'a')).rejects.toMatchObject({ code: 'not_found' });
});

it('begins again when a write comes between its pages, and gives one state', async () => {
  await store.write({ dataset: within('a', [dataset('a')]), actor: within('a', [actor('x')]) }, firstDay);
  let interrupted = false;
  const busy: Store = Object.create(store, {
    written: {
      value: async (...args: Parameters<Store['written']>) => {
        const page = await store.written(...args);
        if (args[1] === 'event' && !interrupted) {
          interrupted = true;
          await store.write(
            { actor: within('a', [actor('y')]), event: within('a', [event('z')]) },
            secondDay,
          );
        }
        return page;
      },
    },
    state: { value: () => store.state() },
  });
  const file = await exportDataset(busy, 'a');
  expect([file.actors?.map(({ id }) => id), file.events?.map(({ id }) => id)]).toEqual([['x', 'y'], ['z']]);
});

it('gives up where the store never rests', async () => {
  await store.write({ dataset: within('a', [dataset('a')]) }, firstDay);
  let count = 0;
  const restless: Store = Object.create(store, {
    written: { value: (...args: Parameters<Store['written']>) => store.written(...args) },
    state: { value: async () => ({ storeId: 'x', changes: count++ }) },
  });
  await expect(exportDataset(restless, 'a')).rejects.toMatchObject({ code: 'store_busy' });
});

it('lists the ids of all datasets, however many', async () => {
  const ids = Array.from({ length: 450 }, (_, index) => `d-${String(index).padStart(3, '0')}`);
  await store.write({ dataset: ids.map((id) => ({ datasetId: id, record: dataset(id) })) }, firstDay);
  expect(await datasetIds(store)).toEqual(ids);
});

it('writes lines that refer to earlier ones where they can, of current versions only', async () => {
  const events = Array.from({ length: 1203 }, (_, index) => event(`e-${String(index).padStart(4, '0')}`));
  const claims = [claim('c', { claimantId: 'x', proposition: responsible('x', 'e-0001') })];
  const sources = [source('s', { publisherId: 'x' })];
  const records = {
    dataset: [dataset('a')],
    actor: [actor('x')],
    source: sources,
    event: events,
    claim: claims,
  };
  await store.write(batchOf(records, 'a'), firstDay);
  await store.write(batchOf({ actor: [actor('x', { name: 'Renamed' })] }, 'a'), secondDay);
  const lines = (await all(exportLines(store, 'a')))
    .join('')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.slice(0, 3)).toEqual([
    { kind: 'dataset', ...dataset('a') },
    { kind: 'actor', datasetId: 'a', ...actor('x', { name: 'Renamed' }) },
    { kind: 'source', datasetId: 'a', ...sources[0] },
  ]);
  expect(lines.slice(3, -1).map(({ id }) => id)).toEqual(events.map(({ id }) => id));
  expect(lines.at(-1)).toEqual({ kind: 'claim', datasetId: 'a', ...claims[0] });
});

it('refuses to mix two states in one file of lines', async () => {
  await store.write(
    batchOf({ dataset: [dataset('a')], actor: [actor('x')], event: [event('e')] }, 'a'),
    firstDay,
  );
  const reading = async () => {
    for await (const _ of exportLines(store, 'a')) {
      await store.write(batchOf({ actor: [actor('y')] }, 'a'), secondDay);
    }
  };
  await expect(reading()).rejects.toMatchObject({ code: 'store_busy' });
  await expect(all(exportLines(store, 'nothing'))).rejects.toMatchObject({ code: 'not_found' });
});
