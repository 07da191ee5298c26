/**
 * The way in to the rows of a list: these values of a column of which an index keeps the rows in the list's order;
 * without a column, all rows. A page then costs the same however many rows there are.
 */
export type Way = {
  column?: string;
  values?: readonly string[];
  /** Whether the values are actors that stand for everybody on their side. */
  affiliates?: boolean;
};

/** Each value is a range of the index for itself, in every class of spans: what is asked by more is not quick. */
const wayValuesMax = 10;

/**
 * The way that a filter leaves open, decided by its shape alone; null where no index has its rows in order. One
 * condition may narrow the rows, since a second one would have to be looked for among all that meet the first.
 * @param columns the conditions that ways are for, each with the column that it is about
 */
export function wayFor<F extends { [K in keyof F]: unknown }>(
  filter: F,
  columns: { readonly [K in keyof F]?: string },
): Way | null {
  const asked = (Object.keys(filter) as (keyof F)[]).filter((name) => filter[name] !== undefined);
  const [name, ...others] = asked;
  if (name === undefined) return {};
  if (others.length > 0) return null;
  const values: unknown = filter[name];
  // What is contested has an index of its own; what is not is nearly everything, or nothing.
  if (name === 'contested') return values === true ? {} : null;
  const column = columns[name];
  if (column === undefined || !Array.isArray(values)) return null;
  const distinct = [...new Set(values as readonly string[])];
  return distinct.length === 0 || distinct.length > wayValuesMax ? null : { column, values: distinct };
}
