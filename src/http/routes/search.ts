import { z } from 'zod';
import { search } from '../../actions/search.ts';
import { searchOrder } from '../../domain/kinds.ts';
import { limits } from '../../domain/limits.ts';
import { idOf } from '../../domain/primitives.ts';
import { SearchKind } from '../../domain/query.ts';
import { defineRoute, type Route } from '../route.ts';
import { searchText, valuesOf } from '../schemas/filter-parameters.ts';
import { pageParameters } from '../schemas/parameters.ts';
import { SearchPage } from '../schemas/search.ts';
import { wordsIn } from './conditions.ts';
import { listResponse, queryErrors, type RouteContext } from './responses.ts';

/** The route of the full-text search over all kinds of records. */

export function searchRoutes(context: RouteContext): Route[] {
  return [searchRecords(context)];
}

const searchRecords = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/search',
    operationId: 'searchRecords',
    tag: 'Search',
    summary: 'Search records of all kinds',
    description:
      'Finds events, actors, claims, sources and disputes that contain all words, most relevant first. A word counts more in a ' +
      'title or name than in other texts, more as a whole word than as a prefix, and more in a short title than in a ' +
      `long one. Of equally relevant records the latest comes first. At most ${limits.searchRankedMax} records of each ` +
      'kind are ranked. If more match, `matches.relation` is `at_least`. Events with all words in the title are ranked ' +
      'first, then the latest events. The lists, for example `/v1/events?q=attack`, return every match.',
    query: z.strictObject({
      q: searchText({
        description: 'Only records that contain all these words',
        example: 'crocus attack',
      }),
      kind: valuesOf({
        value: SearchKind,
        description: 'Only records of this kind. Default: all kinds.',
      }),
      datasetId: valuesOf({
        value: idOf('a dataset'),
        description: 'Only records of this dataset.',
      }),
      ...pageParameters,
    }),
    response: { schema: SearchPage, description: 'A page of search results.', list: true },
    errors: [...queryErrors, 'invalid_cursor'],
    handle: ({ url, query }) => {
      const conditions = {
        terms: wordsIn(query.q),
        kinds: query.kind ?? searchOrder,
        datasetIds: query.datasetId,
      };
      return listResponse(
        context,
        { url, query },
        (page) => search(context.store, conditions, page),
        ({ matches }) => ({ members: `,"matches":${JSON.stringify(matches)}` }),
      );
    },
  });
