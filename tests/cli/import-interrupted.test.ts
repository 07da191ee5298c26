import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { beforeAll, expect, it } from 'vitest';
import { ndjsonLine } from '../../src/formats/ndjson.ts';
import { actor, claim, dataset, event, responsible } from '../helpers/records.ts';
import { claimline, freshDirectory, launcher, outcomeOf, start } from './harness.ts';

/** Imports by line that are ended before their time, by force or for want of room: exact when they come again. */

const cwd = freshDirectory();
/** Enough records for several transactions. */
const count = 6000;
const actorCount = 300;

/** Records in an order in which many refer to later ones, some of them in circles. */
function lines(): string[] {
  const of = (kind: string, record: object) => ndjsonLine(kind, 'large', record);
  const joined = (index: number) => ({
    type: 'contradicts' as const,
    claimId: `c-${index}`,
    basis: 'editor' as const,
  });
  const actors = Array.from({ length: actorCount }, (_, index) =>
    of(
      'actor',
      actor(
        `a-${index}`,
        index % 50 === 0
          ? { relations: [{ type: 'part_of', actorId: 'a-1', claimIds: [`c-${index}`] }] }
          : {},
      ),
    ),
  );
  const events = Array.from({ length: count }, (_, index) =>
    of(
      'event',
      event(`e-${index}`, {
        time: { edtf: `2024-0${1 + (index % 9)}` },
        participants: [{ actorId: `a-${index % 290}`, role: 'host' }],
      }),
    ),
  );
  const claims = Array.from({ length: count }, (_, index) =>
    of(
      'claim',
      claim(`c-${index}`, {
        claimantId: `a-${(index * 7) % 290}`,
        eventIds: [`e-${count - 1 - index}`],
        proposition: responsible(`a-${index % 290}`, `e-${index}`),
        ...(index % 40 === 0 ? { relations: [joined(count - 1 - index)] } : {}),
        ...(index % 40 === 39 ? { relations: [joined(count - 1 - index)] } : {}),
      }),
    ),
  );
  const half = count / 2;
  return [
    of('dataset', dataset('large')),
    ...actors.slice(0, 290),
    ...events.slice(0, half),
    ...claims,
    ...events.slice(half),
    ...actors.slice(290),
  ];
}

/** Everything that a database holds but its times and internal numbers; it must be sound. */
function contentsOf(database: string): unknown {
  const db = new Database(join(cwd, database), { readonly: true });
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(db.pragma('foreign_key_check')).toEqual([]);
  const stamp = /"(recordedAt|updatedAt)":"[^"]*"/g;
  const bodies = ['dataset', 'actor', 'event', 'claim'].map((table) =>
    (db.prepare(`select body from ${table} order by id`).pluck().all() as string[]).map((body) =>
      body.replace(stamp, ''),
    ),
  );
  const others = [
    'select kind, id, version, record from revision order by 1, 2, 3',
    'select key, body from proposition order by 1',
    'select key, other_key, reason from proposition_opposition order by 1, 2, 3',
  ];
  const found = [bodies, others.map((text) => db.prepare(text).raw().all())];
  db.close();
  return found;
}

const into = (database: string) => ({ cwd, env: { DATABASE_URL: `sqlite:${database}` } });

beforeAll(async () => {
  writeFileSync(join(cwd, 'large.ndjson'), lines().join(''));
  const { code, stderr } = await claimline(['import', 'large.ndjson'], into('undisturbed.db'));
  expect(code, stderr).toBe(0);
});

/** Bytes that a database and its log have: they only grow while an import runs. */
const bytesOf = (database: string) =>
  ['', '-wal']
    .map((end) => join(cwd, database + end))
    .reduce((sum, file) => sum + (existsSync(file) ? statSync(file).size : 0), 0);

/** Starts an import, and ends it by force once the database has so many bytes; whether it came to that. */
async function killedAt(bytes: number): Promise<boolean> {
  const child = start(['import', 'large.ndjson'], into('killed.db'));
  const ended = outcomeOf(child);
  while (bytesOf('killed.db') < bytes && child.exitCode === null) await wait(2);
  await wait(Math.random() * 50);
  child.kill('SIGKILL');
  await ended;
  return child.signalCode === 'SIGKILL';
}

it('kill -9 at any moment, several times, and run again: the result is that of an undisturbed import', async () => {
  const whole = bytesOf('undisturbed.db');
  let killed = 0;
  for (const share of [0.02, 0.2, 0.4, 0.6, 0.8]) {
    if (await killedAt((share + Math.random() * 0.15) * whole)) killed += 1;
  }
  expect(killed).toBeGreaterThan(0);
  const { code, stderr } = await claimline(['import', 'large.ndjson'], into('killed.db'));
  expect(code, stderr).toBe(0);
  expect(contentsOf('killed.db')).toEqual(contentsOf('undisturbed.db'));
  const [one, other] = [
    await claimline(['export'], into('killed.db')),
    await claimline(['export'], into('undisturbed.db')),
  ];
  expect(one.stdout).toBe(other.stdout);
}, 120_000);

it('a disk that fills is named, what was taken in stays whole, and with room again the import goes on', () => {
  // A file system of its own, gone with the last process that sees it.
  const script = `
    mkdir disk && mount -t tmpfs -o size=160m tmpfs disk || exit 99
    head -c 142M /dev/zero > disk/ballast
    "$0" "$1" import large.ndjson --database-url sqlite:disk/full.db 2> full.err
    echo $? > full.code
    rm disk/ballast
    cp disk/full.db* .
    "$0" "$1" import large.ndjson --database-url sqlite:disk/full.db 2> after.err
    echo $? > after.code
    cp disk/full.db after.db`;
  const args = ['--mount', '--map-root-user', 'sh', '-c', script, process.execPath, launcher];
  execFileSync('unshare', args, { cwd, stdio: 'pipe' });
  const text = (name: string) => readFileSync(join(cwd, name), 'utf8');
  expect(text('full.code')).toBe('3\n');
  expect(text('full.err')).toMatch(
    /claimline: The disk of the database is full: free some room and try again\. [1-9]\d* records were imported and stay/,
  );
  contentsOf('full.db');
  expect([text('after.code'), text('after.err')]).toEqual(['0\n', '']);
  expect(contentsOf('after.db')).toEqual(contentsOf('undisturbed.db'));
}, 120_000);
