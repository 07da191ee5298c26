import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { Compilable } from 'kysely';
import { ClaimlineError } from '../../domain/errors.ts';
import type { CheckWatcher, Findings } from '../../domain/store-check.ts';
import type { Dialect, Engine, IndexCheck } from '../engine.ts';
import type { Program, Step } from '../program.ts';
import { checkFile, SqliteIndexCheck } from './check.ts';
import { isSchemaDamaged } from './definitions.ts';
import { sqliteDialect } from './dialect.ts';
import { damaged, translatedError } from './errors.ts';
import { analyze } from './statistics.ts';

/**
 * Runs programs on SQLite. Reads go over a connection that cannot write; a write holds the lock from its
 * beginning (BEGIN IMMEDIATE), so that it never fails half way for having to wait.
 */
export class SqliteEngine implements Engine {
  readonly dialect: Dialect = sqliteDialect;
  readonly #writer: Database.Database | null;
  readonly #reader: Database.Database;
  readonly #statements = new Map<Database.Database, Map<string, Database.Statement>>();
  readonly #begin: Database.Statement;
  readonly #commit: Database.Statement;
  readonly #version: Database.Statement;
  #writes = 0;
  /** Whether the reader is in a transaction, and where the database stands as it sees it, once that was asked. */
  #isSeeing = false;
  #seenMark: number | undefined;
  /** Rows of lasting queries, and where the database stood when they were read. */
  readonly #kept = new Map<string, readonly unknown[]>();
  #keptMark = 0;

  /**
   * @param writer null where nothing is to be written
   * @param reader a connection to the same database that reads only; the writer itself for one in memory
   */
  constructor(writer: Database.Database | null, reader: Database.Database) {
    this.#writer = writer;
    this.#reader = reader;
    this.#begin = reader.prepare('begin');
    this.#commit = reader.prepare('commit');
    // Changes when any other connection, of this process or another, has written
    // (https://www.sqlite.org/pragma.html#pragma_data_version); inside a transaction it is that of its state.
    this.#version = reader.prepare('pragma data_version').pluck();
  }

  get isReadOnly(): boolean {
    return this.#writer === null;
  }

  mark(): number {
    // SQLite does not count what the connection wrote itself. Both numbers only grow, and so does their sum.
    return this.#seen(() => {
      this.#seenMark ??= (this.#version.get() as number) + this.#writes;
      return this.#seenMark;
    });
  }

  async read<Result>(program: Program<Result>): Promise<Result> {
    return this.#seen(() =>
      run(program, (step) => (step.lasting ? this.#lasting(step) : this.#rows(this.#reader, step))),
    );
  }

  async first<Row>(query: Compilable<Row>): Promise<Row | undefined> {
    const { sql, parameters } = query.compile();
    return this.#seen(() => this.#statement(this.#reader, sql).get(parameters) as Row | undefined);
  }

  async write<Result>(program: Program<Result>): Promise<Result> {
    const writer = this.#writerToUse();
    this.#writes += 1;
    this.#endSight();
    const all = () => run(program, (step) => this.#rows(writer, step));
    return translatedOn(writer, () => writer.transaction(all).immediate());
  }

  async check(
    findings: Findings,
    watch: CheckWatcher,
    tables: (index: IndexCheck) => Program<void>,
  ): Promise<void> {
    this.#seen(() => {
      watch('the file', 0);
      checkFile(this.#reader, findings);
      const index = new SqliteIndexCheck(this.#reader, findings);
      try {
        run(tables(index), (step) => this.#rows(this.#reader, step));
        index.finish(watch);
      } finally {
        index.close();
      }
    });
  }

  async analyze(): Promise<void> {
    this.#endSight();
    const writer = this.#writerToUse();
    translatedOn(writer, () => analyze(writer));
  }

  #writerToUse(): Database.Database {
    if (this.#writer !== null) return this.#writer;
    const message = 'The database is opened read-only, so that nothing can be imported into it.';
    throw new ClaimlineError('store_unusable', message);
  }

  async close(): Promise<void> {
    this.#endSight();
    this.#statements.clear();
    if (this.#reader !== this.#writer) this.#reader.close();
    if (this.#writer !== null) await closeWriter(this.#writer);
  }

  /**
   * Reads in a deferred transaction, so that all of it sees one state. What is read before the event loop turns shares
   * one: taking and giving up the lock for each of a request's three reads took as long as finding a record by its id.
   */
  #seen<Result>(reads: () => Result): Result {
    return translatedOn(this.#reader, () => {
      if (!this.#isSeeing) {
        this.#begin.run();
        this.#isSeeing = true;
        this.#seenMark = undefined;
        setImmediate(this.#endSight);
      }
      try {
        return reads();
      } catch (error) {
        this.#endSight();
        throw error;
      }
    });
  }

  readonly #endSight = (): void => {
    if (!this.#isSeeing) return;
    this.#isSeeing = false;
    // A failure may have ended it already.
    if (!this.#reader.inTransaction) return;
    try {
      this.#commit.run();
    } catch (error) {
      // A damaged index fails here once more: nothing was written, and who read it has been told.
      if (!(error instanceof Database.SqliteError)) throw error;
      if (this.#reader.inTransaction) this.#reader.exec('rollback');
    }
  };

  #rows(connection: Database.Database, { sql, parameters }: Step): unknown[] {
    const statement = this.#statement(connection, sql);
    if (statement.reader) return statement.all(parameters);
    statement.run(parameters);
    return [];
  }

  /** Rows that were read before, where no other connection has written since. */
  #lasting(step: Step): readonly unknown[] {
    const mark = this.mark();
    if (mark !== this.#keptMark) this.#kept.clear();
    this.#keptMark = mark;
    let rows = this.#kept.get(step.sql);
    if (rows === undefined) {
      rows = this.#rows(this.#reader, step);
      this.#kept.set(step.sql, rows);
    }
    return rows;
  }

  /** Statements are prepared once: preparing costs more than most of them take to run. */
  #statement(connection: Database.Database, text: string): Database.Statement {
    let known = this.#statements.get(connection);
    if (known === undefined) {
      known = new Map();
      this.#statements.set(connection, known);
    }
    let statement = known.get(text);
    if (statement === undefined) {
      statement = connection.prepare(text);
      if (known.size >= statementsMax) known.clear();
      known.set(text, statement);
    }
    return statement;
  }
}

/** How often, and at what distance, other connections are waited for that are about to end. */
const leavesMax = 10;
const leavePauseMs = 25;

/**
 * Closes a connection that writes. The last one to close writes the log into the file and takes the file out of WAL
 * mode: it is whole then by itself, and can be read where nothing can be made beside it.
 */
async function closeWriter(writer: Database.Database): Promise<void> {
  // Where another process holds the lock it does this instead: waiting for it here would only hold up this one's end.
  writer.pragma('busy_timeout = 0');
  for (let tries = 0; tries < leavesMax; tries += 1) {
    try {
      writer.pragma('journal_mode = DELETE');
      break;
    } catch (error) {
      // A full disk: what was written is safe in the log, which the next one to open the file reads.
      if (!(error instanceof Database.SqliteError)) throw error;
      if (!error.code.startsWith('SQLITE_BUSY')) break;
      await wait(leavePauseMs);
    }
  }
  writer.close();
}

/**
 * Runs work on a database and translates its errors. An error of SQL itself means damage if the schema has changed: SQLite
 * has no code of its own for a damaged definition.
 */
function translatedOn<Result>(db: Database.Database, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const isOfSql = error instanceof Database.SqliteError && error.code === 'SQLITE_ERROR';
    throw isOfSql && isSchemaDamaged(db) ? damaged(error) : translatedError(error);
  }
}

function run<Result>(program: Program<Result>, rowsOf: (step: Step) => readonly unknown[]): Result {
  let next = program.next([]);
  while (!next.done) next = answered(program, next.value, rowsOf);
  return next.value;
}

/** Hands a program the rows that it asked for, or the failure to get them. */
function answered<Result>(
  program: Program<Result>,
  step: Step,
  rowsOf: (step: Step) => readonly unknown[],
): IteratorResult<Step, Result> {
  let rows: readonly unknown[];
  try {
    rows = rowsOf(step);
  } catch (error) {
    return program.throw(translatedError(error));
  }
  return program.next(rows);
}

/** Shapes of queries are few; lists of ids of every length are not, so the cache is emptied now and then. */
const statementsMax = 500;
