import type { Span } from '../time/bounds.ts';
import { panned, zoomed } from './view.ts';

/** Handles the keys of the drawing: arrows go from event to event, Shift with an arrow pans, plus and minus zoom. */
export function useTimelineKeys(view: Span, onView: (view: Span) => void) {
  return (event: KeyboardEvent) => {
    const next = movedView(event, view);
    if (next !== undefined) {
      event.preventDefault();
      onView(next);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const direction = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (direction === undefined && event.key !== 'Home' && event.key !== 'End') return;
    const links = [...(event.currentTarget as Element).querySelectorAll<SVGElement>('a[data-at]')];
    const here = document.activeElement instanceof SVGElement ? links.indexOf(document.activeElement) : -1;
    const target =
      event.key === 'Home' ? 0 : event.key === 'End' ? links.length - 1 : here + (direction ?? 0);
    const link = links[Math.min(Math.max(target, 0), links.length - 1)];
    if (link === undefined) return;
    event.preventDefault();
    link.focus();
  };
}

function movedView(event: KeyboardEvent, view: Span): Span | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (event.key === '+' || event.key === '=') return zoomed(view, 1 / 1.6);
  if (event.key === '-' || event.key === '_') return zoomed(view, 1.6);
  if (event.shiftKey && event.key === 'ArrowLeft') return panned(view, -0.2);
  if (event.shiftKey && event.key === 'ArrowRight') return panned(view, 0.2);
  return undefined;
}
