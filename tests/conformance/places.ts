import { expect } from 'vitest';
import type { BoundingBox } from '../../src/domain/condition.ts';
import type { EventInput } from '../../src/domain/event.ts';
import type { EventFilter } from '../../src/domain/filters/event.ts';
import { type GeoPoint, PlacePrecisionTerms } from '../../src/domain/place.ts';
import type { PlaceCell, Places } from '../../src/domain/place-cells.ts';
import type { Store } from '../../src/domain/store.ts';
import { isWithin, type NaiveStore } from '../helpers/naive-store.ts';
import { event, put } from '../helpers/records.ts';
import { type OpenStore, testsOn } from './suite.ts';

type Placed = { id: string; title: string; place: NonNullable<EventInput['place']>; point: GeoPoint };

function placedEvents(model: NaiveStore, filter: EventFilter): Placed[] {
  return model.eventIds({ ...filter, sort: 'time' }).flatMap((id) => {
    const { title = '', place } = model.events.get(id)?.record ?? {};
    return place?.point === undefined ? [] : [{ id, title, place, point: place.point }];
  });
}

/** Every cell holds what the model finds in its bounds, and all cells together hold everything once. */
export async function expectPlaces(
  store: Store,
  model: NaiveStore,
  filter: EventFilter,
  cells: number,
): Promise<void> {
  const places = await store.places(filter, cells);
  const events = placedEvents(model, filter);
  const { bbox: _, ...elsewhere } = filter;
  const everywhere = model.eventIds({ ...elsewhere, sort: 'time' }).length;
  expect(places.withoutPoint).toBe(everywhere - placedEvents(model, elsewhere).length);
  expect(places.total).toBe(events.length);
  expect(places.cells.length).toBeLessThanOrEqual(cells);
  const held = places.cells.map(({ count, bounds }) => {
    const inside = events.filter(({ point }) => isWithin(point, bounds));
    expect(inside).toHaveLength(count);
    return inside;
  });
  expect(
    held
      .flat()
      .map(({ id }) => id)
      .sort(),
  ).toEqual(events.map(({ id }) => id).sort());
  for (const [index, cell] of places.cells.entries()) expectCell(cell, held[index] ?? [], places);
  const counts = places.cells.map(({ count }) => count);
  expect(counts).toEqual(counts.toSorted((one, other) => other - one));
}

function expectCell(cell: PlaceCell, inside: readonly Placed[], { bounds, cellDegrees }: Places): void {
  const points = inside.map(({ point }) => point);
  const [longitudes, latitudes] = [
    points.map(({ longitude }) => longitude),
    points.map(({ latitude }) => latitude),
  ];
  const box: BoundingBox = {
    west: Math.min(...longitudes),
    south: Math.min(...latitudes),
    east: Math.max(...longitudes),
    north: Math.max(...latitudes),
  };
  expect(cell.bounds).toEqual(box);
  expect(points.every((point) => bounds !== null && isWithin(point, bounds))).toBe(true);
  expect(box.east - box.west).toBeLessThanOrEqual(cellDegrees);
  expect(box.north - box.south).toBeLessThanOrEqual(cellDegrees);
  expect(isWithin(cell.center, box)).toBe(true);
  const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
  expect(cell.center.longitude).toBeCloseTo(mean(longitudes), 9);
  expect(cell.center.latitude).toBeCloseTo(mean(latitudes), 9);
  const byPrecision = (precision: string) =>
    inside.filter(({ place }) => (place.precision ?? 'unknown') === precision).length;
  const words = Object.keys(PlacePrecisionTerms.terms);
  expect(cell.precisions).toEqual(Object.fromEntries(words.map((word) => [word, byPrecision(word)])));
  const names = [...Map.groupBy(inside, ({ place }) => place.name)].map(([name, of]) => ({
    name,
    count: of.length,
  }));
  names.sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1));
  expect([cell.name, cell.nameCount]).toEqual([names[0]?.name, names.length]);
  const told = inside.map(({ id, title }) => ({ id, title }));
  expect(cell.events).toEqual(inside.length <= 5 ? told : []);
}

const at = (id: string, longitude: number, latitude: number, name = id) =>
  event(id, { place: { name, point: { longitude, latitude } } });

const counted = ({ cells }: Places) => cells.map(({ name, count }) => [name, count]);

/** The rest is held against the model: see model.ts. */
export function placesSuite(open: OpenStore): void {
  const { onBasics, onEmpty } = testsOn(open);

  onEmpty('of nothing have no cell', async (store) => {
    expect(await store.places({}, 200)).toEqual({
      cellDegrees: 360,
      bounds: null,
      total: 0,
      withoutPoint: 0,
      cells: [],
    });
  });

  onBasics('are in one cell, or in one for each side of an edge', async (store) => {
    await put(store, { event: [at('a', 9, 1, 'x'), at('b', 11, 1, 'x'), at('c', 13, 1, 'y')] });
    const one = await store.places({}, 1);
    expect(counted(one)).toEqual([['x', 3]]);
    expect(one.cells[0]).toMatchObject({
      center: { longitude: 11, latitude: 1 },
      nameCount: 2,
      events: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
    });
    // The attack of the basics has no place.
    expect([one.total, one.withoutPoint]).toEqual([3, 1]);
    // The edge at 11.25° E parts them: squares of 2.8125° are the finest of which the points touch two.
    const two = await store.places({}, 2);
    expect([two.cellDegrees, counted(two)]).toEqual([
      2.8125,
      [
        ['x', 2],
        ['y', 1],
      ],
    ]);
  });

  onBasics('stay in their cells when the box moves', async (store) => {
    const ids = Array.from({ length: 40 }, (_, index) => `e${index}`);
    await put(store, { event: ids.map((id, index) => at(id, index / 4, 50 + (index % 3))) });
    const shown = async (west: number) =>
      store.places({ bbox: { west, south: 45, east: west + 8, north: 55 } }, 100);
    const [here, there] = [await shown(0), await shown(0.2)];
    expect(there.cellDegrees).toBe(here.cellDegrees);
    // Only the first column of cells is cut by the edge of the second box.
    const whole = ({ bounds }: PlaceCell) =>
      bounds.west >= here.cellDegrees && bounds.east <= 8 - here.cellDegrees;
    expect(there.cells.filter(whole)).toEqual(here.cells.filter(whole));
    expect(here.cells.filter(whole).length).toBeGreaterThan(3);
  });

  onBasics('lie in a box over the antimeridian, and are framed by one', async (store) => {
    await put(store, { event: [at('fiji', 178, -17), at('samoa', -172, -14), at('oslo', 10.75, 59.91)] });
    const bbox = { west: 170, south: -30, east: -170, north: 0 };
    const pacific = await store.places({ bbox }, 200);
    expect(counted(pacific)).toEqual([
      ['samoa', 1],
      ['fiji', 1],
    ]);
    expect(pacific.bounds).toEqual({ west: 178, south: -17, east: -172, north: -14 });
    // The widest gap is between Samoa and Oslo.
    expect((await store.places({}, 200)).bounds).toEqual({
      west: 10.75,
      south: -17,
      east: -172,
      north: 59.91,
    });
  });

  onBasics('count what has no point beside those of every box', async (store) => {
    await put(store, { event: [at('here', 1, 1), event('nowhere', { place: { name: 'somewhere' } })] });
    const bbox = { west: 100, south: 0, east: 101, north: 1 };
    expect(await store.places({ bbox }, 200)).toMatchObject({ total: 0, withoutPoint: 2, bounds: null });
    const near = { longitude: 1, latitude: 1, radiusKm: 1 };
    expect(await store.places({ near }, 200)).toMatchObject({ total: 1, withoutPoint: 2 });
  });

  onBasics('name the events of a cell up to five, in order of time', async (store) => {
    const dated = (id: string, edtf: string) => ({ ...at(id, 1, 1, 'house'), time: { edtf } });
    const five = [5, 3, 4, 1, 2].map((day) => dated(`day-${day}`, `2024-03-0${day}`));
    await put(store, { event: five });
    const named = async () =>
      (await store.places({}, 200)).cells.map(({ count, events }) => [count, events.map(({ id }) => id)]);
    expect(await named()).toEqual([[5, ['day-1', 'day-2', 'day-3', 'day-4', 'day-5']]]);
    await put(store, { event: [dated('day-6', '2024-03-06')] });
    expect(await named()).toEqual([[6, []]]);
  });
}
