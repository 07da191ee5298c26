import { type Expression, expressionBuilder, sql as literal, type SqlBool } from 'kysely';
import type { PageRequest, PropositionQuery } from '../../domain/query.ts';
import type { Opposition, Page } from '../../domain/store.ts';
import type { Sql } from '../engine.ts';
import { pageOf, sortKey } from '../keyset.ts';
import { batchesOf, type Program, rowsOf } from '../program.ts';
import { oneOf } from '../rows.ts';
import type { Tables } from '../schema.ts';

/** Propositions: their list, those of one actor, and which oppose each other. */

function linkConditions(query: PropositionQuery): Expression<SqlBool>[] {
  const eb = expressionBuilder<Tables, 'proposition'>();
  const conditions: Expression<SqlBool>[] = [];
  if (query.eventIds !== undefined) {
    const about = eb
      .selectFrom('claim_event')
      .innerJoin('claim', 'claim.id', 'claim_event.claim_id')
      .select('claim.proposition_key')
      .where('claim_event.event_id', 'in', query.eventIds);
    conditions.push(eb('key', 'in', about));
  }
  if (query.actorIds !== undefined) {
    const named = [
      eb.and([eb('subject_kind', '=', 'actor'), eb('subject_id', 'in', query.actorIds)]),
      eb.and([eb('object_kind', '=', 'actor'), eb('object_id', 'in', query.actorIds)]),
    ];
    conditions.push(eb.or(named));
  }
  return conditions;
}

export function* listPropositions(sql: Sql, query: PropositionQuery, page: PageRequest): Program<Page> {
  const eb = expressionBuilder<Tables, 'proposition'>();
  const descending = query.sort === 'claim_count_desc';
  const direction = descending ? 'desc' : 'asc';
  const after = page.after === undefined ? undefined : sortKey(page.after, ['number', 'string']);
  const conditions = [...oneOf(eb, 'predicate', query.predicates), ...linkConditions(query)];
  // A literal, not a bound value: only then can a partial index be used.
  if (query.contested !== undefined)
    conditions.push(eb('contested', '=', literal.lit(Number(query.contested))));
  if (after !== undefined) {
    conditions.push(eb(eb.refTuple('claim_count', 'key'), descending ? '<' : '>', eb.tuple(...after)));
  }
  const rows = yield* rowsOf(
    sql
      .selectFrom('proposition')
      .select(['claim_count', 'key', 'body'])
      .where(eb.and(conditions))
      .orderBy('claim_count', direction)
      .orderBy('key', direction)
      .limit(page.limit + 1),
  );
  return pageOf(rows, page.limit, (row) => [row.claim_count, row.key]);
}

/** The propositions that an actor has made claims on, by the time of its first claim on each. */
export function* listStands(sql: Sql, actorId: string, page: PageRequest): Program<Page> {
  const after = page.after === undefined ? undefined : sortKey(page.after, ['number', 'string']);
  const stands = sql
    .selectFrom('claim')
    .select((eb) => ['proposition_key', eb.fn.min<number>('starts_s').as('first_s')])
    .where('claimant_id', '=', actorId)
    .groupBy('proposition_key');
  const rows = yield* rowsOf(
    sql
      .selectFrom(stands.as('stand'))
      .innerJoin('proposition', 'proposition.key', 'stand.proposition_key')
      .select(['stand.first_s', 'proposition.key', 'proposition.body'])
      .$if(after !== undefined, (query) =>
        query.where((eb) =>
          eb(
            eb.refTuple('stand.first_s', 'proposition.key'),
            '>',
            eb.tuple(after?.[0] ?? 0, after?.[1] ?? ''),
          ),
        ),
      )
      .orderBy('stand.first_s')
      .orderBy('proposition.key')
      .limit(page.limit + 1),
  );
  return pageOf(rows, page.limit, (row) => [row.first_s, row.key]);
}

/** Which propositions cannot be so together with one of these. */
export function* oppositionsOf(sql: Sql, keys: readonly string[]): Program<Opposition[]> {
  const found: Opposition[] = [];
  for (const batch of batchesOf([...new Set(keys)].sort())) {
    const rows = yield* rowsOf(
      sql
        .selectFrom('proposition_opposition')
        .select(['key', 'other_key as otherKey', 'reason'])
        .where('key', 'in', batch)
        .orderBy('key')
        .orderBy('other_key')
        .orderBy('reason'),
    );
    found.push(...rows);
  }
  return found;
}
