/** Reads and writes areas between two meridians and two parallels, the parameter `bbox` of the API. */

export type Box = { west: number; south: number; east: number; north: number };

export const wholeWorld: Box = { west: -180, south: -90, east: 180, north: 90 };
export const sidesOfBox = ['west', 'south', 'east', 'north'] as const;

/** Reads a box. Returns undefined if the text is none. Values out of range are left to the API, which rejects them. */
export function boxOf(text: string | undefined): Box | undefined {
  const parts = (text ?? '').split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [west, south, east, north] = parts;
  if (parts.length !== 4 || parts.some((part) => !Number.isFinite(part))) return undefined;
  return { west, south, east, north } as Box;
}

export const boxText = (box: Box): string => sidesOfBox.map((side) => box[side]).join(',');

/** Returns true if a box crosses the antimeridian: its `west` is then greater than its `east`. */
export const crosses = ({ west, east }: Box): boolean => west > east;

/** Returns a box in words, or any other text as it is. */
export function areaWords(text: string): string {
  const box = boxOf(text);
  if (box === undefined) return `area ${text}`;
  const latitude = (value: number) => `${Math.abs(value)}°\u00a0${value < 0 ? 'S' : 'N'}`;
  const longitude = (value: number) => `${Math.abs(value)}°\u00a0${value < 0 ? 'W' : 'E'}`;
  const { west, south, east, north } = box;
  return `area ${latitude(south)} to ${latitude(north)}, ${longitude(west)} to ${longitude(east)}`;
}

const roomAround = 1.8;
/** Least width of a frame: closer, the map shows no more detail. */
const leastDegrees = 6;

/** Returns the part of the world to show around a box, twice as wide as high. */
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
