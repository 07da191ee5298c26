import type { Compilable, CompiledQuery } from 'kysely';

/**
 * A program is a piece of work on a database that does no input or output itself: it yields the queries it
 * wants run and is handed their rows. An engine that answers at once (SQLite) and one that answers later
 * (PostgreSQL) can run the same program, in one transaction, without the transaction leaving the engine.
 */
export type Program<Result> = Generator<Step, Result, readonly unknown[]>;

/**
 * A query to run. A lasting one binds no values; its rows may be kept, and given again as long as nothing was written.
 */
export type Step = CompiledQuery & { readonly lasting?: boolean };

/** Runs a query that answers with rows. */
export function* rowsOf<Row>(query: Compilable<Row>): Program<Row[]> {
  // The engine hands back what this very query selects; Kysely's types say what that is.
  return (yield query.compile()) as Row[];
}

/** Runs a query that answers with one row, or none. */
export function* firstOf<Row>(query: Compilable<Row>): Program<Row | undefined> {
  return (yield* rowsOf(query))[0];
}

/** A query for what many programs ask and few writes change. It must bind no values. */
export function lasting<Row>(query: Compilable<Row>): Compilable<Row> {
  return { compile: () => ({ ...query.compile(), lasting: true }) };
}

/** Runs a query for what it does. */
export function* run(query: Compilable): Program<void> {
  yield query.compile();
}

/** Does nothing. */
export function* nothing(): Program<void> {}

/** How many values one statement binds at most: far below every engine's own limit. */
const batchSize = 500;

/** Cuts a list of any length into pieces that one statement can bind. */
export function* batchesOf<T>(items: readonly T[], size = batchSize): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}
