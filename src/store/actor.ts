import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import { renderActor } from '../domain/actor.ts';
import { actorFilters } from '../domain/filters/actor.ts';
import { joinedOctets } from '../domain/json-octets.ts';
import type { ActorQuery, PageRequest } from '../domain/query.ts';
import { indexedIds } from '../domain/search/terms.ts';
import type { Page } from '../domain/store.ts';
import type { ChangeOf, Writing } from './change.ts';
import type { Dialect } from './engine.ts';
import { externalIdRows, isRegistered } from './external-ids.ts';
import { conditionsOf, type FilterValues, filtered, valuesOf, wayOf } from './filters.ts';
import { pageOf, sortKey } from './keyset.ts';
import { type Program, rowsOf } from './program.ts';
import { indexText, putRow, putWords, rendered, replaceRows, stampColumns } from './rows.ts';
import type { Tables } from './schema.ts';
import { composed } from './shape.ts';

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
    subtype: input.subtype ?? null,
    name: input.name,
    name_key: nameKey(input.name),
    identity: input.identity ?? 'named',
    description: input.description ?? null,
    ...rendered(renderActor(input, stamps)),
  };
  yield* putRow(writing, 'actor', input.id, columns, held);
  yield* writeActorLists(writing, change);
  const names = [input.name, ...(input.names ?? []).map((name) => name.value)];
  yield* putWords(writing, 'actor', held, seq, [indexText(names), indexedIds(input.externalIds ?? [])]);
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
  yield* replaceRows(writing, 'actor_external_id', change, externalIdRows(owner, input));
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

export const actorList = filtered('actor', actorFilters, {
  type: { column: 'type', ordered: true },
  subtype: { column: 'subtype', ordered: true },
  identity: { column: 'identity' },
  datasetId: { column: 'dataset_id' },
  externalId: { condition: (references) => isRegistered('actor', references) },
  eventId: { condition: takesPartIn, ordered: true },
});

function takesPartIn(eventIds: readonly Expression<string>[]): Expression<SqlBool> {
  const eb = expressionBuilder<Tables, 'actor'>();
  return eb(
    'id',
    'in',
    eb.selectFrom('event_participant').select('actor_id').where('event_id', 'in', eventIds),
  );
}

type ActorPage = {
  filter: FilterValues;
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
  const conditions = conditionsOf(actorList, dialect, filter);
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
export function actorsInOrder({ sort: _sort, ...filter }: ActorQuery): boolean {
  const way = wayOf(actorList, filter);
  return way !== null && (way.values?.length ?? 1) === 1;
}

export function* listActors(dialect: Dialect, query: ActorQuery, page: PageRequest): Program<Page> {
  const { sort, ...filter } = query;
  const after = page.after === undefined ? undefined : sortKey(page.after, ['string', 'string']);
  // No word at all matches nothing.
  if (filter.terms?.length === 0) return { data: joinedOctets([]), next: null };
  const values = { filter: valuesOf(actorList, dialect, filter), after, take: page.limit + 1 };
  const rows = yield* rowsOf(actorPage(dialect, { descending: sort === 'name_desc' }, values));
  return pageOf(rows, page.limit, (row) => [row.name_key, row.id]);
}
