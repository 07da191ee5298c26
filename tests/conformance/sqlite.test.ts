import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { inMemory, openSqliteStore } from '../../src/store/sqlite/open.ts';
import { storeConformance } from './store.ts';

const directory = mkdtempSync(join(tmpdir(), 'claimline-conformance-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
let opened = 0;

storeConformance('SQLite in memory', async () => openSqliteStore(inMemory));

storeConformance('SQLite in a file', async () => {
  opened += 1;
  return openSqliteStore(join(directory, `${opened}.db`));
});
