import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { foldVersion } from '../../src/domain/search/terms.ts';
import { overwrite } from '../helpers/overwrite.ts';
import { claimline, freshDirectory, jsonOf, seedDirectory } from './harness.ts';

/** `claimline check`: whether a database is whole, told by exit code, lines and JSON. */

const cwd = freshDirectory();
const sound = join(cwd, 'sound.db');
const damaged = join(cwd, 'damaged.db');
const check = (path: string, ...args: string[]) =>
  claimline(['check', '--database-url', `sqlite:${path}`, ...args], { cwd });

beforeAll(async () => {
  const { code, stderr } = await claimline(['import', seedDirectory, '--database-url', `sqlite:${sound}`], {
    cwd,
  });
  expect(code, stderr).toBe(0);
  copyFileSync(sound, damaged);
  const db = new Database(damaged);
  db.exec("update event set title = 'Hill' where id = 'crocus-city-hall-attack'");
  db.exec('update dataset_tally set claims = 7');
  db.close();
});

it('says what it checked, and that nothing is wrong', async () => {
  const { code, stdout, stderr } = await check(sound);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^claim +66$/m);
  expect(stdout).toMatch(/\nNo problems found\.\n$/);
});

it('tells each fault in a line, and changes nothing', async () => {
  const before = readFileSync(damaged);
  const { code, stdout, stderr } = await check(damaged);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toContain(
    'event crocus-city-hall-attack: event.title is "Hill", expected "Attack at Crocus City Hall"',
  );
  expect(lines).toContain('tally crocus-city-hall-2024: dataset_tally.claims is 7, expected 66');
  expect(lines.at(-1)).toBe(`${lines.length - 1} faults found. Restore the database from a backup.`);
  expect(readFileSync(damaged).equals(before)).toBe(true);
  expect(readdirSync(cwd).sort()).toEqual(['damaged.db', 'sound.db']);
});

it('asks for new indexes if words are folded in another way, without telling of damage', async () => {
  const other = join(freshDirectory(), 'other.db');
  copyFileSync(sound, other);
  const db = new Database(other);
  db.exec('update store_state set fold_version = 0');
  db.close();
  const { code, stdout } = await check(other);
  expect(code).toBe(1);
  expect(stdout).toBe(
    `fold: store_state.fold_version is 0, expected ${foldVersion}\n1 fault found. The search indexes are of another version: run ` +
      'claimline export for each dataset, and claimline import into a new database.\n',
  );
});

it('is one JSON document with --json', async () => {
  const sane = jsonOf(await check(sound, '--json'));
  expect(sane).toMatchObject({ sound: true, faultCount: 0, faults: [], records: { claim: 66 } });
  const outcome = await check(damaged, '--json');
  expect(outcome.code).toBe(1);
  expect(jsonOf(outcome)).toMatchObject({
    sound: false,
    faults: expect.arrayContaining([
      {
        kind: 'tally',
        id: 'crocus-city-hall-2024',
        place: 'dataset_tally.claims',
        found: '7',
        expected: '66',
      },
    ]),
  });
});

describe('a record of which bytes were overwritten', () => {
  const broken = join(cwd, 'broken', 'broken.db');
  const database = ['--database-url', `sqlite:${broken}`];
  beforeAll(() => {
    mkdirSync(join(cwd, 'broken'));
    copyFileSync(sound, broken);
    overwrite(broken, '"title":"Attack at Crocus City Hall"', 0x00);
  });

  it.each([
    ['export'],
    ['export', '--format', 'ndjson'],
    ['export', '--out', 'out.json'],
    ['export', '--out', 'out.ndjson.gz'],
    // An import compares the records with the stored ones.
    ['import', seedDirectory],
  ])('%s %s %s says that the database is damaged', async (...args) => {
    const { code, stderr } = await claimline([...args.filter((arg) => arg !== undefined), ...database], {
      cwd,
    });
    expect(code).toBe(3);
    expect(stderr).toBe(
      'claimline: The database is damaged: restore it from a backup. claimline check says what is wrong with it.\n',
    );
    expect(readdirSync(cwd).filter((name) => name.includes('out.'))).toEqual([]);
  });

  it('check names it', async () => {
    const { code, stdout } = await check(broken);
    expect(code).toBe(1);
    expect(stdout).toContain('revision event crocus-city-hall-attack version 1: revision.record is ');
    expect(stdout).toContain('event crocus-city-hall-attack: the record as written is ');
  });
});

it('needs a database', async () => {
  const { code, stdout, stderr } = await check(join(cwd, 'none.db'));
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toContain('There is no database at');
});
