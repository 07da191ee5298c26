import type { Event } from '../state/schemas.ts';
import { sourceWords, timeWords } from '../time/words.ts';
import { lanesOf } from './lanes.ts';
import type { Drawn } from './mark.tsx';
import { fitted, widthOf } from './measure.ts';
import { type Shape, shapeOf } from './shape.ts';
import type { Scale } from './view.ts';

/** Where every event of a view goes. Lanes do not depend on how far the view is panned, so nothing jumps under a drag. */

export type Item = {
  event: Event;
  drawn: Drawn;
  lane: number;
  labelX: number;
  labelWidth: number;
  title: string;
  /** The source's words for the time, or its own; empty where there is no room. */
  when: string;
};
export type Layout = { items: Item[]; lanes: number; roomy: boolean };

const fonts = {
  title: '600 13px Inter, system-ui, sans-serif',
  when: '12px Inter, system-ui, sans-serif',
} as const;

const roomyAtMost = 90;
const openLength = 60;
/** Room for the arrow of an open side. */
const edge = 18;
const leastWidth = 6;
const longestTitle = 300;
const gap = 14;
/** Where a label waits while its mark leaves the view. */
const atEdge = 4;
const leastTitle = 60;

type Box = { event: Event; shape: Shape; left: number; right: number };

/** @param asList in the order given, and each with its words, however many there are */
export function layoutOf(events: readonly Event[], scale: Scale, asList = false): Layout {
  const boxes = events
    .flatMap((event) =>
      event.time === null ? [] : [boxOf(event, shapes.get(event) ?? remember(event), scale)],
    )
    .filter(({ left, right }) => right > -openLength && left < scale.width + openLength);
  if (asList) return roomy(boxes, scale);
  boxes.sort((a, b) => a.left - b.left || byWeight(a.event, b.event) || b.right - a.right);
  return boxes.length <= roomyAtMost ? roomy(boxes, scale) : compact(boxes, scale);
}

/** Of those that begin together, the one that most is said about comes first. */
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

/** A side without a bound reaches to the edge of the view: the event may lie anywhere there. */
function boxOf(event: Event, shape: Shape, scale: Scale): Box {
  const { start, end } = shape.span;
  const [first, last] = [scale.x(start), scale.x(end)];
  const left = start === -Infinity ? Math.min(edge, last - openLength) : first;
  const right = end === Infinity ? Math.max(scale.width - edge, first + openLength) : last;
  return { event, shape, left, right };
}

function roomy(boxes: readonly Box[], scale: Scale): Layout {
  const texts = boxes.map(({ event }) => {
    const title = fitted(event.title, longestTitle, fonts.title);
    const when = sourceWords(event.time) ?? timeWords(event.time);
    const mark = event.contested ? 18 : 0;
    return { title, when, width: mark + widthOf(title, fonts.title) + 8 + widthOf(when, fonts.when) };
  });
  const extents = boxes.map(({ left, right }, i) => ({
    left,
    right: Math.max(right, left + (texts[i]?.width ?? 0)),
  }));
  const lanes = lanesOf(extents, gap);
  const taken = new Map<number, number>();
  const items = boxes.map((box, i): Item => {
    const lane = lanes[i] ?? 0;
    const text = texts[i] ?? { title: '', when: '', width: 0 };
    const label = placeLabel(text, box, taken.get(lane) ?? Number.NEGATIVE_INFINITY, scale.width);
    taken.set(lane, Math.max(box.right, label.labelX + label.labelWidth) + gap);
    return { event: box.event, drawn: drawnOf(box, scale), lane, ...label };
  });
  return { items, lanes: Math.max(0, ...lanes.map((lane) => lane + 1)), roomy: true };
}

type Text = { title: string; when: string; width: number };

/**
 * A label stays in view for as long as its mark does: at the left edge it waits within the mark, at the right edge it
 * moves back over what is free of its lane. Where all of it does not fit, it does without the time, then is cut.
 */
function placeLabel({ title, when, width }: Text, { left, right }: Box, free: number, most: number) {
  // At the left edge, what its lane keeps free for it may be less than it wants: it is cut, never half out of sight.
  const kept = Math.max(right, left + width) - atEdge;
  if (left < atEdge && kept < width) {
    const cut = kept < leastTitle ? '' : fitted(title, kept - 18, fonts.title);
    return { labelX: atEdge, title: cut, when: '', labelWidth: Math.max(0, kept) };
  }
  const sticky = Math.max(left, Math.min(atEdge, right - width));
  const labelX = Math.max(Math.min(sticky, most - width - 4), Math.min(Math.max(free, atEdge), sticky));
  const room = most - labelX - 4;
  if (width <= room || left > most) return { labelX, title, when, labelWidth: width };
  return { labelX, title: fitted(title, room - 18, fonts.title), when: '', labelWidth: room };
}

/** With many events a label is there only where the lane leaves room for it. */
function compact(boxes: readonly Box[], scale: Scale): Layout {
  const extents = boxes.map(({ left, right }) => ({ left, right: Math.max(right, left + leastWidth) }));
  const lanes = lanesOf(extents, 4);
  const nextInLane = new Map<number, number>();
  const items = boxes
    .map((box, i) => ({ box, extent: extents[i] ?? box, lane: lanes[i] ?? 0 }))
    .reverse()
    .map(({ box, extent, lane }): Item => {
      const room = (nextInLane.get(lane) ?? scale.width) - extent.right - 16;
      nextInLane.set(lane, extent.left);
      const title = room < 40 ? '' : fitted(box.event.title, Math.min(room, longestTitle), fonts.when);
      const labelWidth = title === '' ? 0 : widthOf(title, fonts.when);
      return {
        event: box.event,
        drawn: drawnOf(box, scale),
        lane,
        labelX: extent.right + 6,
        labelWidth,
        title,
        when: '',
      };
    })
    .reverse();
  return { items, lanes: Math.max(0, ...lanes.map((lane) => lane + 1)), roomy: false };
}

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
