import { z } from 'zod';
import { ClaimFacet, claimFilters } from '../../domain/filters/claim.ts';
import { idOf } from '../../domain/primitives.ts';
import { defineRoute, type Route } from '../route.ts';
import { filterParameters } from '../schemas/filter-parameters.ts';
import { ClaimDetail, ClaimPage } from '../schemas/pages.ts';
import { count, facetOf, include, pageParameters, timeSort } from '../schemas/parameters.ts';
import { claimPage, type Parts, queryErrors, recordAnswer, storeErrors } from './answers.ts';
import { conditionsOf } from './conditions.ts';

/** Claims: who claims or denies what. */

export function claimRoutes(parts: Parts): Route[] {
  return [listClaims(parts), getClaim(parts)];
}

const listClaims = (parts: Parts) =>
  defineRoute({
    method: 'GET',
    path: '/v1/claims',
    operationId: 'listClaims',
    tag: 'Claims',
    summary: 'Claims by claimant, subject and other conditions',
    description: 'Lists claims in order of when they were made. All conditions must hold together.',
    query: z.strictObject({
      ...filterParameters(claimFilters),
      sort: timeSort,
      include,
      count,
      facet: facetOf(ClaimFacet),
      ...pageParameters,
    }),
    response: { schema: ClaimPage, description: 'A page of claims.', list: true },
    errors: [...queryErrors, 'invalid_cursor'],
    handle: ({ url, query }) =>
      claimPage(parts, { url, query }, conditionsOf(claimFilters, query), query.facet),
  });

const getClaim = (parts: Parts) =>
  defineRoute({
    method: 'GET',
    path: '/v1/claims/{claimId}',
    operationId: 'getClaim',
    tag: 'Claims',
    summary: 'One claim with its evidence',
    description: 'Answers one claim, with the records it names where `include` asks for them.',
    params: z.strictObject({ claimId: idOf('the claim') }),
    query: z.strictObject({ include }),
    response: { schema: ClaimDetail, description: 'The claim.' },
    errors: [...storeErrors, 'not_found'],
    handle: ({ params, query }) =>
      recordAnswer(parts, 'claim', params.claimId, query.include && { kind: 'claim', wanted: query.include }),
  });
