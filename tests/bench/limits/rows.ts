import type Database from 'better-sqlite3';
import { recordKinds } from '../../../src/domain/kinds.ts';

/** The rows that records have in a Claimline database, table by table. */

export type Table = {
  name: string;
  columns: readonly string[];
  /** The kind of record that a row belongs to, and the column that names it; null for what sums up many. */
  owner: { kind: string; column: string } | null;
};

/** Rows of one table, each with its values in the order of the columns. */
export type Rows = { table: Table; values: readonly unknown[][] };

/** Every table of a database but the virtual ones, which have no rows of their own to read. */
export function tablesOf(db: Database.Database): Table[] {
  const names = db
    .prepare(
      "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%' order by name",
    )
    .pluck()
    .all() as string[];
  return names.map((name) => {
    const columns = db.prepare('select name from pragma_table_info(?)').pluck().all(name) as string[];
    return { name, columns, owner: ownerOf(name, columns) };
  });
}

function ownerOf(name: string, columns: readonly string[]): Table['owner'] {
  if (recordKinds.some((kind) => kind === name)) return { kind: name, column: 'id' };
  if (name === 'evidence') return { kind: 'claim', column: 'claim_id' };
  if (name === 'proposition' || name === 'proposition_opposition')
    return { kind: 'proposition', column: 'key' };
  const kind = recordKinds.find((one) => name.startsWith(`${one}_`));
  return kind !== undefined && columns.includes(`${kind}_id`) ? { kind, column: `${kind}_id` } : null;
}

/** What each index of words is filled with, as the importer fills it. */
const wordTexts: Record<string, { kind: string; sql: string }> = {
  actor_words: {
    kind: 'actor',
    sql: `select seq, name || ' ' || coalesce((select group_concat(value, ' ') from actor_name where actor_id = actor.id), '') as names
      from actor`,
  },
  event_words: {
    kind: 'event',
    sql: `select seq, title, concat_ws(' ', summary, place_name, time_text,
        (select group_concat(replace(replace(tag, '-', ' '), '_', ' '), ' ') from event_tag where event_id = event.id)) as text
      from event`,
  },
  claim_words: { kind: 'claim', sql: 'select seq, statement as text from claim' },
  source_words: { kind: 'source', sql: 'select seq, title from source' },
};

const pointSql = `select seq, longitude, longitude, latitude, latitude, longitude, latitude, starts_s, ends_s, id from event
  where longitude is not null and id in (select value from json_each(?))`;

/** Reads all rows of records, so that they can be put into another database in the order in which they came. */
export class RowReader {
  readonly #db: Database.Database;
  readonly #tables: Table[];
  readonly #virtual: Set<string>;
  readonly #written = new Set<string>();

  constructor(db: Database.Database) {
    this.#db = db;
    this.#tables = tablesOf(db);
    this.#virtual = new Set(
      db
        .prepare("select name from pragma_table_list where schema = 'main' and type = 'virtual'")
        .pluck()
        .all() as string[],
    );
  }

  read(records: readonly { kind: string; id: string }[]): Rows[] {
    const ids = new Map<string, string[]>();
    for (const { kind, id } of records) ids.set(kind, [...(ids.get(kind) ?? []), id]);
    ids.set('proposition', this.#newKeys(ids.get('claim') ?? []));
    const owned = this.#tables.flatMap((table) => {
      const own = table.owner === null ? [] : (ids.get(table.owner.kind) ?? []);
      return own.length === 0 ? [] : [{ table, values: this.#rows(table, own) }];
    });
    return [...owned, ...this.#revisions(ids), ...this.#words(ids), ...this.#points(ids.get('event') ?? [])];
  }

  #all(sql: string, ...values: unknown[]): unknown[][] {
    return this.#db
      .prepare(sql)
      .raw()
      .all(...values) as unknown[][];
  }

  #rows({ name, columns, owner }: Table, ids: readonly string[]): unknown[][] {
    const condition = `${owner?.column} in (select value from json_each(?))`;
    // Of two opposed propositions, the later one brings both directions.
    if (name === 'proposition_opposition') return this.#oppositions(ids);
    return this.#all(`select ${columns.join(', ')} from ${name} where ${condition}`, JSON.stringify(ids));
  }

  #newKeys(claims: readonly string[]): string[] {
    const sql = 'select distinct proposition_key from claim where id in (select value from json_each(?))';
    const keys = (this.#db.prepare(sql).pluck().all(JSON.stringify(claims)) as string[]).filter(
      (key) => !this.#written.has(key),
    );
    for (const key of keys) this.#written.add(key);
    return keys;
  }

  #oppositions(keys: readonly string[]): unknown[][] {
    const rows = this.#all(
      'select key, other_key, reason from proposition_opposition where key in (select value from json_each(?))',
      JSON.stringify(keys),
    );
    return rows
      .filter(([, other]) => this.#written.has(String(other)))
      .flatMap((row) => (keys.includes(String(row[1])) ? [row] : [row, [row[1], row[0], row[2]]]));
  }

  #revisions(ids: ReadonlyMap<string, readonly string[]>): Rows[] {
    const table = this.#tables.find(({ name }) => name === 'revision');
    if (table === undefined) return [];
    const sql = `select ${table.columns.join(', ')} from revision where kind = ? and id in (select value from json_each(?))`;
    const values = recordKinds.flatMap((kind) => this.#all(sql, kind, JSON.stringify(ids.get(kind) ?? [])));
    return [{ table, values }];
  }

  #words(ids: ReadonlyMap<string, readonly string[]>): Rows[] {
    return Object.entries(wordTexts).flatMap(([name, { kind, sql }]) => {
      const own = ids.get(kind) ?? [];
      if (!this.#virtual.has(name) || own.length === 0) return [];
      const statement = this.#db.prepare(`${sql} where ${kind}.id in (select value from json_each(?))`);
      const [, ...columns] = statement.columns().map((column) => column.name);
      const values = statement.raw().all(JSON.stringify(own)) as unknown[][];
      return [{ table: { name, columns: ['rowid', ...columns], owner: null }, values }];
    });
  }

  #points(events: readonly string[]): Rows[] {
    const columns = 'id west east south north longitude latitude starts_s ends_s event_id'.split(' ');
    const table = { name: 'event_point', columns, owner: null };
    return [{ table, values: this.#all(pointSql, JSON.stringify(events)) }];
  }
}

/** Rows of the tables that belong to no single record: what sums up many. */
export function restOf(db: Database.Database): Rows[] {
  return tablesOf(db)
    .filter(({ owner, name }) => owner === null && name !== 'revision')
    .map((table) => ({
      table,
      values: db
        .prepare(`select ${table.columns.join(', ')} from ${table.name}`)
        .raw()
        .all() as unknown[][],
    }));
}
