import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import world from 'world-atlas/countries-110m.json';

/** The land of the world and its borders. The data ships with the page, so that no map server learns what is viewed. */

const topology = world as unknown as Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

export const land = feature(topology, topology.objects.land);
export const borders = mesh(topology, topology.objects.countries, (a, b) => a !== b);
