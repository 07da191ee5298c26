import type { AliasedSelectQueryBuilder, Expression } from 'kysely';
import type { Included, IncludedKind } from '../domain/store.ts';
import type { Dialect, Sql } from './engine.ts';
import { batchesOf, type Program, rowsOf } from './program.ts';
import { composed, padded } from './shape.ts';
import { wholeText } from './whole.ts';

/**
 * The records that others name, for answers that bring them along. Every query begins with the ids that it is given and
 * says the order of its joins: `cross join` is the one join that SQLite does not reorder
 * (https://www.sqlite.org/optoverview.html#manual_control_of_query_plans_using_cross_join). Left to itself, the planner
 * began with an index of few different values once there were enough ids, and read every proposition.
 */

export function* relatedTo(
  dialect: Dialect,
  kind: 'event' | 'claim',
  ids: readonly string[],
  include: readonly IncludedKind[],
): Program<Included> {
  const included: Included = {};
  for (const wanted of include) {
    const found = new Map<string, string>();
    for (const batch of batchesOf(ids)) {
      const rows = yield* rowsOf(relatedQuery(dialect, { kind, wanted }, { ids: padded(batch) }));
      for (const row of rows) found.set(row.id, wholeText(row.body));
    }
    included[wanted] = new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return included;
}

type Ids = readonly Expression<string>[];

/** A query for the ids of the records that others name; it may find one more than once. */
type Named = {
  as<Alias extends string>(alias: Alias): AliasedSelectQueryBuilder<{ id: string | null }, Alias>;
};

const relatedQuery = composed<
  { kind: 'event' | 'claim'; wanted: IncludedKind },
  { ids: readonly string[] },
  { id: string; body: string }
>(({ sql }, { kind, wanted }, { ids }) => {
  const named = namedBy[kind][wanted](sql, ids).as('named');
  return (
    sql
      .selectFrom(sql.selectFrom(named).select('named.id').distinct().as('one'))
      // Every kind of record has these columns; one table stands for all of them in the types.
      .crossJoin(`${wanted as 'event'} as record`)
      .select(['record.id', 'record.body'])
      .whereRef('record.id', '=', 'one.id')
  );
});

const namedBy: Record<'event' | 'claim', Record<IncludedKind, (sql: Sql, ids: Ids) => Named>> = {
  event: {
    /** Participants. */
    actor: (sql: Sql, eventIds: Ids) =>
      sql.selectFrom('event_participant').select('actor_id as id').where('event_id', 'in', eventIds),

    /** The events that they say they are related to. */
    event: (sql: Sql, eventIds: Ids) =>
      sql.selectFrom('event_relation').select('other_id as id').where('event_id', 'in', eventIds),

    /** The sources of the claims about them. */
    source: (sql: Sql, eventIds: Ids) =>
      sql
        .selectFrom('claim_event')
        .crossJoin('claim_source')
        .select('claim_source.source_id as id')
        .where('claim_event.event_id', 'in', eventIds)
        .whereRef('claim_source.claim_id', '=', 'claim_event.claim_id'),
  },

  claim: {
    /** Claimants, the actors in the propositions, and those through whom a claim was reported. */
    actor: (sql: Sql, claimIds: Ids) =>
      sql
        .selectFrom('claim_attribution')
        .select('actor_id as id')
        .where('claim_id', 'in', claimIds)
        .unionAll(sql.selectFrom('claim').select('claimant_id as id').where('id', 'in', claimIds))
        .unionAll(sql.selectFrom('claim_actor').select('actor_id as id').where('claim_id', 'in', claimIds)),

    /** The events that claims are about, and those in their propositions. */
    event: (sql: Sql, claimIds: Ids) => {
      const inProposition = (part: 'subject' | 'object') =>
        sql
          .selectFrom('claim')
          .crossJoin('proposition')
          .select(`proposition.${part as 'object'}_id as id`)
          .where('claim.id', 'in', claimIds)
          .whereRef('proposition.key', '=', 'claim.proposition_key')
          .where(`proposition.${part}_kind`, '=', 'event');
      return inProposition('subject')
        .unionAll(inProposition('object'))
        .unionAll(sql.selectFrom('claim_event').select('event_id as id').where('claim_id', 'in', claimIds));
    },

    source: (sql: Sql, claimIds: Ids) =>
      sql.selectFrom('claim_source').select('source_id as id').where('claim_id', 'in', claimIds),
  },
};
