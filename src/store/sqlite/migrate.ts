import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type Database from 'better-sqlite3';
import { ClaimlineError } from '../../domain/errors.ts';
import { foldVersion, indexedText } from '../../domain/search/terms.ts';

/**
 * Migrations: plain SQL files, forward only, one transaction each. What was applied is kept with a checksum,
 * so that a file changed afterwards, or a database of a newer program, is noticed before anything is touched.
 */

/** Marks a file as a Claimline database (https://www.sqlite.org/pragma.html#pragma_application_id): "clml". */
const applicationId = 0x636c6d6c;
const directory = fileURLToPath(new URL('../../../migrations/sqlite/', import.meta.url));

type Applied = { version: number; name: string; checksum: string };
export type Migration = Applied & { text: string };

/** The migrations that this program has, in their order. */
export function migrations(): Migration[] {
  const names = readdirSync(directory).filter((name) => /^\d{4}_\w+\.sql$/.test(name));
  return names.sort().map((name) => {
    const text = readFileSync(`${directory}${name}`, 'utf8');
    const checksum = createHash('sha256').update(text).digest('hex');
    return { version: Number(name.slice(0, 4)), name, checksum, text };
  });
}

/**
 * Refuses a database that is not ours or that this program cannot know; reads only.
 * @throws ClaimlineError `store_unusable`
 */
export function checkSchema(db: Database.Database): void {
  const tables = db
    .prepare("select count(*) from sqlite_schema where type = 'table'")
    .pluck()
    .get() as number;
  if (tables === 0) return;
  if (db.pragma('application_id', { simple: true }) !== applicationId) {
    throw new ClaimlineError(
      'store_unusable',
      'The file is an SQLite database of another program. Name a new file, or one that Claimline made.',
    );
  }
  const known = new Map(migrations().map((migration) => [migration.version, migration]));
  for (const applied of appliedTo(db)) {
    const own = known.get(applied.version);
    if (own === undefined) {
      throw new ClaimlineError(
        'store_unusable',
        `The database is from a newer version of Claimline (it has the migration ${applied.name}). Use that version.`,
      );
    }
    if (own.checksum !== applied.checksum) {
      throw new ClaimlineError(
        'store_unusable',
        `The database was made by another version of Claimline (its migration ${applied.name} differs). Export each ` +
          'dataset with that version (claimline export --dataset ID), and import the files into a new database with this one.',
      );
    }
  }
}

/**
 * Refuses a database that lacks a migration, for who cannot apply it; reads only. The schema must have been checked.
 * @throws ClaimlineError `store_unusable`
 */
export function requireCurrent(db: Database.Database): void {
  if (db.pragma('application_id', { simple: true }) !== applicationId) {
    throw new ClaimlineError('store_unusable', 'The file is empty: claimline import makes a database of it.');
  }
  const applied = new Set(appliedTo(db).map(({ version }) => version));
  const lacking = migrations().find(({ version }) => !applied.has(version));
  if (lacking === undefined) return;
  throw new ClaimlineError(
    'store_unusable',
    `The database is from an older version of Claimline (it lacks the migration ${lacking.name}), and it is opened ` +
      'read-only: open it once for writing, with claimline serve for example, which brings it up to date.',
  );
}

function appliedTo(db: Database.Database): Applied[] {
  return db.prepare('select version, name, checksum from migration order by version').all() as Applied[];
}

/**
 * Applies the migrations that the database lacks. The schema must have been checked. A migration may make a table
 * anew under its name while others refer to it: foreign keys are off meanwhile, and checked before its end.
 */
export function migrate(db: Database.Database, known: readonly Migration[] = migrations()): void {
  const isNew = db.pragma('application_id', { simple: true }) !== applicationId;
  if (isNew) db.transaction(() => begin(db)).immediate();
  const applied = new Set(appliedTo(db).map((migration) => migration.version));
  const lacking = known.filter((migration) => !applied.has(migration.version));
  if (lacking.length === 0) return;
  db.function('indexed', { deterministic: true }, (text) =>
    typeof text === 'string' ? indexedText(text) : text,
  );
  const foreignKeys = db.pragma('foreign_keys', { simple: true });
  // Neither can be changed within a transaction (https://www.sqlite.org/lang_altertable.html#otheralter).
  db.pragma('foreign_keys = OFF');
  db.pragma('legacy_alter_table = ON');
  try {
    for (const migration of lacking) db.transaction(() => apply(db, migration)).immediate();
  } finally {
    db.pragma('legacy_alter_table = OFF');
    db.pragma(`foreign_keys = ${foreignKeys}`);
  }
}

function begin(db: Database.Database): void {
  // Another process may have begun meanwhile, while this one waited for the lock.
  if (db.pragma('application_id', { simple: true }) === applicationId) return;
  db.exec(`create table migration (
    version integer primary key,
    name text not null,
    checksum text not null,
    applied_at text not null default (strftime('%Y-%m-%dT%H:%M:%fZ'))
  ) strict`);
  db.pragma(`application_id = ${applicationId}`);
}

function apply(db: Database.Database, { version, name, checksum, text }: Migration): void {
  if (appliedTo(db).some((applied) => applied.version === version)) return;
  db.exec(text);
  if ((db.pragma('foreign_key_check') as unknown[]).length > 0) {
    throw new ClaimlineError(
      'store_unusable',
      `The database cannot be brought up to date: a record refers to one that is not there (${name}).`,
    );
  }
  db.prepare('insert into migration (version, name, checksum) values (?, ?, ?)').run(version, name, checksum);
  db.prepare(
    'insert or ignore into store_state (only_row, store_id, changes, fold_version) values (1, ?, 0, ?)',
  ).run(randomUUID(), foldVersion);
}
