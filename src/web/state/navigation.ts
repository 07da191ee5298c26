import { useEffect, useState } from 'preact/hooks';
import { type Address, addressPath, type Fault, type Filters, type Open, parseAddress } from './address.ts';
import { nextEntry, returnTo } from './scroll.ts';
import { isPlain, refusedIn } from './soundness.ts';

/** Where the page is: the browser's own address, so that links, reloads, back and forward need nothing more. */

/** The address that is shown, and what its URL says that cannot be shown. */
export type Place = { address: Address; faults: readonly Fault[] };

const listeners = new Set<() => void>();
let place: Place = parseAddress('');
let lastMoveAt = Number.NEGATIVE_INFINITY;
/** Paths that the page itself has made, or has found to be right. */
const sound = new Set<string>();

function show(next: Place): void {
  place = next;
  for (const listener of listeners) listener();
}

/** Returns what a URL stands for. What the API does not take in it is left out. */
export async function placeOf(search: string, signal?: AbortSignal): Promise<Place> {
  const given = parseAddress(search);
  if (isPlain(given.address)) return given;
  const { address, faults } = await refusedIn(given.address, signal);
  return { address, faults: [...given.faults, ...faults] };
}

/** Begins with a place that `placeOf` has found. */
export function startAt(start: Place): void {
  place = start;
}

/** Follows the browser back and forward. A URL that somebody wrote by hand among them is looked at first. */
export function followHistory(): void {
  noteSound(place);
  addEventListener('popstate', async ({ state }) => {
    lastMoveAt = Number.NEGATIVE_INFINITY;
    returnTo(state);
    const { search } = location;
    const known = sound.has(addressPath(parseAddress(search).address));
    const next = known ? parseAddress(search) : await placeOf(search);
    noteSound(next);
    if (search === location.search) show(next);
  });
}

let isInPlace = false;
/** Leaves the browser's address and history alone: steps of a page within another would be steps of that one. */
export function stayInPlace(): void {
  isInPlace = true;
}

function noteSound({ address, faults }: Place): void {
  if (faults.length === 0) sound.add(addressPath(address));
}

export const addressNow = (): Address => place.address;

/** Moves pan and zoom in one gesture: those that follow each other within this time make one step of history. */
const gestureMs = 1_500;

export function go(address: Address, how: 'step' | 'gesture' = 'step'): void {
  const path = addressPath(address);
  sound.add(path);
  if (path === addressPath(parseAddress(location.search).address)) {
    show({ ...place, address });
    return;
  }
  if (isInPlace) {
    show({ address, faults: [] });
    return;
  }
  const now = performance.now();
  const joins = how === 'gesture' && now - lastMoveAt < gestureMs;
  if (joins) history.replaceState(history.state, '', path);
  else history.pushState(nextEntry(sameOpen(address.open, place.address.open)), '', path);
  lastMoveAt = how === 'gesture' ? now : Number.NEGATIVE_INFINITY;
  show({ address, faults: [] });
}

const sameOpen = (a: Open | null, b: Open | null): boolean => JSON.stringify(a) === JSON.stringify(b);

export const openRecord = (open: Open | null): void => go({ ...place.address, open });
/** Changes filters; `undefined` takes one off. */
export const setFilters = (filters: { [Name in keyof Filters]?: Filters[Name] | undefined }): void => {
  const { address } = place;
  const merged = Object.entries({ ...address.filters, ...filters }).filter(
    ([, value]) => value !== undefined,
  );
  go({ ...address, filters: Object.fromEntries(merged) as Filters });
};
/** The address of the present view with something else open, for links. */
export const pathTo = (open: Open | null): string => addressPath({ ...place.address, open });

export function usePlace(): Place {
  const [shown, setShown] = useState(place);
  useEffect(() => {
    const listener = () => setShown(place);
    listeners.add(listener);
    listener();
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return shown;
}
