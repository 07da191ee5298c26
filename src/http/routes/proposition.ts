import { z } from 'zod';
import { describeProposition } from '../../actions/describe-proposition.ts';
import { Proposition } from '../../domain/position.ts';
import { PredicateId } from '../../domain/predicate.ts';
import { propositionKey } from '../../domain/proposition.ts';
import { type PropositionQuery, PropositionSort } from '../../domain/query.ts';
import { type Answer, defineRoute, type Route } from '../route.ts';
import { PropositionPage } from '../schemas/pages.ts';
import { anyOf, contested, countOfPropositions, ids, pageParameters } from '../schemas/parameters.ts';
import {
  type CountingRequest,
  countedPage,
  notFound,
  type Parts,
  queryErrors,
  stateTag,
  storeErrors,
} from './answers.ts';

/** Propositions: what is claimed, and who holds which position on it. */

export const propositionFilters = {
  contested,
  actorId: ids('an actor', 'Only propositions that name this actor.'),
  predicate: anyOf(PredicateId, 'Only propositions with this predicate.'),
  sort: PropositionSort.optional().meta({
    description: 'Order by number of claims; `claim_count_desc` where not given.',
  }),
};

const filtersSchema = z.strictObject(propositionFilters);

export function propositionQuery(query: z.output<typeof filtersSchema>) {
  return {
    contested: query.contested,
    actorIds: query.actorId,
    predicates: query.predicate,
    sort: query.sort ?? 'claim_count_desc',
  };
}

/** Answers one page of the propositions that meet these conditions, with their number where `count` asks for it. */
export function propositionPage(
  parts: Parts,
  request: CountingRequest,
  conditions: PropositionQuery,
): Promise<Answer> {
  const { sort: _sort, ...filter } = conditions;
  return countedPage(parts, request, { kind: 'proposition', query: filter }, (page) =>
    parts.store.listPropositions(conditions, page),
  );
}

export function propositionRoutes(parts: Parts): Route[] {
  return [listPropositions(parts), getProposition(parts)];
}

const listPropositions = (parts: Parts) =>
  defineRoute({
    method: 'GET',
    path: '/v1/propositions',
    operationId: 'listPropositions',
    tag: 'Propositions',
    summary: 'What is claimed, and what is contested',
    description:
      'Lists propositions with the weight of each position: how many claims, how many claimants, how many ' +
      'independent sources. `contested=true` leaves those on which claims oppose each other.',
    query: z.strictObject({
      ...propositionFilters,
      eventId: ids('an event', 'Only propositions of claims about this event.'),
      count: countOfPropositions,
      ...pageParameters,
    }),
    response: { schema: PropositionPage, description: 'A page of propositions.', list: true },
    errors: [...queryErrors, 'invalid_cursor'],
    handle: ({ url, query }) =>
      propositionPage(parts, { url, query }, { ...propositionQuery(query), eventIds: query.eventId }),
  });

const getProposition = (parts: Parts) =>
  defineRoute({
    method: 'GET',
    path: '/v1/propositions/{propositionKey}',
    operationId: 'getProposition',
    tag: 'Propositions',
    summary: 'One proposition with every position on it',
    description:
      'Answers who says that it is so and who that it is not, since when, on which passages of which sources, and ' +
      'how many of those sources are independent; and which other propositions cannot be so together with it.',
    params: z.strictObject({ propositionKey: propositionKey() }),
    response: { schema: Proposition, description: 'The proposition.' },
    errors: [...storeErrors, 'not_found'],
    handle: async ({ params }) => {
      const etag = await stateTag(parts);
      const body = await describeProposition(parts.store, params.propositionKey);
      if (body === null) throw notFound('proposition', params.propositionKey);
      return { body, etag };
    },
  });
