import fc from 'fast-check';
import { expect } from 'vitest';
import type { BoundingBox, Nearness } from '../../src/domain/condition.ts';
import type { Store } from '../../src/domain/store.ts';
import { event, idsIn, put } from '../helpers/records.ts';
import { type OpenStore, testsOn } from './suite.ts';

type Point = { longitude: number; latitude: number };

const places: Record<string, Point> = {
  moscow: { longitude: 37.3903, latitude: 55.8247 },
  null: { longitude: 0, latitude: 0 },
  fiji: { longitude: 179.9, latitude: -17 },
  samoa: { longitude: -179.9, latitude: -17 },
  'line-east': { longitude: 180, latitude: 10 },
  'line-west': { longitude: -180, latitude: 10 },
  'north-pole': { longitude: 45, latitude: 90 },
  'south-pole': { longitude: -120, latitude: -90 },
  alert: { longitude: -62.3, latitude: 82.5 },
  quito: { longitude: -78.5, latitude: -0.2 },
};

const fill = (store: Store, points: Record<string, Point>) =>
  put(store, {
    event: Object.entries(points).map(([id, point]) => event(id, { place: { name: id, point } })),
  });

const inBox = async (store: Store, bbox: BoundingBox) =>
  idsIn((await store.listEvents({ sort: 'time', bbox }, { limit: 200 })).data).sort();
const nearTo = async (store: Store, near: Nearness) =>
  idsIn((await store.listEvents({ sort: 'time', near }, { limit: 200 })).data).sort();

/** Distance along the sphere by vectors instead of the haversine formula: an independent way to the same figure. */
function distanceKm(a: Point, b: Point): number {
  const vector = ({ longitude, latitude }: Point) => {
    const [lambda, phi] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180];
    return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)] as const;
  };
  const [[ax, ay, az], [bx, by, bz]] = [vector(a), vector(b)];
  const cross = Math.hypot(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx);
  return 6371.0088 * Math.atan2(cross, ax * bx + ay * by + az * bz);
}

/** Nobody can tell which side of a circle a point on its line is. */
const toleranceKm = 0.001;

const point = fc.record({
  longitude: fc.oneof(
    fc.double({ min: -180, max: 180, noNaN: true }),
    fc.constantFrom(-180, 180, 0, 179.99, -179.99),
  ),
  latitude: fc.oneof(
    fc.double({ min: -90, max: 90, noNaN: true }),
    fc.constantFrom(-90, 90, 0, 89.99, -89.99),
  ),
});

function boxSuite(open: OpenStore): void {
  const { onBasics } = testsOn(open);
  const boxes: [string, BoundingBox, string[]][] = [
    ['around a city', { west: 37, south: 55, east: 38, north: 56 }, ['moscow']],
    ['its edges count', { west: 37.3903, south: 55.8247, east: 37.3903, north: 55.8247 }, ['moscow']],
    ['just beside', { west: 37.39031, south: 55, east: 38, north: 56 }, []],
    [
      'across the antimeridian',
      { west: 179, south: -20, east: -179, north: 20 },
      ['fiji', 'line-east', 'line-west', 'samoa'],
    ],
    ['the other way round', { west: -179, south: -20, east: 179, north: 20 }, ['null', 'quito']],
    ['the whole Earth', { west: -180, south: -90, east: 180, north: 90 }, Object.keys(places).sort()],
    ['the north pole', { west: 0, south: 80, east: 90, north: 90 }, ['north-pole']],
    ['the south pole', { west: -180, south: -90, east: 180, north: -80 }, ['south-pole']],
    [
      'crossing by almost the whole Earth',
      { west: 1, south: -90, east: -1, north: 90 },
      Object.keys(places)
        .filter((id) => id !== 'null')
        .sort(),
    ],
  ];
  for (const [what, box, expected] of boxes) {
    onBasics(`bbox: ${what}`, async (store) => {
      await fill(store, places);
      expect(await inBox(store, box)).toEqual(expected);
    });
  }

  onBasics('a box holds exactly the points between its sides', async (store) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(point, { minLength: 1, maxLength: 8 }),
        point,
        point,
        async (points, one, other) => {
          const named = Object.fromEntries(
            Array.from({ length: 8 }, (_, index) => [`p${index}`, points[index % points.length] as Point]),
          );
          await fill(store, named);
          const [south, north] = [one.latitude, other.latitude].sort((a, b) => a - b) as [number, number];
          const box = { west: one.longitude, east: other.longitude, south, north };
          const between = ({ longitude }: Point) =>
            box.west <= box.east
              ? longitude >= box.west && longitude <= box.east
              : longitude >= box.west || longitude <= box.east;
          const expected = Object.keys(named).filter((id) => {
            const at = named[id] as Point;
            return between(at) && at.latitude >= south && at.latitude <= north;
          });
          expect(await inBox(store, box)).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });
}

function nearSuite(open: OpenStore): void {
  const { onBasics } = testsOn(open);
  const circles: [string, Nearness, string[]][] = [
    [
      'across the antimeridian from the east',
      { longitude: 179.95, latitude: -17, radiusKm: 30 },
      ['fiji', 'samoa'],
    ],
    [
      'across the antimeridian from the west',
      { longitude: -179.95, latitude: -17, radiusKm: 30 },
      ['fiji', 'samoa'],
    ],
    ['on the line itself', { longitude: 180, latitude: 10, radiusKm: 1 }, ['line-east', 'line-west']],
    ['around the pole', { longitude: -135, latitude: 89.5, radiusKm: 100 }, ['north-pole']],
    ['over the pole', { longitude: 117, latitude: 85, radiusKm: 1500 }, ['alert', 'north-pole']],
    ['around the south pole', { longitude: 60, latitude: -90, radiusKm: 1 }, ['south-pole']],
    ['half the way round', { longitude: 0, latitude: 0, radiusKm: 20_040 }, Object.keys(places).sort()],
    ['the point itself', { longitude: 37.3903, latitude: 55.8247, radiusKm: 0 }, ['moscow']],
    ['a metre', { longitude: 37.3903, latitude: 55.8247, radiusKm: 0.001 }, ['moscow']],
    ['nothing there', { longitude: 100, latitude: 30, radiusKm: 100 }, []],
  ];
  for (const [what, near, expected] of circles) {
    onBasics(`near: ${what}`, async (store) => {
      await fill(store, places);
      expect(await nearTo(store, near)).toEqual(expected);
    });
  }

  onBasics('a circle holds exactly the points within its radius', async (store) => {
    const radius = fc.oneof(
      fc.double({ min: 0.01, max: 20_040, noNaN: true }),
      fc.double({ min: 0.01, max: 200, noNaN: true }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(point, { minLength: 8, maxLength: 8 }),
        point,
        radius,
        async (points, centre, radiusKm) => {
          // Some points stand close to the circle, where a box that is too small would lose them.
          const close = points.slice(0, 4).map((at) => ({
            longitude: Math.max(-180, Math.min(180, centre.longitude + at.longitude * (radiusKm / 20_040))),
            latitude: Math.max(-90, Math.min(90, centre.latitude + at.latitude * (radiusKm / 10_020))),
          }));
          const named = Object.fromEntries(
            [...close, ...points.slice(4)].map((at, index) => [`p${index}`, at]),
          );
          await fill(store, named);
          const found = await nearTo(store, { ...centre, radiusKm });
          for (const [id, at] of Object.entries(named)) {
            const distance = distanceKm(centre, at);
            if (Math.abs(distance - radiusKm) > toleranceKm)
              expect(found.includes(id), `${id} at ${distance}`).toBe(distance < radiusKm);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
}

export function geoSuite(open: OpenStore): void {
  const { onBasics } = testsOn(open);
  boxSuite(open);
  nearSuite(open);

  onBasics('an event follows its point: moved, and taken away', async (store) => {
    await fill(store, places);
    const north = { west: -180, south: 60, east: 180, north: 80 };
    expect(await inBox(store, north)).toEqual([]);
    await put(store, {
      event: [event('moscow', { place: { name: 'm', point: { longitude: 30, latitude: 70 } } })],
    });
    expect(await inBox(store, north)).toEqual(['moscow']);
    expect(await inBox(store, { west: 37, south: 55, east: 38, north: 56 })).toEqual([]);
    await put(store, { event: [event('moscow', { place: { name: 'm' } })] });
    expect(await inBox(store, { west: -180, south: -90, east: 180, north: 90 })).toHaveLength(
      Object.keys(places).length - 1,
    );
  });

  onBasics('box, circle and other conditions hold together', async (store) => {
    await fill(store, places);
    const near = { longitude: 37.4, latitude: 55.8, radiusKm: 50 };
    const box = { west: 37, south: 55, east: 38, north: 56 };
    const list = async (more: object) =>
      idsIn((await store.listEvents({ sort: 'time', ...more }, { limit: 9 })).data);
    expect(await list({ near, bbox: box })).toEqual(['moscow']);
    expect(await list({ near, bbox: { ...box, west: 37.9 } })).toEqual([]);
    expect(await list({ near, type: ['trial'] })).toEqual([]);
    expect(await list({ near, type: ['attack'], hasTime: false })).toEqual(['moscow']);
  });
}
