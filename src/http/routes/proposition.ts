import { z } from 'zod';
import { describeProposition } from '../../actions/describe-proposition.ts';
import { propositionFilters } from '../../domain/filters/proposition.ts';
import { Proposition } from '../../domain/position.ts';
import { propositionKey } from '../../domain/proposition.ts';
import { defineRoute, type Route } from '../route.ts';
import { filterParameters } from '../schemas/filter-parameters.ts';
import { PropositionPage } from '../schemas/pages.ts';
import { countOfPropositions, pageParameters, propositionSort } from '../schemas/parameters.ts';
import { conditionsOf } from './conditions.ts';
import {
  notFound,
  propositionPage,
  queryErrors,
  type RouteContext,
  stateTag,
  storeErrors,
} from './responses.ts';

/** Propositions: what is claimed, and who holds which position on it. */

export function propositionRoutes(context: RouteContext): Route[] {
  return [listPropositions(context), getProposition(context)];
}

const listPropositions = (context: RouteContext) =>
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
    summary: 'One proposition with every position on it',
    description:
      'Answers who says that it is so and who that it is not, since when, on which passages of which sources, and ' +
      'how many of those sources are independent; and which other propositions cannot be so together with it.',
    params: z.strictObject({ propositionKey: propositionKey() }),
    response: { schema: Proposition, description: 'The proposition.' },
    errors: [...storeErrors, 'not_found'],
    handle: async ({ params }) => {
      const etag = await stateTag(context);
      const body = await describeProposition(context.store, params.propositionKey);
      if (body === null) throw notFound('proposition', params.propositionKey);
      return { body, etag };
    },
  });
