import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Box } from '../../src/web/filters/box.ts';
import { apart } from '../../src/web/map/apart.ts';
import {
  boxOf,
  movedBy,
  overlap,
  panned,
  pixelsOf,
  type View,
  viewOf,
  zoomed,
} from '../../src/web/map/view.ts';

/** The view of the map: the box of a view, the view of a box, and the positions of points. */

const size = { width: 600, height: 400 };
/** Eighths: sums of them are exact. */
const eighths = (most: number) => fc.integer({ min: -most * 8, max: most * 8 }).map((value) => value / 8);
const longitude = eighths(180);
const latitude = eighths(80);
const point = fc.record({ longitude, latitude });
const box: fc.Arbitrary<Box> = fc
  .tuple(longitude, longitude, latitude, latitude)
  .map(([west, east, one, other]) => ({
    west,
    east,
    south: Math.min(one, other),
    north: Math.max(one, other),
  }));
const view: fc.Arbitrary<View> = fc.record({
  x: fc.double({ min: -180, max: 179.9, noNaN: true }),
  y: fc.double({ min: -120, max: 120, noNaN: true }),
  span: fc.double({ min: 0.05, max: 360, noNaN: true }),
});

const isWithin = ({ west, south, east, north }: Box, place: { longitude: number; latitude: number }) => {
  const between =
    west <= east
      ? west <= place.longitude && place.longitude <= east
      : west <= place.longitude || place.longitude <= east;
  return between && south <= place.latitude && place.latitude <= north;
};

test('the view of a box shows all of it', () => {
  fc.assert(
    fc.property(box, (asked) => {
      const shown = viewOf(asked, size);
      const held = boxOf(shown, size);
      const corners = [asked.west, asked.east].flatMap((x) =>
        [asked.south, asked.north].map((y) => ({ longitude: x, latitude: y })),
      );
      expect(corners.every((corner) => isWithin(held, corner)) || held.north < 80 || held.south > -80).toBe(
        true,
      );
      if (shown.span < 350) expect(corners.every((corner) => isWithin(held, corner))).toBe(true);
    }),
  );
});

test('what is drawn within the edges is what the box of the view holds', () => {
  fc.assert(
    fc.property(view, point, (shown, place) => {
      const [x, y] = pixelsOf(shown, size, place);
      // A point on the edge is on both sides of it.
      const distance = Math.min(
        Math.abs(x),
        Math.abs(x - size.width),
        Math.abs(y),
        Math.abs(y - size.height),
      );
      fc.pre(distance > 3);
      const isDrawn = x > 0 && x < size.width && y > 0 && y < size.height;
      expect(isWithin(boxOf(shown, size), place)).toBe(isDrawn);
    }),
  );
});

test('the overlap of two boxes holds what both hold, and no more unless they meet twice', () => {
  fc.assert(
    fc.property(box, box, point, (one, other, place) => {
      const both = overlap(one, other);
      const isInBoth = isWithin(one, place) && isWithin(other, place);
      if (isInBoth) expect(both !== null && isWithin(both, place)).toBe(true);
      if (both !== null && isWithin(both, place)) expect(isWithin(other, place)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('a gesture moves what is under the hand by as much as the hand, and zooms about it', () => {
  const close: View = { x: 30, y: 55, span: 40 };
  const place = { longitude: 28, latitude: 47 };
  const [x, y] = pixelsOf(close, size, place);
  const [movedX, movedY] = pixelsOf(movedBy(close, size, { k: 1, x: 70, y: -20 }), size, place);
  expect([movedX - x, movedY - y].map(Math.round)).toEqual([70, -20]);
  // As d3-zoom has it: the point under the hand stays where it is.
  const held = pixelsOf(movedBy(close, size, { k: 2, x: -x, y: -y }), size, place);
  expect(held.map(Math.round)).toEqual([x, y].map(Math.round));
});

test('moving on comes around the world', () => {
  let shown: View = { x: 170, y: 0, span: 60 };
  for (const _ of [1, 2, 3, 4, 5, 6]) shown = panned(shown, size, 1, 0);
  expect(shown.x).toBeCloseTo(170, 6);
  expect(zoomed(shown, 100).span).toBe(360);
});

test('numbers that would lie on each other part, and a single event stays at its point', () => {
  const spots = [
    { at: [100, 100] as [number, number], radius: 20, fixed: false },
    { at: [112, 100] as [number, number], radius: 18, fixed: false },
    { at: [300, 100] as [number, number], radius: 6, fixed: true },
    { at: [300, 100] as [number, number], radius: 10, fixed: false },
    { at: [500, 100] as [number, number], radius: 10, fixed: false },
  ];
  const [first = [0, 0], second = [0, 0], single, beside = [0, 0], far] = apart(spots);
  expect(second[0] - first[0]).toBeGreaterThanOrEqual(38);
  expect([single, far]).toEqual([spots[2]?.at, spots[4]?.at]);
  expect(beside[0] - 300).toBeGreaterThan(14);
});
