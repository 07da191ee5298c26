import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import { limits } from '../domain/limits.ts';
import type { ClaimFacet, ClaimFilter, EventFacet, EventFilter } from '../domain/query.ts';
import type { FacetCounts, Facets } from '../domain/store.ts';
import { boundClaimConditions } from './claim.ts';
import type { Dialect } from './engine.ts';
import { boundEventConditions } from './event.ts';
import { type Program, rowsOf } from './program.ts';
import { oneOf } from './rows.ts';
import type { Tables } from './schema.ts';
import { eventBounds, knownTimeConditions, timeConditions } from './time-conditions.ts';

/** How many records there are of each value: each facet under all conditions but those of its own parameter. */

type Row = { value: string | number; count: number };

/** One more value is asked for than is shown, to see whether more follow. */
const asked = limits.facetValuesMax + 1;

function countsOf(rows: readonly Row[]): FacetCounts {
  const values = rows.slice(0, limits.facetValuesMax).map(({ value, count }) => {
    return { value: typeof value === 'number' ? String(value === 1) : value, count };
  });
  return { values, more: rows.length > values.length };
}

const eventColumns = {
  type: { column: 'type', own: 'types' },
  countryCode: { column: 'country_code', own: 'countryCodes' },
  datasetId: { column: 'dataset_id', own: 'datasetIds' },
  contested: { column: 'contested', own: 'contested' },
} as const;

export function* eventFacets(
  dialect: Dialect,
  filter: EventFilter,
  facets: readonly EventFacet[],
): Program<Facets<EventFacet>> {
  const counted: Facets<EventFacet> = {};
  for (const facet of new Set(facets)) counted[facet] = countsOf(yield* eventFacet(dialect, filter, facet));
  return counted;
}

function eventFacet(dialect: Dialect, filter: EventFilter, facet: EventFacet): Program<Row[]> {
  switch (facet) {
    case 'tag':
      return tagFacet(dialect, { ...filter, tags: undefined });
    case 'actorId':
      return partFacet(dialect, { ...filter, actorIds: undefined }, 'actor_id');
    case 'role':
      return partFacet(dialect, { ...filter, roles: undefined }, 'role');
    default: {
      const { column, own } = eventColumns[facet];
      const conditions = allEventConditions(dialect, { ...filter, [own]: undefined });
      return columnFacet(dialect, 'event', column, conditions);
    }
  }
}

function allEventConditions(dialect: Dialect, filter: EventFilter): Expression<SqlBool>[] {
  return [
    ...boundEventConditions(dialect, filter),
    ...timeConditions(filter.time, eventBounds),
    ...knownTimeConditions(filter.hasTime, eventBounds),
  ];
}

const claimColumns = {
  claimantId: { column: 'claimant_id', own: { claimantIds: undefined, includeAffiliates: undefined } },
  act: { column: 'act', own: { acts: undefined } },
  polarity: { column: 'polarity', own: { polarities: undefined } },
  predicate: { column: 'predicate', own: { predicates: undefined } },
  status: { column: 'status', own: { statuses: undefined } },
  datasetId: { column: 'dataset_id', own: { datasetIds: undefined } },
  contested: { column: 'contested', own: { contested: undefined } },
} as const;

export function* claimFacets(
  dialect: Dialect,
  filter: ClaimFilter,
  facets: readonly ClaimFacet[],
): Program<Facets<ClaimFacet>> {
  const counted: Facets<ClaimFacet> = {};
  for (const facet of new Set(facets)) {
    const { column, own } = claimColumns[facet];
    const conditions = [
      ...boundClaimConditions(dialect, { ...filter, ...own }),
      ...timeConditions(filter.time),
    ];
    counted[facet] = countsOf(yield* columnFacet(dialect, 'claim', column, conditions));
  }
  return counted;
}

/** Kysely cannot type a statement over a table and a column chosen at run time. */
function columnFacet(
  { sql: builder }: Dialect,
  table: 'event' | 'claim',
  column: string,
  conditions: readonly Expression<SqlBool>[],
): Program<Row[]> {
  const value = sql.ref<string | number>(column);
  return rowsOf(
    builder
      .selectFrom(table as 'event')
      .select(({ fn }) => [value.as('value'), fn.countAll<number>().as('count')])
      .where(({ and }) => and([...conditions, sql<SqlBool>`${value} is not null`]))
      .groupBy('value')
      .orderBy('count', 'desc')
      .orderBy('value')
      .limit(asked),
  );
}

function tagFacet(dialect: Dialect, filter: EventFilter): Program<Row[]> {
  const conditions = allEventConditions(dialect, filter);
  return rowsOf(
    dialect.sql
      .selectFrom('event_tag')
      .$if(conditions.length > 0, (query) =>
        query.innerJoin('event', 'event.id', 'event_tag.event_id').where(({ and }) => and(conditions)),
      )
      .select(({ fn }) => ['tag as value', fn.countAll<number>().as('count')])
      .groupBy('tag')
      .orderBy('count', 'desc')
      .orderBy('tag')
      .limit(asked),
  );
}

/** Parts in events: one and the same part has the actor and the role, and an event counts once however many it has. */
function partFacet(dialect: Dialect, filter: EventFilter, column: 'actor_id' | 'role'): Program<Row[]> {
  const part = expressionBuilder<Tables, 'event_participant'>();
  const own = [...oneOf(part, 'actor_id', filter.actorIds), ...oneOf(part, 'role', filter.roles)];
  const conditions = allEventConditions(dialect, { ...filter, actorIds: undefined, roles: undefined });
  return rowsOf(
    dialect.sql
      .selectFrom('event_participant')
      .$if(conditions.length > 0, (query) =>
        query
          .innerJoin('event', 'event.id', 'event_participant.event_id')
          .where(({ and }) => and(conditions)),
      )
      .where(({ and }) => and(own))
      .select(({ fn }) => [`${column} as value`, fn.count<number>('event_id').distinct().as('count')])
      .groupBy(column)
      .orderBy('count', 'desc')
      .orderBy(column)
      .limit(asked),
  );
}
