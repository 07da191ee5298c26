/**
 * Restores the scroll positions of the list and the open record for each step of the browser's history. The browser
 * restores only the window, and does so before the records have loaded.
 */

type Places = { list: number; record: number };

/** Longest time to wait for the content at a scroll position to load. */
const seekMs = 3_000;

const kept = new Map<number, Places>();
let entry = 0;
let wanted: { places: Places; until: number } | undefined;

const isWide = () => matchMedia('(min-width: 64rem)').matches;
const column = () => document.querySelector('.page > .column');
const panel = () => document.querySelector('.page > .panel');

/** On a wide screen the list and the record scroll beside each other; else the window scrolls the one that is shown. */
const listScroller = () => (panel() === null ? document.scrollingElement : isWide() ? column() : null);
const recordScroller = () => (panel() === null ? null : isWide() ? panel() : document.scrollingElement);

function placesNow(): Places {
  const before = kept.get(entry);
  return {
    list: listScroller()?.scrollTop ?? before?.list ?? 0,
    record: recordScroller()?.scrollTop ?? 0,
  };
}

/** Begins to record how far people scroll. */
export function followScrolling(): void {
  history.scrollRestoration = 'manual';
  entry = entryOf(history.state) ?? 0;
  history.replaceState({ entry }, '');
  document.addEventListener('scroll', () => wanted ?? kept.set(entry, placesNow()), {
    capture: true,
    passive: true,
  });
  // A person who scrolls or presses a key no longer wants the old position.
  for (const moved of ['wheel', 'touchmove', 'keydown', 'pointerdown']) {
    document.addEventListener(moved, () => (wanted = undefined), { capture: true, passive: true });
  }
}

/** Begins a step of history, and returns its state. The list stays where it is; a record begins at its top. */
export function nextEntry(keepsRecord: boolean): { entry: number } {
  const { list, record } = placesNow();
  kept.set(entry, { list, record });
  entry = Math.max(entry, ...kept.keys()) + 1;
  seek({ list, record: keepsRecord ? record : 0 });
  return { entry };
}

/** Goes to the places of a step that the browser has gone back or forward to. */
export function returnTo(state: unknown): void {
  entry = entryOf(state) ?? 0;
  seek(kept.get(entry) ?? { list: 0, record: 0 });
}

const entryOf = (state: unknown): number | undefined => {
  const found: unknown = Object(state).entry;
  return typeof found === 'number' ? found : undefined;
};

function seek(places: Places): void {
  kept.set(entry, places);
  wanted = { places, until: performance.now() + seekMs };
}

/** Scrolls to the wanted positions as far as their content has loaded, and tries again with each frame. */
export function reach(): void {
  if (wanted === undefined) return;
  const { places, until } = wanted;
  const reached = [scrolled(listScroller(), places.list), scrolled(recordScroller(), places.record)];
  if (reached.includes(false) && performance.now() < until) requestAnimationFrame(reach);
  else wanted = undefined;
}

function scrolled(scroller: Element | null, top: number): boolean {
  if (scroller === null) return true;
  if (Math.abs(scroller.scrollTop - top) > 1) scroller.scrollTop = top;
  return Math.abs(scroller.scrollTop - top) <= 1;
}
