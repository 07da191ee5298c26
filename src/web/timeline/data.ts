import { type Address, axisZone, filterQuery } from '../state/address.ts';
import { claimline, collect } from '../state/api.ts';
import { type Resource, useResource } from '../state/resource.ts';
import type { Event, EventQuery } from '../state/schemas.ts';
import { boundSpan, type Span, spanOf, windowText } from '../time/bounds.ts';
import type { Bucket } from './bars.tsx';
import { choiceOf } from './choice.ts';

/** What the timeline asks the API for: counts first, and events once few enough are in view. */

/** As many events as can be told apart on a screen. */
const mostEvents = 300;
/**
 * Where more than that may lie in view, those that lie in it whole are drawn while they are no more than this: long and
 * open events may lie in every view, however short, and would leave it to counts for ever.
 */
const mostWithin = 240;
const pageSize = 200;

type Counts = { possible: number; underWay: number; certain: number };
export type Overview = {
  buckets: readonly Bucket[];
  extent: Span | undefined;
  total: Counts;
  unplaced: number;
};

/** Everything that the filters leave, over all of time. */
export function useOverview(address: Address): Resource<Overview> {
  const filters = filterQuery(address);
  return useResource(
    JSON.stringify(filters),
    async (signal) => {
      const { buckets, total, unplaced } = await claimline.getTimeline({
        ...filters,
        ...axisZone(address),
        signal,
      });
      const start = boundSpan(buckets[0]?.start ?? '')?.start;
      const end = boundSpan(buckets.at(-1)?.end ?? '')?.end;
      const extent = start === undefined || end === undefined ? undefined : { start, end };
      return { buckets, extent, total, unplaced };
    },
    { keep: true },
  );
}

/** Events that are not drawn: how many, and those of them that came with the rest. */
export type Undrawn = {
  count: number;
  first: readonly Event[];
  /** What the list that has them is asked with, where its next page begins, and what is drawn of it. */
  query: EventQuery;
  cursor: string | undefined;
  drawn: ReadonlySet<string>;
};

/** What is drawn of a view. */
export type Content =
  | {
      kind: 'events';
      events: readonly Event[];
      /** Where there are too many to draw all: those to draw of what is longer than the view. */
      longer: readonly Event[];
      /** How many more reach beyond the view, and are not drawn. */
      beyond: number;
    }
  | { kind: 'buckets'; buckets: readonly Bucket[] };

export type InView = {
  content: Content;
  count: number;
  counts: Counts | undefined;
  /** Those that are drawn. */
  events: readonly Event[];
  /** Those that reach beyond the view and are not drawn. */
  beyond: Undrawn | undefined;
};

/** What lies in a view: its events, or how many there are at each time of it. */
export function useInView(address: Address, view: Span | undefined, overview: Overview | undefined) {
  const query = view === undefined ? undefined : viewQuery(address, view);
  const small = overview !== undefined && overview.total.possible <= mostEvents;
  const ready = query !== undefined && overview !== undefined;
  return useResource<InView | undefined>(
    ready ? JSON.stringify([query, small]) : '',
    async (signal) => {
      if (query === undefined || overview === undefined) return undefined;
      return small ? allOf(query, undefined, signal) : inViewOf(query, signal);
    },
    { keep: true },
  );
}

export const viewQuery = (address: Address, view: Span) => ({
  ...filterQuery(address),
  ...windowText(view),
  ...axisZone(address),
  match: address.match,
});
type ViewQuery = ReturnType<typeof viewQuery>;

async function inViewOf(query: ViewQuery, signal: AbortSignal): Promise<InView> {
  const { match, ...window } = query;
  const { buckets, total } = await claimline.getTimeline({ ...window, signal });
  if (total[match] <= mostEvents) return allOf(query, total, signal);
  const counted = (counts: Counts): InView => ({
    content: { kind: 'buckets', buckets },
    count: counts[match],
    counts,
    events: [],
    beyond: undefined,
  });
  // The timeline counts whole days; how many lie in a part of one, the list alone can tell.
  const partOfDay = query.from.includes('T');
  if (!partOfDay && (match === 'certain' || total.certain > mostWithin)) return counted(total);
  return latestOf(query, counted, signal);
}

/** What a view holds in which more may lie than can be drawn: those that lie in it whole, and the nearest of the others. */
async function latestOf(
  query: ViewQuery,
  counted: (counts: Counts) => InView,
  signal: AbortSignal,
): Promise<InView> {
  const listed: EventQuery = { ...query, hasTime: true, sort: 'time_desc', limit: pageSize };
  const { data, page } = await claimline.listEvents({ ...listed, count: 'exact', signal });
  const { possible = 0, underWay = 0, certain = 0 } = page.count ?? {};
  const counts = { possible, underWay, certain };
  const count = counts[query.match];
  if (count <= mostEvents) return allOf(query, counts, signal);
  if (query.match === 'certain' || counts.certain > mostWithin) return counted(counts);
  const view = { start: boundSpan(query.from)?.start ?? 0, end: boundSpan(query.to)?.end ?? 0 };
  const { within, longer } = choiceOf(await candidates(query, data, view, signal), view, mostEvents);
  const events = [...within, ...longer];
  const drawn = new Set(events.map(({ id }) => id));
  return {
    content: { kind: 'events', events: within, longer, beyond: count - drawn.size },
    count,
    counts,
    events,
    beyond: {
      count: count - drawn.size,
      first: data.filter(({ id }) => !drawn.has(id)),
      query: listed,
      cursor: page.nextCursor ?? undefined,
      drawn,
    },
  };
}

/**
 * What may be drawn, from the latest that begin before the view ends. Where so many begin in it that these are no more
 * than a part of them, as on the first day of a year of which many events have no more than the year, those that lie
 * in it whole come first.
 */
async function candidates(
  query: ViewQuery,
  latest: readonly Event[],
  { start }: Span,
  signal: AbortSignal,
): Promise<Event[]> {
  const last = latest.at(-1)?.time ?? null;
  if (last === null || spanOf(last).start < start) return [...latest];
  const pages = claimline.pages.listEvents({ ...query, match: 'certain', limit: pageSize, signal });
  const { records } = await collect(pages, mostWithin);
  const whole = new Set(records.map(({ id }) => id));
  return [...records, ...latest.filter(({ id }) => !whole.has(id))];
}

async function allOf(query: ViewQuery, counts: Counts | undefined, signal: AbortSignal): Promise<InView> {
  const pages = claimline.pages.listEvents({ ...query, sort: 'time', limit: pageSize, signal });
  const events = (await collect(pages, mostEvents)).records;
  return {
    content: { kind: 'events', events, longer: [], beyond: 0 },
    count: events.length,
    counts,
    events,
    beyond: undefined,
  };
}

/** Those of whose time nothing is known: no drawing can show them. */
export const unplacedOf = (address: Address, count: number): Undrawn => ({
  count,
  first: [],
  query: { ...filterQuery(address), hasTime: false, limit: 50 },
  cursor: undefined,
  drawn: new Set(),
});

/** The next page of what is not drawn, without what is. */
export async function moreUndrawn(
  { query, drawn }: Undrawn,
  cursor: string | undefined,
): Promise<{ events: Event[]; cursor: string | undefined }> {
  const { data, page } = await claimline.listEvents({
    ...query,
    ...(cursor === undefined ? {} : { cursor }),
  });
  return { events: data.filter(({ id }) => !drawn.has(id)), cursor: page.nextCursor ?? undefined };
}
