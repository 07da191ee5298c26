import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { migrate, migrations } from '../../src/store/sqlite/migrate.ts';
import { openSqliteStore, pageSize, setUpWriter } from '../../src/store/sqlite/open.ts';
import { actor, put, putBasics } from '../helpers/records.ts';
import { computedRows } from './computed-rows.ts';
import { asFirstMade, putVaried, servedBy } from './first-schema.ts';

const directory = mkdtempSync(join(tmpdir(), 'claimline-migrations-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
let made = 0;
const newPath = () => {
  made += 1;
  return join(directory, `${made}.db`);
};

async function filledFile(): Promise<string> {
  const path = newPath();
  const store = openSqliteStore(path);
  await putBasics(store);
  await store.close();
  return path;
}

/** Changes a closed file as another program might. */
function tamper(path: string, work: (db: Database.Database) => void): void {
  const db = new Database(path);
  work(db);
  db.close();
}

const refused = (message: RegExp) =>
  expect.objectContaining({ code: 'store_unusable', message: expect.stringMatching(message) });
function opening(path: string): unknown {
  try {
    openSqliteStore(path);
  } catch (error) {
    return error;
  }
  return 'opened';
}

describe('the size of pages', () => {
  const pageSizeOf = (path: string) => {
    const db = new Database(path, { readonly: true });
    const size = db.pragma('page_size', { simple: true });
    db.close();
    return size;
  };

  it('is what a new file is made with', async () => {
    expect(pageSizeOf(await filledFile())).toBe(pageSize);
  });

  it('stays as it is in a file that has another', async () => {
    const path = await filledFile();
    tamper(path, (db) => {
      db.pragma('journal_mode = DELETE');
      db.pragma('page_size = 4096');
      db.exec('vacuum');
    });
    const store = openSqliteStore(path);
    expect(await store.read('event', 'attack')).not.toBeNull();
    await store.close();
    expect(pageSizeOf(path)).toBe(4096);
  });

  it.each([4096, pageSize])('of %i octets leaves the log as large as any other', (octets) => {
    const db = new Database(newPath());
    db.pragma(`page_size = ${octets}`);
    db.exec('create table song (title text)');
    setUpWriter(db);
    expect(db.pragma('wal_autocheckpoint', { simple: true })).toBe(2 ** 28 / octets);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    db.close();
  });
});

describe('a file that is opened again', () => {
  it('holds what was written, under the same identity', async () => {
    const path = newPath();
    const store = openSqliteStore(path);
    await putBasics(store);
    const before = [await store.state(), await store.read('actor', 'speaker')];
    await store.close();
    const again = openSqliteStore(path);
    expect([await again.state(), await again.read('actor', 'speaker')]).toEqual(before);
    await again.close();
  });

  it('is whole without its log once closed', async () => {
    const path = await filledFile();
    expect(existsSync(`${path}-wal`)).toBe(false);
    const copy = newPath();
    copyFileSync(path, copy);
    const store = openSqliteStore(copy);
    expect(await store.read('event', 'attack')).not.toBeNull();
    await store.close();
  });

  it('has the settings that keep what was acknowledged', async () => {
    const path = await filledFile();
    const db = new Database(path);
    // Out of WAL mode, it can be read where nothing can be made beside it.
    expect(db.pragma('journal_mode', { simple: true })).toBe('delete');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.prepare('select version, checksum from migration').all()).toEqual(
      migrations().map(({ version, checksum }) => ({ version, checksum })),
    );
    db.close();
  });

  it('sees at once what another store on it writes', async () => {
    const path = newPath();
    const [one, other] = [openSqliteStore(path), openSqliteStore(path)];
    await putBasics(one);
    await put(other, { actor: [actor('from-other')] });
    expect(await one.read('actor', 'from-other')).not.toBeNull();
    expect(await one.state()).toEqual(await other.state());
    await one.close();
    await other.close();
  });
});

describe('a file that cannot be used is refused in words, and left as it is', () => {
  const cases: [string, (path: string) => void, RegExp][] = [
    [
      'of a newer version',
      (path) =>
        tamper(path, (db) =>
          db.exec("insert into migration (version, name, checksum) values (9999, '9999_later.sql', 'x')"),
        ),
      /newer version.*9999_later\.sql/,
    ],
    [
      'with another migration under a known number',
      (path) => tamper(path, (db) => db.exec("update migration set checksum = 'x' where version = 1")),
      /its migration 0001_\w+\.sql differs\). Export each/,
    ],
    [
      'of another program',
      (path) => tamper(path, (db) => db.pragma('application_id = 1234')),
      /another program/,
    ],
    [
      'that is not a database',
      (path) => writeFileSync(path, 'not a database at all, but long enough to be read as one'.repeat(40)),
      /not an SQLite database/,
    ],
    [
      'cut off in the middle',
      (path) => truncateSync(path, Math.floor(statSync(path).size / 2) + 100),
      /damaged|cannot be/,
    ],
  ];
  for (const [what, spoil, message] of cases) {
    it(what, async () => {
      const path = await filledFile();
      spoil(path);
      const before = readFileSync(path);
      expect(opening(path)).toEqual(refused(message));
      expect(readFileSync(path).equals(before)).toBe(true);
    });
  }

  it('a database of another program, that was never ours', () => {
    const path = newPath();
    tamper(path, (db) => db.exec('create table customer (id integer primary key)'));
    const before = readFileSync(path);
    expect(opening(path)).toEqual(refused(/another program/));
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('a directory, and a place whose directory is missing', () => {
    const folder = join(directory, 'folder');
    mkdirSync(folder);
    expect(opening(folder)).toEqual(refused(/is a directory/));
    const missing = join(directory, 'missing', 'a.db');
    expect(opening(missing)).toEqual(refused(/does not exist: make it first/));
    expect(existsSync(join(directory, 'missing'))).toBe(false);
  });
});

describe('a database of an earlier schema', () => {
  it('is brought up to date with all that it holds, and answers as one that was never older', async () => {
    const fresh = newPath();
    const old = newPath();
    const made = openSqliteStore(fresh);
    await putVaried(made);
    const expected = await servedBy(made);
    await made.close();
    tamper(old, (db) => {
      migrate(db, migrations().slice(0, 1));
      asFirstMade(db, fresh);
    });

    const store = openSqliteStore(old);
    expect(await servedBy(store)).toEqual(expected);
    // It goes on from there as if nothing had been.
    await putVaried(store, 'later');
    const again = openSqliteStore(fresh);
    await putVaried(again, 'later');
    expect(await servedBy(store)).toEqual(await servedBy(again));
    await Promise.all([store.close(), again.close()]);
    expect(computedRows(old)).toEqual(computedRows(fresh));
    const db = new Database(old);
    expect(db.pragma('foreign_key_check')).toEqual([]);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.prepare('select version from migration').pluck().all()).toEqual(
      migrations().map(({ version }) => version),
    );
    db.close();
  });

  it('with a reference that leads nowhere stays as it is', async () => {
    const fresh = await filledFile();
    const old = newPath();
    tamper(old, (db) => {
      migrate(db, migrations().slice(0, 1));
      asFirstMade(db, fresh);
      db.pragma('foreign_keys = OFF');
      db.exec("delete from actor where id = 'other'; update event set dataset_id = 'gone'");
    });
    expect(opening(old)).toEqual(refused(/refers to one that is not there \(0002_scale\.sql\)/));
    tamper(old, (db) => {
      expect(db.prepare('select max(version) from migration').pluck().get()).toBe(1);
      expect(db.prepare('select dataset_id from event').pluck().all()).toEqual(['gone']);
    });
  });
});

describe('several at once', () => {
  it('processes that open one new file together all find it ready', async () => {
    const path = newPath();
    const open = fileURLToPath(new URL('../../src/store/sqlite/open.ts', import.meta.url));
    const program = `
      import { openSqliteStore } from ${JSON.stringify(open)};
      const store = openSqliteStore(process.argv[1]);
      console.log((await store.state()).storeId);
      await store.close();`;
    const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, path]);
    const answers = await Promise.all(Array.from({ length: 6 }, run));
    const identities = new Set(answers.map(({ stdout }) => stdout.trim()));
    expect(identities.size).toBe(1);
    const store = openSqliteStore(path);
    expect(identities).toEqual(new Set([(await store.state()).storeId]));
    await store.close();
  });

  it('a lock that another process holds on is told as such, after the waiting time', async () => {
    const path = await filledFile();
    const store = openSqliteStore(path);
    const other = new Database(path);
    other.exec('begin immediate');
    await expect(put(store, { actor: [actor('late')] })).rejects.toMatchObject({ code: 'store_busy' });
    // Readers go on meanwhile.
    expect(await store.read('actor', 'speaker')).not.toBeNull();
    other.exec('rollback');
    other.close();
    expect((await put(store, { actor: [actor('late')] })).actor.created).toBe(1);
    await store.close();
  }, 20_000);
});

describe('revisions', () => {
  it('every version stays as it was written; none is changed or removed', async () => {
    const path = await filledFile();
    const store = openSqliteStore(path);
    await put(store, { actor: [actor('speaker', { name: 'Second' })] }, '2026-01-02T00:00:00.000Z');
    await put(store, { actor: [actor('speaker', { name: 'Third' })] }, '2026-01-03T00:00:00.000Z');
    await store.close();
    const db = new Database(path);
    const rows = db.prepare(
      "select version, change, recorded_at, dataset_id, record ->> 'name' as name from revision where kind = 'actor' and id = 'speaker' order by version",
    );
    const kept = [
      {
        version: 1,
        change: 'create',
        recorded_at: '2026-01-01T00:00:00.000Z',
        dataset_id: 'home',
        name: 'Name of speaker',
      },
      {
        version: 2,
        change: 'update',
        recorded_at: '2026-01-02T00:00:00.000Z',
        dataset_id: 'home',
        name: 'Second',
      },
      {
        version: 3,
        change: 'update',
        recorded_at: '2026-01-03T00:00:00.000Z',
        dataset_id: 'home',
        name: 'Third',
      },
    ];
    expect(rows.all()).toEqual(kept);
    expect(() => db.exec("update revision set record = '{}'")).toThrow('never changed');
    expect(() => db.exec('delete from revision')).toThrow('never removed');
    expect(rows.all()).toEqual(kept);
    db.close();
  });
});
