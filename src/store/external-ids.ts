import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import type { ExternalId } from '../domain/external-id.ts';
import type { OwnedKind } from '../domain/kinds.ts';
import type { Tables } from './schema.ts';

/** Identifiers in other registers: their rows, and the condition on them. Each kind of record has a table of them. */

/** Register and identifier as one text, such as `wikidata:Q42`. Written as in the indexes, which are used only then. */
export const referenceText = sql<string>`scheme || ':' || external_id`;

/** Returns the rows of a record. */
export const externalIdRows = <Owner extends object>(
  owner: Owner,
  { externalIds = [] }: { externalIds?: readonly ExternalId[] | undefined },
) => externalIds.map(({ scheme, id }, position) => ({ ...owner, position, scheme, external_id: id }));

/** Returns the condition that a record has one of these identifiers, such as `wikidata:Q42`. */
export function isRegistered(
  kind: OwnedKind,
  references: readonly Expression<string>[],
): Expression<SqlBool> {
  // One table stands for all of them in the types.
  const eb = expressionBuilder<Tables, 'event'>();
  const found = eb
    .selectFrom(`${kind}_external_id` as 'event_external_id')
    .select(`${kind}_id` as 'event_id')
    .where(referenceText, 'in', references);
  return eb(sql.ref<string>(`${kind}.id`), 'in', found);
}
