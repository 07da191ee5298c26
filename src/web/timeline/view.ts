import type { Span } from '../time/bounds.ts';
import { secondsPerDay, secondsPerYear } from '../time/civil.ts';

/** Moves and limits the part of the axis in view. */

/** Farthest view. `Date`, which formats the labels, reaches further. Events beyond are drawn as leaving the view. */
export const farthest: Span = { start: -200_000 * secondsPerYear, end: 200_000 * secondsPerYear };
const shortest = 600;

/** Returns the limits of a view for data in `extent`: its length, or at least five years, to either side. */
export function limitsOf({ start, end }: Span): Span {
  const room = Math.max(end - start, 5 * secondsPerYear);
  return { start: Math.max(start - room, farthest.start), end: Math.min(end + room, farthest.end) };
}

/** Moves a window into limits, and keeps its length if it fits. */
export function clampView({ start, end }: Span, limits: Span): Span {
  const length = Math.min(Math.max(end - start, shortest), limits.end - limits.start);
  const middle = (start + end) / 2;
  const first = Math.min(Math.max(middle - length / 2, limits.start), limits.end - length);
  return { start: first, end: first + length };
}

/** Cuts a requested window to limits. A window that lies outside them is kept: it is shown empty. */
export function cutView({ start, end }: Span, limits: Span): Span {
  const cut = { start: Math.max(start, limits.start), end: Math.min(end, limits.end) };
  return clampView(cut.start < cut.end ? cut : { start, end }, cut.start < cut.end ? limits : farthest);
}

/** Adds some room on either side, so that no event begins at the very edge. */
export function padded({ start, end }: Span, part = 0.04): Span {
  const room = Math.max((end - start) * part, secondsPerDay / 2);
  return clampView({ start: start - room, end: end + room }, farthest);
}

/** Zooms a view around the moment `at`. A factor below 1 zooms in. */
export const zoomed = ({ start, end }: Span, factor: number, at = (start + end) / 2): Span => ({
  start: at - (at - start) * factor,
  end: at + (end - at) * factor,
});

export const panned = ({ start, end }: Span, part: number): Span => {
  const shift = (end - start) * part;
  return { start: start + shift, end: end + shift };
};

export type Point = { x: number; y: number };
/** The view and the fingers at the start of a move, from which the move is computed. */
export type Fingers = { view: Span; points: readonly Point[] };

/** Returns the view after a move of one or two fingers: the time under the middle of the fingers stays under it. */
export function viewAfter({ view, points }: Fingers, now: readonly Point[], width: number): Span {
  const length = view.end - view.start;
  const factor = apart(points) / Math.max(1, apart(now));
  const at = view.start + (middle(points) / width) * length;
  const start = at - (middle(now) / width) * length * factor;
  return { start, end: start + length * factor };
}

const middle = (points: readonly Point[]) => points.reduce((sum, { x }) => sum + x, 0) / points.length;

function apart([first, second]: readonly Point[]): number {
  if (first === undefined || second === undefined) return 1;
  return Math.max(20, Math.hypot(first.x - second.x, first.y - second.y));
}

export type Scale = { x: (seconds: number) => number; at: (x: number) => number; view: Span; width: number };

export function scaleOf(view: Span, width: number): Scale {
  const perSecond = width / (view.end - view.start);
  return {
    x: (seconds) => (seconds - view.start) * perSecond,
    at: (x) => view.start + x / perSecond,
    view,
    width,
  };
}
