import type { EventQuery } from './schemas.ts';

/**
 * What the page shows, as its URL says it. Filters have the names that they have in `/v1/events`, so that the page's
 * query is the API's; the rest of the URL says what is open beside the timeline.
 */

export const lists = ['type', 'actorId', 'countryCode', 'sourceId', 'datasetId', 'tag'] as const;
const texts = ['q', 'from', 'to', 'bbox'] as const;
const openKinds = ['event', 'claim', 'actor', 'source', 'dataset'] as const;

export type ListName = (typeof lists)[number];
export type Open = { kind: (typeof openKinds)[number]; id: string };
export type Match = 'possible' | 'certain';

export type Filters = Record<ListName, readonly string[]> & {
  q?: string;
  bbox?: string;
  contested?: boolean;
};
export type Address = {
  filters: Filters;
  from?: string;
  to?: string;
  match: Match;
  open: Open | null;
};

export function parseAddress(search: string): Address {
  const given = new URLSearchParams(search);
  const text = (name: string) => given.get(name)?.trim() || undefined;
  const open = openKinds.flatMap((kind) => {
    const id = text(kind);
    return id === undefined ? [] : [{ kind, id }];
  });
  const on = text('on');
  const contested = text('contested');
  return dropUndefined({
    filters: dropUndefined({
      ...(Object.fromEntries(lists.map((name) => [name, [...new Set(given.getAll(name))]])) as Record<
        ListName,
        string[]
      >),
      q: text('q'),
      bbox: text('bbox'),
      contested: contested === 'true' ? true : contested === 'false' ? false : undefined,
    }),
    from: text('from') ?? on,
    to: text('to') ?? on,
    match: (text('match') === 'certain' ? 'certain' : 'possible') as Match,
    open: open[0] ?? null,
  });
}

/** Leaves out what is undefined: an absent filter is absent, not a filter for nothing. */
type Dropped<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};
const dropUndefined = <T extends object>(value: T): Dropped<T> =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Dropped<T>;

/** The parameters of an address, in an order of their own, so that one view has one URL. */
function addressParameters(address: Address): URLSearchParams {
  const parameters = new URLSearchParams();
  const { filters, open } = address;
  for (const name of texts) {
    const value = name === 'q' || name === 'bbox' ? filters[name] : address[name];
    if (value !== undefined) parameters.set(name, value);
  }
  if (address.match === 'certain') parameters.set('match', 'certain');
  for (const name of lists) for (const value of filters[name]) parameters.append(name, value);
  if (filters.contested !== undefined) parameters.set('contested', String(filters.contested));
  if (open !== null) parameters.set(open.kind, open.id);
  return parameters;
}

export function addressPath(address: Address): string {
  // Colons, slashes and commas may stand in a query as they are, and are easier to read (RFC 3986 §3.4).
  const query = addressParameters(address)
    .toString()
    .replaceAll('%3A', ':')
    .replaceAll('%2F', '/')
    .replaceAll('%2C', ',');
  return query === '' ? '/' : `/?${query}`;
}

/**
 * The filters of an address as parameters of `/v1/events`, without the window of time. A value in the URL that the API
 * does not know is the API's to refuse, with its reason.
 */
export function filterQuery({ filters }: Pick<Address, 'filters'>) {
  const chosen = lists.filter((name) => filters[name].length > 0).map((name) => [name, [...filters[name]]]);
  const { q, bbox, contested } = filters;
  return {
    ...(Object.fromEntries(chosen) as Pick<EventQuery, ListName>),
    ...dropUndefined({ q, bbox, contested }),
  };
}

export const filterCount = ({ filters }: Pick<Address, 'filters'>): number =>
  lists.reduce((sum, name) => sum + filters[name].length, 0) +
  [filters.q, filters.bbox, filters.contested].filter((value) => value !== undefined).length;

export const noFilters: Filters = {
  type: [],
  actorId: [],
  countryCode: [],
  sourceId: [],
  datasetId: [],
  tag: [],
};
