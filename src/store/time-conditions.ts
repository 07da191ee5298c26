import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import type { TimeCondition } from '../domain/query.ts';
import { secondsPerDay } from '../domain/time/calendar.ts';
import type { Tables } from './schema.ts';
import { noBound } from './timeline.ts';

/** Conditions on time for statements that read all of what matches: no order, no page, no classes of spans. */

const eb = expressionBuilder<Tables, 'event'>();
const unbounded = sql.lit(noBound);

/** Rows that meet a condition on time; every table in order of time has these columns. */
export function timeConditions(time: TimeCondition | undefined): Expression<SqlBool>[] {
  if (time === undefined) return [];
  const { start, end } = time.window;
  if (time.match === 'certain') {
    return [
      ...(start === null ? [] : [eb('starts_s', '>=', start), eb('starts_s', '<', unbounded)]),
      ...(end === null ? [] : [eb('ends_s', '<=', end)]),
    ];
  }
  return [
    ...(start === null ? [] : [eb('ends_s', '>=', start)]),
    ...(end === null ? [] : [eb.or([eb('starts_s', '<=', end), eb('starts_s', '=', unbounded)])]),
  ];
}

/** Rows of whose time something is known, or nothing. */
export function knownTimeConditions(hasTime: boolean | undefined): Expression<SqlBool>[] {
  if (hasTime === undefined) return [];
  return hasTime
    ? [eb.or([eb('starts_s', '<', unbounded), eb('ends_s', '<', unbounded)])]
    : [eb('starts_s', '=', unbounded), eb('ends_s', '=', unbounded)];
}

/** The day in UTC, counted from 1970-01-01, that a column of seconds falls on: SQL divides towards zero. */
export function dayOf(column: 'starts_s' | 'ends_s') {
  const [seconds, day, mostOfDay] = [sql.ref(column), sql.lit(secondsPerDay), sql.lit(secondsPerDay - 1)];
  return sql<number>`(${seconds} - iif(${seconds} < 0, ${mostOfDay}, 0)) / ${day}`;
}

/** What `dayOf` gives for "no bound". */
export const unboundedDay = Math.floor(noBound / secondsPerDay);
