import { accessSync, constants, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { ClaimlineError } from '../../domain/errors.ts';
import type { Store } from '../../domain/store.ts';
import { SqlStore } from '../sql-store.ts';
import { SqliteEngine } from './engine.ts';
import { translated } from './errors.ts';
import { IsolatingStore } from './isolating-store.ts';
import { checkSchema, migrate, requireCurrent } from './migrate.ts';
import { Readers } from './readers/readers.ts';

/** How long a connection waits for another process's lock. */
const busyTimeoutMs = 5000;

/** A database of its own in memory: it lives as long as the store. */
export const inMemory = ':memory:';

/**
 * How a database is opened: `write` fails where the place cannot be written to, `read` never changes the file,
 * `any` writes where that is possible and reads otherwise.
 */
export type StoreAccess = 'any' | 'read' | 'write';

/**
 * Opens the store in this file, making it and bringing its schema up to date where needed. A file that is not
 * a Claimline database, or is from a newer version, stays as it is. A store that only reads says so (`isReadOnly`).
 * @param path a file, or `:memory:`
 * @param queryTimeoutMs where given, queries that may take long run in a process of their own and are stopped after
 *   this time; a database in memory belongs to this process alone, so there they run like all others
 * @throws ClaimlineError `store_unusable`, `store_busy`
 */
export function openSqliteStore(path: string, queryTimeoutMs?: number, access: StoreAccess = 'any'): Store {
  if (path === inMemory) {
    const only = translated(() => connect(path));
    return new SqlStore(new SqliteEngine(only, only));
  }
  const mapped = queryTimeoutMs === undefined ? 0 : mappedBytes;
  const engine = canWrite(path, access) ? writingEngine(path, mapped) : readingEngine(path, mapped);
  return queryTimeoutMs === undefined
    ? new SqlStore(engine)
    : new IsolatingStore(engine, new Readers({ path, timeoutMs: queryTimeoutMs }));
}

function writingEngine(path: string, mapped: number): SqliteEngine {
  const writer = translated(() => connect(path));
  try {
    return new SqliteEngine(
      writer,
      translated(() => connectReadOnly(path, mapped)),
    );
  } catch (error) {
    writer.close();
    throw error;
  }
}

function readingEngine(path: string, mapped: number): SqliteEngine {
  return new SqliteEngine(
    null,
    translated(() => connectChecked(path, mapped)),
  );
}

/** A connection that only reads, to a database that no connection of this process has looked at before. */
function connectChecked(path: string, mapped: number): Database.Database {
  const db = connectReadOnly(path, mapped);
  try {
    checkSchema(db);
    requireCurrent(db);
    return db;
  } catch (error) {
    db.close();
    throw isWithoutLog(error) ? new ClaimlineError('store_unusable', withoutLog, [], error) : error;
  }
}

/**
 * A database that nobody has closed since the last write is in WAL mode, which needs an index of its log beside it;
 * SQLite makes that where it is missing (https://www.sqlite.org/wal.html#readonly).
 */
const isWithoutLog = (error: unknown) =>
  error instanceof Database.SqliteError && /^SQLITE_(CANTOPEN|READONLY)/.test(error.code);
const withoutLog =
  'The database was not closed after its last use, and its directory cannot be written to: open it once where ' +
  'that is possible (claimline serve does, for example).';

/**
 * Says whether a place can be written to, and, before SQLite touches it, what is wrong with it.
 * @throws ClaimlineError `store_unusable`
 */
function canWrite(path: string, access: StoreAccess): boolean {
  const refuse = (message: string, cause?: unknown) => {
    throw new ClaimlineError('store_unusable', message, [], cause);
  };
  const full = resolve(path);
  const found = statSync(full, { throwIfNoEntry: false });
  if (found?.isDirectory()) refuse(`${path} is a directory: name a file in it.`);
  if (found === undefined && statSync(dirname(full), { throwIfNoEntry: false }) === undefined) {
    refuse(`The directory ${dirname(full)} does not exist: make it first.`);
  }
  try {
    if (found !== undefined) accessSync(full, constants.R_OK);
  } catch (error) {
    refuse(`${path} cannot be read: change its permissions.`, error);
  }
  if (access === 'read' && found !== undefined) return false;
  try {
    // SQLite keeps its log beside the file, so the directory must be writable too.
    accessSync(dirname(full), constants.W_OK);
    if (found !== undefined) accessSync(full, constants.W_OK);
    return true;
  } catch (error) {
    if (access === 'write' || found === undefined) {
      refuse(
        `${path} is in a place that cannot be written to: choose another, or change its permissions.`,
        error,
      );
    }
    return false;
  }
}

/**
 * Of a new database, in bytes; one that is there keeps its own until it is vacuumed. A record with its body takes more
 * than a kilobyte: of SQLite's usual 4,096 bytes, a quarter stayed empty, so that 100,000 events with their claims took
 * 1.80 GB in place of 1.65. Pages twice as large again save nothing more, and what an import touches all over the
 * indexes is whole pages: into a million events, 20,000 more took 41 s with pages of 4,096 or 8,192 bytes (3.2 and
 * 5.2 GB written), and 52 s with 16,384 (8.5 GB), for which an event by its id took a tenth longer, and lists no less.
 */
export const pageSize = 8192;

/** Of a connection that writes. */
const writerSettings = [
  // Loses no acknowledged write in a power cut (NORMAL does).
  'synchronous = FULL',
  'foreign_keys = ON',
  'trusted_schema = OFF',
  'cell_size_check = ON',
  'journal_size_limit = 67108864',
  // Ids and keys come in hardly any order, so that a large import touches pages all over the indexes: it should find
  // them in memory.
  'cache_size = -65536',
] as const;

/**
 * Octets that the log may have before they are written to the file. The same pages are touched by one transaction after
 * another: the fewer checkpoints, the fewer times each is written. With chunks of 4,000 records in place of 1,000, a log
 * of up to 256 MB in place of 32 MB and a cache of 96 MB in place of 32 MB, an import of 50,000 events with their claims
 * wrote 6 GB in place of 14; the cache is smaller than that because of what an import may take in memory.
 */
const logBytes = 2 ** 28;

/** Sets a connection up to write: in WAL mode, which lets readers go on meanwhile, but for a database in memory. */
export function setUpWriter(db: Database.Database): void {
  // Before the mode: it no longer has an effect once the file has its first page.
  db.pragma(`page_size = ${pageSize}`);
  db.pragma('journal_mode = WAL');
  for (const setting of writerSettings) db.pragma(setting);
  // SQLite counts in pages, which in an older file are smaller.
  db.pragma(`wal_autocheckpoint = ${logBytes / Number(db.pragma('page_size', { simple: true }))}`);
}

function connect(path: string): Database.Database {
  const db = new Database(path, { timeout: busyTimeoutMs });
  try {
    checkSchema(db);
    setUpWriter(db);
    migrate(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens the store in this file, which must be there and up to date, for a process that only reads. */
export function openReadOnly(path: string): Store {
  const connection = translated(() => connectReadOnly(path, mappedBytes));
  return new SqlStore(new SqliteEngine(connection, connection));
}

/**
 * How much of a database a server reads through a mapping of the file: all that SQLite allows. Of a million events, a
 * page of 20 takes a third less time than by read calls, which a larger cache of SQLite's own did not save. What is
 * mapped is the system's cache of the file, shared by all processes and given back when memory is short; it counts
 * towards the resident size all the same, so commands that pass over a whole database do without.
 */
const mappedBytes = 0x7f_ff_00_00;

function connectReadOnly(path: string, mapped: number): Database.Database {
  const db = new Database(path, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs });
  db.pragma('query_only = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma(`mmap_size = ${mapped}`);
  return db;
}
