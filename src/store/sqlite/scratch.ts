import Database from 'better-sqlite3';
import { ClaimlineError } from '../../domain/errors.ts';
import {
  type ImportScratch,
  recordKey,
  type WaitingCursor,
  type WaitingLine,
} from '../../domain/import-scratch.ts';
import { kinds } from '../../domain/kinds.ts';
import { limits } from '../../domain/limits.ts';

/** An import's scratch as temporary tables: SQLite removes their file as soon as it has opened it. */
export function openScratch(): ImportScratch {
  const db = new Database(':memory:');
  db.pragma('temp_store = FILE');
  // Nothing of it outlives the process, so nothing of it must survive a crash.
  db.pragma('temp.journal_mode = OFF');
  db.pragma('temp.synchronous = OFF');
  db.pragma(`temp.cache_size = ${-cacheKib}`);
  db.exec(tables);
  return new SqliteScratch(db);
}

const cacheKib = 32 * 1024;

const tables = `
  create temp table given (key text primary key, digest text not null) strict, without rowid;
  create temp table source_length (id text primary key, length integer) strict, without rowid;
  create temp table shared (key text primary key, id text not null) strict, without rowid;
  create temp table waiting (
    line integer primary key,
    rank integer not null,
    key text not null unique,
    kind text not null,
    id text not null,
    dataset_id text not null,
    record text not null,
    raw blob
  ) strict;
  create index temp.waiting_by_rank on waiting (rank, line);
  create temp table unmet (
    key text not null,
    line integer not null,
    pointer text not null,
    primary key (key, line, pointer)
  ) strict, without rowid;
  create index temp.unmet_by_line on unmet (line);
  create temp table absent (key text primary key, round integer not null) strict, without rowid;
  create index temp.absent_by_round on absent (round);
`;

type WaitingRow = Pick<WaitingLine, 'line' | 'kind' | 'id' | 'record' | 'raw'> & { dataset_id: string };

class SqliteScratch implements ImportScratch {
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  constructor(db: Database.Database) {
    this.#db = db;
  }

  noteGiven(records: readonly { key: string; digest: string }[]): void {
    const note = this.#sql('insert or ignore into given values (?, ?)');
    this.#at(() => {
      for (const { key, digest } of records) note.run(key, digest);
    });
  }

  given(keys: readonly string[]): Map<string, string> {
    return this.#found('select digest from given where key = ?', keys);
  }

  noteLengths(sources: readonly { id: string; length: number | null }[]): void {
    const note = this.#sql('insert or replace into source_length values (?, ?)');
    this.#at(() => {
      for (const { id, length } of sources) note.run(id, length);
    });
  }

  lengths(sourceIds: readonly string[]): Map<string, number | null> {
    return this.#found('select length from source_length where id = ?', sourceIds);
  }

  noteShared(values: readonly { key: string; id: string }[]): void {
    const note = this.#sql('insert or ignore into shared values (?, ?)');
    this.#at(() => {
      for (const { key, id } of values) note.run(key, id);
    });
  }

  shared(keys: readonly string[]): Map<string, string> {
    return this.#found('select id from shared where key = ?', keys);
  }

  wait(lines: readonly WaitingLine[]): void {
    const put = this.#sql('insert into waiting values (?, ?, ?, ?, ?, ?, ?, ?)');
    const need = this.#sql('insert into unmet values (?, ?, ?)');
    this.#at(() => {
      for (const { line, kind, id, datasetId, record, raw, unmet } of lines) {
        put.run(line, kinds[kind].writeRank, recordKey(kind, id), kind, id, datasetId, record, raw);
        for (const { key, pointer } of unmet) need.run(key, line, pointer);
      }
    });
  }

  waitingCount(): number {
    return this.#sql('select count(*) from waiting').pluck().get() as number;
  }

  waiting(keys: readonly string[]): Set<string> {
    return new Set(this.#found('select 1 from waiting where key = ?', keys).keys());
  }

  waitingAfter(after: WaitingCursor | null, limit: number): WaitingLine[] {
    const rows = this.#sql('select * from waiting where (rank, line) > (?, ?) order by rank, line limit ?');
    return this.#page(
      rows.iterate(after === null ? -1 : kinds[after.kind].writeRank, after?.line ?? 0, limit),
      'select key, pointer from unmet where line = ?',
    );
  }

  release(lines: readonly number[]): void {
    const statements = ['delete from unmet where line = ?', 'delete from waiting where line = ?'];
    this.#at(() => {
      for (const line of lines) for (const text of statements) this.#sql(text).run(line);
    });
  }

  unmetAfter(after: string, limit: number): string[] {
    const text = `select distinct key from unmet
      where key > ? and not exists (select 1 from waiting where waiting.key = unmet.key) order by key limit ?`;
    return this.#sql(text).pluck().all(after, limit) as string[];
  }

  noteAbsent(keys: readonly string[]): void {
    const mark = this.#sql('insert or ignore into absent values (?, 0)');
    this.#at(() => {
      for (const key of keys) mark.run(key);
    });
  }

  doom(): void {
    const spread = this.#sql(`insert or ignore into absent
      select waiting.key, absent.round + 1 from absent join unmet on unmet.key = absent.key
      join waiting on waiting.line = unmet.line where absent.round = ?`);
    this.#at(() => {
      for (let round = 0; spread.run(round).changes > 0; round += 1);
    });
  }

  doomedAfter(line: number, limit: number): WaitingLine[] {
    const rows = this.#sql(`select * from waiting where line > ? and key in (select key from absent)
      order by line limit ?`);
    return this.#page(
      rows.iterate(line, limit),
      'select key, pointer from unmet where line = ? and key in (select key from absent)',
    );
  }

  close(): void {
    this.#db.close();
  }

  /** No more rows than fit into a chunk, and at least one; with what they lack. */
  #page(rows: IterableIterator<unknown>, unmetText: string): WaitingLine[] {
    const page: WaitingRow[] = [];
    let bytes = 0;
    for (const row of rows as IterableIterator<WaitingRow>) {
      page.push(row);
      bytes += row.record.length + (row.raw?.length ?? 0);
      if (bytes >= limits.importChunkMaxBytes) break;
    }
    const unmet = this.#sql(unmetText);
    return page.map(({ line, kind, id, dataset_id, record, raw }) => ({
      line,
      kind,
      id,
      datasetId: dataset_id,
      record,
      raw,
      unmet: unmet.all(line) as { key: string; pointer: string }[],
    }));
  }

  #found<T>(text: string, keys: readonly string[]): Map<string, T> {
    const find = this.#sql(text).pluck();
    const found = new Map<string, T>();
    for (const key of keys) {
      const value = find.get(key);
      if (value !== undefined) found.set(key, value as T);
    }
    return found;
  }

  #sql(text: string): Database.Statement {
    const known = this.#statements.get(text) ?? this.#db.prepare(text);
    this.#statements.set(text, known);
    return known;
  }

  /** Does the work in one transaction: without, every statement is one of its own. */
  #at<Result>(work: () => Result): Result {
    try {
      return this.#db.transaction(work)();
    } catch (error) {
      if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_FULL')) throw error;
      const message =
        'The disk of the temporary directory is full: free some room, or name another with TMPDIR.';
      throw new ClaimlineError('store_unusable', message, [], error);
    }
  }
}
