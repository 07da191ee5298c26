import { z } from 'zod';
import { eventFilters } from '../../domain/filters/event.ts';
import { limits } from '../../domain/limits.ts';
import { TimelineInterval } from '../../domain/time/buckets.ts';
import { defineRoute, type Route } from '../route.ts';
import { filterParameters } from '../schemas/filter-parameters.ts';
import { Timeline } from '../schemas/timeline.ts';
import { conditionsOf } from './conditions.ts';
import { queryErrors, type RouteContext, stateTag } from './responses.ts';
import { zoneAsked } from './window-zone.ts';

/** The route of the timeline: counts of events per unit of time. */

export function timelineRoutes(context: RouteContext): Route[] {
  return [getTimeline(context)];
}

const getTimeline = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/timeline',
    operationId: 'getTimeline',
    tag: 'Events',
    summary: 'Count events over time',
    description:
      'Counts events in buckets of time, such as months. The filters are those of `/v1/events`. Each bucket has the ' +
      'number of events that may lie in it, of those that are surely going on at some moment of it, and of those that ' +
      'must lie in it whole: the same numbers as `/v1/events` has for its first to its last day by each `match`. ' +
      'The buckets cover the window set by `from`, `to` or `on`; a time of day in it stands for its whole day. On a side ' +
      'without a bound they reach the earliest or latest known date of the events.',
    query: z.strictObject({
      ...filterParameters(eventFilters),
      interval: TimelineInterval.optional().meta({
        description:
          `Length of a bucket. Default: the shortest that needs at most ${limits.timelineBucketsDefault} buckets, otherwise ` +
          '`million_years`. ' +
          `An interval that needs more than ${limits.timelineBucketsMax} buckets is rejected.`,
      }),
    }),
    response: { schema: Timeline, description: 'The counts.' },
    errors: queryErrors,
    handle: async ({ query }) => {
      const timeZone = await zoneAsked(context.store, query);
      const filter = conditionsOf(eventFilters, query, {}, timeZone);
      const etag = await stateTag(context);
      const timeline = await context.store.timeline(filter, query.interval, timeZone);
      return { body: { timeZone, ...timeline }, etag };
    },
  });
