import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import { affiliationTypes, renderActor } from '../domain/actor.ts';
import { joinedOctets } from '../domain/json-octets.ts';
import type { ActorFilter, ActorQuery, PageRequest } from '../domain/query.ts';
import type { Page } from '../domain/store.ts';
import type { ChangeOf, Writing } from './change.ts';
import type { Dialect, Sql } from './engine.ts';
import { pageOf, sortKey } from './keyset.ts';
import { type Program, rowsOf } from './program.ts';
import { indexText, oneOf, putRow, putWords, rendered, replaceRows, stampColumns } from './rows.ts';
import type { Tables } from './schema.ts';
import { bound, composed, padded } from './shape.ts';
import type { Slots } from './slots.ts';

/** Actors: their rows, their list, and who is on whose side. */

/** The sort key is part of a cursor, which has to fit into an address: names are told apart by so much. */
const nameKeyMaxChars = 100;

/** What names sort on: without case and accents, so that an order does not depend on an engine's collation. */
function nameKey(name: string): string {
  const folded = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  // A pair of surrogates may be cut in two; half of one is not text.
  return folded.slice(0, nameKeyMaxChars).toWellFormed();
}

export function* writeActor(writing: Writing, change: ChangeOf<'actor'>): Program<void> {
  const { record: input, stamps, held } = change;
  const seq = yield* writing.sequence.untimedPlace('actor', held);
  const columns = {
    seq,
    ...stampColumns(stamps),
    type: input.type,
    name: input.name,
    name_key: nameKey(input.name),
    identity: input.identity ?? 'named',
    description: input.description ?? null,
    ...rendered(renderActor(input, stamps)),
  };
  yield* putRow(writing, 'actor', input.id, columns, held);
  yield* writeActorLists(writing, change);
  const names = [input.name, ...(input.names ?? []).map((name) => name.value)];
  yield* putWords(writing, 'actor', held, seq, [indexText(names)]);
}

function* writeActorLists(writing: Writing, change: ChangeOf<'actor'>): Program<void> {
  const { record: input } = change;
  const owner = { actor_id: input.id };
  const names = input.names ?? [];
  const relations = input.relations ?? [];
  yield* replaceRows(
    writing,
    'actor_name',
    change,
    names.map(({ value, kind, lang }, position) => ({ ...owner, position, value, kind, lang: lang ?? null })),
  );
  yield* replaceRows(
    writing,
    'actor_external_id',
    change,
    (input.externalIds ?? []).map(({ scheme, id }, position) => ({
      ...owner,
      position,
      scheme,
      external_id: id,
    })),
  );
  yield* replaceRows(writing, 'actor_relation_claim', change, []);
  yield* replaceRows(
    writing,
    'actor_relation',
    change,
    relations.map(({ type, actorId, during }, position) => {
      return { ...owner, position, type, other_id: actorId, during_edtf: during?.edtf ?? null };
    }),
  );
  yield* replaceRows(
    writing,
    'actor_relation_claim',
    change,
    relations.flatMap(({ claimIds }, position) =>
      [...new Set(claimIds)].map((claimId) => ({ ...owner, position, claim_id: claimId })),
    ),
  );
}

const actorValues = ({ wordsText }: Dialect, { terms, ...filter }: ActorFilter) => ({
  types: filter.types && padded(filter.types),
  identities: filter.identities && padded(filter.identities),
  datasetIds: filter.datasetIds && padded(filter.datasetIds),
  eventIds: filter.eventIds && padded(filter.eventIds),
  words: terms && { text: wordsText(terms, true), common: false },
});

function actorConditions(
  dialect: Dialect,
  filter: Slots<ReturnType<typeof actorValues>>,
): Expression<SqlBool>[] {
  const eb = expressionBuilder<Tables, 'actor'>();
  const conditions: Expression<SqlBool>[] = [
    ...oneOf(eb, 'type', filter.types),
    ...oneOf(eb, 'identity', filter.identities),
    ...oneOf(eb, 'dataset_id', filter.datasetIds),
  ];
  if (filter.words !== undefined) conditions.push(dialect.wordsMatch('actor', filter.words));
  if (filter.eventIds !== undefined) {
    const taking = eb
      .selectFrom('event_participant')
      .select('actor_id')
      .where('event_id', 'in', filter.eventIds);
    conditions.push(eb('id', 'in', taking));
  }
  return conditions;
}

/** The same for a query that is composed for one run. */
export const boundActorConditions = (dialect: Dialect, filter: ActorFilter) =>
  actorConditions(dialect, bound(actorValues(dialect, filter)));

type ActorPage = {
  filter: ReturnType<typeof actorValues>;
  after: readonly [string, string] | undefined;
  take: number;
};

const actorPage = composed<
  { descending: boolean },
  ActorPage,
  { name_key: string; id: string; body: string }
>((dialect, { descending }, { filter, after, take }) => {
  const eb = expressionBuilder<Tables, 'actor'>();
  const direction = descending ? 'desc' : 'asc';
  const conditions = actorConditions(dialect, filter);
  if (after !== undefined) {
    conditions.push(eb(eb.refTuple('name_key', 'id'), descending ? '<' : '>', eb.tuple(after[0], after[1])));
  }
  return dialect.sql
    .selectFrom('actor')
    .select(['name_key', 'id', 'body'])
    .where(eb.and(conditions))
    .orderBy('name_key', direction)
    .orderBy('id', direction)
    .limit(take);
});

/** Whether an index has the actors asked for in order, or an event has few of them. */
export function actorsInOrder({ sort: _sort, types, eventIds, ...others }: ActorQuery): boolean {
  if (Object.values(others).some((condition) => condition !== undefined)) return false;
  if (types !== undefined && eventIds !== undefined) return false;
  return [types, eventIds].every((values) => values === undefined || new Set(values).size === 1);
}

export function* listActors(dialect: Dialect, query: ActorQuery, page: PageRequest): Program<Page> {
  const { sort, ...filter } = query;
  const after = page.after === undefined ? undefined : sortKey(page.after, ['string', 'string']);
  // No word at all matches nothing.
  if (filter.terms?.length === 0) return { data: joinedOctets([]), next: null };
  const values = { filter: actorValues(dialect, filter), after, take: page.limit + 1 };
  const rows = yield* rowsOf(actorPage(dialect, { descending: sort === 'name_desc' }, values));
  return pageOf(rows, page.limit, (row) => [row.name_key, row.id]);
}

/** A query for these actors and everybody who is on their side, through any chain of affiliations. */
export function affiliates(sql: Sql, actorIds: readonly Expression<string>[]) {
  return sql
    .withRecursive('side', (db) =>
      db
        .selectFrom('actor')
        .select('actor.id')
        .where('actor.id', 'in', actorIds)
        // `union` without `all` ends the walk where actors are affiliated in a circle.
        .union((walk) =>
          walk
            .selectFrom('side')
            .innerJoin('actor_relation', 'actor_relation.other_id', 'side.id')
            .select('actor_relation.actor_id as id')
            .where('actor_relation.type', 'in', affiliationTypes),
        ),
    )
    .selectFrom('side')
    .select('side.id');
}
