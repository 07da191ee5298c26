import { type Compilable, type Expression, type SqlBool, sql } from 'kysely';
import type { TimeCondition } from '../domain/condition.ts';
import { limits } from '../domain/limits.ts';
import type { FacetCounts, Facets } from '../domain/store.ts';
import type { Dialect } from './engine.ts';
import {
  boundConditions,
  boundLinkConditions,
  type Linked,
  type OwnColumn,
  type TimedFiltered,
  withoutFilter,
  withoutLinks,
} from './filters.ts';
import { type Program, rowsOf } from './program.ts';
import { knownTimeConditions, timeConditions } from './time-conditions.ts';
import { boundsOf } from './time-relation.ts';
import type { Link } from './way.ts';

/** How many records there are of each value: each facet under all conditions but those of its own parameter. */

type Row = { value: string | number; count: number };
type Filter = {
  readonly [name: string]: unknown;
  time?: TimeCondition | undefined;
  hasTime?: boolean | undefined;
};

/** One more value is asked for than is shown, to see whether more follow. */
const asked = limits.facetValuesMax + 1;

function countsOf(rows: readonly Row[]): FacetCounts {
  const values = rows.slice(0, limits.facetValuesMax).map(({ value, count }) => {
    return { value: typeof value === 'number' ? String(value === 1) : value, count };
  });
  return { values, more: rows.length > values.length };
}

/** Counts the records of a list by each of these facets. */
export function* facetsOf<Name extends string>(
  dialect: Dialect,
  on: TimedFiltered,
  filter: Filter,
  facets: readonly Name[],
): Program<Facets<Name>> {
  const counted: Facets<Name> = {};
  for (const facet of new Set(facets)) {
    const others = withoutFilter(on, facet, filter);
    counted[facet] = countsOf(yield* rowsOf(facetQuery(dialect, on, others, facet)));
  }
  return counted;
}

/** A facet is answered by a column or by links: see `Answers`. */
function facetQuery(dialect: Dialect, on: TimedFiltered, filter: Filter, facet: string): Compilable<Row> {
  const answer = on.answers[facet] as OwnColumn | Linked;
  return 'link' in answer
    ? linkFacet(dialect, on, filter, answer.link)
    : columnFacet(dialect, on, filter, answer.column);
}

function allConditions(dialect: Dialect, on: TimedFiltered, filter: Filter): Expression<SqlBool>[] {
  const bounds = boundsOf(on.table);
  return [
    ...boundConditions(on, dialect, filter),
    ...timeConditions(filter.time, bounds),
    ...knownTimeConditions(filter.hasTime, bounds),
  ];
}

/** Kysely cannot type a statement over a table and a column chosen at run time: `event` stands for all of them. */
function columnFacet(dialect: Dialect, on: TimedFiltered, filter: Filter, column: string): Compilable<Row> {
  const value = sql.ref<string | number>(column);
  const conditions = [...allConditions(dialect, on, filter), sql<SqlBool>`${value} is not null`];
  return dialect.sql
    .selectFrom(on.table as 'event')
    .select(({ fn }) => [value.as('value'), fn.countAll<number>().as('count')])
    .where(({ and }) => and(conditions))
    .groupBy('value')
    .orderBy('count', 'desc')
    .orderBy('value')
    .limit(asked);
}

/** One and the same link meets all conditions on its table, and a record counts once however many links it has. */
function linkFacet(dialect: Dialect, on: TimedFiltered, filter: Filter, link: Link): Compilable<Row> {
  const { table } = on;
  const value = sql.ref<string>(link.column ?? '');
  const conditions = allConditions(dialect, on, withoutLinks(on, link, filter));
  return dialect.sql
    .selectFrom(link.table as 'event_tag')
    .$if(conditions.length > 0, (query) =>
      query
        .innerJoin(
          table as 'event',
          `${table as 'event'}.id`,
          `${link.table as 'event_tag'}.${link.id as 'event_id'}`,
        )
        .where(({ and }) => and(conditions)),
    )
    .where(({ and }) => and(boundLinkConditions(on, dialect, link, filter)))
    .select(({ fn }) => [
      value.as('value'),
      link.repeats
        ? fn
            .count<number>(link.id as 'event_id')
            .distinct()
            .as('count')
        : fn.countAll<number>().as('count'),
    ])
    .groupBy('value')
    .orderBy('count', 'desc')
    .orderBy('value')
    .limit(asked);
}
