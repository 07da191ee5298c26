import { canonicalJson } from '../../domain/canonical.ts';
import type { TimeCondition } from '../../domain/condition.ts';
import { decodeCursor, encodeCursor } from '../../domain/cursor.ts';
import { ClaimlineError, parameterError } from '../../domain/errors.ts';
import type { ClaimFacet, ClaimFilter } from '../../domain/filters/claim.ts';
import type { EventFacet, EventFilter } from '../../domain/filters/event.ts';
import type { PropositionFilter } from '../../domain/filters/proposition.ts';
import { recordsIn } from '../../domain/json-octets.ts';
import { limits } from '../../domain/limits.ts';
import type { EventQuery, PageRequest, PropositionQuery } from '../../domain/query.ts';
import type {
  BodyKind,
  CountedList,
  Included,
  IncludedKind,
  Page,
  RecordCount,
  Store,
} from '../../domain/store.ts';
import { pathOf, searchOf } from '../request/query-string.ts';
import { Pieces, type RouteResponse } from '../route.ts';
import { includedKinds } from '../schemas/parameters.ts';

/** Builds responses. Records are sent as the store rendered them, without parsing and rendering them again. */

type Include = keyof typeof includedKinds;

/** Error codes of every operation that reads the store. */
export const storeErrors = ['store_unusable', 'store_busy'] as const;

/** Error codes of operations whose query may take long. */
export const queryErrors = [...storeErrors, 'query_timeout'] as const;

/** The parts that every route needs. */
export type RouteContext = {
  store: Store;
  /** Version of the program. It is part of entity tags, because another version may render records differently. */
  version: string;
};

type ListRequest = {
  url: string;
  query: { limit?: number | undefined; cursor?: string | undefined } & Record<string, unknown>;
};

/** Returns the query that a cursor is bound to: the path and every parameter that selects or orders records. */
function fingerprint({ url, query }: ListRequest): string {
  const {
    limit: _limit,
    cursor: _cursor,
    include: _include,
    count: _count,
    facet: _facet,
    ...conditions
  } = query;
  return `${pathOf(url)} ${canonicalJson(conditions)}`;
}

/** Returns the Link header to the page that begins at a cursor (RFC 8288 §3.3): `</v1/events?cursor=…>; rel="next"`. */
function nextLink(url: string, cursor: string): string {
  const search = searchOf(url);
  return `<${pathOf(url)}?${plainQuery.test(search) ? `${search}&cursor=${cursor}` : withCursor(search, cursor)}>; rel="next"`;
}

/**
 * Matches a query without a cursor and without characters that need escaping, such as `limit=5&from=2024-03`. Most
 * first pages have one. The cursor is appended to it, because parsing the query takes longer than finding the page.
 */
const plainQuery = /^(?!(?:.*&)?cursor=)[\w.-]+=[\w.:,-]+(?:&[\w.-]+=[\w.:,-]+)*$/;

function withCursor(search: string, cursor: string): string {
  const parameters = new URLSearchParams(search);
  parameters.set('cursor', cursor);
  return parameters.toString();
}

/** Optional parts of a page. */
type Extras = {
  /** Number of records on all pages of the list. */
  count?: RecordCount | undefined;
  /** The zone that the window of the list was read in. */
  timeZone?: string | undefined;
  /** Further members of the response, as JSON text that begins with a comma: `,"facets":{}`. */
  members?: string;
};

/**
 * Returns one page of a list.
 * @param extrasOf returns the optional parts of the response for the page that was read
 * @throws ClaimlineError `invalid_cursor`
 */
export async function listResponse<Found extends Page>(
  context: RouteContext,
  request: ListRequest,
  fetch: (page: PageRequest) => Promise<Found>,
  extrasOf?: (found: Found) => Extras | Promise<Extras>,
): Promise<RouteResponse> {
  const query = fingerprint(request);
  const { limit, cursor } = request.query;
  const page = {
    limit: limit ?? limits.pageSizeDefault,
    after: cursor === undefined ? undefined : decodeCursor(cursor, query),
  };
  const etag = await stateTag(context);
  const found = await fetch(page);
  const { data, next } = found;
  const nextCursor = next === null ? null : encodeCursor(next, query);
  const { count, timeZone, members = '' } = extrasOf === undefined ? {} : await extrasOf(found);
  const envelope = JSON.stringify({ nextCursor, hasMore: next !== null, count, timeZone });
  return {
    body: new Pieces('{"data":[', data, `],"page":${envelope}${members}}`),
    etag,
    ...(nextCursor === null ? {} : { link: nextLink(request.url, nextCursor) }),
  };
}

/**
 * Returns the entity tag of a response made from many records. It names the state of the store. Call it before the
 * records are read: after a write in between the tag is too old, which costs only one more request.
 */
export async function stateTag({ store, version }: RouteContext): Promise<string> {
  const { storeId, changes } = await store.state();
  return `${storeId.slice(0, 8)}-${changes}-${version}`;
}

/** Returns one record with its included records. @throws ClaimlineError `not_found` */
export async function recordResponse(
  context: RouteContext,
  kind: BodyKind,
  id: string,
  include?: { kind: 'event' | 'claim'; wanted: readonly Include[] },
): Promise<RouteResponse> {
  const etag = include === undefined ? undefined : await stateTag(context);
  const found = await context.store.read(kind, id);
  if (found === null) throw notFound(kind, id);
  if (include === undefined || etag === undefined) return found;
  const included = await includedText(context.store, include.kind, () => [id], include.wanted);
  return { body: new Pieces(found.body.slice(0, -1), `${included}}`), etag };
}

/** Throws if a record does not exist, so that its claims or events cannot be listed. @throws ClaimlineError `not_found` */
export async function requireRecord(store: Store, kind: BodyKind, id: string): Promise<void> {
  if ((await store.read(kind, id)) === null) throw notFound(kind, id);
}

export function notFound(kind: BodyKind, id: string): ClaimlineError {
  return new ClaimlineError(
    'not_found',
    `There is no ${kind} with the ${kind === 'proposition' ? 'key' : 'id'} "${id}".`,
  );
}

/**
 * Returns `,"included":{…}` for records of a kind, or an empty text if the request has no `include`. Rendered records are
 * parsed for their ids only if it has.
 */
export async function includedText(
  store: Store,
  kind: 'event' | 'claim',
  idsOf: () => readonly string[],
  wanted: readonly Include[] | undefined,
): Promise<string> {
  if (wanted === undefined || wanted.length === 0) return '';
  const words = [...new Set(wanted)].sort();
  const included: Included = await store.related(
    kind,
    idsOf(),
    words.map((word): IncludedKind => includedKinds[word]),
  );
  const members = words.map((word) => {
    const records = [...(included[includedKinds[word]] ?? [])];
    return `"${word}":{${records.map(([id, body]) => `${JSON.stringify(id)}:${body}`).join(',')}}`;
  });
  return `,"included":{${members.join(',')}}`;
}

/** Returns a function that renders the included records of a page. */
const includedOf =
  (store: Store, kind: 'event' | 'claim', wanted: readonly Include[] | undefined) =>
  ({ data }: Page): Promise<string> =>
    includedText(store, kind, () => recordsIn<{ id: string }>(data).map(({ id }) => id), wanted);

type Counting = { count?: 'none' | 'estimate' | 'exact' | undefined };
export type CountingRequest = ListRequest & { query: Counting };
type TimeSorted = { query: { sort?: EventQuery['sort'] | undefined } };
type IncludingRequest = CountingRequest & { query: { include?: readonly Include[] | undefined } };

/** Returns a function that makes the optional parts of a page: `count`, `include` and facets. */
const extrasFor =
  (
    { store }: RouteContext,
    list: Extract<CountedList, { kind: 'event' | 'claim' }>,
    { include, count }: IncludingRequest['query'],
    facets?: () => Promise<object>,
  ) =>
  async (page: Page): Promise<Extras> => {
    const included = await includedOf(store, list.kind, include)(page);
    const counted = facets === undefined ? '' : `,"facets":${JSON.stringify(await facets())}`;
    const { time } = list.query;
    const timeZone = time && (time.timeZone ?? 'UTC');
    return { count: await countOf(store, list, count), timeZone, members: `${included}${counted}` };
  };

export async function countOf(
  store: Store,
  list: CountedList,
  how: Counting['count'],
): Promise<RecordCount | undefined> {
  if (how === 'estimate') return store.estimate(list);
  return how === 'exact' ? store.count(list) : undefined;
}

/** Returns one page of a list that has no optional part but `count`. */
export function countedPage(
  context: RouteContext,
  request: CountingRequest,
  list: CountedList,
  fetch: (page: PageRequest) => Promise<Page>,
): Promise<RouteResponse> {
  return listResponse(context, request, fetch, async () => {
    return { count: await countOf(context.store, list, request.query.count) };
  });
}

/**
 * Returns the order of a list: what begins in a window comes first, if it is asked what may lie there and no order is
 * named.
 * @throws ClaimlineError `invalid_parameter` for `in_window` without a window that begins
 */
function sortOf(sort: EventQuery['sort'] | undefined, time: TimeCondition | undefined): EventQuery['sort'] {
  const begins = time !== undefined && time.window.start !== null;
  if (sort === undefined) return begins && time.match === 'possible' ? 'in_window' : 'time';
  if (sort !== 'in_window' || begins) return sort;
  throw parameterError(
    'sort',
    'sort=in_window needs a time window that begins: give its start, or the whole window.',
  );
}

/** Returns one page of the claims that match a filter, with `include`, `count` and `facet` if requested. */
export function claimPage(
  context: RouteContext,
  request: IncludingRequest & TimeSorted,
  filter: ClaimFilter,
  facets?: readonly ClaimFacet[],
): Promise<RouteResponse> {
  const list = { kind: 'claim', query: filter } as const;
  const conditions = { ...filter, sort: sortOf(request.query.sort, filter.time) };
  return listResponse(
    context,
    request,
    (page) => context.store.listClaims(conditions, page),
    extrasFor(context, list, request.query, facets && (() => context.store.claimFacets(filter, facets))),
  );
}

/** Returns one page of the events that match a filter, with `include`, `count` and `facet` if requested. */
export function eventPage(
  context: RouteContext,
  request: IncludingRequest & TimeSorted,
  filter: EventFilter,
  facets?: readonly EventFacet[],
): Promise<RouteResponse> {
  const list = { kind: 'event', query: filter } as const;
  const conditions = { ...filter, sort: sortOf(request.query.sort, filter.time) };
  return listResponse(
    context,
    request,
    (page) => context.store.listEvents(conditions, page),
    extrasFor(context, list, request.query, facets && (() => context.store.eventFacets(filter, facets))),
  );
}

/** Returns one page of the propositions that match a filter, with `count` if requested. */
export function propositionPage(
  context: RouteContext,
  request: CountingRequest & { query: { sort?: PropositionQuery['sort'] | undefined } },
  filter: PropositionFilter,
): Promise<RouteResponse> {
  const conditions = { ...filter, sort: request.query.sort ?? 'claim_count_desc' };
  return countedPage(context, request, { kind: 'proposition', query: filter }, (page) =>
    context.store.listPropositions(conditions, page),
  );
}
