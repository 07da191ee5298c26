import { z } from 'zod';
import { actorPositions } from '../../actions/actor-positions.ts';
import { Actor, ActorIdentity, ActorType } from '../../domain/actor.ts';
import { idOf } from '../../domain/primitives.ts';
import { NameSort } from '../../domain/query.ts';
import { defineRoute, type Route } from '../route.ts';
import { ActorPage, ActorPositionPage, ClaimPage, EventPage } from '../schemas/pages.ts';
import { anyOf, count, countOfFew, ids, include, pageParameters, searchText } from '../schemas/parameters.ts';
import {
  claimPage,
  countedPage,
  eventPage,
  type Parts,
  queryErrors,
  recordAnswer,
  requireRecord,
  storeErrors,
} from './answers.ts';
import { aboutEvents, claimFilters, claimQuery, includeAffiliates, onSources } from './claim.ts';
import { wordsCondition } from './conditions.ts';
import { eventFilters, eventQuery } from './event.ts';

/** Actors: who acts and who speaks. */

const actorId = z.strictObject({ actorId: idOf('the actor') });

export function actorRoutes(parts: Parts): Route[] {
  return [
    listActors(parts),
    getActor(parts),
    listActorClaims(parts),
    listActorEvents(parts),
    listActorPositions(parts),
  ];
}

const listActors = (parts: Parts) =>
  defineRoute({
    method: 'GET',
    path: '/v1/actors',
    operationId: 'listActors',
    tag: 'Actors',
    summary: 'Actors by name and other conditions',
    description: 'Lists actors in order of their names. All conditions must hold together.',
    query: z.strictObject({
      q: searchText('Only actors of whom some name has all these words', 'isis khor').optional(),
      type: anyOf(ActorType, 'Only actors of this type.'),
      identity: anyOf(ActorIdentity, 'Only actors identified in this way.'),
      datasetId: ids('a dataset', 'Only actors of this dataset.'),
      eventId: ids('an event', 'Only actors that have a part in this event.'),
      sort: NameSort.optional().meta({ description: 'Order by name; `name` where not given.' }),
      count,
      ...pageParameters,
    }),
    response: { schema: ActorPage, description: 'A page of actors.', list: true },
    errors: [...queryErrors, 'invalid_cursor'],
    handle: ({ url, query }) => {
      const filter = {
        terms: wordsCondition(query.q),
        types: query.type,
        identities: query.identity,
        datasetIds: query.datasetId,
        eventIds: query.eventId,
      };
      const conditions = { ...filter, sort: query.sort ?? 'name' };
      return countedPage(parts, { url, query }, { kind: 'actor', query: filter }, (page) =>
        parts.store.listActors(conditions, page),
      );
    },
  });

const getActor = (parts: Parts) =>
  defineRoute({
    method: 'GET',
    path: '/v1/actors/{actorId}',
    operationId: 'getActor',
    tag: 'Actors',
    summary: 'One actor',
    description: 'Answers one actor with its names and relations.',
    params: actorId,
    response: { schema: Actor, description: 'The actor.' },
    errors: [...storeErrors, 'not_found'],
    handle: ({ params }) => recordAnswer(parts, 'actor', params.actorId),
  });

const listActorClaims = (parts: Parts) =>
  defineRoute({
    method: 'GET',
    path: '/v1/actors/{actorId}/claims',
    operationId: 'listActorClaims',
    tag: 'Actors',
    summary: 'Claims that an actor makes',
    description: 'Lists what one actor, and where asked for everybody on its side, claims, in order of when.',
    params: actorId,
    query: z.strictObject({
      ...claimFilters,
      includeAffiliates,
      about: ids('an actor', 'Only claims whose proposition names this actor.'),
      eventId: aboutEvents,
      sourceId: onSources,
      include,
      count,
      ...pageParameters,
    }),
    response: { schema: ClaimPage, description: 'A page of claims.', list: true },
    errors: [...queryErrors, 'not_found', 'invalid_cursor'],
    handle: async ({ url, params, query }) => {
      await requireRecord(parts.store, 'actor', params.actorId);
      const conditions = {
        ...claimQuery(query),
        claimantIds: [params.actorId],
        includeAffiliates: query.includeAffiliates,
        aboutActorIds: query.about,
        eventIds: query.eventId,
        sourceIds: query.sourceId,
      };
      return claimPage(parts, { url, query }, conditions);
    },
  });

const listActorEvents = (parts: Parts) =>
  defineRoute({
    method: 'GET',
    path: '/v1/actors/{actorId}/events',
    operationId: 'listActorEvents',
    tag: 'Actors',
    summary: 'Events in which an actor has a part',
    description: 'Lists the events in which one actor has a part, in order of time.',
    params: actorId,
    query: z.strictObject({ ...eventFilters, include, count, ...pageParameters }),
    response: { schema: EventPage, description: 'A page of events.', list: true },
    errors: [...queryErrors, 'not_found', 'invalid_cursor'],
    handle: async ({ url, params, query }) => {
      await requireRecord(parts.store, 'actor', params.actorId);
      const conditions = { ...eventQuery(query), actorIds: [params.actorId] };
      return eventPage(parts, { url, query }, conditions);
    },
  });

const listActorPositions = (parts: Parts) =>
  defineRoute({
    method: 'GET',
    path: '/v1/actors/{actorId}/positions',
    operationId: 'listActorPositions',
    tag: 'Actors',
    summary: 'Where an actor stands on what it has spoken of',
    description:
      'Lists the propositions that one actor has made claims on, the earliest first, each with where the actor ' +
      'stands now and how it came to it: claimed, denied, retracted.',
    params: actorId,
    query: z.strictObject({ count: countOfFew, ...pageParameters }),
    response: { schema: ActorPositionPage, description: 'A page of positions.', list: true },
    errors: [...queryErrors, 'not_found', 'invalid_cursor'],
    handle: async ({ url, params, query }) => {
      await requireRecord(parts.store, 'actor', params.actorId);
      return countedPage(parts, { url, query }, { kind: 'stand', query: params }, (page) =>
        actorPositions(parts.store, params.actorId, page),
      );
    },
  });
