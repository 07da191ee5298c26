import { z } from 'zod';
import { claimFilters } from '../../domain/filters/claim.ts';
import { EventFacet, eventFilters } from '../../domain/filters/event.ts';
import { propositionFilters } from '../../domain/filters/proposition.ts';
import { idOf } from '../../domain/primitives.ts';
import { defineRoute, type Route } from '../route.ts';
import { filterParameters } from '../schemas/filter-parameters.ts';
import { ClaimPage, EventDetail, EventPage, PropositionPage } from '../schemas/pages.ts';
import {
  count,
  countOfPropositions,
  facetOf,
  include,
  pageParameters,
  propositionSort,
  windowSort,
} from '../schemas/parameters.ts';
import { conditionsOf } from './conditions.ts';
import {
  claimPage,
  eventPage,
  propositionPage,
  queryErrors,
  type RouteContext,
  recordResponse,
  requireRecord,
} from './responses.ts';
import { zonedConditions } from './window-zone.ts';

/** The routes of events, and of the claims and propositions about them. */

const eventId = z.strictObject({ eventId: idOf('the event') });

export function eventRoutes(context: RouteContext): Route[] {
  return [listEvents(context), getEvent(context), listEventClaims(context), listEventPropositions(context)];
}

const listEvents = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/events',
    operationId: 'listEvents',
    tag: 'Events',
    summary: 'List events by date and other filters',
    description:
      'Lists events by time. `from`, `to` and `on` take EDTF dates and set a time window. `match` selects the events ' +
      'that may lie in the window, those that are surely going on in it, or those that must lie in it whole. An event must match all filters.',
    query: z.strictObject({
      ...filterParameters(eventFilters),
      sort: windowSort,
      include,
      count,
      facet: facetOf(EventFacet),
      ...pageParameters,
    }),
    response: { schema: EventPage, description: 'A page of events.', list: true },
    errors: [...queryErrors, 'invalid_cursor'],
    handle: async ({ url, query }) =>
      eventPage(
        context,
        { url, query },
        await zonedConditions(context.store, eventFilters, query),
        query.facet,
      ),
  });

const getEvent = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/events/{eventId}',
    operationId: 'getEvent',
    tag: 'Events',
    summary: 'Get one event',
    description: 'Returns one event. `include` adds the records that it names.',
    params: eventId,
    query: z.strictObject({ include }),
    response: { schema: EventDetail, description: 'The event.' },
    errors: [...queryErrors, 'not_found'],
    handle: ({ params, query }) =>
      recordResponse(
        context,
        'event',
        params.eventId,
        query.include && { kind: 'event', wanted: query.include },
      ),
  });

const listEventClaims = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/events/{eventId}/claims',
    operationId: 'listEventClaims',
    tag: 'Events',
    summary: 'List claims about an event',
    description: 'Lists the claims about one event, ordered by when they were made.',
    params: eventId,
    query: z.strictObject({
      ...filterParameters(claimFilters, 'eventId'),
      sort: windowSort,
      include,
      count,
      ...pageParameters,
    }),
    response: { schema: ClaimPage, description: 'A page of claims.', list: true },
    errors: [...queryErrors, 'not_found', 'invalid_cursor'],
    handle: async ({ url, params, query }) => {
      await requireRecord(context.store, 'event', params.eventId);
      const filter = await zonedConditions(context.store, claimFilters, query, { eventId: [params.eventId] });
      return claimPage(context, { url, query }, filter);
    },
  });

const listEventPropositions = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/events/{eventId}/propositions',
    operationId: 'listEventPropositions',
    tag: 'Events',
    summary: 'List propositions about an event',
    description:
      'Lists the propositions about one event. Each position has its numbers of claims, claimants and independent sources.',
    params: eventId,
    query: z.strictObject({
      ...filterParameters(propositionFilters, 'eventId'),
      sort: propositionSort,
      count: countOfPropositions,
      ...pageParameters,
    }),
    response: { schema: PropositionPage, description: 'A page of propositions.', list: true },
    errors: [...queryErrors, 'not_found', 'invalid_cursor'],
    handle: async ({ url, params, query }) => {
      await requireRecord(context.store, 'event', params.eventId);
      const filter = conditionsOf(propositionFilters, query, { eventId: [params.eventId] });
      return propositionPage(context, { url, query }, filter);
    },
  });
