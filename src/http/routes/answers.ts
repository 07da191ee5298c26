import { canonicalJson } from '../../domain/canonical.ts';
import { decodeCursor, encodeCursor } from '../../domain/cursor.ts';
import { ClaimlineError } from '../../domain/errors.ts';
import { limits } from '../../domain/limits.ts';
import type { ClaimQuery, EventQuery, PageRequest } from '../../domain/query.ts';
import type { BodyKind, Included, IncludedKind, Page, Store } from '../../domain/store.ts';
import { searchOf } from '../request/query-string.ts';
import type { Answer } from '../route.ts';
import { includedKinds } from '../schemas/parameters.ts';

/** How answers are put together: bodies are joined as the store rendered them, never parsed and written again. */

type Include = keyof typeof includedKinds;

/** What any operation that reads the store can fail with. */
export const storeErrors = ['store_unusable', 'store_busy'] as const;

/** The same for operations that may ask for more than can be looked up at once. */
export const queryErrors = [...storeErrors, 'query_timeout'] as const;

/** What the parts of an answer are made from. */
export type Parts = {
  store: Store;
  /** The program's own version: what it renders may differ from another's. */
  version: string;
};

type ListRequest = {
  url: string;
  query: { limit?: number | undefined; cursor?: string | undefined } & Record<string, unknown>;
};

/** What a cursor is bound to: the path and every parameter that decides which records follow in which order. */
function fingerprint({ url, query }: ListRequest): string {
  const { limit: _limit, cursor: _cursor, include: _include, ...conditions } = query;
  return `${pathOf(url)} ${canonicalJson(conditions)}`;
}

const pathOf = (url: string) => url.split('?', 1)[0] ?? url;

/** The same request for the page that begins at a cursor (RFC 8288 §3.3, `rel="next"`). */
function nextLink(url: string, cursor: string): string {
  const parameters = new URLSearchParams(searchOf(url));
  parameters.set('cursor', cursor);
  return `<${pathOf(url)}?${parameters}>; rel="next"`;
}

/**
 * Answers one page of a list.
 * @param includedIn what the records of the page bring along, where the operation has `include`
 * @throws ClaimlineError `invalid_cursor`
 */
export async function listAnswer(
  parts: Parts,
  request: ListRequest,
  fetch: (page: PageRequest) => Promise<Page>,
  includedIn?: (bodies: readonly string[]) => Promise<string>,
): Promise<Answer> {
  const query = fingerprint(request);
  const { limit, cursor } = request.query;
  const page = {
    limit: limit ?? limits.pageSizeDefault,
    after: cursor === undefined ? undefined : decodeCursor(cursor, query),
  };
  const etag = await stateTag(parts);
  const { bodies, next } = await fetch(page);
  const nextCursor = next === null ? null : encodeCursor(next, query);
  const envelope = JSON.stringify({ nextCursor, hasMore: next !== null });
  const included = includedIn === undefined ? '' : await includedIn(bodies);
  return {
    body: `{"data":[${bodies.join(',')}],"page":${envelope}${included}}`,
    etag,
    ...(nextCursor === null ? {} : { link: nextLink(request.url, nextCursor) }),
  };
}

/**
 * The entity tag of what is made from many records: it names the state of the store, so it must be taken before
 * the records are read. A write in between then makes a tag that is too old, which only costs one more request.
 */
export async function stateTag({ store, version }: Parts): Promise<string> {
  const { storeId, changes } = await store.state();
  return `${storeId.slice(0, 8)}-${changes}-${version}`;
}

/** Answers one record, with what it brings along. @throws ClaimlineError `not_found` */
export async function recordAnswer(
  parts: Parts,
  kind: BodyKind,
  id: string,
  include?: { kind: 'event' | 'claim'; wanted: readonly Include[] },
): Promise<Answer> {
  const etag = include === undefined ? undefined : await stateTag(parts);
  const found = await parts.store.read(kind, id);
  if (found === null) throw notFound(kind, id);
  if (include === undefined || etag === undefined) return found;
  const included = await includedText(parts.store, include.kind, [id], include.wanted);
  return { body: `${found.body.slice(0, -1)}${included}}`, etag };
}

/** Refuses to list what belongs to a record that does not exist. @throws ClaimlineError `not_found` */
export async function requireRecord(store: Store, kind: BodyKind, id: string): Promise<void> {
  if ((await store.read(kind, id)) === null) throw notFound(kind, id);
}

export function notFound(kind: BodyKind, id: string): ClaimlineError {
  return new ClaimlineError(
    'not_found',
    `There is no ${kind} with the ${kind === 'proposition' ? 'key' : 'id'} "${id}".`,
  );
}

/** `,"included":{…}` for records of a kind, or nothing where nothing was asked for. */
async function includedText(
  store: Store,
  kind: 'event' | 'claim',
  ids: readonly string[],
  wanted: readonly Include[],
): Promise<string> {
  if (wanted.length === 0) return '';
  const words = [...new Set(wanted)].sort();
  const included: Included = await store.related(
    kind,
    ids,
    words.map((word): IncludedKind => includedKinds[word]),
  );
  const parts = words.map((word) => {
    const records = [...(included[includedKinds[word]] ?? [])];
    return `"${word}":{${records.map(([id, body]) => `${JSON.stringify(id)}:${body}`).join(',')}}`;
  });
  return `,"included":{${parts.join(',')}}`;
}

/** What the records of a page bring along. */
const includedOf =
  (store: Store, kind: 'event' | 'claim', wanted: readonly Include[] | undefined) =>
  (bodies: readonly string[]): Promise<string> => {
    if (wanted === undefined || wanted.length === 0) return Promise.resolve('');
    // The ids are the only thing read back out of the rendered records, and only where something was asked for.
    const ids = bodies.map((body) => (JSON.parse(body) as { id: string }).id);
    return includedText(store, kind, ids, wanted);
  };

type IncludingRequest = ListRequest & { query: { include?: readonly Include[] | undefined } };

/** Answers one page of the claims that meet these conditions, with what `include` asks for. */
export const claimPage = (parts: Parts, request: IncludingRequest, conditions: ClaimQuery): Promise<Answer> =>
  listAnswer(
    parts,
    request,
    (page) => parts.store.listClaims(conditions, page),
    includedOf(parts.store, 'claim', request.query.include),
  );

/** Answers one page of the events that meet these conditions, with what `include` asks for. */
export const eventPage = (parts: Parts, request: IncludingRequest, conditions: EventQuery): Promise<Answer> =>
  listAnswer(
    parts,
    request,
    (page) => parts.store.listEvents(conditions, page),
    includedOf(parts.store, 'event', request.query.include),
  );
