import type { Event } from '../state/schemas.ts';
import { sourceWords, timeWords } from '../time/words.ts';
import { lanesOf } from './lanes.ts';
import type { Drawn } from './mark.tsx';
import { fitted, widthOf } from './measure.ts';
import { type Shape, shapeOf } from './shape.ts';
import type { Scale } from './view.ts';

/**
 * Places the events of a view in lanes. Lanes do not depend on how far the view is panned, so nothing jumps in a drag.
 */

export type Item = {
  event: Event;
  drawn: Drawn;
  lane: number;
  label: Label;
  /** Sides of the area that can be clicked. */
  left: number;
  right: number;
};
/** The title and time of an event with their positions. Either is empty if there is no room for it. */
export type Label = { x: number; title: string; whenX: number; when: string };

/**
 * `stacked` has titles above the marks and `beside` has them after the marks; both keep room for them. `dense` shows a
 * title only if its lane happens to be free.
 */
export type Mode = 'stacked' | 'beside' | 'dense';
export type Layout = { mode: Mode; items: Item[]; lanes: number; laneHeight: number; hidden: number };

export const laneHeights = { stacked: 36, beside: 20, dense: 15 } as const satisfies Record<Mode, number>;

const family = 'Inter, system-ui, sans-serif';
const fonts = { title: `600 13px ${family}`, when: `12px ${family}`, small: `12px ${family}` } as const;

const openLength = 60;
/** Room for the arrow of an open side. */
const edge = 18;
const leastWidth = 6;
/** Longest titles above marks. The shorter ones are for views in which the longer ones take too many lanes. */
const longestTitles = [560, 300] as const;
const longestTime = 300;
const longestBeside = 180;
const gap = 14;
/** Position of a label at the left edge of the view, while its mark leaves the view. */
const atEdge = 4;
/** A title that is cut to less says nothing. */
const leastTitle = 90;
export const flag = '⇄ ';
const flagWidth = () => widthOf(flag, fonts.title) + 2;

type Box = { event: Event; shape: Shape; left: number; right: number };

export type LayoutOptions = {
  /** The height that the events may take. */
  most: number;
  /** Keeps the order given, and the titles above their marks. */
  asList?: boolean;
};

/** Picks the roomiest layout that fits the height. Events without a lane in any layout are left out and counted. */
export function layoutOf(
  events: readonly Event[],
  scale: Scale,
  { most, asList = false }: LayoutOptions,
): Layout {
  const boxes = events.flatMap((event) =>
    event.time === null ? [] : [boxOf(event, shapes.get(event) ?? remember(event), scale)],
  );
  if (asList) return shown(stacked(boxes, scale, longestTitles[0]), 'stacked', scale, most);
  boxes.sort((a, b) => a.left - b.left || byWeight(a.event, b.event) || b.right - a.right);
  const fits = (items: readonly Item[], mode: Mode) => lanesIn(items) * laneHeights[mode] <= most;
  for (const longest of longestTitles) {
    const roomy = stacked(boxes, scale, longest);
    if (fits(roomy, 'stacked')) return shown(roomy, 'stacked', scale, most);
  }
  const less = beside(boxes, scale, longestBeside);
  if (fits(less, 'beside')) return shown(less, 'beside', scale, most);
  return shown(beside(boxes, scale, 0), 'dense', scale, most);
}

const lanesIn = (items: readonly Item[]) => Math.max(0, ...items.map(({ lane }) => lane + 1));

function shown(items: readonly Item[], mode: Mode, scale: Scale, most: number): Layout {
  const laneHeight = laneHeights[mode];
  const lanes = Math.floor(most / laneHeight);
  const inView = items.filter(({ left, right }) => right > -openLength && left < scale.width + openLength);
  const drawn = inView.filter(({ lane }) => lane < lanes);
  return { mode, items: drawn, lanes: lanesIn(drawn), laneHeight, hidden: inView.length - drawn.length };
}

/** Of events that begin together, the contested ones come first, then those with more claims. */
const byWeight = (a: Event, b: Event): number =>
  Number(b.contested) - Number(a.contested) || b.claimCount - a.claimCount;

const shapes = new WeakMap<Event, Shape>();
function remember(event: Event): Shape {
  const shape: Shape = event.time === null ? unknownShape : shapeOf(event.time);
  shapes.set(event, shape);
  return shape;
}
const unknownShape: Shape = {
  span: { start: -Infinity, end: Infinity },
  fill: 'within',
  start: 'unknown',
  end: 'unknown',
};

/** Extends a side without a bound to the edge of the view, since the event may lie anywhere there. */
function boxOf(event: Event, shape: Shape, scale: Scale): Box {
  const { start, end } = shape.span;
  const [first, last] = [scale.x(start), scale.x(end)];
  const left = start === -Infinity ? Math.min(edge, last - openLength) : first;
  const right = end === Infinity ? Math.max(scale.width - edge, first + openLength) : last;
  return { event, shape, left, right };
}

function stacked(boxes: readonly Box[], scale: Scale, longest: number): Item[] {
  const texts = boxes.map(({ event }) => {
    const title = fitted(event.title, Math.min(longest, scale.width - 2 * atEdge), fonts.title);
    const when = fitted(sourceWords(event.time) ?? timeWords(event.time), longestTime, fonts.when);
    const mark = event.contested ? flagWidth() : 0;
    return { title, when, mark, width: mark + widthOf(title, fonts.title) + 8 + widthOf(when, fonts.when) };
  });
  const extents = boxes.map(({ left, right }, i) => ({
    left,
    right: Math.max(right, left + (texts[i]?.width ?? 0)),
  }));
  const lanes = lanesOf(extents, gap);
  const taken = new Map<number, number>();
  return boxes.map((box, i): Item => {
    const lane = lanes[i] ?? 0;
    const text = texts[i] ?? { title: '', when: '', mark: 0, width: 0 };
    const label = placeLabel(text, box, taken.get(lane) ?? Number.NEGATIVE_INFINITY, scale.width);
    const end = endOf(label, text.mark);
    taken.set(lane, Math.max(box.right, end) + gap);
    return itemOf(box, scale, lane, label, end);
  });
}

const endOf = ({ x, title, whenX, when }: Label, mark: number, font: string = fonts.title): number =>
  when === '' ? x + (title === '' ? 0 : mark + widthOf(title, font)) : whenX + widthOf(when, fonts.when);

function itemOf(box: Box, scale: Scale, lane: number, label: Label, end: number): Item {
  const drawn = drawnOf(box, scale);
  const left = Math.min(drawn.left, label.title === '' ? drawn.left : label.x);
  // Even the shortest mark must be easy to click (WCAG 2.5.8).
  return { event: box.event, drawn, lane, label, left, right: Math.max(drawn.right, end, left + 24) };
}

type Words = { title: string; when: string; mark: number; width: number };

/**
 * Places a label so that it stays in view as long as its mark. At the left edge it stays within the mark; at the right
 * edge it moves back over the free part of its lane. If it does not fit, it loses the time, and then is shortened.
 */
function placeLabel(
  { title, when, mark, width }: Words,
  { left, right }: Box,
  free: number,
  most: number,
): Label {
  // At the left edge, the lane may have less room than the label needs. It is shortened, so that its start stays in
  // view.
  const kept = Math.max(right, left + width) - atEdge;
  if (left < atEdge && kept < width) return cutLabel(atEdge, title, kept - mark);
  const sticky = Math.max(left, Math.min(atEdge, right - width));
  const x = Math.max(Math.min(sticky, most - width - 4), Math.min(Math.max(free, atEdge), sticky));
  const room = most - x - 4;
  if (width > room && left <= most) return cutLabel(x, title, room - mark);
  return { x, title, whenX: x + mark + widthOf(title, fonts.title) + 8, when };
}

const cutLabel = (x: number, title: string, room: number): Label => ({
  x,
  title: room < leastTitle ? '' : fitted(title, room, fonts.title),
  whenX: x,
  when: '',
});

/**
 * Places labels after their marks. Each lane keeps up to `kept` pixels for a label, which may be longer if the lane is
 * free. At the right edge of the view it stands before its mark.
 */
function beside(boxes: readonly Box[], scale: Scale, kept: number): Item[] {
  const extents = boxes.map(({ event, left, right }) => {
    const end = Math.max(right, left + leastWidth);
    return { left, end, right: end + (kept === 0 ? 0 : Math.min(kept, labelWidth(event)) + 10) };
  });
  const lanes = lanesOf(extents, 4);
  const nextInLane = nextLefts(extents, lanes);
  const taken = new Map<number, number>();
  return boxes.map((box, i): Item => {
    const [lane, end, next] = [lanes[i] ?? 0, extents[i]?.end ?? box.right, nextInLane[i] ?? scale.width];
    const mark = box.event.contested ? flagWidth() : 0;
    const wanted = mark + widthOf(fitted(box.event.title, longestBeside, fonts.small), fonts.small);
    const free = Math.max(taken.get(lane) ?? atEdge, atEdge);
    const [after, before] = [Math.min(next, scale.width) - end - 16, box.left - free - 12];
    const isBefore = after < wanted && next >= scale.width && before > after && box.left < scale.width;
    const room = (isBefore ? Math.min(before, wanted) : after) - mark;
    const isStump = room < Math.min(wanted - mark, leastTitle);
    const title = isStump ? '' : fitted(box.event.title, Math.min(room, longestTitles[1]), fonts.small);
    const width = mark + widthOf(title, fonts.small);
    const x = isBefore ? box.left - 6 - width : Math.max(end + 6, atEdge);
    taken.set(lane, Math.max(end, x + width));
    return itemOf(box, scale, lane, { x, title, whenX: x, when: '' }, Math.max(end, x + width));
  });
}

/** Returns for each item the left side of the next one in its lane. */
function nextLefts(extents: readonly { left: number }[], lanes: readonly number[]): number[] {
  const next = new Map<number, number>();
  const found = extents.map(() => Number.POSITIVE_INFINITY);
  for (let index = extents.length - 1; index >= 0; index -= 1) {
    const lane = lanes[index] ?? 0;
    found[index] = next.get(lane) ?? Number.POSITIVE_INFINITY;
    next.set(lane, extents[index]?.left ?? 0);
  }
  return found;
}

const labelWidth = ({ title, contested }: Event): number =>
  (contested ? flagWidth() : 0) + widthOf(fitted(title, longestBeside, fonts.small), fonts.small);

const margin = 24;

function drawnOf({ shape, left, right }: Box, scale: Scale): Drawn {
  const [cutLeft, cutRight] = [left < -margin, right > scale.width + margin];
  return {
    shape,
    left: cutLeft ? -margin : left,
    right: cutRight ? scale.width + margin : right,
    cutLeft,
    cutRight,
  };
}
