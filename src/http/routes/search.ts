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

/** Search: records of every kind by their words. */

export function searchRoutes(context: RouteContext): Route[] {
  return [searchRecords(context)];
}

const searchRecords = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/search',
    operationId: 'searchRecords',
    tag: 'Search',
    summary: 'Records of every kind by their words',
    description:
      'Finds events, actors, claims and sources in which all words stand, the best first. Words in titles and names ' +
      'count more than in texts, whole words more than beginnings, short titles more than long ones; among equals ' +
      `the latest comes first. Where more than ${limits.searchRankedMax} records of a kind match, that many are ` +
      'ranked (of events those with all words in the title first, then the latest) and `matches` says `at_least`: ' +
      'the lists, which take `q` too, have all of them.',
    query: z.strictObject({
      q: searchText({
        description: 'Only records in which all these words stand',
        example: 'crocus attack',
      }),
      kind: valuesOf({
        value: SearchKind,
        description: 'Only records of this kind; all kinds where not given.',
      }),
      datasetId: valuesOf({
        value: idOf('a dataset'),
        description: 'Only records of this dataset.',
      }),
      ...pageParameters,
    }),
    response: { schema: SearchPage, description: 'A page of hits.', list: true },
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
