import eventFilters from './event-filters.json' with { type: 'json' };
import type { EventQuery } from './schemas.ts';

/**
 * What the page shows, as its URL says it. Filters have the names that they have in `/v1/events`, so that the page's
 * query is the API's; the rest of the URL says what is open beside the timeline.
 */

export type ListName = keyof typeof eventFilters.lists;
export type FlagName = keyof typeof eventFilters.flags;
export type TextName = keyof typeof eventFilters.texts;

const namesOf = <Name extends string>(group: Readonly<Record<Name, true | boolean>>) =>
  Object.keys(group) as Name[];
export const lists = namesOf<ListName>(eventFilters.lists);
export const flags = namesOf<FlagName>(eventFilters.flags);
const texts = namesOf<TextName>(eventFilters.texts);
const ends = ['from', 'to'] as const;
const openKinds = ['event', 'claim', 'actor', 'source', 'dataset'] as const;

export type Open = { kind: (typeof openKinds)[number]; id: string };
export type Match = 'possible' | 'certain';

export type Filters = Record<ListName, readonly string[]> &
  Partial<Record<FlagName, boolean>> &
  Partial<Record<TextName, string>>;
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
  const flag = (name: string) => {
    const value = text(name);
    return value === 'true' ? true : value === 'false' ? false : undefined;
  };
  const on = text('on');
  return dropUndefined({
    filters: dropUndefined({
      ...recordOf(lists, (name) => [...new Set(given.getAll(name))]),
      ...recordOf(flags, flag),
      ...recordOf(texts, text),
    }) as Filters,
    from: text('from') ?? on,
    to: text('to') ?? on,
    match: (text('match') === 'certain' ? 'certain' : 'possible') as Match,
    open: open[0] ?? null,
  });
}

const recordOf = <Name extends string, T>(names: readonly Name[], read: (name: Name) => T) =>
  Object.fromEntries(names.map((name) => [name, read(name)])) as Record<Name, T>;

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
  const put = (name: string, value: string | boolean | undefined) => {
    if (value !== undefined) parameters.set(name, String(value));
  };
  for (const name of texts) put(name, filters[name]);
  for (const name of ends) put(name, address[name]);
  if (address.match === 'certain') parameters.set('match', 'certain');
  for (const name of lists) for (const value of filters[name]) parameters.append(name, value);
  for (const name of flags) put(name, filters[name]);
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
  // Relative, so that the page also works below a path of a proxy.
  return query === '' ? './' : `./?${query}`;
}

/**
 * The filters of an address as parameters of `/v1/events`, without the window of time. A value in the URL that the API
 * does not know is the API's to refuse, with its reason.
 */
export function filterQuery({ filters }: Pick<Address, 'filters'>) {
  const chosen = Object.entries(filters).filter(([, value]) => !Array.isArray(value) || value.length > 0);
  return Object.fromEntries(chosen) as Partial<Pick<EventQuery, keyof Filters>>;
}

/** The axis shows days of UTC: a dataset with a time zone of its own is asked in them, too. */
export const axisZone = ({ filters }: Pick<Address, 'filters'>): { timeZone?: string } =>
  filters.datasetId.length === 1 ? { timeZone: 'UTC' } : {};

export const filterCount = ({ filters }: Pick<Address, 'filters'>): number =>
  Object.values(filters).reduce((sum: number, value) => sum + (Array.isArray(value) ? value.length : 1), 0);

export const noFilters: Filters = recordOf(lists, () => []);
