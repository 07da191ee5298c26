import { z } from 'zod';
import { Actor } from '../../domain/actor.ts';
import { actorFilters } from '../../domain/filters/actor.ts';
import { claimFilters } from '../../domain/filters/claim.ts';
import { eventFilters } from '../../domain/filters/event.ts';
import { propositionFilters } from '../../domain/filters/proposition.ts';
import { idOf } from '../../domain/primitives.ts';
import { defineRoute, type Route } from '../route.ts';
import { filterParameters } from '../schemas/filter-parameters.ts';
import { ActorPage, ActorPositionPage, ClaimPage, EventPage } from '../schemas/pages.ts';
import {
  count,
  countOfPropositions,
  include,
  nameSort,
  pageParameters,
  windowSort,
} from '../schemas/parameters.ts';
import { conditionsOf } from './conditions.ts';
import {
  claimPage,
  countedPage,
  eventPage,
  queryErrors,
  type RouteContext,
  recordResponse,
  requireRecord,
  storeErrors,
} from './responses.ts';
import { zonedConditions } from './window-zone.ts';

/** The routes of actors, and of their claims, events and positions. */

const actorId = z.strictObject({ actorId: idOf('the actor') });

export function actorRoutes(context: RouteContext): Route[] {
  return [
    listActors(context),
    getActor(context),
    listActorClaims(context),
    listActorEvents(context),
    listActorPositions(context),
  ];
}

const listActors = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/actors',
    operationId: 'listActors',
    tag: 'Actors',
    summary: 'List actors by name and other filters',
    description: 'Lists actors by name. An actor must match all filters.',
    query: z.strictObject({
      ...filterParameters(actorFilters),
      sort: nameSort,
      count,
      ...pageParameters,
    }),
    response: { schema: ActorPage, description: 'A page of actors.', list: true },
    errors: [...queryErrors, 'invalid_cursor'],
    handle: ({ url, query }) => {
      const filter = conditionsOf(actorFilters, query);
      const conditions = { ...filter, sort: query.sort ?? 'name' };
      return countedPage(context, { url, query }, { kind: 'actor', query: filter }, (page) =>
        context.store.listActors(conditions, page),
      );
    },
  });

const getActor = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/actors/{actorId}',
    operationId: 'getActor',
    tag: 'Actors',
    summary: 'Get one actor',
    description: 'Returns one actor with its names and relations.',
    params: actorId,
    response: { schema: Actor, description: 'The actor.' },
    errors: [...storeErrors, 'not_found'],
    handle: ({ params }) => recordResponse(context, 'actor', params.actorId),
  });

const listActorClaims = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/actors/{actorId}/claims',
    operationId: 'listActorClaims',
    tag: 'Actors',
    summary: "List an actor's claims",
    description:
      'Lists the claims that one actor makes, ordered by when they were made. `includeAffiliates=true` adds the claims ' +
      'of its affiliates.',
    params: actorId,
    query: z.strictObject({
      ...filterParameters(claimFilters, 'claimantId'),
      sort: windowSort,
      include,
      count,
      ...pageParameters,
    }),
    response: { schema: ClaimPage, description: 'A page of claims.', list: true },
    errors: [...queryErrors, 'not_found', 'invalid_cursor'],
    handle: async ({ url, params, query }) => {
      await requireRecord(context.store, 'actor', params.actorId);
      const filter = await zonedConditions(context.store, claimFilters, query, {
        claimantId: [params.actorId],
      });
      return claimPage(context, { url, query }, filter);
    },
  });

const listActorEvents = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/actors/{actorId}/events',
    operationId: 'listActorEvents',
    tag: 'Actors',
    summary: "List an actor's events",
    description: 'Lists the events in which one actor takes part, ordered by time.',
    params: actorId,
    query: z.strictObject({
      ...filterParameters(eventFilters, 'actorId'),
      sort: windowSort,
      include,
      count,
      ...pageParameters,
    }),
    response: { schema: EventPage, description: 'A page of events.', list: true },
    errors: [...queryErrors, 'not_found', 'invalid_cursor'],
    handle: async ({ url, params, query }) => {
      await requireRecord(context.store, 'actor', params.actorId);
      const filter = await zonedConditions(context.store, eventFilters, query, { actorId: [params.actorId] });
      return eventPage(context, { url, query }, filter);
    },
  });

const listActorPositions = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/actors/{actorId}/positions',
    operationId: 'listActorPositions',
    tag: 'Actors',
    summary: "List an actor's positions",
    description:
      'Lists the propositions that one actor has made claims on, earliest first. Each has the current position of the ' +
      'actor and its history, for example claimed, denied, then retracted. `/v1/positions` lists the positions of ' +
      'several actors side by side.',
    params: actorId,
    query: z.strictObject({
      ...filterParameters(propositionFilters, 'actorId', 'claimedBy'),
      count: countOfPropositions,
      ...pageParameters,
    }),
    response: { schema: ActorPositionPage, description: 'A page of positions.', list: true },
    errors: [...queryErrors, 'not_found', 'invalid_cursor'],
    handle: async ({ url, params, query }) => {
      await requireRecord(context.store, 'actor', params.actorId);
      const claimedBy = [params.actorId] as const;
      const filter = { ...conditionsOf(propositionFilters, query), claimedBy };
      return countedPage(context, { url, query }, { kind: 'proposition', query: filter }, (page) =>
        context.store.listActorPositions(filter, page),
      );
    },
  });
