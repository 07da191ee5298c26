import { readFileSync } from 'node:fs';
import openSqlite from '@sqlite.org/sqlite-wasm';
import type { Compilable } from 'kysely';
import type { Dialect, Engine } from '../../src/store/engine.ts';
import type { Program, Step } from '../../src/store/program.ts';
import { sqliteDialect } from '../../src/store/sqlite/dialect.ts';

const sqlite = await openSqlite();
const { capi, wasm } = sqlite;

type Connection = InstanceType<typeof sqlite.oo1.DB>;

/**
 * Runs programs on a copy of a database in memory and counts the steps of SQLite's virtual machine
 * (https://www.sqlite.org/c3ref/c_stmtstatus_counter.html): work that is the same on every machine, loaded or not.
 * It is SQLite's own build for WebAssembly, since better-sqlite3 does not tell them. It only reads.
 */
export class CountingEngine implements Engine {
  readonly dialect: Dialect = sqliteDialect;
  readonly isReadOnly = true;
  /** Steps that all programs so far have taken. */
  steps = 0;
  /** Every query that was run, by its text. */
  readonly queries = new Map<string, Step>();
  readonly #db: Connection;

  /** @param path a database that nobody has open, so that the file alone is all of it */
  constructor(path: string) {
    const bytes = new Uint8Array(readFileSync(path));
    // A database in memory has no log beside it: these two say that it is not kept by one
    // (https://www.sqlite.org/fileformat.html#file_format_version_numbers).
    bytes[18] = 1;
    bytes[19] = 1;
    this.#db = new sqlite.oo1.DB(':memory:');
    const flags = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_READONLY;
    const at = wasm.allocFromTypedArray(bytes);
    this.#db.checkRc(capi.sqlite3_deserialize(this.#db, 'main', at, bytes.length, bytes.length, flags));
  }

  mark(): number {
    return 1;
  }

  async read<Result>(program: Program<Result>): Promise<Result> {
    let next = program.next([]);
    while (!next.done) next = program.next(this.#rows(next.value));
    return next.value;
  }

  async first<Row>(query: Compilable<Row>): Promise<Row | undefined> {
    return this.#rows(query.compile())[0] as Row | undefined;
  }

  async write(): Promise<never> {
    throw new Error('reads only');
  }

  async check(): Promise<never> {
    throw new Error('reads only');
  }

  async analyze(): Promise<never> {
    throw new Error('reads only');
  }

  /** How this SQLite means to find the rows of a query. */
  plan({ sql, parameters }: Step): string {
    const steps = this.#run(`explain query plan ${sql}`, parameters);
    return (steps as { detail: string }[]).map(({ detail }) => detail).join('\n');
  }

  async close(): Promise<void> {
    this.#db.close();
  }

  #rows(query: Step): unknown[] {
    this.queries.set(query.sql, query);
    return this.#run(query.sql, query.parameters);
  }

  #run(sql: string, parameters: readonly unknown[]): unknown[] {
    const statement = this.#db.prepare(sql);
    try {
      if (parameters.length > 0) statement.bind(parameters as (string | number | null)[]);
      const rows: unknown[] = [];
      while (statement.step()) rows.push(withBuffers(statement.get({}) as Record<string, unknown>));
      this.steps += capi.sqlite3_stmt_status(statement, capi.SQLITE_STMTSTATUS_VM_STEP, 0);
      return rows;
    } finally {
      statement.finalize();
    }
  }
}

/** Octets are a Buffer, as better-sqlite3 has them. */
function withBuffers(row: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(row);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, value instanceof Uint8Array ? Buffer.from(value) : value]),
  );
}
