import { z } from 'zod';
import { limits } from '../../domain/limits.ts';
import { GeoPoint, type PlacePrecision, PlacePrecisionTerms } from '../../domain/place.ts';
import { idOf, wholeNumber } from '../../domain/primitives.ts';
import { TimeZoneName } from '../../domain/time/fuzzy-time.ts';

/** The schema of places: counts of events by the cells of a map. */

const PlaceBounds = z
  .strictObject({
    west: z.number().min(-180).max(180).meta({ description: 'Western edge, in degrees east of Greenwich.' }),
    south: z
      .number()
      .min(-90)
      .max(90)
      .meta({ description: 'Southern edge, in degrees north of the equator.' }),
    east: z.number().min(-180).max(180).meta({ description: 'Eastern edge, in degrees east of Greenwich.' }),
    north: z
      .number()
      .min(-90)
      .max(90)
      .meta({ description: 'Northern edge, in degrees north of the equator.' }),
  })
  .meta({
    id: 'PlaceBounds',
    description:
      'A box in degrees of WGS 84, with its edges. If west is greater than east, it crosses the antimeridian (RFC 7946 §5.2).',
    examples: [{ west: 36.2304, south: 49.9935, east: 37.6173, north: 55.8247 }],
  });

const precisionCounts = Object.fromEntries(
  Object.keys(PlacePrecisionTerms.terms).map((precision) => [
    precision,
    wholeNumber(`Number of events whose point is of the precision \`${precision}\`.`),
  ]),
) as Record<PlacePrecision, ReturnType<typeof wholeNumber>>;

const PlacePrecisionCounts = z.strictObject(precisionCounts).meta({
  id: 'PlacePrecisionCounts',
  description: 'Numbers of events by the precision of their points.',
  examples: [{ exact: 2, approximate: 0, locality: 9, region: 1, country: 0, unknown: 0 }],
});

const PlaceEvent = z
  .strictObject({
    id: idOf('the event'),
    title: z.string().meta({ description: 'Title of the event.' }),
  })
  .meta({
    id: 'PlaceEvent',
    description: 'An event in a cell of a map.',
    examples: [{ id: 'crocus-city-hall-attack', title: 'Attack at Crocus City Hall' }],
  });

const PlaceCell = z
  .strictObject({
    count: wholeNumber('Number of events in the cell.'),
    center: GeoPoint.meta({
      description: 'Mean of the points of the events; of one event, its point.',
    }),
    bounds: PlaceBounds.meta({
      description:
        'The smallest box around the points of the events. As `bbox` of `/v1/events` it lists these events and no others.',
    }),
    precisions: PlacePrecisionCounts,
    name: z
      .string()
      .meta({ description: 'Name of the place that most of the events name.', examples: ['Moscow'] }),
    nameCount: wholeNumber('Number of different names of places that the events have.'),
    events: z.array(PlaceEvent).meta({
      description: `The events in order of time, if the cell has at most ${limits.placeEventsMax}; else empty.`,
    }),
  })
  .meta({ id: 'PlaceCell', description: 'The events in one cell of a map.' });

export const Places = z
  .strictObject({
    timeZone: TimeZoneName.meta({ description: 'The IANA time zone in which the window was read.' }),
    cellDegrees: z.number().meta({
      description:
        'Side of the cells in degrees: 360 divided by a power of two. Their edges are counted from 180° W and 90° S, so a ' +
        'cell stays the same when a map is moved, and lies whole in one cell of a wider view.',
      examples: [5.625],
    }),
    bounds: PlaceBounds.nullable().meta({
      description:
        'A box around all counted points, over the antimeridian if it is smaller that way. Null if there are none.',
    }),
    total: wholeNumber('Number of events in all cells.'),
    withoutPoint: wholeNumber(
      'Number of events that match all filters but `bbox`, `near` and `radiusKm`, and have no point. No map shows them.',
    ),
    cells: z.array(PlaceCell).meta({ description: 'The cells with events, those with the most first.' }),
  })
  .meta({ id: 'Places', description: 'Numbers of events by place, for a map.' });
