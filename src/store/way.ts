/**
 * The way in to the rows of a list: these values of a column of which an index keeps the rows in the list's order;
 * without a column, all rows. A page then costs the same however many rows there are.
 */
export type Way = {
  column?: string;
  /** The table that the column is of, where it is not the records' own. */
  link?: Link;
  /** What the link has to be beside. */
  also?: { column: string; values: readonly string[] };
  values?: readonly string[];
  /** Whether the values are actors that stand for everybody on their side. */
  affiliates?: boolean;
};

/** A table that links records to something else, with their times: in their order, or few enough to be put in it. */
export type Link = {
  table: LinkTable;
  /** What records are linked to; none of points, which conditions of the filter find. */
  column?: string;
  /** What names the record, and says its place. */
  id: 'event_id' | 'claim_id';
  seq: 'event_seq' | 'claim_seq' | 'id';
  /** Whether a record may be linked to the same thing more than once. */
  repeats: boolean;
};

export type LinkTable =
  | 'event_participant'
  | 'event_tag'
  | 'event_point'
  | 'claim_event'
  | 'claim_actor'
  | 'evidence';

/** Each value is a range of the index for itself, in every class of spans: what is asked by more is not quick. */
const wayValuesMax = 10;

/**
 * The way that a filter leaves open, decided by its shape alone; null where no index has its rows in order. One
 * condition may narrow the rows, since a second one would have to be looked for among all that meet the first.
 * @param columns the conditions that ways are for, each with the column, or the link, that it is about
 */
export function wayFor<F extends { [K in keyof F]: unknown }>(
  filter: F,
  columns: { readonly [K in keyof F]?: string | Link | undefined },
): Way | null {
  let name: keyof F | undefined;
  for (const each in filter) {
    if (filter[each] === undefined) continue;
    if (name !== undefined) return null;
    name = each;
  }
  if (name === undefined) return {};
  const values: unknown = filter[name];
  // What is contested has an index of its own; what is not is nearly everything, or nothing.
  if (name === 'contested') return values === true ? {} : null;
  const to: string | Link | undefined = columns[name];
  if (to === undefined) return null;
  const link = typeof to === 'string' ? {} : { link: to };
  const column = typeof to === 'string' ? to : to.column;
  if (column === undefined) return link;
  if (!Array.isArray(values)) return null;
  const distinct = [...new Set(values as readonly string[])];
  return distinct.length === 0 || distinct.length > wayValuesMax
    ? null
    : { ...link, column, values: distinct };
}

/** A way that leads to the records themselves, so that they can be held against further conditions. */
export const ownWay = (way: Way | null): Way | null => (way?.link === undefined ? way : null);
