import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import { type DisputeFilter, disputeFilters } from '../../domain/filters/dispute.ts';
import { joinedOctets } from '../../domain/json-octets.ts';
import { limits } from '../../domain/limits.ts';
import type { DisputeQuery, PageRequest } from '../../domain/query.ts';
import type { Page } from '../../domain/store.ts';
import type { Dialect } from '../engine.ts';
import { conditionsOf, type FilterValues, filtered, valuesOf } from '../filters.ts';
import { sortKey } from '../keyset.ts';
import { firstOf, type Program, rowsOf } from '../program.ts';
import { sharedAnswers } from '../proposition/list.ts';
import type { Tables } from '../schema.ts';
import { bound, composed } from '../shape.ts';
import { type DescribedRow, describeDisputes } from './describe.ts';
import { isUndisputedBetween } from './undisputed.ts';

/** The list of disputes. */

const eb = expressionBuilder<Tables, 'dispute'>();

/** A dispute is found by its propositions. */
const propositions = filtered('proposition', disputeFilters, {
  ...sharedAnswers,
  undisputedBetween: { eachOf: isUndisputedBetween },
});

/** Returns the conditions on a dispute: one of its propositions meets all that are asked for. */
function disputeConditions(
  dialect: Dialect,
  slots: Parameters<typeof conditionsOf>[2],
): Expression<SqlBool>[] {
  const asked = conditionsOf(propositions, dialect, slots);
  if (asked.length === 0) return [];
  const found = eb
    .selectFrom('proposition')
    .select('dispute_id')
    .where('dispute_id', 'is not', null)
    .$narrowType<{ dispute_id: string }>()
    .where((inner) => inner.and(asked));
  return [eb('dispute.id', 'in', found)];
}

const disputePage = composed<
  { descending: boolean },
  { filter: FilterValues; after: readonly [number, string] | undefined; take: number },
  DescribedRow
>((dialect, { descending }, { filter, after, take }) => {
  const direction = descending ? 'desc' : 'asc';
  const conditions = disputeConditions(dialect, filter);
  if (after !== undefined) {
    conditions.push(
      eb(eb.refTuple('claim_count', 'id'), descending ? '<' : '>', eb.tuple(after[0], after[1])),
    );
  }
  return dialect.sql
    .selectFrom('dispute')
    .select(['id', 'proposition_count', 'claim_count'])
    .where(eb.and(conditions))
    .orderBy('claim_count', direction)
    .orderBy('id', direction)
    .limit(take);
});

export function* listDisputes(
  dialect: Dialect,
  { sort, ...filter }: DisputeQuery,
  page: PageRequest,
): Program<Page> {
  const after = page.after === undefined ? undefined : sortKey(page.after, ['number', 'string']);
  const values = { filter: valuesOf(propositions, dialect, filter), after, take: page.limit + 1 };
  const rows = yield* rowsOf(disputePage(dialect, { descending: sort === 'claim_count_desc' }, values));
  const shown = rows.slice(0, Math.min(page.limit, boundedBy(rows)));
  const last = shown.at(-1);
  const disputes = yield* describeDisputes(dialect, shown);
  return {
    data: joinedOctets(disputes.map((dispute) => JSON.stringify(dispute))),
    next: rows.length > shown.length && last !== undefined ? [last.claim_count, last.id] : null,
  };
}

/** Returns the number of rows after which a page of them ends. */
function boundedBy(rows: readonly DescribedRow[]): number {
  let claims = 0;
  const end = rows.findIndex(({ claim_count }) => {
    claims += Math.min(claim_count, limits.disputeClaimsMax);
    return claims >= limits.disputePageClaimsMax;
  });
  return end === -1 ? rows.length : end + 1;
}

/** Counts disputes. */
export function* countDisputes(dialect: Dialect, filter: DisputeFilter): Program<number> {
  const conditions = disputeConditions(dialect, bound(valuesOf(propositions, dialect, filter)));
  const row = yield* firstOf(
    dialect.sql
      .selectFrom('dispute')
      .select(({ fn }) => fn.countAll<number>().as('disputes'))
      .where(eb.and(conditions)),
  );
  return row?.disputes ?? 0;
}
