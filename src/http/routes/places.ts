import { z } from 'zod';
import { eventFilters } from '../../domain/filters/event.ts';
import { limits } from '../../domain/limits.ts';
import { defineRoute, type Route } from '../route.ts';
import { filterParameters } from '../schemas/filter-parameters.ts';
import { Places } from '../schemas/places.ts';
import { queryErrors, type RouteContext, stateTag } from './responses.ts';
import { zoneAsked, zonedConditions } from './window-zone.ts';

/** The route of places: counts of events by the cells of a map. */

export function placeRoutes(context: RouteContext): Route[] {
  return [getPlaces(context)];
}

const getPlaces = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/places',
    operationId: 'getPlaces',
    tag: 'Events',
    summary: 'Count events by place',
    description:
      'Counts the events that have a point by the cells of a map. The filters are those of `/v1/events`. `bbox` is also ' +
      'the box that the map shows: `cells` says into how many cells at most it is divided. Without `bbox`, the cells ' +
      'cover all matching points, and `bounds` says where to open the map. Cells are squares of degrees. Each has its ' +
      'number of events, the mean of their points, the box around them, and how exact the points are. A cell with few ' +
      'events names them.',
    query: z.strictObject({
      ...filterParameters(eventFilters),
      cells: z
        .int()
        .min(1)
        .max(limits.placeCellsMax)
        .optional()
        .meta({
          description:
            `Maximum number of cells in the box, 1 to ${limits.placeCellsMax}. The cells are as small as this allows. ` +
            `Default: ${limits.placeCellsDefault}.`,
        }),
    }),
    response: { schema: Places, description: 'The counts.' },
    errors: queryErrors,
    handle: async ({ query }) => {
      const filter = await zonedConditions(context.store, eventFilters, query);
      const timeZone = await zoneAsked(context.store, query);
      const etag = await stateTag(context);
      const places = await context.store.places(filter, query.cells ?? limits.placeCellsDefault);
      return { body: { timeZone, ...places }, etag };
    },
  });
