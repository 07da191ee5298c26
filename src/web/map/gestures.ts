import { select } from 'd3-selection';
import { type D3ZoomEvent, zoom, zoomIdentity } from 'd3-zoom';
import { useEffect, useRef } from 'preact/hooks';
import { movedBy, type Size, type View } from './view.ts';

type Given = { view: View; size: Size; onView: (view: View) => void };

/**
 * Moves and zooms by drag, pinch, double click and wheel with Ctrl or ⌘; the plain wheel scrolls the page. Each gesture
 * is computed from the view at its start, because buttons, keys and marks move the map too.
 */
export function useMapGestures(given: Given) {
  const element = useRef<HTMLFieldSetElement>(null);
  const latest = useRef(given);
  latest.current = given;
  useEffect(() => {
    const node = element.current;
    if (node === null) return;
    let base = latest.current.view;
    let active = false;
    const behaviour = zoom<HTMLFieldSetElement, unknown>()
      .filter((event: MouseEvent) =>
        event.type === 'wheel'
          ? event.ctrlKey || event.metaKey
          : event.button === 0 || event.button === undefined,
      )
      .on('start', () => {
        base = latest.current.view;
        active = true;
      })
      .on('zoom', ({ transform }: D3ZoomEvent<HTMLFieldSetElement, unknown>) => {
        if (active) latest.current.onView(movedBy(base, latest.current.size, transform));
      })
      .on('end', () => {
        active = false;
        // The next gesture must not begin from the transform that d3-zoom keeps on the element.
        Object.assign(node, { __zoom: zoomIdentity });
      });
    const selection = select(node).call(behaviour);
    return () => {
      selection.on('.zoom', null);
    };
  }, []);
  return element;
}
