import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import { type TimeCondition, widestWindow } from '../domain/condition.ts';
import type { Span } from '../domain/time/match.ts';
import type { TimedTable } from './engine.ts';
import type { Tables } from './schema.ts';
import type { Slots } from './slots.ts';
import { noBound } from './timeline.ts';

/** The relation of a row to a window of time, by each match: the one place that says it in SQL. */

/** Where a table keeps its bounds, in seconds or in days; `noBound` is none in both. */
export type BoundColumns = {
  starts: string;
  ends: string;
  latestStart: string;
  earliestEnd: string;
  /** Counts by day have none: they are not asked where the window of calendar days is another one. */
  calendar?: string;
  /** Counts by day have none: they leave out what has gaps. */
  stretches?: StretchColumns | undefined;
};

/** Where the stretches of times with gaps stand, and the column that has the id of the record. */
type StretchColumns = { table: StretchTable; owner: 'event_id' | 'claim_id'; id: string };
type StretchTable = 'event_stretch' | 'claim_stretch';

/** The stretches of the records of a table; sources are not asked for by time. */
export const stretchesOf = (table: TimedTable, id: string): StretchColumns | undefined =>
  table === 'source' ? undefined : { table: `${table}_stretch`, owner: `${table}_id`, id };

/**
 * The bounds of a table, for a statement whose links have bounds, too.
 * @param as the name that the table has in the statement
 */
export const boundsOf = (table: TimedTable, as: string = table): BoundColumns => ({
  starts: `${as}.starts_s`,
  ends: `${as}.ends_s`,
  latestStart: `${as}.latest_start_s`,
  earliestEnd: `${as}.earliest_end_s`,
  calendar: `${as}.calendar`,
  stretches: stretchesOf(table, `${as}.id`),
});

/** The ends of a window; those for calendar days are there only where they differ. */
export type WindowValues = {
  start?: number | undefined;
  end?: number | undefined;
  calendarStart?: number | undefined;
  calendarEnd?: number | undefined;
};

const differ = (one: Span, other: Span) => one.start !== other.start || one.end !== other.end;

/** Says that calendar days are compared with another window than all else. */
export const hasCalendar = ({ window, calendar }: TimeCondition): boolean =>
  calendar !== undefined && differ(window, calendar);

export function windowValues(time: TimeCondition): WindowValues {
  const { window, calendar = window } = time;
  const both = { start: window.start ?? undefined, end: window.end ?? undefined };
  if (!hasCalendar(time)) return both;
  return { ...both, calendarStart: calendar.start ?? undefined, calendarEnd: calendar.end ?? undefined };
}

const eb = expressionBuilder<Tables, 'event'>();
const unbounded = sql.lit(noBound);

/** Rows that meet a window. */
export function relationConditions(
  match: TimeCondition['match'],
  columns: BoundColumns,
  window: Slots<WindowValues>,
): Expression<SqlBool>[] {
  const start = windowEnd(columns, window.start, window.calendarStart);
  const end = windowEnd(columns, window.end, window.calendarEnd);
  if (start === null && end === null) return [];
  const [starts, ends] = [sql.ref<number>(columns.starts), sql.ref<number>(columns.ends)];
  if (match === 'certain') {
    return [
      ...(start === null ? [] : [eb(starts, '>=', start), eb(starts, '<', unbounded)]),
      ...(end === null ? [] : [eb(ends, '<=', end)]),
    ];
  }
  const mayBe = [
    ...(start === null ? [] : [eb(ends, '>=', start)]),
    ...(end === null ? [] : [eb.or([eb(starts, '<=', end), eb(starts, '=', unbounded)])]),
  ];
  if (match === 'possible') return [...mayBe, ...gapConditions(match, columns, start, end)];
  // The outer bounds are asked, too: they are in the indexes.
  const latestStart = sql.ref<number>(columns.latestStart);
  const earliestEnd = sql.ref<number>(columns.earliestEnd);
  return [
    ...mayBe,
    ...knownConditions(columns),
    ...(start === null ? [] : [eb(earliestEnd, '>=', start)]),
    ...(end === null ? [] : [eb(latestStart, '<=', end)]),
    ...gapConditions(match, columns, start, end),
  ];
}

/**
 * Rows of whose time something is known. Most claims have no time, and no inner bounds: the indexes say so, and the rows
 * themselves need not be read.
 */
function knownConditions({ starts, ends, stretches }: BoundColumns): Expression<SqlBool>[] {
  if (stretches === undefined) return [];
  const { table, owner, id } = stretches;
  return [
    sql<SqlBool>`(${sql.ref(starts)} < ${unbounded} or ${sql.ref(ends)} < ${unbounded} or exists (
      select 1 from ${sql.table(table)} as stretch where ${sql.ref(`stretch.${owner}`)} = ${sql.ref(id)}
    ))`,
  ];
}

type WindowEnd = Expression<number> | null;

/** Rows without gaps, and those with a stretch that meets the window. */
function gapConditions(
  match: 'possible' | 'under_way',
  { stretches }: BoundColumns,
  start: WindowEnd,
  end: WindowEnd,
): Expression<SqlBool>[] {
  const met = stretches === undefined ? null : stretchMet(match, stretches, start, end);
  return met === null ? [] : [met];
}

/**
 * Holds where a stretch meets the window, and where a time has no stretches that are asked: what may lie in it by any of
 * them, what surely goes on by one that is sure. Null where the window asks nothing.
 */
export function stretchMet(
  match: 'possible' | 'under_way',
  { table, owner, id }: StretchColumns,
  start: WindowEnd,
  end: WindowEnd,
): Expression<SqlBool> | null {
  const [starts, ends] = [sql.ref<number>('stretch.starts_s'), sql.ref<number>('stretch.ends_s')];
  const [first, last] = match === 'possible' ? [ends, starts] : [starts, ends];
  const conditions = [
    ...(start === null ? [] : [eb(first, '>=', start)]),
    ...(end === null ? [] : [eb(last, '<=', end)]),
  ];
  if (conditions.length === 0) return null;
  const isAsked = match === 'possible' ? sql`` : sql` and stretch.sure = 1`;
  return sql<SqlBool>`coalesce((
    select max(${sql.join(conditions, sql` and `)}) from ${sql.table(table)} as stretch
    where ${sql.ref(`stretch.${owner}`)} = ${sql.ref(id)}${isAsked}
  ), 1)`;
}

/** An end of the window for the row at hand. */
export function windowEnd(
  { calendar }: BoundColumns,
  moment: Expression<number> | undefined,
  calendarMoment: Expression<number> | undefined,
): Expression<number> | null {
  if (moment === undefined) return null;
  if (calendarMoment === undefined || calendar === undefined) return moment;
  return sql<number>`case when ${sql.ref(calendar)} = 1 then ${calendarMoment} else ${moment} end`;
}

/** The condition with the widest window, by which rows are found before each is held against its own. */
export const widened = (time: TimeCondition): TimeCondition => ({
  match: time.match,
  window: widestWindow(time),
});
