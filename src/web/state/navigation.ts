import { useEffect, useState } from 'preact/hooks';
import { type Address, addressPath, type Fault, type Filters, type Open, parseAddress } from './address.ts';
import { nextEntry, returnTo } from './scroll.ts';
import { isPlain, refusedIn } from './soundness.ts';

/** Keeps the state of the page in the browser's address, so that links, reload, back and forward work. */

/** The address that is shown, and the parameters of its URL that were left out. */
export type Place = { address: Address; faults: readonly Fault[] };

const listeners = new Set<() => void>();
let place: Place = parseAddress('');
let lastMoveAt = Number.NEGATIVE_INFINITY;
/** Paths that need no check by the API: made by this page, or checked before. */
const sound = new Set<string>();
const mostSound = 1_000;

/** Remembers a path. One that is forgotten is only checked again. */
function rememberSound(path: string): void {
  if (sound.size >= mostSound) sound.clear();
  sound.add(path);
}

function show(next: Place): void {
  place = next;
  for (const listener of listeners) listener();
}

/** Reads a URL and asks the API to check it. Parameters that the API rejects are left out. */
export async function placeOf(search: string, signal?: AbortSignal): Promise<Place> {
  const given = parseAddress(search);
  if (isPlain(given.address)) return given;
  const { address, faults } = await refusedIn(given.address, signal);
  return { address, faults: [...given.faults, ...faults] };
}

/** Sets the first place, which `placeOf` has returned. */
export function startAt(start: Place): void {
  place = start;
}

/** Longest time to check an address before the page is shown without the check. */
const checkMs = 2_000;

/** Sets the first place from the browser's address, with faults that were found in it before. */
export async function startAtLocation(
  search = location.search,
  before: readonly Fault[] = [],
): Promise<void> {
  const { address, faults } = await placeOf(search, AbortSignal.timeout(checkMs));
  startAt({ address, faults: [...before, ...faults] });
}

/** Follows the browser back and forward. A URL that was typed by hand is checked first. */
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
/** Stops changes of the browser's address and history: in a frame they would be steps of the page around it. */
export function stayInPlace(): void {
  isInPlace = true;
}

function noteSound({ address, faults }: Place): void {
  if (faults.length === 0) rememberSound(addressPath(address));
}

export const addressNow = (): Address => place.address;

/** Pan and zoom moves that follow each other within this time make one step of history. */
const gestureMs = 1_500;

/** Tells how a move enters the history: as a step, as one step with the moves before it, or in place of the last one. */
type Move = 'step' | 'gesture' | 'correction';

export function go(address: Address, how: Move = 'step'): void {
  const path = addressPath(address);
  rememberSound(path);
  if (path === addressPath(parseAddress(location.search).address)) {
    show({ ...place, address });
    return;
  }
  if (isInPlace) {
    show({ address, faults: [] });
    return;
  }
  const now = performance.now();
  const joins = how === 'correction' || (how === 'gesture' && now - lastMoveAt < gestureMs);
  if (joins) history.replaceState(history.state, '', path);
  else history.pushState(nextEntry(sameOpen(address.open, place.address.open)), '', path);
  lastMoveAt = how === 'gesture' ? now : Number.NEGATIVE_INFINITY;
  show({ address, faults: [] });
}

const sameOpen = (a: Open | null, b: Open | null): boolean => JSON.stringify(a) === JSON.stringify(b);

export const openRecord = (open: Open | null): void => go({ ...place.address, open });
/** Changes filters; `undefined` removes one. */
export const setFilters = (
  filters: { [Name in keyof Filters]?: Filters[Name] | undefined },
  how?: Move,
): void => {
  const { address } = place;
  const merged = Object.entries({ ...address.filters, ...filters }).filter(
    ([, value]) => value !== undefined,
  );
  go({ ...address, filters: Object.fromEntries(merged) as Filters }, how);
};
/** Returns the path of the present view with another record open, for links. */
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
