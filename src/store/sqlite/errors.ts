import Database from 'better-sqlite3';
import { ClaimlineError, damagedText } from '../../domain/errors.ts';

/** SQLite's own errors, told by their codes, never by their texts (https://www.sqlite.org/rescode.html). */

const byCode: readonly (readonly [prefix: string, translate: (error: Error) => ClaimlineError])[] = [
  [
    'SQLITE_BUSY',
    (error) => new ClaimlineError('store_busy', 'The database is locked by another process.', [], error),
  ],
  [
    'SQLITE_CONSTRAINT_FOREIGNKEY',
    (error) =>
      new ClaimlineError('invalid_record', 'A record refers to another one that does not exist.', [], error),
  ],
  ['SQLITE_NOTADB', (error) => unusable('The file is not an SQLite database.', error)],
  ['SQLITE_CORRUPT', (error) => damaged(error)],
  [
    'SQLITE_FULL',
    (error) => unusable('The disk of the database is full: free some room and try again.', error),
  ],
  ['SQLITE_READONLY', (error) => unusable('The database is in a place that cannot be written to.', error)],
  ['SQLITE_CANTOPEN', (error) => unusable('The database file cannot be opened.', error)],
  ['SQLITE_IOERR', (error) => unusable('The database file cannot be read or written.', error)],
];

/** Returns the error of a damaged database. */
export const damaged = (cause: Error) => unusable(damagedText, cause);

const unusable = (message: string, cause: Error) => new ClaimlineError('store_unusable', message, [], cause);

/** An expected failure of SQLite as a ClaimlineError; any other error as it is. */
export function translatedError(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const found = byCode.find(([prefix]) => error.code.startsWith(prefix));
  return found === undefined ? error : found[1](error);
}

/** Does something on a database; its expected failures come out as ClaimlineErrors. */
export function translated<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw translatedError(error);
  }
}
