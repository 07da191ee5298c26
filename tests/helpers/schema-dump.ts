import Database from 'better-sqlite3';
import { migrate } from '../../src/store/sqlite/migrate.ts';

type Entry = { type: string; name: string; tbl_name: string; sql: string | null };

/** Tables that a virtual table keeps for itself, such as `actor_words_data`. */
const isShadow = (entry: Entry, virtual: readonly string[]) =>
  virtual.some((name) => entry.tbl_name.startsWith(`${name}_`));

/** What must be there before what. */
const order = ['table', 'view', 'index', 'trigger'];

/** The schema that all migrations make together, in an order that does not depend on how they made it. */
export function schemaDump(): string {
  const db = new Database(':memory:');
  migrate(db);
  const entries = db
    .prepare('select type, name, tbl_name, sql from sqlite_schema order by type, name')
    .all() as Entry[];
  db.close();
  const virtual = entries
    .filter((entry) => entry.sql?.startsWith('CREATE VIRTUAL'))
    .map((entry) => entry.name);
  const own = entries
    .sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type))
    .filter(
      (entry) =>
        entry.sql !== null &&
        entry.tbl_name !== 'migration' &&
        !entry.name.startsWith('sqlite_') &&
        !isShadow(entry, virtual),
    );
  const head =
    '-- The schema that all migrations make together. Made by tests/house/schema-dump.test.ts; do not edit.\n';
  return [head, ...own.map((entry) => `${entry.sql};\n`)].join('\n');
}
