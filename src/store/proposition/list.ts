import { expressionBuilder } from 'kysely';
import { propositionFilters } from '../../domain/filters/proposition.ts';
import type { PageRequest, PropositionQuery } from '../../domain/query.ts';
import type { Page } from '../../domain/store.ts';
import type { Dialect } from '../engine.ts';
import { conditionsOf, type FilterValues, filtered, valuesOf, wayOf } from '../filters.ts';
import { pageOf, sortKey } from '../keyset.ts';
import { type Program, rowsOf } from '../program.ts';
import type { Tables } from '../schema.ts';
import { composed } from '../shape.ts';
import { isAboutEvent, isAgreedBy, isClaimedBy, isHeldBy, isOfDataset, namesActor } from './conditions.ts';

/** The list of propositions. */

/** How a proposition answers the filters that disputes have too. */
export const sharedAnswers = {
  actorId: { condition: namesActor },
  eventId: { condition: isAboutEvent },
  datasetId: { condition: isOfDataset },
  claimedBy: { condition: isClaimedBy },
  affirmedBy: { condition: isHeldBy('positive') },
  deniedBy: { condition: isHeldBy('negative') },
  predicate: { column: 'predicate' },
};

export const propositionList = filtered('proposition', propositionFilters, {
  ...sharedAnswers,
  undisputedBetween: { eachOf: isAgreedBy },
  contested: { column: 'contested', ordered: true },
});

/** Whether an index has the propositions asked for in order. */
export const propositionsInOrder = ({ sort: _sort, ...filter }: PropositionQuery): boolean =>
  wayOf(propositionList, filter) !== null;

type Row = { claim_count: number; key: string; body: string };

const rowsAfter = composed<
  { descending: boolean },
  { filter: FilterValues; after: readonly [number, string] | undefined; take: number },
  Row
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

/** Returns the rows of a page, and one more if there is one. */
export function propositionPage(
  dialect: Dialect,
  { sort, ...filter }: PropositionQuery,
  page: PageRequest,
): Program<Row[]> {
  const after = page.after === undefined ? undefined : sortKey(page.after, ['number', 'string']);
  const values = { filter: valuesOf(propositionList, dialect, filter), after, take: page.limit + 1 };
  return rowsOf(rowsAfter(dialect, { descending: sort === 'claim_count_desc' }, values));
}

export function* listPropositions(
  dialect: Dialect,
  query: PropositionQuery,
  page: PageRequest,
): Program<Page> {
  const rows = yield* propositionPage(dialect, query, page);
  return pageOf(rows, page.limit, (row) => [row.claim_count, row.key]);
}
