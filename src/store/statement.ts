import type { Compilable, CompiledQuery, Insertable } from 'kysely';
import type { Sql } from './engine.ts';
import { batchesOf, type Program, rowsOf } from './program.ts';
import type { Tables } from './schema.ts';
import { padded } from './shape.ts';

/**
 * Statements whose text is composed once and filled with other values each time. Composing one costs more than
 * most take to run: in a write of many records it was two thirds of the time.
 */

/** Stands in a text's parameters for the value that comes in its place. */
class Slot {
  readonly at: number;
  constructor(at: number) {
    this.at = at;
  }
}

type Template = { query: CompiledQuery; slots: readonly (number | null)[] };

function templateOf(count: number, compose: (values: readonly never[]) => Compilable): Template {
  const slots = Array.from({ length: count }, (_, at) => new Slot(at));
  // What is to be bound is bound as it is, whatever it is: a slot goes where its value would.
  const query = compose(slots as readonly unknown[] as readonly never[]).compile();
  return { query, slots: query.parameters.map((value) => (value instanceof Slot ? value.at : null)) };
}

function filled({ query, slots }: Template, values: readonly unknown[]): CompiledQuery {
  const parameters = slots.map((at, index) => (at === null ? query.parameters[index] : values[at]));
  return { sql: query.sql, query: query.query, queryId: query.queryId, parameters };
}

/** Remembers by engine and by name. */
function remembered<Key>() {
  const known = new WeakMap<Sql, Map<Key, Template>>();
  return (sql: Sql, key: Key, make: () => Template): Template => {
    const own = known.get(sql) ?? new Map<Key, Template>();
    known.set(sql, own);
    const template = own.get(key) ?? make();
    own.set(key, template);
    return template;
  };
}

/** A statement over these values. What it is composed of may depend on nothing else. */
export function statement<const Values extends readonly (string | number | null)[], Row>(
  compose: (sql: Sql, ...values: Values) => Compilable<Row>,
): (sql: Sql, ...values: Values) => Compilable<Row> {
  const template = remembered<null>();
  return (sql, ...values) => {
    const own = template(sql, null, () =>
      templateOf(values.length, (slots) => compose(sql, ...(slots as readonly unknown[] as Values))),
    );
    return { compile: () => filled(own, values) as CompiledQuery<Row> };
  };
}

/** How many ids one statement binds at most: far below every engine's own limit. */
const idsMax = 512;

/**
 * A query over ids, however many. It may depend on nothing else. One text serves for all lists up to a power of two.
 */
export function byIds<Row>(compose: (sql: Sql, ids: readonly string[]) => Compilable<Row>) {
  const template = remembered<number>();
  return function* rowsByIds(sql: Sql, ids: readonly string[]): Program<Row[]> {
    const found: Row[] = [];
    for (const batch of batchesOf(ids, idsMax)) {
      const values = padded(batch);
      const size = values.length;
      const own = template(sql, size, () => templateOf(size, (slots) => compose(sql, slots)));
      const rows = yield* rowsOf<Row>({ compile: () => filled(own, values) as CompiledQuery<Row> });
      for (const row of rows) found.push(row);
    }
    return found;
  };
}

type Table = keyof Tables;
type RowText = { columns: readonly string[]; template: Template };
const insertTexts = new WeakMap<Sql, Map<string, RowText>>();
const updateTexts = new WeakMap<Sql, Map<string, RowText>>();

/** The text for rows of these columns: all rows of a table have the same, in the same order, nearly always. */
function textFor(
  texts: WeakMap<Sql, Map<string, RowText>>,
  sql: Sql,
  table: string,
  columns: readonly string[],
  make: () => Template,
): Template {
  const own = texts.get(sql) ?? new Map<string, RowText>();
  texts.set(sql, own);
  const known = own.get(table);
  const fits =
    known?.columns.length === columns.length && known.columns.every((name, at) => name === columns[at]);
  if (known !== undefined && fits) return known.template;
  const template = make();
  own.set(table, { columns, template });
  return template;
}

// Kysely cannot type a statement over a table that is chosen at run time: one stands for all of them below.

/** One statement a row: with SQLite, many rows in one statement take longer, not less. */
export function* insertRows<T extends Table>(
  sql: Sql,
  table: T,
  rows: readonly Insertable<Tables[T]>[],
): Program<void> {
  for (const row of rows) {
    const columns = Object.keys(row);
    const template = textFor(insertTexts, sql, table, columns, () =>
      templateOf(columns.length, (slots) =>
        sql
          .insertInto(table as 'event_tag')
          .values(Object.fromEntries(columns.map((name, at) => [name, slots[at]])) as never),
      ),
    );
    yield filled(template, Object.values(row));
  }
}

/** Gives the row that has this value in a column other values. */
export function* updateRow<T extends Table>(
  sql: Sql,
  table: T,
  [column, id]: readonly [column: 'id' | 'key', id: string],
  values: Partial<Insertable<Tables[T]>>,
): Program<void> {
  const columns = Object.keys(values);
  const template = textFor(updateTexts, sql, table, columns, () =>
    templateOf(columns.length + 1, (slots) =>
      sql
        .updateTable(table as 'event')
        .set(Object.fromEntries(columns.map((name, at) => [name, slots[at]])))
        .where(column as 'id', '=', slots[columns.length] as never),
    ),
  );
  yield filled(template, [...Object.values(values), id]);
}
