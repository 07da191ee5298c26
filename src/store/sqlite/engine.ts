import Database from 'better-sqlite3';
import type { Compilable } from 'kysely';
import type { Dialect, Engine } from '../engine.ts';
import type { Program, Step } from '../program.ts';
import { sqliteDialect } from './dialect.ts';
import { translated } from './errors.ts';

/**
 * Runs programs on SQLite. Reads go over a connection that cannot write; a write holds the lock from its
 * beginning (BEGIN IMMEDIATE), so that it never fails half way for having to wait.
 */
export class SqliteEngine implements Engine {
  readonly dialect: Dialect = sqliteDialect;
  readonly #writer: Database.Database;
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

  /** @param reader a connection to the same database that reads only; the writer itself for one in memory */
  constructor(writer: Database.Database, reader: Database.Database) {
    this.#writer = writer;
    this.#reader = reader;
    this.#begin = reader.prepare('begin');
    this.#commit = reader.prepare('commit');
    // Changes when any other connection, of this process or another, has written
    // (https://www.sqlite.org/pragma.html#pragma_data_version); inside a transaction it is that of its state.
    this.#version = reader.prepare('pragma data_version').pluck();
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
    this.#writes += 1;
    this.#endSight();
    const all = () => run(program, (step) => this.#rows(this.#writer, step));
    return translated(() => this.#writer.transaction(all).immediate());
  }

  async close(): Promise<void> {
    this.#endSight();
    this.#statements.clear();
    if (this.#reader !== this.#writer) this.#reader.close();
    // What the log still holds goes into the file, so that the file alone is whole. Where another process holds
    // the lock it does that instead: waiting for it here would only hold up the end of this one.
    this.#writer.pragma('busy_timeout = 250');
    try {
      this.#writer.pragma('wal_checkpoint(TRUNCATE)');
    } catch (error) {
      // A full disk: what was written is safe in the log, which the next one to open the file reads.
      if (!(error instanceof Database.SqliteError)) throw error;
    }
    this.#writer.close();
  }

  /**
   * Reads in a deferred transaction, so that all of it sees one state. What is read before the event loop turns shares
   * one: taking and giving up the lock for each of a request's three reads took as long as finding a record by its id.
   */
  #seen<Result>(reads: () => Result): Result {
    return translated(() => {
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
    if (this.#reader.inTransaction) this.#commit.run();
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

function run<Result>(program: Program<Result>, rowsOf: (step: Step) => readonly unknown[]): Result {
  let next = program.next([]);
  while (!next.done) next = program.next(rowsOf(next.value));
  return next.value;
}

/** Shapes of queries are few; lists of ids of every length are not, so the cache is emptied now and then. */
const statementsMax = 500;
