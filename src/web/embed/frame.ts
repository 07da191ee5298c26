import type { Fault } from '../state/address.ts';

/** Exchanges messages between the embedded page and the page around it. */

const [leastHeight, mostHeight] = [120, 5_000];

/** Takes the height of the frame out of a query: all else in it is the address of the view. */
export function heightOf(search: string): { height?: number; faults: Fault[]; search: string } {
  const parameters = new URLSearchParams(search);
  const text = parameters.get('height');
  parameters.delete('height');
  const rest = { faults: [], search: parameters.toString() };
  if (text === null) return rest;
  const height = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (height >= leastHeight && height <= mostHeight) return { ...rest, height };
  const detail = `height must be a number of pixels from ${leastHeight} to ${mostHeight}; got "${text}".`;
  return { ...rest, faults: [{ parameter: 'height', detail, refused: true }] };
}

/** Opens every link in a new tab, because the frame has no room for a record. */
export function openOutside(root: HTMLElement): void {
  root.addEventListener(
    'click',
    (event) => {
      const href = event.target instanceof Element && event.target.closest('a[href]')?.getAttribute('href');
      if (!href) return;
      event.preventDefault();
      event.stopPropagation();
      open(new URL(href, location.href), '_blank', 'noopener');
    },
    { capture: true },
  );
}

/** Sends the height of this page to the page around it once that has asked. Only the origin that asked receives it. */
export function tellHeight(body: HTMLElement): void {
  const { parent } = window;
  if (parent === window) return;
  let told: ResizeObserver | undefined;
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== parent || data?.claimline !== 'size' || told !== undefined) return;
    told = new ResizeObserver(() => {
      const height = Math.ceil(body.getBoundingClientRect().height);
      parent.postMessage({ claimline: 'height', height }, origin);
    });
    told.observe(body);
  });
  // Any origin may receive this message: it only says that the page is ready.
  parent.postMessage({ claimline: 'ready' }, '*');
}
