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
const openKinds = ['event', 'claim', 'actor', 'source', 'dispute', 'dataset', 'parties', 'search'] as const;
const theMap = { kind: 'map', id: 'map' } as const;

/** Something that opens beside the timeline. */
export type Open = {
  kind: (typeof openKinds)[number] | typeof theMap.kind;
  /** The ids of parties are joined by commas. Of a search, it is the words. */
  id: string;
  /** The actor that another is compared with. */
  beside?: string;
  /** The event about which parties are compared; without one, it is what the filters leave. */
  event?: string;
  /** The one kind of records that a search lists. */
  only?: string;
};
const matches = ['possible', 'certain'] as const;
export type Match = (typeof matches)[number];

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

/** Parts of a URL that the page cannot follow: the names and values that are left out, and in words why. */
export type Fault = {
  parameter: string;
  detail: string;
  /** True if the parameter is one of the page's, and its value cannot be followed. */
  refused?: boolean;
};

/** Reads an address. What cannot be followed is left out of it, and told as a fault. */
export function parseAddress(search: string): { address: Address; faults: Fault[] } {
  const given = new URLSearchParams(search);
  const faults = [...unknownNames(given), ...repeated(given)];
  const text = (name: string) => given.get(name)?.trim() || undefined;
  const oneOf = <T extends string>(name: string, values: readonly T[]): T | undefined => {
    const value = text(name);
    const known = values.find((each) => each === value);
    if (value !== undefined && known === undefined) {
      faults.push({
        parameter: name,
        detail: `${name} must be ${values.join(' or ')}; got "${value}".`,
        refused: true,
      });
    }
    return known;
  };
  const flag = (name: string) => {
    const value = oneOf(name, ['true', 'false']);
    return value && value === 'true';
  };
  const on = text('on');
  const address = dropUndefined({
    filters: dropUndefined({
      ...recordOf(lists, (name) => [...new Set(given.getAll(name))].filter((value) => value.trim() !== '')),
      ...recordOf(flags, flag),
      ...recordOf(texts, text),
    }) as Filters,
    from: text('from') ?? on,
    to: text('to') ?? on,
    match: oneOf('match', matches) ?? ('possible' as Match),
    open: openOf(text, oneOf('show', [theMap.kind]), faults),
  });
  return { address, faults };
}

/** Links from elsewhere carry these, and nobody means anything by them here. */
const ofTrackers = /^(utm_\w+|fbclid|gclid|msclkid)$/;

function unknownNames(given: URLSearchParams): Fault[] {
  const known: readonly string[] = [...single, ...lists];
  return [...new Set(given.keys())]
    .filter((name) => !known.includes(name) && !ofTrackers.test(name))
    .map((name) => ({ parameter: name, detail: `The explorer has no parameter "${name}".` }));
}

const repeated = (given: URLSearchParams): Fault[] =>
  single
    .filter((name) => given.getAll(name).length > 1)
    .map((name) => ({ parameter: name, detail: `${name} is given more than once; the first one is used.` }));

function openOf(
  text: (name: string) => string | undefined,
  map: typeof theMap.kind | undefined,
  faults: Fault[],
): Open | null {
  const found: Open[] = openKinds.flatMap((kind) => {
    const id = text(kind);
    return id === undefined ? [] : [{ kind, id }];
  });
  const [beside, event, only] = [text('beside'), text('event'), text('only')];
  // The event of parties is not opened itself: it says about what they are compared.
  const parties = found.find(({ kind }) => kind === 'parties');
  const all =
    parties === undefined
      ? found
      : [parties, ...found.filter(({ kind }) => !['parties', 'event'].includes(kind))];
  const [first, ...others] = [...all, ...(map === undefined ? [] : [theMap])];
  for (const { kind } of others) {
    faults.push({
      parameter: kind,
      detail: `Only one thing opens beside the timeline: ${kind} is left out.`,
    });
  }
  if (first === undefined) return null;
  if (first.kind === 'parties' && event !== undefined) return { ...first, event };
  if (first.kind === 'search' && only !== undefined) return { ...first, only };
  return first.kind === 'actor' && beside !== undefined ? { ...first, beside } : first;
}

/** The address without the parameters that the API refuses; of a list, without the one value if the fault names it. */
export function without(
  address: Address,
  refused: readonly { parameter: string; value?: string }[],
): Address {
  const { filters, from, to, ...rest } = address;
  const gone = (name: string) => refused.some((each) => each.parameter === name && each.value === undefined);
  const kept = Object.entries(filters).flatMap(([name, value]) => {
    if (!Array.isArray(value)) return gone(name) ? [] : [[name, value]];
    const left = value.filter((id) => !refused.some((each) => each.parameter === name && each.value === id));
    return [[name, gone(name) ? [] : left]];
  });
  return dropUndefined({
    ...rest,
    filters: Object.fromEntries(kept) as Filters,
    from: gone('from') ? undefined : from,
    to: gone('to') ? undefined : to,
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
  if (open?.kind === 'map') parameters.set('show', 'map');
  else if (open !== null) parameters.set(open.kind, open.id);
  if (open?.kind === 'parties') put('event', open.event);
  put('beside', open?.beside);
  put('only', open?.only);
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

/** The filters and the window of an address as parameters of `/v1/events`. */
export function eventQuery(address: Address): EventQuery {
  const { from, to, match } = address;
  const filters = filterQuery(address);
  // Without a window there is nothing to match, and the API refuses what would do nothing.
  if (from === undefined && to === undefined) return filters;
  const ends = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  return { ...filters, ...ends, match, ...axisZone(address) };
}

export const filterCount = ({ filters }: Pick<Address, 'filters'>): number =>
  Object.values(filters).reduce((sum: number, value) => sum + (Array.isArray(value) ? value.length : 1), 0);

/** The parameters that an address has once at the most. */
const single = [...texts, ...flags, ...ends, 'on', 'match', ...openKinds, 'beside', 'only', 'show', 'cursor'];

export const noFilters: Filters = recordOf(lists, () => []);
