import { z } from 'zod';
import { propositionFilters } from '../../domain/filters/proposition.ts';
import { recordsIn } from '../../domain/json-octets.ts';
import { limits } from '../../domain/limits.ts';
import type { PartyPositions } from '../../domain/position.ts';
import { idOf } from '../../domain/primitives.ts';
import { defineRoute, type Route } from '../route.ts';
import { filterParameters } from '../schemas/filter-parameters.ts';
import { PartyPositionsPage } from '../schemas/pages.ts';
import { countOfPropositions, include, pageParameters, propositionSort } from '../schemas/parameters.ts';
import { conditionsOf } from './conditions.ts';
import { countOf, includedText, listResponse, queryErrors, type RouteContext } from './responses.ts';

/** The route of the positions of several actors. */

export function positionRoutes(context: RouteContext): Route[] {
  return [listPositions(context)];
}

const party = z
  .array(idOf('an actor').meta({ examples: ['us-national-security-council'] }))
  .min(1)
  .max(limits.partiesMax)
  .meta({
    description: `An actor whose positions are listed. May be repeated, up to ${limits.partiesMax} times.`,
    examples: [['us-national-security-council', 'russian-investigative-committee']],
  });

const listPositions = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/positions',
    operationId: 'listPositions',
    tag: 'Propositions',
    summary: 'List the positions of several actors side by side',
    description:
      'Lists the propositions on which at least one of the parties has made a claim. Each has the current position of ' +
      'every party that has spoken on it, with its claims and their passages. With `eventId` or `datasetId` it shows on ' +
      'what the parties agree, what only one of them says, and where one is silent.',
    query: z.strictObject({
      party,
      ...filterParameters(propositionFilters, 'claimedBy'),
      sort: propositionSort,
      include,
      count: countOfPropositions,
      ...pageParameters,
    }),
    response: { schema: PartyPositionsPage, description: 'A page of positions.', list: true },
    errors: [...queryErrors, 'invalid_cursor'],
    handle: ({ url, query }) => {
      const { store } = context;
      const filter = { ...conditionsOf(propositionFilters, query), claimedBy: query.party };
      const conditions = { ...filter, sort: query.sort ?? ('claim_count_desc' as const) };
      return listResponse(
        context,
        { url, query },
        (page) => store.listPartyPositions(conditions, page),
        async ({ data }) => ({
          count: await countOf(store, { kind: 'proposition', query: filter }, query.count),
          members: await includedText(store, 'claim', () => claimIdsIn(data), query.include),
        }),
      );
    },
  });

const claimIdsIn = (data: Buffer): string[] =>
  recordsIn<PartyPositions>(data).flatMap(({ positions }) =>
    positions.flatMap(({ claims }) => claims.map(({ claimId }) => claimId)),
  );
