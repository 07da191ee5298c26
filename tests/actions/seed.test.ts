import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { importPath } from '../../src/actions/import-files.ts';
import { seedStore } from '../../src/actions/seed.ts';
import { recordsIn } from '../../src/domain/json-octets.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { dataset, firstDay, secondDay } from '../helpers/records.ts';

const directory = mkdtempSync(join(tmpdir(), 'claimline-seed-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function fileOf(id: string, title: string): string {
  const path = join(directory, `${id}.json`);
  writeFileSync(path, JSON.stringify({ datasetId: id, dataset: dataset(id, { title }) }));
  return path;
}

it('fills an empty store, phase by phase, and leaves a filled one as it is', async () => {
  const store = openSqliteStore(':memory:');
  const phases: string[] = [];
  const report = await seedStore(store, fileOf('a', 'First'), firstDay, (phase) => {
    phases.push(phase);
  });
  expect(report?.dataset).toEqual({ created: 1, updated: 0, unchanged: 0 });
  expect(phases).toEqual(['reading', 'checking', 'writing']);
  expect(await seedStore(store, fileOf('b', 'Second'), secondDay)).toBeNull();
  expect(await seedStore(store, join(directory, 'nowhere'), secondDay)).toBeNull();
  expect(recordsIn((await store.listDatasets({ limit: 10 })).data)).toHaveLength(1);
  await store.close();
});

it('an import whose check fails never comes to writing', async () => {
  const store = openSqliteStore(':memory:');
  const phases: string[] = [];
  const path = join(directory, 'broken.json');
  writeFileSync(path, '{"datasetId": "a", "events": [{}]}');
  const failing = importPath(store, path, firstDay, (phase) => {
    phases.push(phase);
  });
  await expect(failing).rejects.toMatchObject({ code: 'invalid_record' });
  expect(phases).toEqual(['reading', 'checking']);
  await store.close();
});
