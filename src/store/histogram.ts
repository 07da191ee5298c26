import { type Compilable, type Expression, sql as literal, type SqlBool } from 'kysely';
import { inWholeDays, type TimeCondition, widestWindow } from '../domain/condition.ts';
import { ClaimlineError, parameterError } from '../domain/errors.ts';
import type { EventFilter } from '../domain/filters/event.ts';
import { type DayCount, type Timeline, type TimelineInterval, timelineOf } from '../domain/time/buckets.ts';
import { dayAt, secondsPerDay } from '../domain/time/calendar.ts';
import { noTime } from '../domain/time/fuzzy-time.ts';
import { type Offset, offsetsOf, type ZoneRule, zoneOf } from '../domain/time/zone.ts';
import type { Dialect } from './engine.ts';
import { eventList } from './event.ts';
import { boundConditions } from './filters.ts';
import { firstOf, type Program, rowsOf } from './program.ts';
import {
  dayColumns,
  dayOf,
  knownTimeConditions,
  onlyDays,
  timeConditions,
  unboundedDays,
} from './time-conditions.ts';
import { boundsOf } from './time-relation.ts';
import { noBound } from './timeline.ts';

/** How many events lie when: the histogram of what matches, by the days that events begin and end on. */

/**
 * Counts events by bucket of time.
 * @param timeZone the IANA name of the zone whose days the buckets are made of
 */
export function* eventTimeline(
  dialect: Dialect,
  asked: EventFilter,
  interval: TimelineInterval | undefined,
  timeZone: string,
): Program<Timeline> {
  const zone = zoneOf(timeZone);
  // Otherwise a bucket would count what is possible in a part of its days beside what is certain in all of them.
  const filter = asked.time === undefined ? asked : { ...asked, time: inWholeDays(asked.time, zone) };
  const { window, calendar = window } = filter.time ?? { window: noTime };
  const days = { firstDay: dayOrNull(calendar.start), lastDay: dayOrNull(calendar.end) };
  const counts = yield* dayCounts(dialect, filter, zone);
  try {
    return timelineOf(counts, days, interval);
  } catch (error) {
    if (!(error instanceof ClaimlineError)) throw error;
    throw parameterError('interval', `${error.message}${yield* outermostText(dialect, filter)}`);
  }
}

/** Names the events that reach furthest on the sides that a window leaves open: one may have a mistyped year. */
function* outermostText(dialect: Dialect, filter: EventFilter): Program<string> {
  const { start = null, end = null } = filter.time?.window ?? {};
  const outermost = (column: 'starts_s' | 'ends_s', direction: 'asc' | 'desc') =>
    dialect.sql
      .selectFrom('event')
      .select('id')
      .where(({ and }) => and(filterConditions(dialect, filter)))
      .where(column, '<', noBound)
      .orderBy(column, direction)
      .orderBy('id')
      .limit(1);
  const first = start === null ? yield* firstOf(outermost('starts_s', 'asc')) : undefined;
  const last = end === null ? yield* firstOf(outermost('ends_s', 'desc')) : undefined;
  return [
    ...(first === undefined ? [] : [` The earliest event is ${first.id}.`]),
    ...(last === undefined ? [] : [` The latest is ${last.id}.`]),
  ].join('');
}

const dayOrNull = (seconds: number | null) => (seconds === null ? null : dayAt(seconds));

function* dayCounts(dialect: Dialect, filter: EventFilter, zone: ZoneRule): Program<DayCount[]> {
  const days = zone.isUtc ? onlyDays(filter) : null;
  const offsets = zone.isUtc ? [] : offsetsIn(filter, zone);
  const rows =
    days === null
      ? yield* rowsOf(countsByBounds(dialect, filter, offsets))
      : yield* keptCounts(dialect, days, filter.hasTime);
  const withGaps = yield* rowsOf(stretchesByEvent(dialect, filter, offsets));
  const byEvent = Map.groupBy(withGaps, ({ id }) => id);
  return [...rows.map(dayCountOf), ...[...byEvent.values()].map(withStretches)];
}

/** The offsets of a zone in the window; on a side that it leaves open, as far as they are known. */
function offsetsIn({ time }: EventFilter, zone: ZoneRule): readonly Offset[] {
  const { start, end } = time === undefined ? noTime : widestWindow(time);
  const from = start === null ? Number.NEGATIVE_INFINITY : start - secondsPerDay;
  const to = end === null ? Number.POSITIVE_INFINITY : end + secondsPerDay;
  return offsetsOf(zone, from, to);
}

const dayCountOf = ({ starts, ends, latestStart, earliestEnd, events }: Row): DayCount => ({
  firstDay: known(starts),
  lastDay: known(ends),
  latestStartDay: known(latestStart),
  earliestEndDay: known(earliestEnd),
  events,
});

/** One event from the rows of its stretches, which are in order of time. */
function withStretches(rows: readonly StretchRow[]): DayCount {
  const stretches = rows.map(({ first, last, sure }) => {
    return { firstDay: known(first), lastDay: known(last), sure: sure === 1 };
  });
  const [{ starts, ends }] = rows as readonly [StretchRow, ...StretchRow[]];
  // The inner bounds in the rows only find what its stretches decide.
  const span = { starts, ends, latestStart: ends, earliestEnd: starts, events: 1 };
  return { ...dayCountOf(span), stretches };
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

const bounds = ['starts_s', 'ends_s', 'latest_start_s', 'earliest_end_s', 'calendar'] as const;

function filterConditions(dialect: Dialect, filter: EventFilter): Expression<SqlBool>[] {
  const columns = boundsOf('event');
  return [
    ...boundConditions(eventList, dialect, filter),
    ...timeConditions(filter.time, columns),
    ...knownTimeConditions(filter.hasTime, columns),
  ];
}

function conditionsOf(dialect: Dialect, filter: EventFilter, gaps: 0 | 1): Expression<SqlBool>[] {
  return [
    ...filterConditions(dialect, filter),
    // A literal, since there is an index for it.
    literal<SqlBool>`event.gaps = ${literal.lit(gaps)}`,
  ];
}

/** Events without gaps: by bounds first, in whose order an index may have the rows, and then by day. */
function countsByBounds(dialect: Dialect, filter: EventFilter, offsets: readonly Offset[]): Compilable<Row> {
  const byBounds = dialect.sql
    .selectFrom('event')
    .select(({ fn }) => [...bounds, fn.countAll<number>().as('events')])
    .where(({ and }) => and(conditionsOf(dialect, filter, 0)))
    .groupBy(bounds);
  return dialect.sql
    .selectFrom(byBounds.as('span'))
    .select(({ fn }) => [
      dayOf('starts_s', offsets).as('starts'),
      dayOf('ends_s', offsets).as('ends'),
      dayOf('latest_start_s', offsets).as('latestStart'),
      dayOf('earliest_end_s', offsets).as('earliestEnd'),
      fn.sum<number>('span.events').as('events'),
    ])
    .groupBy(['starts', 'ends', 'latestStart', 'earliestEnd']);
}

type StretchRow = { id: string; starts: number; ends: number; first: number; last: number; sure: number };

/** Events with gaps, one by one, with the days of each of their stretches. */
function stretchesByEvent(
  dialect: Dialect,
  filter: EventFilter,
  offsets: readonly Offset[],
): Compilable<StretchRow> {
  const joined = dialect.sql
    .selectFrom('event')
    .innerJoin('event_stretch as stretch', 'stretch.event_id', 'event.id')
    .select([
      'event.id',
      'event.starts_s',
      'event.ends_s',
      'event.calendar',
      'stretch.starts_s as first_s',
      'stretch.ends_s as last_s',
      'stretch.sure',
    ])
    .where(({ and }) => and(conditionsOf(dialect, filter, 1)));
  return dialect.sql
    .selectFrom(joined.as('one'))
    .select([
      'one.id',
      'one.sure',
      dayOf('starts_s', offsets).as('starts'),
      dayOf('ends_s', offsets).as('ends'),
      dayOf('first_s', offsets).as('first'),
      dayOf('last_s', offsets).as('last'),
    ])
    .orderBy('one.id')
    .orderBy('first_s');
}
