import { z } from 'zod';
import { ClaimFacet, claimFilters } from '../../domain/filters/claim.ts';
import { idOf } from '../../domain/primitives.ts';
import { defineRoute, type Route } from '../route.ts';
import { filterParameters } from '../schemas/filter-parameters.ts';
import { ClaimDetail, ClaimPage } from '../schemas/pages.ts';
import { count, facetOf, include, pageParameters, windowSort } from '../schemas/parameters.ts';
import { claimPage, queryErrors, type RouteContext, recordResponse, storeErrors } from './responses.ts';
import { zonedConditions } from './window-zone.ts';

/** The routes of claims. */

export function claimRoutes(context: RouteContext): Route[] {
  return [listClaims(context), getClaim(context)];
}

const listClaims = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/claims',
    operationId: 'listClaims',
    tag: 'Claims',
    summary: 'List claims by claimant, subject and other filters',
    description: 'Lists claims by when they were made. A claim must match all filters.',
    query: z.strictObject({
      ...filterParameters(claimFilters),
      sort: windowSort,
      include,
      count,
      facet: facetOf(ClaimFacet),
      ...pageParameters,
    }),
    response: { schema: ClaimPage, description: 'A page of claims.', list: true },
    errors: [...queryErrors, 'invalid_cursor'],
    handle: async ({ url, query }) =>
      claimPage(
        context,
        { url, query },
        await zonedConditions(context.store, claimFilters, query),
        query.facet,
      ),
  });

const getClaim = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/claims/{claimId}',
    operationId: 'getClaim',
    tag: 'Claims',
    summary: 'Get one claim with its evidence',
    description: 'Returns one claim. `include` adds the records that it names.',
    params: z.strictObject({ claimId: idOf('the claim') }),
    query: z.strictObject({ include }),
    response: { schema: ClaimDetail, description: 'The claim.' },
    errors: [...storeErrors, 'not_found'],
    handle: ({ params, query }) =>
      recordResponse(
        context,
        'claim',
        params.claimId,
        query.include && { kind: 'claim', wanted: query.include },
      ),
  });
