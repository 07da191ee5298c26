import { type Expression, expressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { TimeCondition } from '../domain/condition.ts';
import type { EventFilter } from '../domain/filters/event.ts';
import { dayAt, secondsPerDay } from '../domain/time/calendar.ts';
import type { Offset } from '../domain/time/zone.ts';
import type { Tables } from './schema.ts';
import { bound } from './shape.ts';
import {
  type BoundColumns,
  hasCalendar,
  relationConditions,
  widened,
  windowValues,
} from './time-relation.ts';
import { noBound } from './timeline.ts';

/** Conditions on time for statements that read all of what matches: no order, no page, no classes of spans. */

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
  columns: BoundColumns,
): Expression<SqlBool>[] {
  if (time === undefined) return [];
  const met = relationConditions(time.match, columns, bound(windowValues(time)));
  // An index can find rows by one window only.
  return hasCalendar(time) ? [...timeConditions(widened(time), columns), ...met] : met;
}

/** Rows of whose time something is known, or nothing. */
export function knownTimeConditions(
  hasTime: boolean | undefined,
  columns: Pick<BoundColumns, 'starts' | 'ends'>,
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
  if (hasCalendar(time)) return null;
  const { start, end } = time.window;
  const window = {
    start: start === null ? null : start / secondsPerDay,
    end: end === null ? null : (end + 1) / secondsPerDay - 1,
  };
  const whole = [window.start ?? 0, window.end ?? 0].every(Number.isInteger);
  return whole ? { ...time, window } : null;
}

/**
 * The day, counted from 1970-01-01, that a column of seconds falls on in a zone; calendar days stay what they are. SQL
 * divides towards zero.
 * @param offsets of the zone at all moments that matter; UTC if there is none
 */
export function dayOf(column: string, offsets: readonly Offset[] = []) {
  const seconds = offsets.length === 0 ? sql.ref(column) : localSeconds(column, offsets);
  const [day, mostOfDay] = [sql.lit(secondsPerDay), sql.lit(secondsPerDay - 1)];
  return sql<number>`(${seconds} - case when ${seconds} < 0 then ${mostOfDay} else 0 end) / ${day}`;
}

/** What `dayOf` gives for "no bound", as the columns of a latest and of an earliest bound keep it. */
export const unboundedDays = [dayAt(noBound), dayAt(-noBound)];

/** What the clock of a zone shows, for moments; the bounds of calendar days and missing ones are left as they are. */
function localSeconds(column: string, offsets: readonly Offset[]): RawBuilder<number> {
  const at = sql.ref<number>(column);
  const isMoment = sql`calendar = 0 and abs(${at}) <> ${unbounded}`;
  return sql<number>`(${at} + case when ${isMoment} then ${offsetAt(at, offsets)} else 0 end)`;
}

/** The offset at a moment, found by halving: a zone may have hundreds. */
function offsetAt(at: Expression<number>, offsets: readonly Offset[]): RawBuilder<number> {
  const half = Math.floor(offsets.length / 2);
  const middle = offsets[half];
  if (half === 0 || middle === undefined) return sql.lit(offsets[0]?.seconds ?? 0);
  const [before, after] = [offsetAt(at, offsets.slice(0, half)), offsetAt(at, offsets.slice(half))];
  return sql<number>`case when ${at} < ${sql.lit(middle.from)} then ${before} else ${after} end`;
}
