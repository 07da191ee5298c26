import Database from 'better-sqlite3';
import { kinds, searchOrder } from '../../domain/kinds.ts';
import { foldVersion } from '../../domain/search/terms.ts';
import { type CheckWatcher, type Findings, type StoreFault, unreadable } from '../../domain/store-check.ts';
import type { IndexCheck, Point, WordsTable } from '../engine.ts';
import { definitions, definitionsIn } from './definitions.ts';
import { translatedError } from './errors.ts';

/** What only SQLite can say of its file: pages, foreign keys, the schema, the indexes of words and points. */

/** Faults of the file that SQLite lists by itself. */
const listedMax = 100;

/** Does a part of a check. Returns false if damage ended it, which is a fault. */
function readable(findings: Findings, kind: StoreFault['kind'], place: string, part: () => void): boolean {
  try {
    part();
    return true;
  } catch (thrown) {
    // SQLite has no code of its own for a definition that is damaged: it is an error of SQL like any other.
    if (!(thrown instanceof Database.SqliteError)) throw thrown;
    findings.add(unreadable(kind, place, translatedError(thrown)));
    return false;
  }
}

/** Checks the pages of the file with all indexes, that every reference leads somewhere, and the schema. */
export function checkFile(db: Database.Database, findings: Findings): void {
  const isWrong = (place: string, found: string, expected: string) =>
    findings.add({ kind: 'file', id: null, place, found, expected });
  readable(findings, 'file', 'its pages', () => {
    // It covers the indexes of words and points too (https://www.sqlite.org/pragma.html#pragma_integrity_check).
    for (const found of db.prepare(`pragma integrity_check(${listedMax})`).pluck().all() as string[]) {
      if (found !== 'ok') isWrong('its pages', JSON.stringify(found), '"ok"');
    }
  });
  readable(findings, 'file', 'its references', () => {
    type Dangling = { table: string; rowid: number | null; parent: string };
    for (const { table, rowid, parent } of db
      .prepare('pragma foreign_key_check')
      .iterate() as Iterable<Dangling>) {
      const row = rowid === null ? 'a row' : `row ${rowid}`;
      isWrong(`a reference in ${row} of ${table}`, `to no ${parent}`, `a ${parent} that is there`);
    }
  });
  readable(findings, 'schema', 'its schema', () => checkDefinitions(db, findings));
}

function checkDefinitions(db: Database.Database, findings: Findings): void {
  const [found, expected] = [definitionsIn(db), definitions()];
  for (const name of new Set([...expected.keys(), ...found.keys()])) {
    const [one, other] = [found.get(name), expected.get(name)];
    if (one === other) continue;
    const text = (sql: string | null | undefined) => (sql === undefined ? null : JSON.stringify(sql));
    findings.add({
      kind: 'schema',
      id: name,
      place: 'its definition',
      found: text(one),
      expected: text(other),
    });
  }
}

type Instance = [term: string, doc: number, column: string, offset: number];
const pluralOf = (table: WordsTable) => (table === 'dispute' ? 'disputes' : kinds[table].plural);

/** Columns of indexes of words, in their order. */
const wordColumns = ['names', 'ids', 'title', 'text'];

/**
 * Keeps the words that each row should be found by in indexes of its own, on disk, and compares those with the
 * indexes of the database: both list their words in one order.
 */
export class SqliteIndexCheck implements IndexCheck {
  readonly #db: Database.Database;
  readonly #findings: Findings;
  readonly #scratch = new Database('');
  readonly #insertions = new Map<WordsTable, Database.Statement>();
  #pointOf: Database.Statement | undefined;
  /** False once the tree of points turned out to be damaged. */
  #hasPoints = true;
  #points = 0;

  constructor(db: Database.Database, findings: Findings) {
    this.#db = db;
    this.#findings = findings;
    const scratch = this.#scratch;
    // Nothing of it outlives the process, so nothing of it must survive a crash.
    scratch.pragma('journal_mode = OFF');
    scratch.pragma('synchronous = OFF');
    scratch.exec('begin');
    for (const table of searchOrder) {
      scratch.exec(definitions().get(`${table}_words`) ?? '');
      scratch.exec(definitions().get(`${table}_word`) ?? '');
      const columns = (scratch.pragma(`table_info(${table}_words)`) as { name: string }[]).map(
        ({ name }) => name,
      );
      const names = ['rowid', ...columns];
      const values = names.map(() => '?').join(', ');
      const text = `insert into ${table}_words (${names.join(', ')}) values (${values})`;
      this.#insertions.set(table, scratch.prepare(text));
    }
  }

  words(table: WordsTable, _id: string, seq: number, texts: readonly string[]): void {
    this.#insertions.get(table)?.run(seq, ...texts);
  }

  point(id: string, seq: number, point: Point | null): void {
    if (!this.#hasPoints) return;
    this.#hasPoints = readable(this.#findings, 'point', 'event_point', () =>
      this.#comparePoint(id, seq, point),
    );
  }

  #comparePoint(id: string, seq: number, point: Point | null): void {
    const isWrong = (place: string, found: string | null, expected: string | null) =>
      this.#findings.add({ kind: 'point', id, place, found, expected });
    this.#pointOf ??= this.#db.prepare('select * from event_point where id = ?');
    const row = this.#pointOf.get(seq) as Record<string, number | string> | undefined;
    if (point === null || row === undefined) {
      if (row !== undefined) isWrong('event_point', 'a row', null);
      if (point !== null) isWrong('event_point', null, 'a row');
      this.#points += Number(row !== undefined);
      return;
    }
    this.#points += 1;
    const { longitude, latitude, starts_s, ends_s, event_id } = point;
    const expected = { longitude, latitude, starts_s, ends_s, event_id };
    for (const [name, value] of Object.entries(expected)) {
      if (row[name] !== value)
        isWrong(`event_point.${name}`, JSON.stringify(row[name]), JSON.stringify(value));
    }
    const sides = { west: longitude, east: longitude, south: latitude, north: latitude };
    for (const [name, value] of Object.entries(sides)) {
      // The tree keeps numbers of 32 bits, rounded outwards (https://www.sqlite.org/rtree.html#roundoff_error).
      if (Math.abs(Number(row[name]) - value) > 2 ** -15) {
        isWrong(`event_point.${name}`, String(row[name]), `about ${value}`);
      }
    }
  }

  /** Compares the indexes, now that all is known that they should hold. */
  finish(watch: CheckWatcher): void {
    this.#scratch.exec('commit');
    if (this.#hasPoints) readable(this.#findings, 'point', 'event_point', () => this.#countPoints());
    // Words that were folded in another way differ, and are no damage: the version itself is the fault.
    if (!this.#isOfThisFold()) return;
    for (const table of searchOrder) {
      watch(`words of ${pluralOf(table)}`, 0);
      readable(this.#findings, 'words', `${table}_words`, () => this.#compareWords(table, watch));
    }
  }

  #isOfThisFold(): boolean {
    let isSame = true;
    readable(this.#findings, 'words', 'store_state', () => {
      const versions = this.#db.prepare('select fold_version from store_state').pluck().all();
      isSame = versions.every((version) => version === foldVersion);
    });
    return isSame;
  }

  close(): void {
    this.#scratch.close();
  }

  /** Every point that belongs to an event has been met by now. */
  #countPoints(): void {
    const count = this.#db.prepare('select count(*) from event_point').pluck().get() as number;
    if (count === this.#points) return;
    const lost = this.#db
      .prepare('select id from event_point where id not in (select seq from event) limit 100')
      .pluck()
      .all() as number[];
    for (const seq of lost) {
      const found = `a row with id ${seq}`;
      this.#findings.add({ kind: 'point', id: null, place: 'event_point', found, expected: null });
    }
  }

  #compareWords(table: WordsTable, watch: CheckWatcher): void {
    const [found, expected] = [this.#db, this.#scratch].map((db) => instancesOf(db, table));
    if (found === undefined || expected === undefined) return;
    const told = new Set<string>();
    try {
      let [one, other] = [next(found), next(expected)];
      for (let words = 0; one !== undefined || other !== undefined; words += 1) {
        if (words % 10_000 === 0) watch(`words of ${pluralOf(table)}`, words);
        const order = compareInstances(one, other);
        if (order < 0 && one !== undefined) this.#tellWord(table, one, true, told);
        if (order > 0 && other !== undefined) this.#tellWord(table, other, false, told);
        if (order <= 0) one = next(found);
        if (order >= 0) other = next(expected);
      }
    } finally {
      found.return?.();
      expected.return?.();
    }
  }

  /** Tells the first word of each column of a row: where one is wrong, many are. */
  #tellWord(table: WordsTable, [term, seq, column]: Instance, isThere: boolean, told: Set<string>): void {
    const key = `${seq} ${column} ${isThere}`;
    if (told.has(key) || told.size >= listedMax) return;
    told.add(key);
    const id = this.#db.prepare(`select id from ${table} where seq = ?`).pluck().get(seq) as
      | string
      | undefined;
    const word = `the word ${JSON.stringify(term)}`;
    this.#findings.add({
      kind: 'words',
      id: id === undefined ? `of no ${table}` : `of ${table} ${id}`,
      place: `${table}_words.${column}`,
      found: isThere ? word : null,
      expected: isThere ? null : word,
    });
  }
}

const instancesOf = (db: Database.Database, table: WordsTable): Iterator<Instance> =>
  // In the order of the index (https://www.sqlite.org/fts5.html#the_fts5vocab_virtual_table_module).
  db.prepare(`select term, doc, col, offset from ${table}_word`).raw().iterate() as Iterator<Instance>;

const next = (instances: Iterator<Instance>): Instance | undefined => {
  const { done, value } = instances.next();
  return done === true ? undefined : value;
};

/** Words are in the order of their UTF-8, then by row, then by place. What has ended comes last. */
function compareInstances(one: Instance | undefined, other: Instance | undefined): number {
  if (one === undefined || other === undefined)
    return Number(one === undefined) - Number(other === undefined);
  if (one[0] !== other[0]) return Buffer.compare(Buffer.from(one[0]), Buffer.from(other[0]));
  if (one[1] !== other[1]) return one[1] - other[1];
  if (one[2] !== other[2]) return wordColumns.indexOf(one[2]) - wordColumns.indexOf(other[2]);
  return one[3] - other[3];
}
