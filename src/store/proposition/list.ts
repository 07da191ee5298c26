import { type Expression, expressionBuilder } from 'kysely';
import { type PropositionFilter, propositionFilters } from '../../domain/filters/proposition.ts';
import type { PageRequest, PropositionQuery } from '../../domain/query.ts';
import type { Opposition, Page } from '../../domain/store.ts';
import type { Dialect, Sql } from '../engine.ts';
import { boundConditions, conditionsOf, type FilterValues, filtered, valuesOf, wayOf } from '../filters.ts';
import { pageOf, sortKey } from '../keyset.ts';
import { batchesOf, firstOf, type Program, rowsOf } from '../program.ts';
import type { Tables } from '../schema.ts';
import { composed } from '../shape.ts';
import {
  isAboutEvent,
  isClaimedBy,
  isHeldBy,
  isOfDataset,
  isUndisputedBetween,
  namesActor,
} from './conditions.ts';

/** Propositions: their list, those of one actor, and which oppose each other. */

export const propositionList = filtered('proposition', propositionFilters, {
  actorId: { condition: namesActor },
  eventId: { condition: isAboutEvent },
  datasetId: { condition: isOfDataset },
  claimedBy: { condition: isClaimedBy },
  affirmedBy: { condition: isHeldBy('positive') },
  deniedBy: { condition: isHeldBy('negative') },
  undisputedBetween: { eachOf: isUndisputedBetween },
  predicate: { column: 'predicate' },
  contested: { column: 'contested', ordered: true },
});

/** Whether an index has the propositions asked for in order. */
export const propositionsInOrder = ({ sort: _sort, ...filter }: PropositionQuery): boolean =>
  wayOf(propositionList, filter) !== null;

type After = readonly [number, string] | undefined;

const propositionPage = composed<
  { descending: boolean },
  { filter: FilterValues; after: After; take: number },
  { claim_count: number; key: string; body: string }
>((dialect, { descending }, { filter, after, take }) => {
  const eb = expressionBuilder<Tables, 'proposition'>();
  const direction = descending ? 'desc' : 'asc';
  const conditions = conditionsOf(propositionList, dialect, filter);
  if (after !== undefined) {
    conditions.push(
      eb(eb.refTuple('claim_count', 'key'), descending ? '<' : '>', eb.tuple(after[0], after[1])),
    );
  }
  return dialect.sql
    .selectFrom('proposition')
    .select(['claim_count', 'key', 'body'])
    .where(eb.and(conditions))
    .orderBy('claim_count', direction)
    .orderBy('key', direction)
    .limit(take);
});

export function* listPropositions(
  dialect: Dialect,
  { sort, ...filter }: PropositionQuery,
  page: PageRequest,
): Program<Page> {
  const after = page.after === undefined ? undefined : sortKey(page.after, ['number', 'string']);
  const values = { filter: valuesOf(propositionList, dialect, filter), after, take: page.limit + 1 };
  const rows = yield* rowsOf(propositionPage(dialect, { descending: sort === 'claim_count_desc' }, values));
  return pageOf(rows, page.limit, (row) => [row.claim_count, row.key]);
}

/** The propositions that an actor has made claims on, each with when it made the first one. */
const standsOf = (sql: Sql, actorId: string | Expression<string>) =>
  sql
    .selectFrom('claim')
    .select((eb) => ['proposition_key', eb.fn.min<number>('starts_s').as('first_s')])
    .where('claimant_id', '=', actorId)
    .groupBy('proposition_key');

const standsPage = composed<
  null,
  { actorId: string; filter: FilterValues; after: After; take: number },
  { first_s: number; key: string; body: string }
>((dialect, _shape, { actorId, filter, after, take }) => {
  const eb = expressionBuilder<Tables, 'proposition'>();
  const page = dialect.sql
    .selectFrom(standsOf(dialect.sql, actorId).as('stand'))
    .innerJoin('proposition', 'proposition.key', 'stand.proposition_key')
    .select(['stand.first_s', 'proposition.key', 'proposition.body'])
    .where(eb.and(conditionsOf(propositionList, dialect, filter)))
    .orderBy('stand.first_s')
    .orderBy('proposition.key')
    .limit(take);
  if (after === undefined) return page;
  return page.where((own) =>
    own(own.refTuple('stand.first_s', 'proposition.key'), '>', own.tuple(after[0], after[1])),
  );
});

/** The propositions that an actor has made claims on and that meet a filter, by the time of its first claim on each. */
export function* listStands(
  dialect: Dialect,
  actorId: string,
  page: PageRequest,
  conditions: PropositionFilter = {},
): Program<Page> {
  const after = page.after === undefined ? undefined : sortKey(page.after, ['number', 'string']);
  const filter = valuesOf(propositionList, dialect, conditions);
  const rows = yield* rowsOf(standsPage(dialect, null, { actorId, filter, after, take: page.limit + 1 }));
  return pageOf(rows, page.limit, (row) => [row.first_s, row.key]);
}

/** How many they are: a page of them goes through all of the actor's claims, and so may their count. */
export function* countStands(
  dialect: Dialect,
  actorId: string,
  conditions: PropositionFilter = {},
): Program<number> {
  const eb = expressionBuilder<Tables, 'proposition'>();
  const row = yield* firstOf(
    dialect.sql
      .selectFrom(standsOf(dialect.sql, actorId).as('stand'))
      .innerJoin('proposition', 'proposition.key', 'stand.proposition_key')
      .select(({ fn }) => fn.countAll<number>().as('stands'))
      .where(eb.and(boundConditions(propositionList, dialect, conditions))),
  );
  return row?.stands ?? 0;
}

/** Returns the oppositions of these propositions, as seen from each of them. */
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
    // There may be more of them than a call has room for arguments.
    for (const row of rows) found.push(row);
  }
  return found;
}
