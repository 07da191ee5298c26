import { type Address, filterQuery } from '../state/address.ts';
import { claimline, collect } from '../state/api.ts';
import { type Resource, useResource } from '../state/resource.ts';
import type { Event } from '../state/schemas.ts';
import { boundSpan, type Span, windowText } from '../time/bounds.ts';
import type { Bucket } from './bars.tsx';
import type { Content } from './plot.tsx';

/** What the timeline asks the API for: counts first, and events once few enough are in view. */

/** As many events as can be told apart on a screen. */
const mostEvents = 300;
/** How long a view must rest before it is asked for. */
const restMs = 120;

type Counts = { possible: number; certain: number };
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
      const { buckets, total, unplaced } = await claimline.getTimeline({ ...filters, signal });
      const start = boundSpan(buckets[0]?.start ?? '')?.start;
      const end = boundSpan(buckets.at(-1)?.end ?? '')?.end;
      const extent = start === undefined || end === undefined ? undefined : { start, end };
      return { buckets, extent, total, unplaced };
    },
    { keep: true },
  );
}

export type InView = {
  content: Content;
  count: number;
  counts: Counts | undefined;
  events: readonly Event[];
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
      if (small) return rows(await eventsOf(query, signal), undefined);
      const { match, ...window } = query;
      const { buckets, total } = await claimline.getTimeline({ ...window, signal });
      if (total[match] <= mostEvents) return rows(await eventsOf(query, signal), total);
      return { content: { kind: 'buckets', buckets }, count: total[match], counts: total, events: [] };
    },
    { keep: true, delayMs: restMs },
  );
}

export const viewQuery = (address: Address, view: Span) => ({
  ...filterQuery(address),
  ...windowText(view),
  match: address.match,
});

async function eventsOf(query: ReturnType<typeof viewQuery>, signal: AbortSignal): Promise<Event[]> {
  const pages = claimline.pages.listEvents({ ...query, limit: 200, signal });
  return (await collect(pages, mostEvents)).records;
}

const rows = (events: Event[], counts: Counts | undefined): InView => ({
  content: { kind: 'events', events },
  count: events.length,
  counts,
  events,
});
