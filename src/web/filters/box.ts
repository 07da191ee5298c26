/** Areas between two meridians and two parallels, as `bbox` of the API has them. */

export type Box = { west: number; south: number; east: number; north: number };

export const wholeWorld: Box = { west: -180, south: -90, east: 180, north: 90 };
export const sidesOfBox = ['west', 'south', 'east', 'north'] as const;

/** The box that a text means; undefined where it is none. What lies out of range is the API's to refuse. */
export function boxOf(text: string | undefined): Box | undefined {
  const parts = (text ?? '').split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [west, south, east, north] = parts;
  if (parts.length !== 4 || parts.some((part) => !Number.isFinite(part))) return undefined;
  return { west, south, east, north } as Box;
}

export const boxText = (box: Box): string => sidesOfBox.map((side) => box[side]).join(',');

/** Where `west` is above `east` a box crosses the antimeridian. */
export const crosses = ({ west, east }: Box): boolean => west > east;

/** A box in words; a text that is none as it stands. */
export function areaWords(text: string): string {
  const box = boxOf(text);
  if (box === undefined) return `area ${text}`;
  const latitude = (value: number) => `${Math.abs(value)}°\u00a0${value < 0 ? 'S' : 'N'}`;
  const longitude = (value: number) => `${Math.abs(value)}°\u00a0${value < 0 ? 'W' : 'E'}`;
  const { west, south, east, north } = box;
  return `area ${latitude(south)} to ${latitude(north)}, ${longitude(west)} to ${longitude(east)}`;
}

const roomAround = 1.8;
/** Closer, the land of the map has no more to show. */
const leastDegrees = 6;

/** The part of the world to show around a box, twice as wide as high. */
export function frameOf(box: Box | undefined): Box {
  if (box === undefined || crosses(box)) return wholeWorld;
  const { west, south, east, north } = box;
  const width = Math.min(
    360,
    Math.max(leastDegrees, (east - west) * roomAround, (north - south) * 2 * roomAround),
  );
  const middle = (low: number, high: number, length: number, most: number) =>
    Math.min(Math.max((low + high) / 2, length / 2 - most), most - length / 2);
  const [x, y] = [middle(west, east, width, 180), middle(south, north, width / 2, 90)];
  return { west: x - width / 2, east: x + width / 2, south: y - width / 4, north: y + width / 4 };
}
