import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import type { TimeCondition } from '../domain/condition.ts';
import type { EventFilter } from '../domain/filters/event.ts';
import { secondsPerDay } from '../domain/time/calendar.ts';
import type { TimedTable } from './engine.ts';
import type { Tables } from './schema.ts';
import { noBound } from './timeline.ts';

/** Conditions on time for statements that read all of what matches: no order, no page, no classes of spans. */

/** Where a table keeps its bounds, in seconds or in days; `noBound` is none in both. */
type BoundColumns = { starts: string; ends: string; latestStart: string; earliestEnd: string };
const secondColumns: BoundColumns = {
  starts: 'starts_s',
  ends: 'ends_s',
  latestStart: 'latest_start_s',
  earliestEnd: 'earliest_end_s',
};
/** The bounds of a table, for a statement whose links have bounds, too. */
export const boundsOf = (table: TimedTable): BoundColumns => ({
  starts: `${table}.starts_s`,
  ends: `${table}.ends_s`,
  latestStart: `${table}.latest_start_s`,
  earliestEnd: `${table}.earliest_end_s`,
});
export const dayColumns: BoundColumns = {
  starts: 'starts_day',
  ends: 'ends_day',
  latestStart: 'latest_start_day',
  earliestEnd: 'earliest_end_day',
};

const eb = expressionBuilder<Tables, 'event'>();
const unbounded = sql.lit(noBound);

/** Rows that meet a condition on time. */
export function timeConditions(
  time: TimeCondition | undefined,
  columns = secondColumns,
): Expression<SqlBool>[] {
  if (time === undefined) return [];
  const { start, end } = time.window;
  const [starts, ends] = [sql.ref<number>(columns.starts), sql.ref<number>(columns.ends)];
  if (time.match === 'certain') {
    return [
      ...(start === null ? [] : [eb(starts, '>=', start), eb(starts, '<', unbounded)]),
      ...(end === null ? [] : [eb(ends, '<=', end)]),
    ];
  }
  const mayBe = [
    ...(start === null ? [] : [eb(ends, '>=', start)]),
    ...(end === null ? [] : [eb.or([eb(starts, '<=', end), eb(starts, '=', unbounded)])]),
  ];
  if (time.match === 'possible') return mayBe;
  // The outer bounds are asked, too: they are in the indexes.
  const [latestStart, earliestEnd] = [
    sql.ref<number>(columns.latestStart),
    sql.ref<number>(columns.earliestEnd),
  ];
  return [
    ...mayBe,
    ...(start === null ? [] : [eb(earliestEnd, '>=', start)]),
    ...(end === null ? [] : [eb(latestStart, '<=', end)]),
  ];
}

/** Rows of whose time something is known, or nothing. */
export function knownTimeConditions(
  hasTime: boolean | undefined,
  columns = secondColumns,
): Expression<SqlBool>[] {
  if (hasTime === undefined) return [];
  const [starts, ends] = [sql.ref<number>(columns.starts), sql.ref<number>(columns.ends)];
  return hasTime
    ? [eb.or([eb(starts, '<', unbounded), eb(ends, '<', unbounded)])]
    : [eb(starts, '=', unbounded), eb(ends, '=', unbounded)];
}

/**
 * The condition on time in days since 1970-01-01, where nothing else is asked of events and its window is one of whole
 * days: then counts by day say all. null where they do not.
 */
export function onlyDays({
  time,
  hasTime: _hasTime,
  ...others
}: EventFilter): TimeCondition | undefined | null {
  if (Object.values(others).some((value) => value !== undefined)) return null;
  if (time === undefined) return undefined;
  const { start, end } = time.window;
  const window = {
    start: start === null ? null : start / secondsPerDay,
    end: end === null ? null : (end + 1) / secondsPerDay - 1,
  };
  const whole = [window.start ?? 0, window.end ?? 0].every(Number.isInteger);
  return whole ? { ...time, window } : null;
}

/** The day in UTC, counted from 1970-01-01, that a column of seconds falls on: SQL divides towards zero. */
export function dayOf(column: string) {
  const [seconds, day, mostOfDay] = [sql.ref(column), sql.lit(secondsPerDay), sql.lit(secondsPerDay - 1)];
  return sql<number>`(${seconds} - case when ${seconds} < 0 then ${mostOfDay} else 0 end) / ${day}`;
}

/** What `dayOf` gives for "no bound", as the columns of a latest and of an earliest bound keep it. */
export const unboundedDays = [Math.floor(noBound / secondsPerDay), Math.floor(-noBound / secondsPerDay)];
