import { hash } from 'node:crypto';
import { ClaimlineError } from './errors.ts';
import { limits } from './limits.ts';
import type { SortKey } from './query.ts';

/**
 * Cursors: where the next page begins, as opaque text. Each carries a digest over itself and the query that
 * it continues, so that a damaged one, an altered one and one of another query are all told apart from a
 * good one. The digest guards against mistakes, not against forgers: a forged cursor can only begin a page of
 * the same query somewhere else.
 */

/** Characters of the digest: of nine octets, so that what follows is encoded by itself. */
const digestChars = 12;

const digestOf = (payload: string, query: string): string =>
  hash('sha256', `${query}\0${payload}`, 'base64url').slice(0, digestChars);

const refusal = (detail: string) =>
  new ClaimlineError('invalid_cursor', detail, [{ parameter: 'cursor', detail, code: 'invalid_cursor' }]);

/** Writes a cursor after the record with this sort key, for the query that this fingerprint stands for. */
export function encodeCursor(key: SortKey, query: string): string {
  const payload = JSON.stringify(key);
  return digestOf(payload, query) + Buffer.from(payload, 'utf8').toString('base64url');
}

const isSortKey = (value: unknown): value is SortKey =>
  Array.isArray(value) && value.every((part) => typeof part === 'string' || Number.isSafeInteger(part));

/**
 * Reads a cursor of the query that this fingerprint stands for.
 * @throws ClaimlineError `invalid_cursor`
 */
export function decodeCursor(cursor: string, query: string): SortKey {
  const bytes = Buffer.from(cursor.slice(digestChars), 'base64url');
  const wellFormed =
    cursor.length <= limits.cursorMaxChars &&
    cursor.length > digestChars &&
    bytes.toString('base64url') === cursor.slice(digestChars);
  if (!wellFormed) throw refusal('cursor must be the nextCursor of an earlier page, whole and unchanged');
  const payload = bytes.toString('utf8');
  if (digestOf(payload, query) !== cursor.slice(0, digestChars)) {
    throw refusal(
      'cursor was altered or belongs to another query: use it with the parameters of its own page',
    );
  }
  const key: unknown = JSON.parse(payload);
  if (!isSortKey(key)) throw refusal('cursor does not hold a sort key');
  return key;
}
