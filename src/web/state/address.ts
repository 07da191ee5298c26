import eventFilters from './event-filters.json' with { type: 'json' };
import type { EventQuery } from './schemas.ts';

/**
 * Reads and writes the URL of the page. The filters have the names of the parameters of `/v1/events`. The other
 * parameters name the record that is open beside the timeline.
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

/** The record or page that is open beside the timeline. */
export type Open = {
  kind: (typeof openKinds)[number] | typeof theMap.kind;
  /** Id of the record. For parties, their ids joined by commas; for a search, its words. */
  id: string;
  /** The actor that another is compared with. */
  beside?: string;
  /** The event on which parties are compared. Without one, they are compared on all that the filters leave. */
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

/** A parameter of the URL that the page leaves out, and the reason in words. */
export type Fault = {
  parameter: string;
  detail: string;
  /** True if the page has this parameter and rejects its value. */
  refused?: boolean;
};

/** Reads an address. Each parameter that is unknown or has a bad value is left out and returned as a fault. */
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

/** Parameters that other sites add to links in order to track readers. They are ignored without a fault. */
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
  // Next to `parties`, `event` names the subject of the comparison and opens nothing.
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

/** Removes members that are undefined, since an `undefined` filter would differ from an absent one when compared. */
type Dropped<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};
const dropUndefined = <T extends object>(value: T): Dropped<T> =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Dropped<T>;

/** Returns the parameters of an address in a fixed order, so that each view has one URL. */
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
 * Returns the filters of an address as parameters of `/v1/events`, without the window of time. Values are not checked:
 * the API rejects bad ones and says why.
 */
export function filterQuery({ filters }: Pick<Address, 'filters'>) {
  const chosen = Object.entries(filters).filter(([, value]) => !Array.isArray(value) || value.length > 0);
  return Object.fromEntries(chosen) as Partial<Pick<EventQuery, keyof Filters>>;
}

/**
 * Returns the `timeZone` parameter for requests. The axis shows days in UTC, but the API reads the window of a single
 * dataset in that dataset's own zone unless told otherwise.
 */
export const axisZone = ({ filters }: Pick<Address, 'filters'>): { timeZone?: string } =>
  filters.datasetId.length === 1 ? { timeZone: 'UTC' } : {};

/** Returns the filters and the window of an address as parameters of `/v1/events`. */
export function eventQuery(address: Address): EventQuery {
  const { from, to, match } = address;
  const filters = filterQuery(address);
  // The API rejects `match` and `timeZone` without a window, since they would have no effect.
  if (from === undefined && to === undefined) return filters;
  const ends = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  return { ...filters, ...ends, match, ...axisZone(address) };
}

export const filterCount = ({ filters }: Pick<Address, 'filters'>): number =>
  Object.values(filters).reduce((sum: number, value) => sum + (Array.isArray(value) ? value.length : 1), 0);

/** Parameters that may be given only once. */
const single = [...texts, ...flags, ...ends, 'on', 'match', ...openKinds, 'beside', 'only', 'show', 'cursor'];

export const noFilters: Filters = recordOf(lists, () => []);
