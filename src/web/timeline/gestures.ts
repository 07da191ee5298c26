import { useEffect, useRef } from 'preact/hooks';
import type { Span } from '../time/bounds.ts';
import { type Fingers, type Point, panned, viewAfter, zoomed } from './view.ts';

type Given = { view: Span; width: number; onView: (view: Span) => void; onPlainWheel: () => void };

/** A press that moves less than this is a click. */
const leastMove = 4;

/**
 * Pans and zooms by drag, pinch, double click and wheel with Ctrl or ⌘; the plain wheel scrolls the page. A finger that
 * moves sideways pans; `touch-action` in the style sheet leaves vertical moves to the browser, which scrolls.
 */
export function useGestures(given: Given) {
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(given);
  latest.current = given;
  useEffect(() => {
    const node = element.current;
    if (node === null) return;
    const stopped = new AbortController();
    const { signal } = stopped;
    followPointers(node, latest, signal);
    node.addEventListener('wheel', (event) => onWheel(event, latest.current), { passive: false, signal });
    node.addEventListener(
      'dblclick',
      (event) => {
        if ((event.target as Element).closest('a') !== null) return;
        event.preventDefault();
        const { view, onView } = latest.current;
        onView(zoomed(view, event.shiftKey ? 2 : 1 / 2, timeAt(event, node, latest.current)));
      },
      { signal },
    );
    return () => stopped.abort();
  }, []);
  return element;
}

const timeAt = ({ clientX }: MouseEvent, node: Element, { view, width }: Given): number =>
  view.start + ((clientX - node.getBoundingClientRect().left) / width) * (view.end - view.start);

function followPointers(node: HTMLElement, latest: { current: Given }, signal: AbortSignal): void {
  const points = new Map<number, Point>();
  let base: Fingers | undefined;
  let isMoving = false;
  const pointOf = ({ clientX, clientY }: PointerEvent): Point => ({
    x: clientX - node.getBoundingClientRect().left,
    y: clientY,
  });
  const rebase = () => {
    base = { view: latest.current.view, points: [...points.values()] };
  };
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0 || points.size === 2) return;
    if (points.size === 0) isMoving = false;
    points.set(event.pointerId, pointOf(event));
    rebase();
  };
  const onMove = (event: PointerEvent) => {
    if (base === undefined || !points.has(event.pointerId)) return;
    points.set(event.pointerId, pointOf(event));
    const now = [...points.values()];
    if (!isMoving) {
      if (now.length === 1 && !isSideways(base.points[0], now[0])) return;
      isMoving = true;
      for (const id of points.keys()) node.setPointerCapture(id);
    }
    latest.current.onView(viewAfter(base, now, latest.current.width));
  };
  const onEnd = (event: PointerEvent) => {
    if (!points.delete(event.pointerId)) return;
    if (points.size > 0) rebase();
    else base = undefined;
  };
  node.addEventListener('pointerdown', onDown, { signal });
  node.addEventListener('pointermove', onMove, { signal });
  node.addEventListener('pointerup', onEnd, { signal });
  node.addEventListener('pointercancel', onEnd, { signal });
  // A finger that pans sideways must not scroll the page too.
  const onTouchMove = (event: TouchEvent) => {
    if (isMoving && base !== undefined && event.cancelable) event.preventDefault();
  };
  node.addEventListener('touchmove', onTouchMove, { passive: false, signal });
  // The click that ends a drag opens nothing.
  const onClick = (event: MouseEvent) => {
    if (!isMoving || event.detail === 0) return;
    isMoving = false;
    event.preventDefault();
    event.stopPropagation();
  };
  node.addEventListener('click', onClick, { capture: true, signal });
}

const isSideways = (from: Point | undefined, to: Point | undefined): boolean => {
  if (from === undefined || to === undefined) return false;
  const [x, y] = [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
  return x >= leastMove && x > y;
};

function onWheel(event: WheelEvent, given: Given): void {
  const { view, width, onView, onPlainWheel } = given;
  const isZoom = event.ctrlKey || event.metaKey;
  const isPlain = !isZoom && !event.shiftKey && Math.abs(event.deltaX) <= Math.abs(event.deltaY);
  if (isPlain) {
    onPlainWheel();
    return;
  }
  event.preventDefault();
  const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
  const at = timeAt(event, event.currentTarget as Element, given);
  onView(isZoom ? zoomed(view, 2 ** turnsOf(event), at) : panned(view, sideways / width));
}

/** Returns how far a wheel turned, in doublings; the pinch of a touch pad comes as many small turns with Ctrl. */
function turnsOf({ deltaY, deltaMode, ctrlKey }: WheelEvent): number {
  const perUnit = deltaMode === WheelEvent.DOM_DELTA_LINE ? 0.05 : deltaMode === 0 ? 0.002 : 1;
  return Math.min(1, Math.max(-1, deltaY * perUnit * (ctrlKey ? 10 : 1)));
}
