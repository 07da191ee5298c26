import { type Compilable, type Expression, type SqlBool, sql } from 'kysely';
import type { BoundingBox } from '../domain/condition.ts';
import type { EventFilter } from '../domain/filters/event.ts';
import { limits } from '../domain/limits.ts';
import { type PlacePrecision, PlacePrecisionTerms } from '../domain/place.ts';
import { boxAround, cellsAround, type PlaceCell, type Places } from '../domain/place-cells.ts';
import type { Dialect } from './engine.ts';
import { eventList } from './event.ts';
import { boundConditions } from './filters.ts';
import { firstOf, type Program, rowsOf } from './program.ts';
import { knownTimeConditions, timeConditions } from './time-conditions.ts';
import { boundsOf } from './time-relation.ts';

/** Counts matching events by the cells of a grid over their points. */

/** Counts events by the cells of the finest grid of which the box of the filter touches at most `most`. */
export function* eventPlaces(dialect: Dialect, filter: EventFilter, most: number): Program<Places> {
  const box = filter.bbox ?? (yield* extentOf(dialect, filter));
  const { bbox: _bbox, near: _near, ...elsewhere } = filter;
  const withoutPoint = yield* countWithoutPoint(dialect, elsewhere);
  if (box === null) return { cellDegrees: 360, bounds: null, total: 0, withoutPoint, cells: [] };
  const around = cellsAround(box, most);
  const rows = yield* rowsOf(cellsQuery(dialect, filter, around));
  const few = rows.filter(({ events }) => events <= limits.placeEventsMax);
  const named = few.length === 0 ? [] : yield* rowsOf(eventsQuery(dialect, filter, around, few));
  const events = Map.groupBy(named, cellName);
  const cells = rows.map((row) => placeCell(row, events.get(cellName(row)) ?? []));
  const total = cells.reduce((sum, { count }) => sum + count, 0);
  return { cellDegrees: 360 / around, bounds: boxAround(cells), total, withoutPoint, cells };
}

type CellPlace = { x: number; y: number };
const cellName = ({ x, y }: CellPlace) => `${x} ${y}`;

const pointColumns = { longitude: sql<number>`event.longitude`, latitude: sql<number>`event.latitude` };
const { longitude, latitude } = pointColumns;

function matching({ sql: builder }: Dialect, conditions: readonly Expression<SqlBool>[]) {
  return builder.selectFrom('event').where(({ and }) => and([...conditions]));
}

function conditionsOf(dialect: Dialect, filter: EventFilter): Expression<SqlBool>[] {
  const columns = boundsOf('event');
  return [
    ...boundConditions(eventList, dialect, filter),
    ...timeConditions(filter.time, columns),
    ...knownTimeConditions(filter.hasTime, columns),
  ];
}

const withPoint = (dialect: Dialect, filter: EventFilter) =>
  matching(dialect, [...conditionsOf(dialect, filter), sql<SqlBool>`${longitude} is not null`]);

/** The smallest box around the points of what matches that does not cross the antimeridian. */
function* extentOf(dialect: Dialect, filter: EventFilter): Program<BoundingBox | null> {
  const extent = yield* firstOf<{ [Side in keyof BoundingBox]: number | null }>(
    withPoint(dialect, filter).select(extremes),
  );
  return extent === undefined || extent.west === null ? null : (extent as BoundingBox);
}

const extremes = [
  sql<number>`min(${longitude})`.as('west'),
  sql<number>`min(${latitude})`.as('south'),
  sql<number>`max(${longitude})`.as('east'),
  sql<number>`max(${latitude})`.as('north'),
] as const;

function* countWithoutPoint(dialect: Dialect, filter: EventFilter): Program<number> {
  const conditions = [...conditionsOf(dialect, filter), sql<SqlBool>`${longitude} is null`];
  const counted = matching(dialect, conditions).select(({ fn }) => fn.countAll<number>().as('events'));
  return (yield* firstOf(counted))?.events ?? 0;
}

/** The cell of a point, as `columnOf` and `rowOf` of the domain have it: points on the last edge belong to the last cell. */
function cellAt(around: number) {
  const perDegree = sql.lit(around / 360);
  const at = (column: Expression<number>, from: number, cells: number) => {
    const cell = sql<number>`cast((${column} + ${sql.lit(from)}) * ${perDegree} as integer)`;
    const last = sql.lit(Math.max(cells, 1) - 1);
    return sql<number>`case when ${cell} > ${last} then ${last} else ${cell} end`;
  };
  return { x: at(longitude, 180, around), y: at(latitude, 90, around / 2) };
}

type Precisions = Record<PlacePrecision, number>;
type CellRow = CellPlace &
  BoundingBox &
  Precisions & { events: number; longitudes: number; latitudes: number; name: string; names: number };

const precisions = Object.keys(PlacePrecisionTerms.terms) as PlacePrecision[];

/** Counts by cell and name first, so that the name of the most events is known of each cell. */
function cellsQuery(dialect: Dialect, filter: EventFilter, around: number): Compilable<CellRow> {
  const { x, y } = cellAt(around);
  const ofPrecision = precisions.map((precision) =>
    sql<number>`count(*) filter (where coalesce(event.place_precision, 'unknown') = ${sql.lit(precision)})`.as(
      precision,
    ),
  );
  const named = withPoint(dialect, filter)
    .select([x.as('x'), y.as('y'), 'event.place_name as name', ...extremes, ...ofPrecision])
    .select(sql<number>`sum(${longitude})`.as('longitudes'))
    .select(sql<number>`sum(${latitude})`.as('latitudes'))
    .select(sql<number>`count(*)`.as('events'))
    .groupBy(['x', 'y', 'name']);
  const ranked = dialect.sql
    .selectFrom(named.as('named'))
    .selectAll()
    .select(
      sql<string>`first_value(name) over (partition by x, y order by events desc, name)`.as('commonest'),
    );
  const summed = ['longitudes', 'latitudes', 'events', ...precisions] as const;
  return dialect.sql
    .selectFrom(ranked.as('cell'))
    .select(({ fn }) => [
      'x',
      'y',
      fn.min<number>('west').as('west'),
      fn.min<number>('south').as('south'),
      fn.max<number>('east').as('east'),
      fn.max<number>('north').as('north'),
      fn.min<string>('commonest').as('name'),
      fn.countAll<number>().as('names'),
      ...summed.map((column) => fn.sum<number>(column).as(column)),
    ])
    .groupBy(['x', 'y'])
    .orderBy('events', 'desc')
    .orderBy('x')
    .orderBy('y') as Compilable<CellRow>;
}

type EventRow = CellPlace & { id: string; title: string };

/** Selects the events of cells that have few. */
function eventsQuery(
  dialect: Dialect,
  filter: EventFilter,
  around: number,
  cells: readonly CellPlace[],
): Compilable<EventRow> {
  const { x, y } = cellAt(around);
  const listed = sql.join(cells.map((cell) => sql`(${cell.x}, ${cell.y})`));
  return withPoint(dialect, filter)
    .select(['event.id', 'event.title', x.as('x'), y.as('y')])
    .where(sql<SqlBool>`(${x}, ${y}) in (values ${listed})`)
    .orderBy('event.starts_s')
    .orderBy('event.ends_s')
    .orderBy('event.id');
}

/** A mean is moved into the box of its points, which rounding may have put it beside. */
const meanOf = (sum: number, count: number, least: number, most: number) =>
  Math.min(Math.max(sum / count, least), most);

function placeCell(row: CellRow, events: readonly EventRow[]): PlaceCell {
  const { west, south, east, north, name, names, events: count } = row;
  return {
    count,
    center: {
      longitude: meanOf(row.longitudes, count, west, east),
      latitude: meanOf(row.latitudes, count, south, north),
    },
    bounds: { west, south, east, north },
    precisions: Object.fromEntries(precisions.map((each) => [each, row[each]])) as Precisions,
    name,
    nameCount: names,
    events: events.map(({ id, title }) => ({ id, title })),
  };
}
