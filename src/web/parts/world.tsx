import { type GeoPath, geoGraticule } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import world from 'world-atlas/countries-110m.json';

const topology = world as unknown as Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

const land = feature(topology, topology.objects.land);
const borders = mesh(topology, topology.objects.countries, (a, b) => a !== b);

/** Lines that end before the poles, which the Mercator projection does not have. */
const graticule = geoGraticule()
  .step([30, 30])
  .extent([
    [-180, -89],
    [180, 89],
  ]);

type Props = { path: GeoPath; width: number; height: number };

/**
 * Sea, graticule, land and borders as a path generator draws them. The data ships with the page, so that no map server
 * learns what is viewed. It is large: only modules that are loaded when a map is shown may import this one.
 */
export function World({ path, width, height }: Props) {
  return (
    <>
      <rect class="sea" width={width} height={height} />
      <path class="graticule" d={path(graticule()) ?? ''} />
      <path class="land" d={path(land) ?? ''} />
      <path class="borders" d={path(borders) ?? ''} />
    </>
  );
}
