import { useRef } from 'preact/hooks';
import { type Address, axisZone, filterQuery, noFilters } from '../state/address.ts';
import { claimline } from '../state/api.ts';
import { collect } from '../state/records.ts';
import { type Key, type Resource, useResource } from '../state/resource.ts';
import type { Event, EventQuery } from '../state/schemas.ts';
import { boundSpan, type Span, spanOf, windowText } from '../time/bounds.ts';
import type { Bucket } from './bars.tsx';
import { choiceOf } from './choice.ts';

/** Fetches the data of the timeline: counts first, and events once few enough are in view. */

/** Most events that can be told apart on a screen. */
const mostEvents = 300;
/**
 * If more events than that reach into a view, events are still drawn as long as no more than this lie wholly in it.
 * Otherwise long and open events, which reach into every view, would leave only counts at every zoom.
 */
const mostWithin = 240;
const pageSize = 200;

type Counts = { possible: number; underWay: number; certain: number };
export type Overview = {
  /** The filters that were asked with, as `filtersKey` writes them. */
  filters: string;
  buckets: readonly Bucket[];
  extent: Span | undefined;
  total: Counts;
  unplaced: number;
};

export const filtersKey = (address: Address): string => JSON.stringify(filterQuery(address));

/** Fetches the counts of all events that pass the filters, over all of time. */
export function useOverview(address: Address): Resource<Overview> {
  const filters = filtersKey(address);
  return useResource(['overview', filters], (signal) => overviewOf(filters, address, signal), { keep: true });
}

/**
 * Returns the time that the data spans without filters, which limits how far a view may go. Without filters it comes
 * from the overview and needs no request.
 */
export function useExtent(address: Address, overview: Overview | undefined): Span | undefined {
  const known = useRef<{ key: string; extent: Span | undefined } | undefined>(undefined);
  const all = { filters: { ...noFilters, datasetId: address.filters.datasetId } };
  const key = JSON.stringify(filterQuery(all));
  if (overview?.filters === key) known.current = { key, extent: overview.extent };
  const isAsked = known.current?.key !== key && key !== filtersKey(address);
  const { value } = useResource(isAsked ? ['overview', key] : undefined, (signal) =>
    overviewOf(key, { ...address, ...all }, signal),
  );
  if (value !== undefined) known.current = { key, extent: value.extent };
  return known.current?.key === key ? known.current.extent : undefined;
}

async function overviewOf(filters: string, address: Address, signal: AbortSignal): Promise<Overview> {
  const query = { ...filterQuery(address), ...axisZone(address) };
  const { unplaced, ...counted } = await claimline.getTimeline({ ...query, signal });
  // Events of unknown time may lie in every bucket, and the API counts them in each.
  const placed = <T extends Counts>(counts: T): T => ({ ...counts, possible: counts.possible - unplaced });
  const [buckets, total] = [counted.buckets.map(placed), placed(counted.total)];
  const start = boundSpan(buckets[0]?.start ?? '')?.start;
  const end = boundSpan(buckets.at(-1)?.end ?? '')?.end;
  const extent = start === undefined || end === undefined ? undefined : { start, end };
  return { filters, buckets, extent, total, unplaced };
}

/** The content of the drawing: events, or counts if there are too many. */
export type Content =
  | {
      kind: 'events';
      events: readonly Event[];
      /** Events longer than the view that are drawn below the others, if there are too many to draw all. */
      longer: readonly Event[];
      /** Number of further events that reach beyond the view and are not drawn. */
      beyond: number;
    }
  | { kind: 'buckets'; buckets: readonly Bucket[] };

export type InView = {
  /** The query that was asked. */
  query: ViewQuery;
  content: Content;
  count: number;
  counts: Counts | undefined;
};

/**
 * Fetches the events in a view, or their counts if there are too many. The overview has the counts of a view of
 * everything.
 *
 * @param query undefined until it is known
 * @param overview undefined until it has loaded for the filters of the query
 * @param isOfAll if the query is for everything that the overview counts
 */
export function useInView(
  query: ViewQuery | undefined,
  overview: Overview | undefined,
  isOfAll: boolean,
): Resource<InView | undefined> {
  const small = overview !== undefined && isSmall(overview);
  const counted = isOfAll && query && overview && countsOfAll(query, overview);
  const last = useRef<Key>(undefined);
  if (query !== undefined) last.current = ['in view', query, small];
  const fetched = useResource<InView | undefined>(
    counted ? undefined : last.current,
    async (signal) => {
      if (query === undefined) return undefined;
      return small ? allOf(query, undefined, signal) : inViewOf(query, signal);
    },
    { keep: true },
  );
  const value = useLatest(counted || undefined, fetched.value);
  return counted ? { ...fetched, value, failure: undefined, waiting: 'no' } : { ...fetched, value };
}

/** Returns what is counted, else what was fetched or counted last. */
function useLatest(counted: InView | undefined, fetched: InView | undefined): InView | undefined {
  const before = useRef<{ fetched: InView | undefined; value: InView | undefined }>(undefined);
  const isNew = fetched !== undefined && fetched !== before.current?.fetched;
  const value = counted ?? (isNew ? fetched : before.current?.value);
  before.current = { fetched, value };
  return value;
}

export const isSmall = ({ total }: Overview): boolean => total.possible <= mostEvents;

/** Returns the counts of everything; undefined if all events can be drawn, or those that certainly lie in view. */
function countsOfAll(query: ViewQuery, { total, buckets }: Overview): InView | undefined {
  const count = total[query.match];
  if (count <= mostEvents || (query.match === 'possible' && total.certain <= mostWithin)) return undefined;
  return { query, content: { kind: 'buckets', buckets }, count, counts: total };
}

/** Returns the query for a view. It leaves out events of unknown time, which have a list of their own. */
export const viewQuery = (address: Address, view: Span) => ({
  ...filterQuery(address),
  ...windowText(view),
  ...axisZone(address),
  match: address.match,
  hasTime: true,
});
export type ViewQuery = ReturnType<typeof viewQuery>;

/** Tells if an address has no window, so that its view is of everything. */
export const isOfAll = ({ from, to }: Address): boolean => from === undefined && to === undefined;

/** Returns the query for the list of a view. That for everything is known before the view is. */
export function listQuery(address: Address, query: ViewQuery | undefined): EventQuery | undefined {
  if (!isOfAll(address) || address.match !== 'possible') return query;
  return { ...filterQuery(address), hasTime: true };
}

/**
 * Relation of the shown data to the view: `current` if it answers the view's query, `moved` if it has the same filters
 * and another window, `other` if it has other filters.
 */
export type Standing = 'current' | 'moved' | 'other';
export function standingOf({ query }: InView, asked: ViewQuery): Standing {
  if (JSON.stringify(query) === JSON.stringify(asked)) return 'current';
  const { from, to } = query;
  return JSON.stringify(query) === JSON.stringify({ ...asked, from, to }) ? 'moved' : 'other';
}

async function inViewOf(query: ViewQuery, signal: AbortSignal): Promise<InView> {
  const { match, ...window } = query;
  const { buckets, total } = await claimline.getTimeline({ ...window, signal });
  if (total[match] <= mostEvents) return allOf(query, total, signal);
  const counted = (counts: Counts): InView => ({
    query,
    content: { kind: 'buckets', buckets },
    count: counts[match],
    counts,
  });
  // The timeline counts whole days. Only the list counts the events in a part of a day.
  const partOfDay = query.from.includes('T');
  if (!partOfDay && (match === 'certain' || total.certain > mostWithin)) return counted(total);
  return latestOf(query, counted, signal);
}

/** Fetches a view with too many events to draw: those that lie wholly in it, and the nearest of the others. */
async function latestOf(
  query: ViewQuery,
  counted: (counts: Counts) => InView,
  signal: AbortSignal,
): Promise<InView> {
  const listed: EventQuery = { ...query, sort: 'time_desc', limit: pageSize };
  const { data, page } = await claimline.listEvents({ ...listed, count: 'exact', signal });
  const { possible = 0, underWay = 0, certain = 0 } = page.count ?? {};
  const counts = { possible, underWay, certain };
  const count = counts[query.match];
  if (count <= mostEvents) return allOf(query, counts, signal);
  if (query.match === 'certain' || counts.certain > mostWithin) return counted(counts);
  const view = { start: boundSpan(query.from)?.start ?? 0, end: boundSpan(query.to)?.end ?? 0 };
  const { within, longer } = choiceOf(await candidates(query, data, view, signal), view, mostEvents);
  const beyond = count - within.length - longer.length;
  return { query, content: { kind: 'events', events: within, longer, beyond }, count, counts };
}

/**
 * Returns the events to choose from: the latest that begin before the view ends. If all of these begin in the view,
 * there may be more, and the events that lie wholly in it come first. Example: a view of 1 January, in a year for which
 * many events are known only by their year.
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
  const pages = claimline.pages.listEvents({
    ...query,
    sort: 'time',
    limit: pageSize,
    signal,
  });
  const events = (await collect(pages, mostEvents)).records;
  return { query, content: { kind: 'events', events, longer: [], beyond: 0 }, count: events.length, counts };
}

/** The first events of a list, and whether there are more. */
export type Listed = { query: string; events: readonly Event[]; hasMore: boolean };

/** Fetches the first events of a query, up to `most`. Without a query it fetches nothing. */
export function useListed(query: EventQuery | undefined, most: number): Resource<Listed | undefined> {
  return useResource<Listed | undefined>(
    query && ['listed', query, most],
    async (signal) => {
      const pages = claimline.pages.listEvents({ ...query, limit: Math.min(most, pageSize), signal });
      const { records, whole } = await collect(pages, most);
      return {
        query: JSON.stringify(query),
        events: records.slice(0, most),
        hasMore: !whole || records.length > most,
      };
    },
    { keep: true },
  );
}
