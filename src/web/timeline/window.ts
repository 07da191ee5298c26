import { useEffect, useRef, useState } from 'preact/hooks';
import type { Address } from '../state/address.ts';
import { claimline } from '../state/api.ts';
import { addressNow, go } from '../state/navigation.ts';
import { useResource } from '../state/resource.ts';
import { boundSpan, type Span, windowText } from '../time/bounds.ts';
import { clampView, cutView, farthest, limitsOf, padded } from './view.ts';

/** Keeps the window of time that is shown in step with the address. */

/** A moved view is written to the URL, and asked for, once it has rested this long, or this often while it moves. */
const restMs = 150;
const movingMs = 1_000;

/**
 * Returns the view that is shown, the view of the address, and a function that moves the view. A move shows at once;
 * the address follows later. Without a window in the address, the view has all events that pass the filters
 * (`filtered`). No view goes far beyond all of the data (`extent`).
 */
export function useView(address: Address, extent: Span | undefined, filtered: Span | undefined) {
  const window = useWindow(address);
  const [moved, setMoved] = useState<Span | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const movingSince = useRef<number | undefined>(undefined);
  const written = useRef('');
  const key = `${address.from} ${address.to}`;
  // A new window in the address ends the move, except the one that the move itself wrote: it is rounded, and the
  // drawing would jump.
  useEffect(() => {
    if (key !== written.current) setMoved(undefined);
  }, [key]);
  const all = filtered === undefined ? undefined : padded(filtered);
  const start = window?.start ?? all?.start;
  const end = window?.end ?? all?.end;
  // Such a window is the same with other filters.
  const isFixed = extent !== undefined && window?.start !== undefined && window.end !== undefined;
  const limits = extent === undefined ? farthest : limitsOf(extent);
  const asked =
    start === undefined || end === undefined || start >= end ? all : cutView({ start, end }, limits);
  const move = (wanted: Span) => {
    const view = clampView(wanted, limits);
    setMoved(view);
    clearTimeout(timer.current);
    const now = performance.now();
    movingSince.current ??= now;
    const wait = Math.min(restMs, Math.max(0, movingSince.current + movingMs - now));
    timer.current = setTimeout(() => {
      movingSince.current = undefined;
      const { from, to } = windowText(view);
      written.current = `${from} ${to}`;
      go({ ...addressNow(), from, to }, 'gesture');
    }, wait);
  };
  return { view: moved ?? asked, asked, isFixed, move };
}

/** Returns the window of the address in seconds. The API reads any end that is not a plain date or moment. */
function useWindow({ from, to }: Address): Partial<Span> | undefined {
  const plain = (text: string | undefined) => text === undefined || boundSpan(text) !== undefined;
  const local = plain(from) && plain(to);
  const explained = useResource(local ? undefined : ['times', from, to], async (signal) => {
    const [first, last] = await Promise.all(
      [from, to].map((edtf) => (edtf === undefined ? undefined : claimline.explainTime({ edtf, signal }))),
    );
    return { start: boundSpan(first?.earliest ?? '')?.start, end: boundSpan(last?.latest ?? '')?.end };
  });
  if (!local) return explained.value as Partial<Span> | undefined;
  const start = boundSpan(from ?? '')?.start;
  const last = boundSpan(to ?? '');
  // A last minute belongs to the window as a whole, as in the API.
  const end = last === undefined ? undefined : last.end + (to?.includes('T') ? 59 : 0);
  return { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) };
}
