import type { TimeCondition } from '../domain/condition.ts';
import type { EventFilter } from '../domain/filters/event.ts';
import { type DayCount, type Timeline, type TimelineInterval, timelineOf } from '../domain/time/buckets.ts';
import { secondsPerDay } from '../domain/time/calendar.ts';
import type { Dialect } from './engine.ts';
import { eventList } from './event.ts';
import { boundConditions } from './filters.ts';
import { type Program, rowsOf } from './program.ts';
import {
  dayColumns,
  dayOf,
  knownTimeConditions,
  onlyDays,
  timeConditions,
  unboundedDays,
} from './time-conditions.ts';
import { noBound } from './timeline.ts';

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
  const days = onlyDays(filter);
  const rows =
    days === null ? yield* countRows(dialect, filter) : yield* keptCounts(dialect, days, filter.hasTime);
  return rows.map(({ starts, ends, latestStart, earliestEnd, events }) => ({
    firstDay: known(starts),
    lastDay: known(ends),
    latestStartDay: known(latestStart),
    earliestEndDay: known(earliestEnd),
    events,
  }));
}

/** A bound as the rows have it, or as `dayOf` computes it of one. */
const known = (day: number) => (Math.abs(day) === noBound || unboundedDays.includes(day) ? null : day);

type Row = { starts: number; ends: number; latestStart: number; earliestEnd: number; events: number };

/** The counts that are kept for every day: there are far fewer of them than events. */
function keptCounts(
  { sql }: Dialect,
  days: TimeCondition | undefined,
  hasTime: boolean | undefined,
): Program<Row[]> {
  const conditions = [...timeConditions(days, dayColumns), ...knownTimeConditions(hasTime, dayColumns)];
  return rowsOf(
    sql
      .selectFrom('event_span')
      .select([
        'starts_day as starts',
        'ends_day as ends',
        'latest_start_day as latestStart',
        'earliest_end_day as earliestEnd',
        'events',
      ])
      .where(({ and }) => and(conditions)),
  );
}

const bounds = ['starts_s', 'ends_s', 'latest_start_s', 'earliest_end_s'] as const;

/** By bounds first, in whose order an index may have the rows, and then by day. */
function countRows(dialect: Dialect, filter: EventFilter): Program<Row[]> {
  const conditions = [
    ...boundConditions(eventList, dialect, filter),
    ...timeConditions(filter.time),
    ...knownTimeConditions(filter.hasTime),
  ];
  const byBounds = dialect.sql
    .selectFrom('event')
    .select(({ fn }) => [...bounds, fn.countAll<number>().as('events')])
    .where(({ and }) => and(conditions))
    .groupBy(bounds);
  return rowsOf(
    dialect.sql
      .selectFrom(byBounds.as('span'))
      .select(({ fn }) => [
        dayOf('starts_s').as('starts'),
        dayOf('ends_s').as('ends'),
        dayOf('latest_start_s').as('latestStart'),
        dayOf('earliest_end_s').as('earliestEnd'),
        fn.sum<number>('span.events').as('events'),
      ])
      .groupBy(['starts', 'ends', 'latestStart', 'earliestEnd']),
  );
}
