import { select } from 'd3-selection';
import { type D3ZoomEvent, type ZoomTransform, zoom, zoomIdentity } from 'd3-zoom';
import { useEffect, useRef } from 'preact/hooks';
import type { Span } from '../time/bounds.ts';
import { clampView, panned } from './view.ts';

type Given = { view: Span; width: number; onView: (view: Span) => void; onPlainWheel: () => void };

/**
 * Pan and zoom by drag, pinch, double click and wheel (with Ctrl or ⌘: without, it scrolls the page as anywhere). Each
 * gesture is reckoned from the view that it began with, so that buttons, keys and links may move the view in between.
 */
export function useGestures(given: Given) {
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(given);
  latest.current = given;
  useEffect(() => {
    const node = element.current;
    if (node === null) return;
    let base = latest.current.view;
    let active = false;
    const behaviour = zoom<HTMLDivElement, unknown>()
      .filter((event: MouseEvent) =>
        event.type === 'wheel'
          ? event.ctrlKey || event.metaKey
          : event.button === 0 || event.button === undefined,
      )
      .on('start', () => {
        base = latest.current.view;
        active = true;
      })
      .on('zoom', ({ transform }: D3ZoomEvent<HTMLDivElement, unknown>) => {
        if (active) latest.current.onView(viewAfter(base, transform, latest.current.width));
      })
      .on('end', () => {
        active = false;
        // What d3-zoom keeps on the element: the next gesture begins from nothing.
        Object.assign(node, { __zoom: zoomIdentity });
      });
    const selection = select(node).call(behaviour);
    const wheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.metaKey) return;
      const { view, width, onView, onPlainWheel } = latest.current;
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (!event.shiftKey && Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return onPlainWheel();
      event.preventDefault();
      onView(panned(view, sideways / width));
    };
    node.addEventListener('wheel', wheel, { passive: false });
    return () => {
      selection.on('.zoom', null);
      node.removeEventListener('wheel', wheel);
    };
  }, []);
  return element;
}

function viewAfter(base: Span, { k, x }: ZoomTransform, width: number): Span {
  const length = (base.end - base.start) / k;
  const start = base.start - (x / width) * length;
  return clampView({ start, end: start + length });
}
