import { ClaimlineError } from '../domain/errors.ts';
import { joinedOctets } from '../domain/json-octets.ts';
import type { SortKey } from '../domain/query.ts';
import type { Page } from '../domain/store.ts';
import { whole } from './whole.ts';

/** Pages by keyset: a page begins after the sort key of the last record before it, never at a count of rows. */

type Shape = readonly ('number' | 'string')[];
type KeyOf<S extends Shape> = { [I in keyof S]: S[I] extends 'number' ? number : string };

/**
 * The key of a cursor as the order at hand needs it.
 * @throws ClaimlineError `invalid_cursor` where the key is of another order
 */
export function sortKey<const S extends Shape>(key: SortKey, shape: S): KeyOf<S> {
  const fits = key.length === shape.length && key.every((part, index) => typeof part === shape[index]);
  if (fits) return key as KeyOf<S>;
  const detail = 'cursor belongs to a list in another order';
  throw new ClaimlineError('invalid_cursor', detail, [
    { parameter: 'cursor', detail, code: 'invalid_cursor' },
  ]);
}

/** Makes a page of rows that were asked for with one more than its limit, to see whether more follow. */
export function pageOf<Row extends { body: string }>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => SortKey,
): Page {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { data: whole(joinedOctets(shown.map((row) => row.body))), next: more ? keyOf(last) : null };
}
