import { useEffect, useState } from 'preact/hooks';
import { type Address, addressPath, type Filters, type Open, parseAddress } from './address.ts';

/** Where the page is: the browser's own address, so that links, reloads, back and forward need nothing more. */

const listeners = new Set<() => void>();
let current: Address = parseAddress(location.search);
let lastMoveAt = Number.NEGATIVE_INFINITY;

const tell = () => {
  for (const listener of listeners) listener();
};

addEventListener('popstate', () => {
  current = parseAddress(location.search);
  lastMoveAt = Number.NEGATIVE_INFINITY;
  tell();
});

export const addressNow = (): Address => current;

/** Moves pan and zoom in one gesture: those that follow each other within this time make one step of history. */
const gestureMs = 1_500;

export function go(next: Address, how: 'step' | 'gesture' = 'step'): void {
  const path = addressPath(next);
  current = next;
  if (path === addressPath(parseAddress(location.search))) {
    tell();
    return;
  }
  const now = performance.now();
  const joins = how === 'gesture' && now - lastMoveAt < gestureMs;
  if (joins) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  lastMoveAt = how === 'gesture' ? now : Number.NEGATIVE_INFINITY;
  tell();
}

export const openRecord = (open: Open | null): void => go({ ...current, open });
/** Changes filters; `undefined` takes one off. */
export const setFilters = (filters: { [Name in keyof Filters]?: Filters[Name] | undefined }): void => {
  const merged = Object.entries({ ...current.filters, ...filters }).filter(
    ([, value]) => value !== undefined,
  );
  go({ ...current, filters: Object.fromEntries(merged) as Filters });
};
/** The address of the present view with something else open, for links. */
export const pathTo = (open: Open | null): string => addressPath({ ...current, open });

export function useAddress(): Address {
  const [address, setAddress] = useState(current);
  useEffect(() => {
    const listener = () => setAddress(current);
    listeners.add(listener);
    listener();
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return address;
}
