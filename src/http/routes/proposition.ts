import { z } from 'zod';
import { propositionFilters } from '../../domain/filters/proposition.ts';
import { Proposition } from '../../domain/position.ts';
import { propositionKey } from '../../domain/proposition.ts';
import { defineRoute, type Route } from '../route.ts';
import { filterParameters } from '../schemas/filter-parameters.ts';
import { PropositionPage } from '../schemas/pages.ts';
import { countOfPropositions, pageParameters, propositionSort } from '../schemas/parameters.ts';
import { conditionsOf } from './conditions.ts';
import { notFound, propositionPage, queryErrors, type RouteContext, stateTag } from './responses.ts';

/** The routes of propositions. */

export function propositionRoutes(context: RouteContext): Route[] {
  return [listPropositions(context), getProposition(context)];
}

const listPropositions = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/propositions',
    operationId: 'listPropositions',
    tag: 'Propositions',
    summary: 'List propositions, for example only contested ones',
    description:
      'Lists propositions. Each position has its numbers of claims, claimants and independent sources. ' +
      '`contested=true` returns only propositions whose claims contradict each other, or claims on another proposition.',
    query: z.strictObject({
      ...filterParameters(propositionFilters),
      sort: propositionSort,
      count: countOfPropositions,
      ...pageParameters,
    }),
    response: { schema: PropositionPage, description: 'A page of propositions.', list: true },
    errors: [...queryErrors, 'invalid_cursor'],
    handle: ({ url, query }) =>
      propositionPage(context, { url, query }, conditionsOf(propositionFilters, query)),
  });

const getProposition = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/propositions/{propositionKey}',
    operationId: 'getProposition',
    tag: 'Propositions',
    summary: 'Get one proposition with every position on it',
    description:
      'Returns the actors that assert the proposition and those that deny it. Each position has its dates, the ' +
      'quoted passages of its sources and the number of independent sources. The response also lists the propositions ' +
      'that oppose it: it and each of them cannot both be true.',
    params: z.strictObject({ propositionKey: propositionKey() }),
    response: { schema: Proposition, description: 'The proposition.' },
    errors: [...queryErrors, 'not_found'],
    handle: async ({ params }) => {
      const etag = await stateTag(context);
      const body = await context.store.describeProposition(params.propositionKey);
      if (body === null) throw notFound('proposition', params.propositionKey);
      return { body, etag };
    },
  });
