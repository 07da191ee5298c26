import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { beforeAll, expect, it } from 'vitest';
import type { DatasetFile } from '../../src/domain/dataset-file.ts';
import { actor, claim, dataset, event, source } from '../helpers/records.ts';
import { claimline, freshDirectory, outcomeOf, start, writeJson } from './harness.ts';

/** A process killed in the middle of an import leaves nothing half written. */

const cwd = freshDirectory();
const database = join(cwd, 'claimline.db');
const total = 4000;

const large = (): DatasetFile => ({
  datasetId: 'large',
  dataset: dataset('large'),
  sources: [source('large-source')],
  actors: [actor('speaker')],
  events: Array.from({ length: total }, (_, index) =>
    event(`event-${index}`, {
      time: { edtf: '2024-03' },
      summary: 'What happened, at some length. '.repeat(10),
    }),
  ),
  claims: Array.from({ length: total }, (_, index) =>
    claim(`claim-${index}`, { eventIds: [`event-${index}`] }),
  ),
});

beforeAll(() => {
  writeJson(join(cwd, 'large.json'), large());
});

function counts(): { events: number; claims: number; revisions: number } {
  const db = new Database(database);
  const isThere = db.prepare("select count(*) from sqlite_schema where type = 'table' and name = ?").pluck();
  // A process killed while it made the tables has left none.
  const count = (table: string) =>
    isThere.get(table) === 0 ? 0 : (db.prepare(`select count(*) from ${table}`).pluck().get() as number);
  const found = { events: count('event'), claims: count('claim'), revisions: count('revision') };
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
  return found;
}

/** Bytes that the database and its log have; an import of this size writes some before it commits. */
const written = () =>
  ['', '-wal'].reduce(
    (sum, end) => sum + (existsSync(database + end) ? statSync(database + end).size : 0),
    0,
  );

it('kill -9 at several moments of the writing leaves all or nothing', async () => {
  const nothing = { events: 0, claims: 0, revisions: 0 };
  let unfinished = 0;
  for (const bytes of [400_000, 2_000_000, 5_000_000]) {
    for (const end of ['', '-wal', '-shm']) rmSync(database + end, { force: true });
    const child = start(['import', 'large.json'], { cwd });
    const ended = outcomeOf(child);
    while (written() < bytes && child.exitCode === null) await wait(2);
    child.kill('SIGKILL');
    await ended;
    const found = counts();
    if (found.revisions === 0) unfinished += 1;
    if (found.revisions !== 2 * total + 3) expect(found).toEqual(nothing);
  }
  expect(unfinished, 'at least one had written, and had not finished').toBeGreaterThanOrEqual(1);
});

it('and the next import is whole', async () => {
  const { code, stderr } = await claimline(['import', 'large.json'], { cwd });
  expect(code, stderr).toBe(0);
  expect(counts()).toEqual({ events: total, claims: total, revisions: 2 * total + 3 });
});
