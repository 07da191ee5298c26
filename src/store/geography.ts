import type { BoundingBox, Nearness } from '../domain/condition.ts';

/** Places on the sphere as boxes that an index of points can be asked for. */

/** The boxes to search for one that may cross the antimeridian. */
export function boxesOf({ west, south, east, north }: BoundingBox): BoundingBox[] {
  if (west <= east) return [{ west, south, east, north }];
  return [
    { west, south, east: 180, north },
    { west: -180, south, east, north },
  ];
}

export const earthRadiusKm = 6371.0088;
const radians = Math.PI / 180;

/** The smallest box around a circle on the sphere; all longitudes where the circle reaches a pole. */
function boxAround({ longitude, latitude, radiusKm }: Nearness): BoundingBox {
  const angle = radiusKm / earthRadiusKm;
  const south = latitude - angle / radians;
  const north = latitude + angle / radians;
  if (south <= -90 || north >= 90) {
    return { west: -180, east: 180, south: Math.max(south, -90), north: Math.min(north, 90) };
  }
  const reach = Math.asin(Math.min(1, Math.sin(angle) / Math.cos(latitude * radians))) / radians;
  // Only what lies outside is moved: moving the rest would round it, and lose the point in the middle.
  const wrap = (degrees: number) =>
    degrees < -180 ? degrees + 360 : degrees > 180 ? degrees - 360 : degrees;
  return reach >= 180
    ? { west: -180, east: 180, south, north }
    : { west: wrap(longitude - reach), east: wrap(longitude + reach), south, north };
}

/** A circle with the boxes that hold it, and what the distance from its middle is computed with. */
export type Circle = Nearness & { cosine: number; boxes: readonly BoundingBox[] };

export const circleOf = (near: Nearness): Circle => ({
  ...near,
  cosine: Math.cos(near.latitude * radians),
  boxes: boxesOf(boxAround(near)),
});
