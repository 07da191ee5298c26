import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { actorFilters } from '../../src/domain/filters/actor.ts';
import { ClaimFacetTerms, claimFilters } from '../../src/domain/filters/claim.ts';
import { EventFacetTerms, eventFilters } from '../../src/domain/filters/event.ts';
import type { Filter, Filters } from '../../src/domain/filters/filter.ts';
import { propositionFilters } from '../../src/domain/filters/proposition.ts';
import { sourceFilters } from '../../src/domain/filters/source.ts';
import { arrayAt, isObject, type JsonObject, objectAt } from '../../src/http/openapi/json.ts';
import { actorList } from '../../src/store/actor.ts';
import { claimList } from '../../src/store/claim.ts';
import { eventList } from '../../src/store/event.ts';
import { boundConditions } from '../../src/store/filters.ts';
import { propositionList } from '../../src/store/proposition/list.ts';
import { sourceList } from '../../src/store/source.ts';
import { sqliteDialect } from '../../src/store/sqlite/dialect.ts';
import { parameterNames } from '../helpers/filter-parameters.ts';

/** Filters are declared once per resource: every list has all of them, and the store answers them all. */

const document: JsonObject = JSON.parse(
  readFileSync(new URL('../../openapi/openapi.json', import.meta.url), 'utf8'),
);
const operations = Object.values(objectAt(document, 'paths')).flatMap((item) => {
  const get = isObject(item) ? objectAt(item, 'get') : {};
  return get === undefined ? [] : [get];
});

function parametersOf(operationId: string): JsonObject[] {
  const operation = operations.find((each) => each.operationId === operationId);
  expect(operation, operationId).toBeDefined();
  return arrayAt(operation ?? {}, 'parameters').filter(isObject);
}

/** Each list with the filter that its path states. */
const resources = [
  {
    name: 'events',
    filters: eventFilters as Filters,
    list: eventList,
    operations: { listEvents: '', getTimeline: '', getPlaces: '', listActorEvents: 'actorId' },
  },
  {
    name: 'claims',
    filters: claimFilters as Filters,
    list: claimList,
    operations: {
      listClaims: '',
      listEventClaims: 'eventId',
      listActorClaims: 'claimantId',
      listSourceClaims: 'sourceId',
    },
  },
  { name: 'actors', filters: actorFilters as Filters, list: actorList, operations: { listActors: '' } },
  { name: 'sources', filters: sourceFilters as Filters, list: sourceList, operations: { listSources: '' } },
  {
    name: 'propositions',
    filters: propositionFilters as Filters,
    list: propositionList,
    operations: { listPropositions: '', listEventPropositions: 'eventId' },
  },
];

describe.each(resources)('the filters of $name', ({ filters, list, operations: lists }) => {
  it('are parameters of every list', () => {
    for (const [operationId, fixed] of Object.entries(lists)) {
      const inQuery = parametersOf(operationId).filter((each) => each.in === 'query');
      for (const [name, filter] of Object.entries(filters)) {
        for (const parameter of parameterNames(name, filter)) {
          const found = inQuery.some((each) => each.name === parameter);
          expect(found, `${operationId} ${parameter}`).toBe(name !== fixed);
        }
      }
    }
  });

  it('are told by their own words', () => {
    const [operationId = ''] = Object.keys(lists);
    const texts = parametersOf(operationId).map(({ description }) => String(description));
    for (const [name, { description }] of Object.entries(filters)) {
      expect(
        texts.some((text) => text.startsWith(description)),
        name,
      ).toBe(true);
    }
  });

  it('each state a condition of their own in the store, but for time, which its order knows', () => {
    const sql = Object.entries(filters).flatMap(([name, filter]) => {
      const given = samples[filter.is];
      if (given === undefined) return [];
      const conditions = boundConditions(list, sqliteDialect, { [name]: given });
      expect(conditions, name).toHaveLength(1);
      return conditions.map((condition) => JSON.stringify(condition.toOperationNode()));
    });
    expect(new Set(sql).size).toBe(sql.length);
  });
});

const samples: Partial<Record<Filter['is'], unknown>> = {
  any_of: ['one'],
  each_of: ['one', 'two'],
  yes_no: true,
  words: ['one'],
  box: { west: 1, south: 1, east: 2, north: 2 },
  near: { longitude: 1, latitude: 1, radiusKm: 1 },
};

it('facets are those that the tables say', () => {
  const schemas = objectAt(objectAt(document, 'components'), 'schemas');
  for (const [id, filters, { terms }] of [
    ['Event', eventFilters as Filters, EventFacetTerms],
    ['Claim', claimFilters as Filters, ClaimFacetTerms],
  ] as const) {
    const said = Object.entries(filters).flatMap(([name, filter]) =>
      'facet' in filter && filter.facet !== undefined ? [name] : [],
    );
    expect(Object.keys(terms)).toEqual(said);
    expect(arrayAt(objectAt(schemas, `${id}Facet`), 'enum')).toEqual(said);
    expect(Object.keys(objectAt(objectAt(schemas, `${id}Facets`), 'properties'))).toEqual(said);
  }
});
