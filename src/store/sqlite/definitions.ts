import Database from 'better-sqlite3';
import { migrate } from './migrate.ts';

/** Compares the tables, indexes and triggers of a database with those that the migrations make. */

/** Statements that make them, by name. */
type Definitions = ReadonlyMap<string, string | null>;

/** Returns the definitions of a database. @throws SqliteError if its schema cannot be read */
export function definitionsIn(db: Database.Database): Definitions {
  // SQLite's own statistics are there or not, as it happens.
  const entries = db.prepare("select name, sql from sqlite_schema where name not like 'sqlite_stat%'").all();
  return new Map((entries as { name: string; sql: string | null }[]).map(({ name, sql }) => [name, sql]));
}

let made: Definitions | undefined;

/** Returns the definitions that the migrations make. */
export function definitions(): Definitions {
  if (made === undefined) {
    const fresh = new Database(':memory:');
    migrate(fresh);
    made = definitionsIn(fresh);
    fresh.close();
  }
  return made;
}

/** Tells if the definitions of a database differ from those of the migrations, or cannot be read. */
export function isSchemaDamaged(db: Database.Database): boolean {
  try {
    const found = definitionsIn(db);
    const expected = definitions();
    return found.size !== expected.size || [...expected].some(([name, sql]) => found.get(name) !== sql);
  } catch {
    return true;
  }
}
