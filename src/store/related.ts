import type { Expression } from 'kysely';
import type { Included, IncludedKind } from '../domain/store.ts';
import type { Dialect, Sql } from './engine.ts';
import { batchesOf, type Program, rowsOf } from './program.ts';
import { composed, padded } from './shape.ts';
import { wholeText } from './whole.ts';

/** The records that others name, for answers that bring them along. */

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

const relatedQuery = composed<
  { kind: 'event' | 'claim'; wanted: IncludedKind },
  { ids: readonly string[] },
  { id: string; body: string }
>(({ sql }, { kind, wanted }, { ids }) => queryFor(sql, kind, wanted, ids));

type Ids = readonly Expression<string>[];

function queryFor(sql: Sql, kind: 'event' | 'claim', wanted: IncludedKind, ids: Ids) {
  const claims =
    kind === 'claim'
      ? sql.selectFrom('claim').select('claim.id').where('claim.id', 'in', ids)
      : sql.selectFrom('claim_event').select('claim_event.claim_id as id').where('event_id', 'in', ids);
  switch (wanted) {
    case 'actor':
      return kind === 'event' ? participants(sql, ids) : speakersAndSubjects(sql, ids);
    case 'event':
      return kind === 'event' ? relatedEvents(sql, ids) : eventsOfClaims(sql, ids);
    case 'source':
      return sql
        .selectFrom('source')
        .select(['source.id', 'source.body'])
        .where((eb) => {
          const carrying = eb
            .selectFrom('evidence')
            .select('evidence.source_id')
            .where('evidence.claim_id', 'in', claims);
          const reporting = eb
            .selectFrom('claim_attribution')
            .select('claim_attribution.source_id')
            .where('claim_attribution.claim_id', 'in', claims)
            .where('claim_attribution.source_id', 'is not', null);
          return eb.or([eb('source.id', 'in', carrying), eb('source.id', 'in', reporting)]);
        });
  }
}

function participants(sql: Sql, eventIds: Ids) {
  return sql
    .selectFrom('actor')
    .select(['actor.id', 'actor.body'])
    .where('actor.id', 'in', (eb) =>
      eb
        .selectFrom('event_participant')
        .select('event_participant.actor_id')
        .where('event_id', 'in', eventIds),
    );
}

/** Claimants, the actors in the propositions, and those through whom a claim was reported. */
function speakersAndSubjects(sql: Sql, claimIds: Ids) {
  return sql
    .selectFrom('actor')
    .select(['actor.id', 'actor.body'])
    .where((eb) =>
      eb.or([
        eb(
          'actor.id',
          'in',
          eb.selectFrom('claim').select('claim.claimant_id').where('claim.id', 'in', claimIds),
        ),
        eb(
          'actor.id',
          'in',
          eb.selectFrom('claim_actor').select('claim_actor.actor_id').where('claim_id', 'in', claimIds),
        ),
        eb(
          'actor.id',
          'in',
          eb
            .selectFrom('claim_attribution')
            .select('claim_attribution.actor_id')
            .where('claim_id', 'in', claimIds)
            .where('claim_attribution.actor_id', 'is not', null),
        ),
      ]),
    );
}

function relatedEvents(sql: Sql, eventIds: Ids) {
  return sql
    .selectFrom('event')
    .select(['event.id', 'event.body'])
    .where('event.id', 'in', (eb) =>
      eb.selectFrom('event_relation').select('event_relation.other_id').where('event_id', 'in', eventIds),
    );
}

/** The events that claims are about, and those in their propositions. */
function eventsOfClaims(sql: Sql, claimIds: Ids) {
  const inProposition = (part: 'subject' | 'object') =>
    sql
      .selectFrom('claim')
      .innerJoin('proposition', 'proposition.key', 'claim.proposition_key')
      .select(`proposition.${part}_id as id`)
      .where('claim.id', 'in', claimIds)
      .where(`proposition.${part}_kind`, '=', 'event');
  return sql
    .selectFrom('event')
    .select(['event.id', 'event.body'])
    .where((eb) =>
      eb.or([
        eb(
          'event.id',
          'in',
          eb.selectFrom('claim_event').select('claim_event.event_id').where('claim_id', 'in', claimIds),
        ),
        eb('event.id', 'in', inProposition('subject')),
        eb('event.id', 'in', inProposition('object')),
      ]),
    );
}
