import { type Expression, type SqlBool, sql } from 'kysely';
import type { TimedTable } from './engine.ts';
import type { PartSlots, Shape } from './part-shape.ts';
import type { Slots } from './slots.ts';
import {
  boundsOf,
  relationConditions,
  stretchesOf,
  stretchMet,
  type WindowValues,
  windowEnd,
} from './time-relation.ts';

/** The conditions of one part of a list that its ranges do not say. */

const condition = sql<SqlBool>;

/**
 * What a row must meet beyond the ranges of its part. Inner bounds, and whether a time is one of calendar days, stand with
 * the records alone, so that links look them up there.
 */
export function partRelation(table: TimedTable, shape: Shape, { window }: PartSlots): Expression<SqlBool>[] {
  const { link, lasting, column, relation } = shape;
  if (relation === null || window === undefined) return [];
  if (shape.isWithinRanges) return stretchConditions(table, shape, window);
  const met = [
    ...relationConditions(relation, boundsOf(table, link === null ? table : 'held'), window),
    ...beginConditions(table, shape, window),
  ];
  if (met.length === 0) return [];
  if (link !== null) {
    const all = sql.join(met, sql` and `);
    const seq = sql.ref(`${link.table}.${link.seq}`);
    return [condition`(select ${all} from ${sql.table(table)} as held where held.seq = ${seq})`];
  }
  // Said as the indexes of lasting spans say it: only then can they be used.
  if (column !== null) return met;
  return [...met, ...(lasting ? [condition`earliest_end_s > starts_s`] : [])];
}

/** Rows that begin on the side of their window that the section asks for. */
function beginConditions(
  table: TimedTable,
  { link, begins }: Shape,
  { start, calendarStart }: Slots<WindowValues>,
): Expression<SqlBool>[] {
  const columns = boundsOf(table, link === null ? table : 'held');
  const first = windowEnd(columns, start, calendarStart);
  if (begins === null || first === null) return [];
  const starts = sql.ref<number>(columns.starts);
  return [begins === 'inside' ? condition`${starts} >= ${first}` : condition`${starts} < ${first}`];
}

/** Rows whose stretches, where they have some, may lie in the window; links have the id to look them up by. */
function stretchConditions(
  table: TimedTable,
  { link }: Shape,
  window: Slots<WindowValues>,
): Expression<SqlBool>[] {
  const stretches = stretchesOf(table, link === null ? `${table}.id` : `${link.table}.${link.id}`);
  const met = stretches && stretchMet('possible', stretches, window.start ?? null, window.end ?? null);
  return met == null ? [] : [met];
}
