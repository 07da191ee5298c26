import type { Box } from '../filters/box.ts';

/**
 * Moves and converts the view of a map in the Mercator projection, in which each view is a box of longitudes and
 * latitudes and so can be a filter. All lengths are in degrees at the equator.
 */

/** `x` and `y` are the middle, where `x` may pass ±180. `span` is the width. */
export type View = { x: number; y: number; span: number };
export type Size = { width: number; height: number };
export type Point = { longitude: number; latitude: number };

const degrees = 180 / Math.PI;
/** The Mercator projection has no poles: points beyond are drawn at the edge. */
const northernmost = 85;
const spanMost = 360;
/** About two kilometres; points are not known more exactly. */
const spanLeast = 0.02;

const ordinateOf = (latitude: number): number => {
  const drawn = Math.min(Math.max(latitude, -northernmost), northernmost);
  return Math.log(Math.tan(Math.PI / 4 + drawn / degrees / 2)) * degrees;
};
const latitudeAt = (y: number): number => (2 * Math.atan(Math.exp(y / degrees)) - Math.PI / 2) * degrees;
const top = ordinateOf(northernmost);

/** Returns the same longitude between -180 and 180. */
const around = (x: number): number => (x >= -180 && x <= 180 ? x : ((((x + 180) % 360) + 360) % 360) - 180);

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);

function held({ x, y, span }: View): View {
  return { x: around(x), y: clamp(y, -top, top), span: clamp(span, spanLeast, spanMost) };
}

/** Returns the view of a box with some room around it. */
export function viewOf({ west, south, east, north }: Box, { width, height }: Size): View {
  const [least, most] = [ordinateOf(south), ordinateOf(north)];
  const length = across({ west, east });
  const span = Math.max(length, ((most - least) * width) / height) * 1.25;
  // A single point is shown with so much around it that coasts tell the part of the world.
  return held({ x: west + length / 2, y: (least + most) / 2, span: span < spanLeast ? 60 : span });
}

export const zoomed = (view: View, factor: number): View => held({ ...view, span: view.span * factor });

/** Moves a view by fractions of its width and height. */
export function panned(view: View, { width, height }: Size, right: number, up: number): View {
  const { x, y, span } = view;
  return held({ x: x + right * span, y: y + (up * span * height) / width, span });
}

/** Returns the view after a gesture: `k` times as close, and moved by pixels, as d3-zoom reports them. */
export function movedBy(view: View, size: Size, { k, x, y }: { k: number; x: number; y: number }): View {
  const perPixel = view.span / size.width / k;
  const middle = { right: size.width / 2 - x, down: size.height / 2 - y };
  return held({
    x: view.x - view.span / 2 + middle.right * perPixel,
    y: view.y + (view.span * size.height) / size.width / 2 - middle.down * perPixel,
    span: view.span / k,
  });
}

/** Returns the box of a view, rounded outwards to as many digits as the view can show. */
export function boxOf({ x, y, span }: View, { width, height }: Size): Box {
  const half = (span * height) / width / 2;
  const unit = 10 ** clamp(Math.ceil(3 - Math.log10(span)), 0, 8);
  const down = (value: number) => Math.floor(value * unit) / unit;
  const up = (value: number) => Math.ceil(value * unit) / unit;
  const whole = span > spanMost - 2 / unit;
  return {
    west: whole ? -180 : around(down(x - span / 2)),
    south: y - half <= -top ? -90 : down(latitudeAt(y - half)),
    east: whole ? 180 : around(up(x + span / 2)),
    north: y + half >= top ? 90 : up(latitudeAt(y + half)),
  };
}

/**
 * Returns the position of a point in pixels from the upper left corner. The world repeats to both sides: of the copies
 * of the point, it takes the one nearest to the middle.
 */
export function pixelsOf(
  { x, y, span }: View,
  { width, height }: Size,
  { longitude, latitude }: Point,
): [number, number] {
  const scale = width / span;
  return [width / 2 + around(longitude - x) * scale, height / 2 - (ordinateOf(latitude) - y) * scale];
}

const across = ({ west, east }: Pick<Box, 'west' | 'east'>): number =>
  east >= west ? east - west : east + 360 - west;

/**
 * Returns the intersection of two boxes, or null if there is none. Two boxes that together go around the world may have
 * two intersections: it then returns the sides of the filter, which contains both.
 */
export function overlap(view: Box, filter: Box): Box | null {
  const south = Math.max(view.south, filter.south);
  const north = Math.min(view.north, filter.north);
  const parts = [-360, 0, 360].flatMap((turn) => {
    const west = Math.max(view.west, filter.west + turn);
    const east = Math.min(view.west + across(view), filter.west + turn + across(filter));
    if (west > east) return [];
    return east - west >= 360 ? [{ west: -180, east: 180 }] : [{ west: around(west), east: around(east) }];
  });
  const [part] = parts;
  if (part === undefined || south > north) return null;
  return parts.length > 1 ? { ...filter, south, north } : { ...part, south, north };
}

/** Returns whether all points in a box are one spot, however close the map comes. */
export const isOneSpot = (box: Box): boolean => across(box) < spanLeast && box.north - box.south < spanLeast;
