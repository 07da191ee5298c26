import { expressionBuilder } from 'kysely';
import { affiliationTypes, renderActor } from '../domain/actor.ts';
import type { ActorQuery, PageRequest } from '../domain/query.ts';
import type { Page } from '../domain/store.ts';
import type { ChangeOf, Writing } from './change.ts';
import type { Dialect, Sql } from './engine.ts';
import { pageOf, sortKey } from './keyset.ts';
import { type Program, rowsOf } from './program.ts';
import { indexText, oneOf, putRow, putWords, rendered, replaceRows, stampColumns } from './rows.ts';
import type { Tables } from './schema.ts';

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
  const seq = yield* writing.sequence.actorPlace(held);
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

export function* listActors(dialect: Dialect, query: ActorQuery, page: PageRequest): Program<Page> {
  const eb = expressionBuilder<Tables, 'actor'>();
  const descending = query.sort === 'name_desc';
  const direction = descending ? 'desc' : 'asc';
  const after = page.after === undefined ? undefined : sortKey(page.after, ['string', 'string']);
  const conditions = [
    ...oneOf(eb, 'type', query.types),
    ...oneOf(eb, 'identity', query.identities),
    ...oneOf(eb, 'dataset_id', query.datasetIds),
    ...(query.terms === undefined ? [] : [dialect.actorMatches(eb, query.terms)]),
    ...(query.eventIds === undefined
      ? []
      : [
          eb(
            'id',
            'in',
            eb.selectFrom('event_participant').select('actor_id').where('event_id', 'in', query.eventIds),
          ),
        ]),
    ...(after === undefined
      ? []
      : [eb(eb.refTuple('name_key', 'id'), descending ? '<' : '>', eb.tuple(...after))]),
  ];
  const rows = yield* rowsOf(
    dialect.sql
      .selectFrom('actor')
      .select(['name_key', 'id', 'body'])
      .where(eb.and(conditions))
      .orderBy('name_key', direction)
      .orderBy('id', direction)
      .limit(page.limit + 1),
  );
  return pageOf(rows, page.limit, (row) => [row.name_key, row.id]);
}

/** A query for these actors and everybody who is on their side, through any chain of affiliations. */
export function affiliates(sql: Sql, actorIds: readonly string[]) {
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
