import { z } from 'zod';
import { countryCode, shortText } from './primitives.ts';
import { terms } from './terms.ts';

export const PlacePrecisionTerms = terms('PlacePrecision', 'Precision of the point of a place.', {
  exact: 'The point is the place itself, to a building or a few metres.',
  approximate: 'The point is near the place.',
  locality: 'The point represents a town, district or settlement.',
  region: 'The point represents a province or larger part of a country.',
  country: 'The point represents a whole country.',
  unknown: 'The precision of the point is not known.',
});
export const PlacePrecision = PlacePrecisionTerms.schema;
export type PlacePrecision = keyof typeof PlacePrecisionTerms.terms;

export const GeoPoint = z
  .strictObject({
    longitude: z
      .number()
      .min(-180)
      .max(180)
      .meta({ description: 'Degrees east of Greenwich, WGS 84, -180 to 180.' }),
    latitude: z
      .number()
      .min(-90)
      .max(90)
      .meta({ description: 'Degrees north of the equator, WGS 84, -90 to 90.' }),
  })
  .meta({
    id: 'GeoPoint',
    description: 'A point on the Earth, in degrees of WGS 84.',
    examples: [{ longitude: 37.39, latitude: 55.8258 }],
  });
export type GeoPoint = z.infer<typeof GeoPoint>;

const admin1 = 'Name of its first-level division, such as a state, region or oblast.';
const admin2 = 'Name of its second-level division, such as a county, district or raion.';

/** Declares a place as people write it. */
export const PlaceInput = z
  .strictObject({
    name: shortText().meta({ description: 'Name of the place, as specific as the source is.' }),
    countryCode: countryCode().optional(),
    admin1: shortText().optional().meta({ description: admin1 }),
    admin2: shortText().optional().meta({ description: admin2 }),
    point: GeoPoint.optional(),
    precision: PlacePrecision.optional(),
  })
  .meta({ id: 'PlaceInput', description: 'A place, as written in a dataset file.' });
export type PlaceInput = z.infer<typeof PlaceInput>;

export const Place = z
  .strictObject({
    name: shortText().meta({ description: 'Name of the place, as specific as the source is.' }),
    countryCode: countryCode().nullable(),
    admin1: shortText().nullable().meta({ description: admin1 }),
    admin2: shortText().nullable().meta({ description: admin2 }),
    point: GeoPoint.nullable().meta({ description: 'Position of the place; null if not known.' }),
    precision: PlacePrecision,
  })
  .meta({
    id: 'Place',
    description: 'A place and its position, as far as known.',
    examples: [
      {
        name: 'Crocus City Hall, outside Moscow',
        countryCode: 'RU',
        admin1: 'Moscow Oblast',
        admin2: null,
        point: { longitude: 37.39, latitude: 55.8258 },
        precision: 'exact',
      },
    ],
  });
export type Place = z.infer<typeof Place>;

export function placeOf(input: PlaceInput): Place {
  return {
    name: input.name,
    countryCode: input.countryCode ?? null,
    admin1: input.admin1 ?? null,
    admin2: input.admin2 ?? null,
    point: input.point ?? null,
    precision: input.precision ?? 'unknown',
  };
}
