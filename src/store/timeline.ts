import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { PageRequest, TimeCondition } from '../domain/query.ts';
import type { Page } from '../domain/store.ts';
import { secondsPerDay } from '../domain/time/calendar.ts';
import type { Span } from '../domain/time/match.ts';
import type { Dialect } from './engine.ts';
import { pageOf, sortKey } from './keyset.ts';
import { type Program, rowsOf } from './program.ts';
import type { Tables, Timed } from './schema.ts';

/**
 * Times as the tables keep them, and lists in order of time that touch only rows near the window asked for.
 *
 * Two spans overlap when each begins before the other ends, and an index can serve only one of the two
 * comparisons: with all spans together, a single century-long event makes every search read from the
 * beginning. So spans are kept in classes by length. Within a class no span is longer than the class allows,
 * which turns the second comparison into a lower bound on the start: what begins earlier than the window
 * minus the class's length cannot reach into it.
 */

/** Stands for "no bound" in starts_s and ends_s: the largest whole number that JavaScript holds exactly. */
export const noBound = Number.MAX_SAFE_INTEGER;

/** The longest span of each class in days: what calendars have, and steps between, so that little is read in vain. */
const longestDays = [
  1, 2, 4, 7, 10, 16, 31, 62, 92, 184, 366, 731, 1461, 3653, 7305, 14_610, 36_525,
] as const;
const longest = longestDays.map((days) => days * secondsPerDay);
/** The class of longer spans, and of those whose end is not known. */
const unboundedClass = longest.length;
/** The class of spans whose start is not known. */
const startlessClass = unboundedClass + 1;

export function timeColumns(span: Span): Timed {
  const columns = { starts_s: span.start ?? noBound, ends_s: span.end ?? noBound };
  if (span.start === null) return { ...columns, span_class: startlessClass };
  const seconds = span.end === null ? Number.POSITIVE_INFINITY : span.end - span.start + 1;
  const found = longest.findIndex((most) => seconds <= most);
  return { ...columns, span_class: found === -1 ? unboundedClass : found };
}

/** A range of rows in order of time; bounds are inclusive, null is none. Branches of one search never meet. */
type Branch = {
  spanClass: number | null;
  /** Whether its rows are those without a known start: they come last, whichever way the others run. */
  startless: boolean;
  startsFrom: number | null;
  startsTo: number | null;
  endsFrom: number | null;
  endsTo: number | null;
};

const known: Branch = {
  spanClass: null,
  startless: false,
  startsFrom: null,
  startsTo: noBound - 1,
  endsFrom: null,
  endsTo: null,
};
const startless: Branch = { ...known, startless: true, startsTo: null };

/** Rows that surely lie in the window: a bound that the window has must be known, and inside it. */
function certainBranches({ start, end }: Span): Branch[] {
  const inside = { ...known, startsFrom: start, startsTo: end ?? known.startsTo, endsTo: end };
  return start === null ? [inside, { ...startless, endsTo: end }] : [inside];
}

/** Rows that may lie in the window: one branch for each class of spans, each a range of an index. */
function possibleBranches({ start, end }: Span): Branch[] {
  const startsTo = end ?? known.startsTo;
  const without = { ...startless, endsFrom: start };
  if (start === null) return [{ ...known, startsTo }, without];
  const classes = [...longest, null].map((most, spanClass) => {
    return {
      ...known,
      spanClass,
      startsTo,
      startsFrom: most === null ? null : start - most + 1,
      endsFrom: start,
    };
  });
  return [...classes, without];
}

function branchesOf(time: TimeCondition | undefined): Branch[] {
  if (time === undefined || (time.window.start === null && time.window.end === null))
    return [known, startless];
  return time.match === 'certain' ? certainBranches(time.window) : possibleBranches(time.window);
}

/** A branch without its rows that have no time, or without those that have one; none where nothing is left. */
function narrowed(branch: Branch, hasTime: boolean | undefined): Branch[] {
  if (hasTime === undefined) return [branch];
  if (!branch.startless) return hasTime ? [branch] : [];
  return hasTime
    ? [{ ...branch, endsTo: Math.min(branch.endsTo ?? noBound, noBound - 1) }]
    : [{ ...branch, endsFrom: noBound }];
}

/**
 * Every table in order of time has these columns; `event` stands for all of them in the types, since Kysely
 * cannot type a query over a table that is chosen at run time.
 */
type TimedTable = 'event' | 'claim' | 'source';
const asTimed = (table: TimedTable) => table as 'event';

export type TimedList = {
  table: TimedTable;
  conditions: readonly Expression<SqlBool>[];
  time?: TimeCondition | undefined;
  /** Only rows with some known bound, or only those with none. */
  hasTime?: boolean | undefined;
  descending: boolean;
};

type After = readonly [starts: number, ends: number, id: string];

/** Whether a cursor lies beyond a branch, before it, or within it. */
function placeOf(after: After, branch: Branch): 'beyond' | 'before' | 'within' {
  const afterStartless = after[0] === noBound;
  if (afterStartless === branch.startless) return 'within';
  return afterStartless ? 'beyond' : 'before';
}

type TimeConditions = ExpressionBuilder<Tables, 'event'>;

/** Many records have no known start (few claims are dated), so a filter that names a few is the better way in. */
const startlessShare = 0.5;

/** They are equal in their start, so that within them the end and the id make the order. */
function startlessConditions(
  dialect: Dialect,
  eb: TimeConditions,
  { endsFrom, endsTo }: Branch,
  within: After | undefined,
  descending: boolean,
): Expression<SqlBool>[] {
  const conditions = [dialect.common(eb('starts_s', '=', noBound), startlessShare)];
  if (endsFrom !== null && (descending || within === undefined || within[1] < endsFrom)) {
    conditions.push(eb('ends_s', '>=', endsFrom));
  }
  if (endsTo !== null && (!descending || within === undefined || within[1] > endsTo)) {
    conditions.push(eb('ends_s', '<=', endsTo));
  }
  if (within !== undefined) {
    const [, ends, id] = within;
    conditions.push(eb(eb.refTuple('ends_s', 'id'), descending ? '<' : '>', eb.tuple(ends, id)));
  }
  return conditions;
}

function branchConditions(
  dialect: Dialect,
  eb: TimeConditions,
  branch: Branch,
  after: After | undefined,
  descending: boolean,
): Expression<SqlBool>[] {
  const within = after !== undefined && placeOf(after, branch) === 'within' ? after : undefined;
  if (branch.startless) return startlessConditions(dialect, eb, branch, within, descending);
  const conditions: Expression<SqlBool>[] = [];
  if (branch.spanClass !== null) conditions.push(eb('span_class', '=', branch.spanClass));
  // Where the cursor is the tighter bound it stands alone: given both, SQLite may seek by the looser one.
  const { startsFrom, startsTo } = branch;
  if (startsFrom !== null && (descending || within === undefined || within[0] < startsFrom)) {
    conditions.push(eb('starts_s', '>=', startsFrom));
  }
  if (startsTo !== null && (!descending || within === undefined || within[0] > startsTo)) {
    conditions.push(eb('starts_s', '<=', startsTo));
  }
  if (branch.endsFrom !== null) conditions.push(eb('ends_s', '>=', branch.endsFrom));
  if (branch.endsTo !== null) conditions.push(eb('ends_s', '<=', branch.endsTo));
  if (within !== undefined) {
    conditions.push(eb(eb.refTuple('starts_s', 'ends_s', 'id'), descending ? '<' : '>', eb.tuple(...within)));
  }
  return conditions;
}

/** One page of a table in order of time. */
export function* timedPage(dialect: Dialect, list: TimedList, page: PageRequest): Program<Page> {
  const sqlBuilder = dialect.sql;
  const table = asTimed(list.table);
  const after = page.after === undefined ? undefined : sortKey(page.after, ['number', 'number', 'string']);
  const direction = list.descending ? 'desc' : 'asc';
  const take = page.limit + 1;
  const branches = branchesOf(list.time)
    .flatMap((branch) => narrowed(branch, list.hasTime))
    .filter((one) => after === undefined || placeOf(after, one) !== 'beyond');

  const hits = branches.map((branch) => {
    const query = sqlBuilder
      .selectFrom(table)
      .select(['seq', 'starts_s', 'ends_s', 'id'])
      .where((eb) =>
        eb.and([...list.conditions, ...branchConditions(dialect, eb, branch, after, list.descending)]),
      )
      .orderBy('starts_s', direction)
      .orderBy('ends_s', direction)
      .orderBy('id', direction)
      .limit(take);
    // A part of a union may not have an order of its own; a query over it may.
    return sqlBuilder.selectFrom(query.as('branch')).selectAll();
  });
  const [first, ...others] = hits;
  if (first === undefined) return { bodies: [], next: null };
  const union = others.reduce((left, right) => left.unionAll(right), first);

  const rows = yield* rowsOf(
    sqlBuilder
      .selectFrom(union.as('hit'))
      .innerJoin(table, `${table}.seq`, 'hit.seq')
      .select(['hit.starts_s', 'hit.ends_s', 'hit.id', `${table}.body`])
      .orderBy(sql`hit.starts_s = ${sql.lit(noBound)}`)
      .orderBy('hit.starts_s', direction)
      .orderBy('hit.ends_s', direction)
      .orderBy('hit.id', direction)
      .limit(take),
  );
  return pageOf(rows, page.limit, (row) => [row.starts_s, row.ends_s, row.id]);
}
