import type { Compilable } from 'kysely';
import { type OwnedKind, perKind, type RecordKind, recordKinds } from '../domain/kinds.ts';
import type { BodyKind, SharedMember, StoredBody, StoreState } from '../domain/store.ts';
import type { Dialect, Sql } from './engine.ts';
import { referenceText } from './external-ids.ts';
import { batchesOf, type Program, rowsOf } from './program.ts';
import { composed, padded } from './shape.ts';
import { statement } from './statement.ts';

/** Single records by id, and the state of the whole store. */

/** What identifies the state of the store. */
export const stateQuery = composed<null, Record<never, never>, StoreState>(({ sql }) =>
  sql.selectFrom('store_state').select(['store_id as storeId', 'changes']),
);

const bodyIn = (kind: BodyKind) =>
  statement((sql: Sql, id: string) =>
    // Every kind of record has these columns; one table stands for all of them in the types.
    sql
      .selectFrom(kind as 'event')
      .select(['body', 'etag'])
      .where(kind === 'proposition' ? ('key' as 'id') : 'id', '=', id),
  );

/** The rendered record of this id. */
export const bodyQuery: Record<BodyKind, (sql: Sql, id: string) => Compilable<StoredBody>> = perKind(
  [...recordKinds, 'proposition' as const],
  bodyIn,
);

type Ids = { ids: readonly string[] };

const existingQuery = composed<{ kind: RecordKind }, Ids, { id: string }>(({ sql }, { kind }, { ids }) =>
  sql
    .selectFrom(kind as 'event')
    .select('id')
    .where('id', 'in', ids),
);

export function* existing(dialect: Dialect, kind: RecordKind, ids: readonly string[]): Program<Set<string>> {
  const found = new Set<string>();
  for (const batch of batchesOf(ids)) {
    for (const row of yield* rowsOf(existingQuery(dialect, { kind }, { ids: padded(batch) })))
      found.add(row.id);
  }
  return found;
}

type Holder = { value: string; first: string; last: string };

type Values = { values: readonly string[] };

/** Values are grouped, so that a value that many records have costs no more than its own row. */
const addressHolders = composed<null, Values, Holder>(({ sql }, _shape, { values }) =>
  sql
    .selectFrom('source')
    .select(({ fn, ref }) => [
      ref('url').$notNull().as('value'),
      fn.min<string>('id').as('first'),
      fn.max<string>('id').as('last'),
    ])
    .where('url', 'in', values)
    .groupBy('url'),
);
const externalIdHolders = composed<{ kind: OwnedKind }, Values, Holder>(({ sql }, { kind }, { values }) =>
  sql
    // One table stands for all of them in the types.
    .selectFrom(`${kind}_external_id` as 'event_external_id')
    .select(({ fn }) => [
      referenceText.as('value'),
      fn.min<string>(`${kind}_id` as 'event_id').as('first'),
      fn.max<string>(`${kind}_id` as 'event_id').as('last'),
    ])
    .where(referenceText, 'in', values)
    .groupBy(referenceText),
);

/** For each of these values that a record has, the first and the last record with it, by id. */
export function* holdersOf(
  dialect: Dialect,
  { kind, member }: SharedMember,
  values: readonly string[],
): Program<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const batch of batchesOf(values)) {
    const slots = { values: padded(batch) };
    const query =
      member === 'url' ? addressHolders(dialect, null, slots) : externalIdHolders(dialect, { kind }, slots);
    const rows = yield* rowsOf(query);
    for (const { value, first, last } of rows) found.set(value, [...new Set([first, last])]);
  }
  return found;
}
