import { expressionBuilder } from 'kysely';
import type { EventFilter } from '../domain/query.ts';
import { type DayCount, type Timeline, type TimelineInterval, timelineOf } from '../domain/time/buckets.ts';
import { secondsPerDay } from '../domain/time/calendar.ts';
import type { Dialect } from './engine.ts';
import { boundEventConditions } from './event.ts';
import { type Program, rowsOf } from './program.ts';
import type { Tables } from './schema.ts';
import { dayOf, knownTimeConditions, timeConditions, unboundedDay } from './time-conditions.ts';

/** How many events lie when: the histogram of what matches, by the days that events begin and end on. */

export function* eventTimeline(
  dialect: Dialect,
  filter: EventFilter,
  interval: TimelineInterval | undefined,
): Program<Timeline> {
  const { start = null, end = null } = filter.time?.window ?? {};
  const window = { firstDay: dayAt(start), lastDay: dayAt(end) };
  return timelineOf(yield* dayCounts(dialect, filter), window, interval);
}

const dayAt = (seconds: number | null) => (seconds === null ? null : Math.floor(seconds / secondsPerDay));

function* dayCounts(dialect: Dialect, filter: EventFilter): Program<DayCount[]> {
  const eb = expressionBuilder<Tables, 'event'>();
  const conditions = [
    ...boundEventConditions(dialect, filter),
    ...timeConditions(filter.time),
    ...knownTimeConditions(filter.hasTime),
  ];
  const rows = yield* rowsOf(
    dialect.sql
      .selectFrom('event')
      .select([dayOf('starts_s').as('starts'), dayOf('ends_s').as('ends')])
      .select((of) => of.fn.countAll<number>().as('events'))
      .where(eb.and(conditions))
      .groupBy(['starts', 'ends']),
  );
  return rows.map(({ starts, ends, events }) => ({ firstDay: known(starts), lastDay: known(ends), events }));
}

const known = (day: number) => (day === unboundedDay ? null : day);
