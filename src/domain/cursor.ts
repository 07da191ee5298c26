import { hash } from 'node:crypto';
import { ClaimlineError } from './errors.ts';
import { limits } from './limits.ts';
import type { SortKey } from './query.ts';

/**
 * Writes and reads cursors: opaque texts that mark the start of the next page. Each cursor holds a digest over itself
 * and its query, so a damaged cursor or one of another query is rejected. The digest protects against mistakes, not
 * against forgery: a forged cursor can only start a page of the same query at another place.
 */

/** Length of the digest. Twelve characters hold exactly nine octets, so the payload after it can be decoded alone. */
const digestChars = 12;

const digestOf = (payload: string, query: string): string =>
  hash('sha256', `${query}\0${payload}`, 'base64url').slice(0, digestChars);

const refusal = (detail: string) =>
  new ClaimlineError('invalid_cursor', detail, [{ parameter: 'cursor', detail, code: 'invalid_cursor' }]);

/** Writes a cursor that starts after the record with this sort key. `query` is the fingerprint of the query. */
export function encodeCursor(key: SortKey, query: string): string {
  const payload = JSON.stringify(key);
  return digestOf(payload, query) + Buffer.from(payload, 'utf8').toString('base64url');
}

const isSortKey = (value: unknown): value is SortKey =>
  Array.isArray(value) && value.every((part) => typeof part === 'string' || Number.isSafeInteger(part));

/**
 * Reads a cursor. `query` is the fingerprint of the query that it must belong to.
 * @throws ClaimlineError `invalid_cursor`
 */
export function decodeCursor(cursor: string, query: string): SortKey {
  const bytes = Buffer.from(cursor.slice(digestChars), 'base64url');
  const wellFormed =
    cursor.length <= limits.cursorMaxChars &&
    cursor.length > digestChars &&
    bytes.toString('base64url') === cursor.slice(digestChars);
  if (!wellFormed) throw refusal('cursor must be the nextCursor of an earlier page, complete and unchanged');
  const payload = bytes.toString('utf8');
  if (digestOf(payload, query) !== cursor.slice(0, digestChars)) {
    throw refusal(
      'cursor was altered or belongs to another query: use it with the same parameters as the page before',
    );
  }
  const key: unknown = JSON.parse(payload);
  if (!isSortKey(key)) throw refusal('cursor does not hold a sort key');
  return key;
}
