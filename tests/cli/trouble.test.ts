import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { pageSize } from '../../src/store/sqlite/open.ts';
import {
  claimline,
  type ErrorDocument,
  freshDirectory,
  jsonOf,
  launcher,
  seedDirectory,
  small,
  writeJson,
} from './harness.ts';

/** Databases that cannot be used: a clear sentence, exit code 3, and every byte where it was. */

const cwd = freshDirectory();
const sound = join(cwd, 'sound.db');
const path = (name: string) => join(cwd, name);

beforeAll(async () => {
  writeJson(path('bridge.json'), small());
  const { code, stderr } = await claimline(['import', seedDirectory, '--database-url', `sqlite:${sound}`], {
    cwd,
  });
  expect(code, stderr).toBe(0);

  cpSync(sound, path('newer.db'));
  const newer = new Database(path('newer.db'));
  newer
    .prepare("insert into migration (version, name, checksum) values (9999, '9999_future.sql', 'x')")
    .run();
  newer.close();

  cpSync(sound, path('changed.db'));
  const changed = new Database(path('changed.db'));
  changed.prepare("update migration set checksum = 'x'").run();
  changed.close();

  for (const [name, bytes] of [
    ['half.db', 200_000],
    ['page.db', pageSize],
    ['header.db', 60],
  ] as const) {
    cpSync(sound, path(name));
    truncateSync(path(name), bytes);
  }
  const garbled = readFileSync(sound);
  garbled.fill(0xaa, 0, 100);
  writeFileSync(path('garbled.db'), garbled);

  writeFileSync(path('text.db'), 'This is a text file, and somebody needs it.\n'.repeat(50));
  const other = new Database(path('other.db'));
  other.exec("create table song (title text); insert into song values ('x')");
  other.close();
  mkdirSync(path('directory.db'));
});

/** All files below the working directory with their bytes. */
const snapshot = () =>
  Object.fromEntries(
    readdirSync(cwd, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.db') && name !== 'directory.db')
      .map((name) => [name, readFileSync(path(name)).toString('base64')]),
  );

const unusable: [name: string, sentence: string][] = [
  ['newer.db', 'The database is from a newer version of Claimline (it has the migration 9999_future.sql).'],
  ['changed.db', 'import the files into a new database with this one'],
  ['half.db', 'The database is damaged: restore it from a backup.'],
  ['page.db', 'The database is damaged: restore it from a backup.'],
  ['header.db', 'The database is damaged: restore it from a backup.'],
  ['garbled.db', 'The file is not an SQLite database.'],
  ['text.db', 'The file is not an SQLite database.'],
  ['other.db', 'The file is an SQLite database of another program.'],
  ['directory.db', 'is a directory: name a file in it.'],
];

it.each(unusable)('%s', async (name, sentence) => {
  const before = snapshot();
  const env = { DATABASE_URL: `sqlite:${path(name)}`, PORT: '0' };
  const commands = [['serve', '--seed', seedDirectory], ['import', 'bridge.json'], ['export']];
  const outcomes = await Promise.all(commands.map((args) => claimline(args, { cwd, env })));
  for (const { code, stdout, stderr } of outcomes) {
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd().split('\n'), 'one sentence, no stack').toHaveLength(1);
  }
  expect(snapshot()).toEqual(before);
  expect(readdirSync(cwd).filter((file) => /-(wal|shm|journal)$/.test(file))).toEqual([]);
});

describe('places where no database can be', () => {
  it.each([
    ['sqlite:/proc/claimline.db', 'Cannot use sqlite:/proc/claimline.db.'],
    ['sqlite:/sys/claimline.db', 'Cannot use sqlite:/sys/claimline.db.'],
    ['sqlite:none/claimline.db', 'does not exist: make it first.'],
    ['sqlite:bridge.json/claimline.db', 'Cannot use sqlite:bridge.json/claimline.db.'],
  ])('%s', async (url, sentence) => {
    const { code, stdout, stderr } = await claimline(['import', 'bridge.json', '--database-url', url], {
      cwd,
    });
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(existsSync(path('none'))).toBe(false);
  });

  it('is JSON with --json', async () => {
    const args = ['export', '--json', '--database-url', `sqlite:${path('text.db')}`];
    const outcome = await claimline(args, { cwd });
    expect(outcome.code).toBe(3);
    expect(jsonOf<ErrorDocument>(outcome).error.code).toBe('store_unusable');
  });
});

it('a database that another process holds is waited for, then told of', async () => {
  cpSync(sound, path('locked.db'));
  const holder = new Database(path('locked.db'));
  holder.pragma('journal_mode = WAL');
  holder.exec('begin immediate');
  const outcome = await claimline(
    ['import', 'bridge.json', '--database-url', `sqlite:${path('locked.db')}`],
    { cwd },
  );
  holder.exec('rollback');
  holder.close();
  expect(outcome).toMatchObject({
    code: 3,
    stdout: '',
    stderr: expect.stringContaining('is locked by another process'),
  });
});

describe('output to a full disk', () => {
  // A device that refuses each write for lack of room (Linux, full(4)).
  const full = openSync('/dev/full', 'w');
  const run = (args: readonly string[], stdio: [number | 'pipe', number | 'pipe']) =>
    spawnSync(process.execPath, [launcher, ...args], { cwd, encoding: 'utf8', stdio: ['ignore', ...stdio] });

  it('of a result is a failure in one sentence', () => {
    const { status, stderr } = run(['time', '2024-02'], [full, 'pipe']);
    expect([status, stderr]).toEqual([3, 'claimline: Cannot write to standard output: the disk is full.\n']);
  });

  it('of messages does not change the result', () => {
    expect(run(['time', '2024-99'], ['pipe', full]).status).toBe(1);
    expect(run(['time', '2024-02'], ['pipe', full]).status).toBe(0);
  });

  it('of the log does not end a server', async () => {
    const args = ['serve', '--port', '0', '--database-url', 'sqlite::memory:', '--log-level', 'info'];
    const child = spawn(process.execPath, [launcher, ...args], { cwd, stdio: ['ignore', 'pipe', full] });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const address = await new Promise<string>((found) => {
      let text = '';
      child.stdout?.setEncoding('utf8').on('data', (piece) => {
        text += piece;
        const [origin] = /http:\S+:\d+/.exec(text) ?? [];
        if (origin !== undefined) found(origin);
      });
    });
    for (const path of ['/healthz', '/nothing', '/healthz']) {
      expect((await fetch(address + path)).status).toBe(path === '/healthz' ? 200 : 404);
    }
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});
