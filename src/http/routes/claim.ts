import { z } from 'zod';
import { ClaimAct, ClaimStatus, Polarity } from '../../domain/claim.ts';
import { parameterError } from '../../domain/errors.ts';
import { PredicateId } from '../../domain/predicate.ts';
import { idOf } from '../../domain/primitives.ts';
import { propositionKey } from '../../domain/proposition.ts';
import { ClaimFacet } from '../../domain/query.ts';
import { defineRoute, type Route } from '../route.ts';
import { ClaimDetail, ClaimPage } from '../schemas/pages.ts';
import {
  anyOf,
  contested,
  count,
  facetOf,
  ids,
  include,
  madeParameters,
  pageParameters,
  searchText,
  timeSort,
} from '../schemas/parameters.ts';
import { claimPage, type Parts, queryErrors, recordAnswer, storeErrors } from './answers.ts';
import { allConditions, madeCondition, wordsCondition } from './conditions.ts';

/** Claims: who claims or denies what. */

/** Conditions on claims that make sense whatever the claims are listed under. */
export const claimFilters = {
  q: searchText(
    'Only claims in whose statement or quoted passages all these words stand',
    'denies involve',
  ).optional(),
  ...madeParameters,
  predicate: anyOf(PredicateId, 'Only claims on propositions with this predicate.'),
  propositionKey: anyOf(propositionKey(), 'Only claims on this proposition.'),
  act: anyOf(ClaimAct, 'Only claims with this act.'),
  polarity: anyOf(Polarity, 'Only claims on this side of their proposition.'),
  contested,
  status: anyOf(ClaimStatus, 'Only claims of which the editor judges so.'),
  datasetId: ids('a dataset', 'Only claims of this dataset.'),
  sort: timeSort,
};

const filtersSchema = z.strictObject(claimFilters);

export function claimQuery(query: z.output<typeof filtersSchema>) {
  return {
    ...allConditions({ terms: () => wordsCondition(query.q), time: () => madeCondition(query) }),
    predicates: query.predicate,
    propositionKeys: query.propositionKey,
    acts: query.act,
    polarities: query.polarity,
    contested: query.contested,
    statuses: query.status,
    datasetIds: query.datasetId,
    sort: query.sort ?? 'time',
  };
}

export const aboutEvents = ids('an event', 'Only claims about this event.');
export const onSources = ids('a source', 'Only claims that rest on this source.');

export const includeAffiliates = z
  .boolean()
  .optional()
  .meta({
    description:
      'With the claims of every actor that is `part_of`, `member_of` or `affiliated_with` the claimant, through any ' +
      'number of steps.',
  });

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
      ...claimFilters,
      claimantId: ids('an actor', 'Only claims that this actor makes.'),
      includeAffiliates,
      aboutActorId: ids('an actor', 'Only claims whose proposition names this actor.'),
      eventId: aboutEvents,
      sourceId: onSources,
      include,
      count,
      facet: facetOf(ClaimFacet),
      ...pageParameters,
    }),
    response: { schema: ClaimPage, description: 'A page of claims.', list: true },
    errors: [...queryErrors, 'invalid_cursor'],
    handle: ({ url, query }) => {
      if (query.includeAffiliates !== undefined && query.claimantId === undefined) {
        throw parameterError(
          'includeAffiliates',
          'includeAffiliates needs a claimantId whose side it widens.',
        );
      }
      const conditions = {
        ...claimQuery(query),
        claimantIds: query.claimantId,
        includeAffiliates: query.includeAffiliates,
        aboutActorIds: query.aboutActorId,
        eventIds: query.eventId,
        sourceIds: query.sourceId,
      };
      return claimPage(parts, { url, query }, conditions, query.facet);
    },
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
