import { type Expression, expressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { TimeCondition } from '../domain/condition.ts';
import { joinedOctets } from '../domain/json-octets.ts';
import type { PageRequest, SortKey, TimeOrder } from '../domain/query.ts';
import type { Page } from '../domain/store.ts';
import { affiliates } from './affiliates.ts';
import type { Dialect, TimedTable } from './engine.ts';
import { sortKey } from './keyset.ts';
import { partRelation } from './part-relation.ts';
import type { PartSlots, PartValues, Shape } from './part-shape.ts';
import { hasReach, type Part, type Range, rangeAfter, type TimeKey } from './parts.ts';
import { lasting, type Program, rowsOf } from './program.ts';
import type { Tables } from './schema.ts';
import {
  afterIn,
  type OrderedPart,
  orderedParts,
  sectionedKey,
  sectionedKeyShape,
  timeKeyShape,
} from './sections.ts';
import { composed, filledUp, runnable } from './shape.ts';
import type { Slots, Value } from './slots.ts';
import { hasCalendar, windowValues } from './time-relation.ts';
import { type ClassSet, classesIn, classSet, dayClass, noBound, spanClasses } from './timeline.ts';
import type { LinkTable, Way } from './way.ts';
import { whole } from './whole.ts';

/** Lists in order of time that touch only rows near the window asked for. */

/** What is asked of a list; `V` is what its own conditions are made of. */
type Asked<V> = {
  /** null: rows are found by whatever the conditions allow, and put in order afterwards. */
  way: Way | null;
  filter: V;
  time?: TimeCondition | undefined;
  /** Only rows with some known bound, or only those with none. */
  hasTime?: boolean | undefined;
  sort: TimeOrder;
};

type Row = { seq: number };

const eb = expressionBuilder<Tables, 'event'>();
const condition = sql<SqlBool>;

const constants = (rows: readonly (readonly Expression<unknown>[])[]) =>
  sql`(values ${sql.join(rows.map((row) => sql`(${sql.join(row)})`))})`;

/**
 * What the rows are looked up by, one constant after the other. SQLite goes through each range in the order of its
 * index, and leaves it at the first row that the page has no room for. (As a union of selects, each with an order
 * and a limit of its own, the same ranges took three to twenty times as long.)
 */
function lookedUpBy(
  dialect: Dialect,
  { reach, descending }: Shape,
  values: PartSlots,
): RawBuilder<unknown>[] {
  const { way } = values;
  const found: RawBuilder<unknown>[] = [];
  if (values.affiliates) {
    found.push(sql`(select id as column1 from (${affiliates(dialect.sql, way)}) as side) as way`);
  } else if (way.length > 1) {
    found.push(sql`${constants(way.map((value) => [value]))} as way`);
  }
  const classes = reach === null ? [] : classesIn(reach);
  if (classes.length > 1) {
    // The longest begin first: once they have filled the page, what the shorter ones have is known to come later.
    const inOrder = descending ? classes : classes.reverse();
    const rows = inOrder.map(({ spanClass, seconds }) => [sql.lit(spanClass), sql.lit(seconds)]);
    found.push(sql`${constants(rows)} as reach`);
  }
  return found;
}

/** One class is said as a constant: its rows are then in the order of the list as they stand in the index. */
function reachOf(reach: ClassSet): { spanClass: Expression<number>; seconds: Expression<number> } {
  const [first, ...others] = classesIn(reach);
  return first !== undefined && others.length === 0
    ? { spanClass: sql.lit(first.spanClass), seconds: sql.lit(first.seconds) }
    : { spanClass: sql.ref('reach.column1'), seconds: sql.ref('reach.column2') };
}

function wayConditions(
  { column, also: second, reach }: Shape,
  { way, also, affiliates: sides }: PartSlots,
): Expression<SqlBool>[] {
  const found: Expression<SqlBool>[] = [];
  if (second !== null && also !== undefined) {
    found.push(condition`${sql.ref(second)} in (${sql.join(also)})`);
  }
  if (column !== null) {
    const value = sides || way.length > 1 ? sql`way.column1` : sql`${way[0]}`;
    found.push(condition`${sql.ref(column)} = ${value}`);
  }
  if (reach !== null) found.push(condition`span_class = ${reachOf(reach).spanClass}`);
  // Said as the indexes of longer spans say it: only then can they be used.
  if (reach !== null && column !== null) found.push(condition`span_class > ${sql.lit(dayClass)}`);
  return found;
}

const beforeAllEnds = -noBound;

/** The range without what is too short to reach to the window: of each class, what starts before its first start. */
function reachingRange(reach: ClassSet, descending: boolean, { after, until, endsFrom }: PartSlots) {
  const first = sql<number>`${endsFrom} - ${reachOf(reach).seconds} + 1`;
  const later = (start: Expression<number>) =>
    sql<number>`case when ${start} < ${first} then ${first} else ${start} end`;
  if (descending) return { after, until: later(until) };
  const [starts, ends, id] = after;
  const reset = (key: Expression<unknown>, begin: number | string) =>
    sql`case when ${starts} < ${first} then ${sql.lit(begin)} else ${key} end`;
  return { after: [later(starts), reset(ends, beforeAllEnds), reset(id, '')], until };
}

/** Many records have no known start (few claims are dated), so a filter that names a few is the better way in. */
const startlessShare = 0.5;

function rangeConditions(
  dialect: Dialect,
  shape: Shape,
  values: PartSlots,
  idColumn: Expression<unknown>,
): Expression<SqlBool>[] {
  const { descending, known } = shape;
  const [, ends, id] = values.after;
  const follows = sql.raw(descending ? '<' : '>');
  const within = sql.raw(descending ? '>=' : '<=');
  if (!known) {
    // They are equal in their start, so that within them the end and the id make the order.
    return [
      dialect.common(eb('starts_s', '=', sql.lit(noBound)), startlessShare),
      condition`(ends_s, ${idColumn}) ${follows} (${ends}, ${id})`,
      condition`ends_s ${within} ${values.until}`,
    ];
  }
  const { after, until } = shape.reach === null ? values : reachingRange(shape.reach, descending, values);
  return [
    condition`(starts_s, ends_s, ${idColumn}) ${follows} (${sql.join(after)})`,
    condition`starts_s ${within} ${until}`,
    ...(values.endsFrom === undefined ? [] : [condition`ends_s >= ${values.endsFrom}`]),
    ...(values.endsTo === undefined ? [] : [condition`ends_s <= ${values.endsTo}`]),
  ];
}

function partQuery(
  dialect: Dialect,
  table: TimedTable,
  shape: Shape,
  values: PartSlots,
  filter: readonly Expression<SqlBool>[],
) {
  const { link } = shape;
  const held = link?.table ?? table;
  const id = sql.ref(`${held}.${link?.id ?? 'id'}`);
  const seq = sql.ref(`${held}.${link?.seq ?? 'seq'}`);
  const from = sql.join([...lookedUpBy(dialect, shape, values), sql.table(held)], sql` cross join `);
  const conditions = [
    ...wayConditions(shape, values),
    ...rangeConditions(dialect, shape, values, id),
    ...partRelation(table, shape, values),
    ...filter,
  ];
  const direction = sql.raw(shape.descending ? 'desc' : 'asc');
  const select = sql.raw(
    link !== null && (link.repeats || values.way.length > 1) ? 'select distinct' : 'select',
  );
  const rows = sql<Row>`${select} ${seq} as seq
    from ${from} where ${sql.join(conditions, sql` and `)}
    order by starts_s ${direction}, ends_s ${direction}, ${id} ${direction}
    limit ${values.take} + 0`;
  return runnable(dialect.sql, rows);
}

/** A statement for each length would be many: pages of the usual lengths, and others up to the next of these. */
const lengthStep = 5;
/** Where no row is. */
const nowhere = -noBound;

const stepped = (seqs: readonly number[]) =>
  filledUp(seqs, Math.ceil(seqs.length / lengthStep) * lengthStep, nowhere);

/** Reads the bodies of a page once its rows are known, and the sort key of the last one; `found` has one more where more follow. */
function pageOfTable(table: TimedTable) {
  const queryOf = composed<null, { seqs: readonly number[]; last: number }, Found>(
    (dialect, _shape, { seqs, last }) => {
      const bodies = dialect.joinedBodies(table, seqs);
      return runnable(
        dialect.sql,
        sql<Found>`select starts_s, ends_s, id, ${bodies} as data from ${sql.table(table)} where seq = ${last}`,
      );
    },
  );
  return function* (
    dialect: Dialect,
    found: readonly Placed[],
    limit: number,
    sort: TimeOrder,
  ): Program<Page> {
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const seqs = stepped(shown.map(({ seq }) => seq));
    const [row] = last === undefined ? [] : yield* rowsOf(queryOf(dialect, null, { seqs, last: last.seq }));
    if (row === undefined || last === undefined) return { data: joinedOctets([]), next: null };
    const key = sectionedKey(last.section, [row.starts_s, row.ends_s, row.id], sort);
    return { data: whole(row.data), next: found.length > limit ? key : null };
  };
}

/** A row that was found, and the section of the order that it stands in. */
type Placed = Row & { section: number };
type Found = { starts_s: number; ends_s: number; id: string; data: Buffer };

/** Which classes of spans a table has. */
const classesQuery = composed<{ table: TimedTable }, Record<never, never>, { spanClass: number }>(
  (dialect, { table }) =>
    lasting(
      runnable(
        dialect.sql,
        sql`select column1 as ${sql.ref('spanClass')}
          from ${constants(spanClasses.map(({ spanClass }) => [sql.lit(spanClass)]))} as class
          where exists (select 1 from ${sql.table(table)} where span_class = class.column1)`,
      ),
    ),
);

function* classesOf(dialect: Dialect, table: TimedTable): Program<ClassSet> {
  return classSet(yield* rowsOf(classesQuery(dialect, { table }, {})));
}

/** The ranges of parts say all of what surely lies in one window, and of what may lie in it, if it has no gaps. */
const isInRanges = (time: TimeCondition) => time.match === 'certain' && !hasCalendar(time);

function partValues(
  { way, filter, time }: Asked<Value>,
  { endsFrom, endsTo }: Part,
  { after, until }: Range,
  take: number,
): PartValues {
  return {
    filter,
    way: way?.values ?? [],
    also: way?.also?.values,
    affiliates: way?.affiliates === true,
    after,
    until,
    endsFrom,
    endsTo,
    window: time === undefined || isInRanges(time) ? undefined : windowValues(time),
    take,
  };
}

/**
 * A list in order of time.
 * @param conditions what its filter means; must depend on nothing but what it is given
 */
export function timedList<V extends Value>(
  table: TimedTable,
  conditions: (
    dialect: Dialect,
    filter: Slots<V>,
    table: TimedTable | LinkTable,
  ) => readonly Expression<SqlBool>[],
): (dialect: Dialect, asked: Asked<V>, page: PageRequest) => Program<Page> {
  const queryOf = composed<Shape, PartValues, Row>((dialect, shape, values) =>
    // What the filter of `asked` is, its slots are: the types cannot follow that far down.
    partQuery(
      dialect,
      table,
      shape,
      values,
      conditions(dialect, values.filter as Slots<V>, shape.link?.table ?? table),
    ),
  );
  const pageQuery = pageOfTable(table);
  return function* (dialect, asked, page) {
    const { way, time, sort } = asked;
    const after = page.after === undefined ? undefined : placeAfter(page.after, sort);
    // A link's rows that began before the window are few enough to be gone through: they stand in an index, and thin.
    const isOwn = way !== null && way.link === undefined;
    const classes = !isOwn ? null : hasReach(time) ? yield* classesOf(dialect, table) : 0;
    const reach = { classes, shortByStart: way?.column !== undefined };
    const found: Placed[] = [];
    for (const ordered of orderedParts(asked, reach)) {
      const { part, descending, section } = ordered;
      const from = afterIn(section, after);
      const range =
        from === 'nothing' ? null : rangeAfter(part, from === 'beginning' ? undefined : from, descending);
      const take = page.limit + 1 - found.length;
      if (range === null || take === 0) continue;
      const values = partValues(asked, part, range, take);
      const rows = yield* rowsOf(queryOf(dialect, shapeOf(asked, ordered), values));
      found.push(...rows.map(({ seq }) => ({ seq, section })));
    }
    return yield* pageQuery(dialect, found, page.limit, sort);
  };
}

/** What names the statement of a part. */
function shapeOf<V>({ way, time }: Asked<V>, { part, descending, begins }: OrderedPart): Shape {
  const relation = time === undefined || isInRanges(time) ? null : time.match;
  return {
    descending,
    column: way?.column ?? null,
    link: way?.link ?? null,
    also: way?.also?.column ?? null,
    known: part.known,
    reach: part.reach ?? null,
    lasting: part.lasting === true,
    relation,
    isWithinRanges: relation === 'possible' && time !== undefined && !hasCalendar(time),
    begins,
  };
}

function placeAfter(after: SortKey, sort: TimeOrder): { section: number; key: TimeKey } {
  if (sort !== 'in_window') return { section: 0, key: sortKey(after, timeKeyShape) };
  const [section, ...key] = sortKey(after, sectionedKeyShape);
  return { section, key };
}
