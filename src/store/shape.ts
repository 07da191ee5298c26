import {
  type Compilable,
  type CompiledQuery,
  type Expression,
  type RawBuilder,
  sql,
  ValueNode,
} from 'kysely';
import type { Dialect, Sql } from './engine.ts';
import type { Slots, Value } from './slots.ts';

/**
 * Statements composed once for each shape of a query. Composing costs hundreds of microseconds, more than most
 * statements take to run; what a repeated shape costs is finding it and binding its values. What composes sees
 * the shape and slots in place of values, never a value itself, so that one text is right for all values.
 */

/** Stands in a composed query for a value that each run of it binds. */
class Slot<T> implements Expression<T> {
  readonly index: number;

  constructor(index: number) {
    this.index = index;
  }

  get expressionType(): T | undefined {
    return undefined;
  }

  toOperationNode(): ValueNode {
    return ValueNode.create(this);
  }
}

const isBound = (value: Value): value is string | number =>
  typeof value === 'string' || typeof value === 'number';

/** Writes the values one after the other, and says how they are nested. */
function flattened(value: Value, into: (string | number)[]): string {
  if (isBound(value)) {
    into.push(value);
    return '?';
  }
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) {
    if (value.every(isBound)) {
      // One list is as another where all of its entries are bound: its length says enough.
      for (const entry of value) into.push(entry);
      return `[${value.length}]`;
    }
    let text = '[';
    for (const entry of value) text += flattened(entry, into);
    return `${text}]`;
  }
  const named = value as { readonly [name: string]: Value };
  let text = '{';
  // Half of what a page costs beside its statements is this walk: `Object.entries` would make it three times that.
  for (const name in named) {
    const entry = named[name];
    if (entry !== undefined) text += `${name}:${flattened(entry, into)},`;
  }
  return `${text}}`;
}

type Leaf = (value: string | number) => Expression<unknown>;

/** The same nesting with something else for each value, in the order in which `flattened` writes them. */
function replaced(value: Value, leaf: Leaf): unknown {
  if (typeof value === 'string' || typeof value === 'number') return leaf(value);
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((entry) => replaced(entry, leaf));
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(entries.map(([name, entry]) => [name, replaced(entry, leaf)]));
}

/** Values as they are, for a query that is composed for one run. */
export const bound = <V extends Value>(values: V) => replaced(values, (value) => sql.val(value)) as Slots<V>;

/** Shapes that people ask for are few; a client that makes up ever new ones must not fill the memory. */
const shapesMax = 500;

/**
 * A query that is composed once for each shape: plain data that says how it is built, and how its values are nested.
 * @param compose must depend on nothing but what it is given
 */
export function composed<Shape, V extends { readonly [K in keyof V]: Value }, Row>(
  compose: (
    dialect: Dialect,
    shape: Shape,
    slots: { readonly [K in keyof V]: Slots<V[K]> },
  ) => Compilable<Row>,
): (dialect: Dialect, shape: Shape, values: V) => Compilable<Row> {
  const byDialect = new WeakMap<Dialect, Map<string, CompiledQuery<Row>>>();
  return (dialect, shape, values) => {
    const known = byDialect.get(dialect) ?? new Map<string, CompiledQuery<Row>>();
    if (known.size === 0) byDialect.set(dialect, known);
    const flat: (string | number)[] = [];
    const key = JSON.stringify(shape) + flattened(values, flat);
    let template = known.get(key);
    if (template === undefined) {
      let next = 0;
      const slots = replaced(values, () => new Slot(next++)) as { readonly [K in keyof V]: Slots<V[K]> };
      template = compose(dialect, shape, slots).compile();
      if (known.size >= shapesMax) known.clear();
      known.set(key, template);
    }
    const query = filled(template, flat);
    return { compile: () => query };
  };
}

/** The query with these values in the place of its slots. */
function filled<Row>(template: CompiledQuery<Row>, values: readonly unknown[]): CompiledQuery<Row> {
  if (template.parameters.length === 0) return template;
  const parameters = template.parameters.map((part) => (part instanceof Slot ? values[part.index] : part));
  return { query: template.query, queryId: template.queryId, sql: template.sql, parameters };
}

/** A piece of raw SQL as a query of its own. */
export function runnable<Row>(builder: Sql, query: RawBuilder<Row>): Compilable<Row> {
  return { compile: () => query.compile(builder) };
}

/**
 * A list of values with its last one repeated up to the next power of two: `in` does not mind, and lists of
 * nearly any length share a few shapes.
 */
export function padded<T extends string | number>(values: readonly T[]): readonly T[] {
  const last = values.at(-1);
  return last === undefined ? values : filledUp(values, 2 ** Math.ceil(Math.log2(values.length)), last);
}

/** A list of values with so many more of another at its end that it has this length. */
export function filledUp<T>(values: readonly T[], length: number, filler: T): readonly T[] {
  return values.length === length ? values : [...values, ...Array<T>(length - values.length).fill(filler)];
}
