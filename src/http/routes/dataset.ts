import { z } from 'zod';
import { Dataset } from '../../domain/dataset.ts';
import { idOf } from '../../domain/primitives.ts';
import { defineRoute, type Route } from '../route.ts';
import { DatasetPage } from '../schemas/pages.ts';
import { countOfFew, pageParameters } from '../schemas/parameters.ts';
import { countedPage, queryErrors, type RouteContext, recordResponse, storeErrors } from './responses.ts';

/** The routes of datasets. */

export function datasetRoutes(context: RouteContext): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/v1/datasets',
      operationId: 'listDatasets',
      tag: 'Datasets',
      summary: 'List datasets',
      description: 'Lists the datasets on this server by id, with their counts and licences.',
      query: z.strictObject({ count: countOfFew, ...pageParameters }),
      response: { schema: DatasetPage, description: 'A page of datasets.', list: true },
      errors: [...queryErrors, 'invalid_cursor'],
      handle: ({ url, query }) =>
        countedPage(context, { url, query }, { kind: 'dataset', query: {} }, (page) =>
          context.store.listDatasets(page),
        ),
    }),
    defineRoute({
      method: 'GET',
      path: '/v1/datasets/{datasetId}',
      operationId: 'getDataset',
      tag: 'Datasets',
      summary: 'Get one dataset',
      description:
        'Returns one dataset with the counts of its records, the time span of its events and its licence.',
      params: z.strictObject({ datasetId: idOf('the dataset') }),
      response: { schema: Dataset, description: 'The dataset.' },
      errors: [...storeErrors, 'not_found'],
      handle: ({ params }) => recordResponse(context, 'dataset', params.datasetId),
    }),
  ];
}
