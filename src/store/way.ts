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
  /** The index by which links are found; the name of the table where that is its primary key. */
  index: string;
};

export type LinkTable =
  | 'event_participant'
  | 'event_tag'
  | 'event_point'
  | 'claim_event'
  | 'claim_actor'
  | 'claim_source';

/** A way that leads to the records themselves, so that they can be held against further conditions. */
export const ownWay = (way: Way | null): Way | null => (way?.link === undefined ? way : null);
