import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Store } from '../../src/domain/store.ts';
import { inMemory, openReadOnly, openSqliteStore } from '../../src/store/sqlite/open.ts';
import { event, idsIn, put, putBasics } from '../helpers/records.ts';

/** Lists look only in the classes of spans that there are, and which those are is remembered between writes. */

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'claimline-classes-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const second = Date.UTC(2024, 2, 22, 12) / 1000;
const then = { match: 'possible', window: { start: second, end: second } } as const;
const found = async (store: Store) =>
  idsIn((await store.listEvents({ sort: 'time', hasTime: true, time: then }, { limit: 50 })).data);

/** Writes spans of ever new classes over one store, and looks for them over another one. */
async function expectFound(writing: Store, reading: Store): Promise<void> {
  await putBasics(writing);
  expect(await found(reading)).toEqual([]);
  const expected: string[] = [];
  for (const edtf of ['2024-03-22', '2024-03', '2024', '202X', '20XX', '1000/..']) {
    const id = `e${expected.length}`;
    await put(writing, { event: [event(id, { time: { edtf } })] });
    // What is longer begins earlier.
    expected.unshift(id);
    // What another store wrote is there by the next turn of the event loop.
    if (reading !== writing) await setImmediate();
    expect(await found(reading), edtf).toEqual(expected);
  }
}

it('a span of a class that was not there before is found, by the store that wrote it', async () => {
  for (const path of [inMemory, join(directory, 'own.db')]) {
    const store = openSqliteStore(path);
    await expectFound(store, store);
    await store.close();
  }
});

it('... and by another store on the file, which only reads or also writes', async () => {
  for (const [index, open] of [openReadOnly, openSqliteStore].entries()) {
    const path = join(directory, `shared-${index}.db`);
    const writing = openSqliteStore(path);
    const reading = open(path);
    await expectFound(writing, reading);
    await reading.close();
    await writing.close();
  }
});
