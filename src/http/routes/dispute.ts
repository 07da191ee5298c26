import { z } from 'zod';
import type { Dispute } from '../../domain/dispute.ts';
import { ClaimlineError } from '../../domain/errors.ts';
import { disputeFilters } from '../../domain/filters/dispute.ts';
import { recordsIn } from '../../domain/json-octets.ts';
import { limits } from '../../domain/limits.ts';
import { propositionKey } from '../../domain/proposition.ts';
import type { Store } from '../../domain/store.ts';
import { defineRoute, Pieces, type Route } from '../route.ts';
import { filterParameters } from '../schemas/filter-parameters.ts';
import { DisputeDetail, DisputePage } from '../schemas/pages.ts';
import { countOfFew, include, pageParameters, propositionSort } from '../schemas/parameters.ts';
import { conditionsOf } from './conditions.ts';
import {
  countOf,
  includedText,
  listResponse,
  queryErrors,
  type RouteContext,
  requireRecord,
  stateTag,
} from './responses.ts';

/** The routes of disputes. */

export function disputeRoutes(context: RouteContext): Route[] {
  return [listDisputes(context), getDispute(context)];
}

const listDisputes = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/disputes',
    operationId: 'listDisputes',
    tag: 'Disputes',
    summary: 'List disputes with all of their sides',
    description:
      'Lists disputes: contested propositions that are connected by oppositions. A dispute matches if one of its ' +
      'propositions matches all filters. Each is given with its sides, their holders, the passages of their claims, and ' +
      'its history. A page may have fewer disputes than `limit` although more follow: it ends once its disputes have ' +
      `${limits.disputePageClaimsMax} claims.`,
    query: z.strictObject({
      ...filterParameters(disputeFilters),
      sort: propositionSort,
      include,
      count: countOfFew,
      ...pageParameters,
    }),
    response: { schema: DisputePage, description: 'A page of disputes.', list: true },
    errors: [...queryErrors, 'invalid_cursor'],
    handle: ({ url, query }) => {
      const filter = conditionsOf(disputeFilters, query);
      const conditions = { ...filter, sort: query.sort ?? ('claim_count_desc' as const) };
      return listResponse(
        context,
        { url, query },
        (page) => context.store.listDisputes(conditions, page),
        async ({ data }) => ({
          count: await countOf(context.store, { kind: 'dispute', query: filter }, query.count),
          members: await includedText(context.store, 'claim', () => claimIdsIn(data), query.include),
        }),
      );
    },
  });

const getDispute = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/disputes/{propositionKey}',
    operationId: 'getDispute',
    tag: 'Disputes',
    summary: 'Get the dispute that a proposition belongs to',
    description:
      'Returns the dispute of a contested proposition: all propositions that oppositions connect it with, and the sides ' +
      'on each. The key of any of its propositions returns the whole. Not found if the proposition is not contested.',
    params: z.strictObject({ propositionKey: propositionKey() }),
    query: z.strictObject({ include }),
    response: { schema: DisputeDetail, description: 'The dispute.' },
    errors: [...queryErrors, 'not_found'],
    handle: async ({ params, query }) => {
      const { store } = context;
      const etag = await stateTag(context);
      const body = await store.describeDispute(params.propositionKey);
      if (body === null) throw await noDispute(store, params.propositionKey);
      const included = await includedText(store, 'claim', () => claimIdsIn(body), query.include);
      return { body: new Pieces(body.subarray(0, -1), `${included}}`), etag };
    },
  });

/** The claims of disputes, whose related records are those of the disputes. */
const claimIdsIn = (data: Buffer): string[] =>
  recordsIn<Dispute>(data).flatMap(({ history }) => history.map(({ claimId }) => claimId));

async function noDispute(store: Store, key: string): Promise<ClaimlineError> {
  await requireRecord(store, 'proposition', key);
  return new ClaimlineError(
    'not_found',
    `The proposition with the key "${key}" is not contested, so it belongs to no dispute.`,
  );
}
