import { geoMercator, geoPath } from 'd3-geo';
import { World } from '../parts/world.tsx';

/** A map of a point with the land around it. */

const width = 480;
const height = 220;
/** Width of the map in degrees of longitude, enough to recognise the part of the world. */
const degrees = 70;
/** The Mercator projection has no poles. */
const highest = 80;

export type MapProps = { longitude: number; latitude: number; label: string };

export function WorldMap({ longitude, latitude, label }: MapProps) {
  const centre = Math.min(Math.max(latitude, -highest), highest);
  const projection = geoMercator()
    .rotate([-longitude, 0])
    .center([0, centre])
    .scale((width / degrees) * (180 / Math.PI))
    .translate([width / 2, height / 2])
    .clipExtent([
      [0, 0],
      [width, height],
    ]);
  const path = geoPath(projection);
  const [x, y] = projection([longitude, latitude]) ?? [width / 2, height / 2];
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`Map with a point at ${label}`}>
      <World path={path} width={width} height={height} />
      <circle class="halo" cx={x} cy={y} r="11" />
      <circle class="dot" cx={x} cy={y} r="4.5" />
    </svg>
  );
}
