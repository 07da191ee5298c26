import type { BoundingBox } from './condition.ts';
import type { GeoPoint, PlacePrecision } from './place.ts';

/**
 * Lays the grid by which events are counted for a map. Its cells are squares with sides of 360, 180, 90 … degrees,
 * counted from 180° W and 90° S: a cell of a closer view lies whole in one of a wider view, and stays where it is when a
 * map is moved.
 */

/** The events in one cell of the grid. `bounds` is the smallest box around their points. */
export type PlaceCell = {
  count: number;
  center: GeoPoint;
  bounds: BoundingBox;
  precisions: Record<PlacePrecision, number>;
  name: string;
  nameCount: number;
  events: { id: string; title: string }[];
};

export type Places = {
  cellDegrees: number;
  bounds: BoundingBox | null;
  total: number;
  withoutPoint: number;
  cells: PlaceCell[];
};

/** Makes cells of less than three metres: points of one building are together in the finest grid. */
const halvingsMax = 24;

/** Returns the number of cells around the Earth in the finest grid of which a box touches at most `most` cells. */
export function cellsAround(box: BoundingBox, most: number): number {
  for (let around = 2 ** halvingsMax; around > 1; around /= 2) {
    if (touched(box, around) <= most) return around;
  }
  return 1;
}

function touched({ west, south, east, north }: BoundingBox, around: number): number {
  const [first, last] = [columnOf(west, around), columnOf(east, around)];
  const columns = west <= east ? last - first + 1 : Math.min(around, around - first + last + 1);
  return columns * (rowOf(north, around) - rowOf(south, around) + 1);
}

const columnOf = (longitude: number, around: number) =>
  Math.min(Math.floor((longitude + 180) * (around / 360)), around - 1);
const rowOf = (latitude: number, around: number) =>
  Math.min(Math.floor((latitude + 90) * (around / 360)), Math.max(around / 2 - 1, 0));

/** Returns a box around all cells that leaves out the widest gap in longitude. It may cross the antimeridian. */
export function boxAround(cells: readonly Pick<PlaceCell, 'bounds'>[]): BoundingBox | null {
  const boxes = cells.map(({ bounds }) => bounds).sort((one, other) => one.west - other.west);
  const [first] = boxes;
  if (first === undefined) return null;
  let [west, east, widest, reached] = [first.west, first.west, -1, first.east];
  for (const box of boxes.slice(1)) {
    if (box.west - reached > widest) [widest, east, west] = [box.west - reached, reached, box.west];
    reached = Math.max(reached, box.east);
  }
  if (first.west + 360 - reached >= widest) [west, east] = [first.west, reached];
  const south = Math.min(...boxes.map((box) => box.south));
  const north = Math.max(...boxes.map((box) => box.north));
  return { west, south, east, north };
}
