import type { Span } from '../time/bounds.ts';
import { secondsPerDay } from '../time/civil.ts';

/** The part of the axis in view, and how to move it. */

const secondsPerYear = 365.2425 * secondsPerDay;
/** As far as `Date`, and so the ticks, reach with room to spare; what lies beyond is drawn as leaving the view. */
const farthest: Span = { start: -200_000 * secondsPerYear, end: 200_000 * secondsPerYear };
const shortest = 600;

/** Moves a window into what can be shown, keeping its length where it can. */
export function clampView({ start, end }: Span): Span {
  const length = Math.min(Math.max(end - start, shortest), farthest.end - farthest.start);
  const middle = (start + end) / 2;
  const first = Math.min(Math.max(middle - length / 2, farthest.start), farthest.end - length);
  return { start: first, end: first + length };
}

/** Some room to either side, so that nothing begins at the very edge. */
export function padded({ start, end }: Span, part = 0.04): Span {
  const room = Math.max((end - start) * part, secondsPerDay / 2);
  return clampView({ start: start - room, end: end + room });
}

/** `factor` below 1 shows less time in more detail; `at` stays where it is. */
export const zoomed = ({ start, end }: Span, factor: number, at = (start + end) / 2): Span =>
  clampView({ start: at - (at - start) * factor, end: at + (end - at) * factor });

export const panned = ({ start, end }: Span, part: number): Span => {
  const shift = (end - start) * part;
  return clampView({ start: start + shift, end: end + shift });
};

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
