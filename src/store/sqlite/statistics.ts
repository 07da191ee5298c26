import type Database from 'better-sqlite3';

/** Statistics of tables, by which SQLite chooses among indexes. */

/** Rows of each index that are looked at, at most (https://www.sqlite.org/pragma.html#pragma_analysis_limit). */
const analysedRows = 1000;

/**
 * Rows that a table must have for its statistics to be kept. Where there are few rows, SQLite reads all of them rather
 * than look up hundreds of ids; a server that runs would go on to do so when the table has grown, since it reads the
 * statistics only once. Without statistics SQLite takes a table for a large one.
 */
export const leastRows = 10_000;

/** Gathers statistics in bounded time. A plan must not depend on them for being quick: see `src/store/related.ts`. */
export function analyze(db: Database.Database): void {
  db.pragma(`analysis_limit = ${analysedRows}`);
  db.transaction(() => {
    db.exec('analyze');
    // The first number of `stat` is that of the rows (https://www.sqlite.org/fileformat2.html#stat1tab).
    db.prepare('delete from sqlite_stat1 where cast(stat as integer) < ?').run(leastRows);
    // Reads again what is left, and gathers nothing.
    db.exec('analyze sqlite_schema');
  }).immediate();
}
