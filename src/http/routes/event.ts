import { z } from 'zod';
import { EventType, ParticipantRole, Tag } from '../../domain/event.ts';
import { idOf } from '../../domain/primitives.ts';
import { EventFacet } from '../../domain/query.ts';
import { defineRoute, type Route } from '../route.ts';
import { ClaimPage, EventDetail, EventPage, PropositionPage } from '../schemas/pages.ts';
import {
  anyOf,
  contested,
  count,
  countOfPropositions,
  countryCodes,
  facetOf,
  ids,
  include,
  pageParameters,
  searchText,
  timeParameters,
  timeSort,
} from '../schemas/parameters.ts';
import {
  claimPage,
  eventPage,
  type Parts,
  queryErrors,
  recordAnswer,
  requireRecord,
  storeErrors,
} from './answers.ts';
import { claimFilters, claimQuery } from './claim.ts';
import { allConditions, boxCondition, nearCondition, timeCondition, wordsCondition } from './conditions.ts';
import { propositionFilters, propositionPage, propositionQuery } from './proposition.ts';

/** Events: what happened when. */

const eventId = z.strictObject({ eventId: idOf('the event') });

/** Conditions on events that make sense beside an actor, too. */
export const eventFilters = {
  q: searchText(
    'Only events in whose title, summary, place, keywords or words for the time all these words stand',
    'crocus attack',
  ).optional(),
  ...timeParameters,
  type: anyOf(EventType, 'Only events of this type.'),
  role: anyOf(
    ParticipantRole,
    'Only events in which the actor, or where none is named anybody, has this part.',
  ),
  sourceId: ids('a source', 'Only events with a claim that rests on this source.'),
  datasetId: ids('a dataset', 'Only events of this dataset.'),
  countryCode: countryCodes,
  bbox: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({
      description:
        'Only events with a point in this box: `west,south,east,north` in decimal degrees of WGS 84 (RFC 7946 §5). ' +
        'Where west is above east, the box crosses the antimeridian.',
      examples: ['36,55,38,56.5'],
    }),
  near: z
    .string()
    .min(1)
    .max(60)
    .optional()
    .meta({
      description:
        'Only events with a point near this one: `longitude,latitude` in decimal degrees of WGS 84. Needs `radiusKm`.',
      examples: ['37.39,55.82'],
    }),
  radiusKm: z
    .number()
    .optional()
    .meta({
      description: 'How far from `near`, in kilometres of great circle, above 0 and at most 20040.',
      examples: [50],
    }),
  tag: anyOf(Tag, 'Only events with this keyword.'),
  contested,
  hasTime: z
    .boolean()
    .optional()
    .meta({ description: 'Only events of whose time something is known (`true`), or nothing (`false`).' }),
  sort: timeSort,
};

const filtersSchema = z.strictObject(eventFilters);

export function eventQuery(query: z.output<typeof filtersSchema>) {
  return {
    ...allConditions({
      terms: () => wordsCondition(query.q),
      time: () => timeCondition(query),
      box: () => boxCondition(query.bbox),
      near: () => nearCondition(query.near, query.radiusKm),
    }),
    types: query.type,
    roles: query.role,
    sourceIds: query.sourceId,
    datasetIds: query.datasetId,
    countryCodes: query.countryCode,
    tags: query.tag,
    contested: query.contested,
    hasTime: query.hasTime,
    sort: query.sort ?? 'time',
  };
}

export function eventRoutes(parts: Parts): Route[] {
  return [listEvents(parts), getEvent(parts), listEventClaims(parts), listEventPropositions(parts)];
}

const listEvents = (parts: Parts) =>
  defineRoute({
    method: 'GET',
    path: '/v1/events',
    operationId: 'listEvents',
    tag: 'Events',
    summary: 'Events by date and other conditions',
    description:
      'Lists events in order of time. `from`, `to` and `on` take any date that EDTF can write; `match` says whether ' +
      'events need only possibly lie in that window or certainly. All conditions must hold together.',
    query: z.strictObject({
      ...eventFilters,
      actorId: ids('an actor', 'Only events in which this actor has a part; with `role`, that part.'),
      include,
      count,
      facet: facetOf(EventFacet),
      ...pageParameters,
    }),
    response: { schema: EventPage, description: 'A page of events.', list: true },
    errors: [...queryErrors, 'invalid_cursor'],
    handle: ({ url, query }) =>
      eventPage(parts, { url, query }, { ...eventQuery(query), actorIds: query.actorId }, query.facet),
  });

const getEvent = (parts: Parts) =>
  defineRoute({
    method: 'GET',
    path: '/v1/events/{eventId}',
    operationId: 'getEvent',
    tag: 'Events',
    summary: 'One event',
    description: 'Answers one event, with the records it names where `include` asks for them.',
    params: eventId,
    query: z.strictObject({ include }),
    response: { schema: EventDetail, description: 'The event.' },
    errors: [...storeErrors, 'not_found'],
    handle: ({ params, query }) =>
      recordAnswer(parts, 'event', params.eventId, query.include && { kind: 'event', wanted: query.include }),
  });

const listEventClaims = (parts: Parts) =>
  defineRoute({
    method: 'GET',
    path: '/v1/events/{eventId}/claims',
    operationId: 'listEventClaims',
    tag: 'Events',
    summary: 'Claims about an event',
    description: 'Lists what has been claimed about one event, in order of when it was claimed.',
    params: eventId,
    query: z.strictObject({
      ...claimFilters,
      claimantId: ids('an actor', 'Only claims that this actor makes.'),
      include,
      count,
      ...pageParameters,
    }),
    response: { schema: ClaimPage, description: 'A page of claims.', list: true },
    errors: [...queryErrors, 'not_found', 'invalid_cursor'],
    handle: async ({ url, params, query }) => {
      await requireRecord(parts.store, 'event', params.eventId);
      const conditions = { ...claimQuery(query), claimantIds: query.claimantId, eventIds: [params.eventId] };
      return claimPage(parts, { url, query }, conditions);
    },
  });

const listEventPropositions = (parts: Parts) =>
  defineRoute({
    method: 'GET',
    path: '/v1/events/{eventId}/propositions',
    operationId: 'listEventPropositions',
    tag: 'Events',
    summary: 'Propositions about an event',
    description: 'Lists what is said to be so, or not so, of one event, with the weight of each position.',
    params: eventId,
    query: z.strictObject({ ...propositionFilters, count: countOfPropositions, ...pageParameters }),
    response: { schema: PropositionPage, description: 'A page of propositions.', list: true },
    errors: [...queryErrors, 'not_found', 'invalid_cursor'],
    handle: async ({ url, params, query }) => {
      await requireRecord(parts.store, 'event', params.eventId);
      const conditions = { ...propositionQuery(query), eventIds: [params.eventId] };
      return propositionPage(parts, { url, query }, conditions);
    },
  });
