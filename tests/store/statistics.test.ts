import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { leastRows } from '../../src/store/sqlite/statistics.ts';
import { importFiles } from '../helpers/import-files.ts';
import { actor, claim, dataset, firstDay, passage, source } from '../helpers/records.ts';

/** The statistics by which SQLite chooses among indexes: gathered by every import, kept of large tables only. */

const directory = mkdtempSync(join(tmpdir(), 'claimline-statistics-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const passagesEach = 1000;

async function imported(name: string, claims: number): Promise<string[]> {
  const path = join(directory, name);
  const store = openSqliteStore(path);
  const evidence = Array.from({ length: passagesEach }, (_, at) => passage('s', at, at + 1));
  const file = {
    datasetId: 'home',
    dataset: dataset('home'),
    actors: [actor('speaker')],
    sources: [source('s')],
    claims: Array.from({ length: claims }, (_, at) => claim(`c${at}`, { evidence })),
  };
  await importFiles(store, [{ name: 'home.json', bytes: Buffer.from(JSON.stringify(file)) }], firstDay);
  await store.close();
  const db = new Database(path, { readonly: true });
  const tables = db.prepare('select distinct tbl from sqlite_stat1 order by tbl').pluck().all() as string[];
  db.close();
  return tables;
}

it('an import gathers them, of tables with many rows', async () => {
  const claims = leastRows / passagesEach;
  expect(await imported('large.db', claims + 1)).toEqual(['evidence']);
  expect(await imported('small.db', claims - 1)).toEqual([]);
});
