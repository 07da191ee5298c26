import { z } from 'zod';
import { eventFilters } from '../../domain/filters/event.ts';
import { limits } from '../../domain/limits.ts';
import { TimelineInterval } from '../../domain/time/buckets.ts';
import { defineRoute, type Route } from '../route.ts';
import { filterParameters } from '../schemas/filter-parameters.ts';
import { Timeline } from '../schemas/timeline.ts';
import { conditionsOf } from './conditions.ts';
import { queryErrors, type RouteContext, stateTag } from './responses.ts';

/** The timeline: how many events lie when. */

export function timelineRoutes(context: RouteContext): Route[] {
  return [getTimeline(context)];
}

const getTimeline = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/timeline',
    operationId: 'getTimeline',
    tag: 'Events',
    summary: 'How many events lie when',
    description:
      'Counts the events that meet the conditions, which are those of `/v1/events`, in buckets of time: in each how ' +
      'many may lie in it and how many surely do, as a list of events from its first to its last day would show. ' +
      'The buckets cover the window of `from`, `to` and `on`; on a side without one, every bound that is known.',
    query: z.strictObject({
      ...filterParameters(eventFilters),
      interval: TimelineInterval.optional().meta({
        description:
          `How long the buckets are; where not given, the finest that makes at most ${limits.timelineBucketsDefault}. ` +
          `An interval that makes more than ${limits.timelineBucketsMax} is refused.`,
      }),
    }),
    response: { schema: Timeline, description: 'The counts.' },
    errors: queryErrors,
    handle: async ({ query }) => {
      const filter = conditionsOf(eventFilters, query);
      const etag = await stateTag(context);
      const body = await context.store.timeline(filter, query.interval);
      return { body, etag };
    },
  });
