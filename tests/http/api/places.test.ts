import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoundingBox } from '../../../src/domain/condition.ts';
import type { Event } from '../../../src/domain/event.ts';
import type { Places } from '../../../src/domain/place-cells.ts';
import { type Api, type ListPage, startApi } from '../../helpers/api.ts';
import { smallWorld } from './small-world.ts';

/** The cells of a map hold what a list of the same filters shows. */

let small: Api;
beforeAll(async () => {
  small = await startApi(smallWorld);
});
afterAll(() => small.close());

const listed = async (query: string): Promise<Event[]> =>
  (await small.get<ListPage<Event>>(`/v1/events?${query}&limit=200`)).data;

const boxText = ({ west, south, east, north }: BoundingBox) => [west, south, east, north].join(',');

it('lists the events of each cell by its bounds', async () => {
  const places = await small.get<Places & { timeZone: string }>('/v1/places');
  expect(places.cells.length).toBeGreaterThan(1);
  for (const { bounds, count, events } of places.cells) {
    const found = await listed(`bbox=${boxText(bounds)}`);
    expect(found).toHaveLength(count);
    if (count <= 5) expect(found.map(({ id, title }) => ({ id, title }))).toEqual(events);
  }
  const all = await listed('');
  expect(places.total + places.withoutPoint).toBe(all.length);
  expect(places.timeZone).toBe('UTC');
});

describe('conditions', () => {
  it.each([
    'q=ferry',
    'type=battle&type=meeting',
    'role=target',
    'actorId=navy',
    'sourceId=hill-post',
    'datasetId=hills',
    'countryCode=NO&countryCode=WS',
    'bbox=179,-20,-170,-10',
    'near=-179.9,-16.8&radiusKm=30',
    'tag=snow&tag=ferry',
    'contested=true',
    'hasTime=false',
    'from=2024-07',
    'to=1989',
    'on=2024-06&match=certain',
    'from=2024-06&timeZone=Pacific/Fiji',
  ])('%s are those of the list', async (query) => {
    const found = (await listed(query)).filter(({ place }) => place !== null && place.point !== null);
    expect((await small.get<Places>(`/v1/places?${query}`)).total).toBe(found.length);
  });
});

describe('cells', () => {
  it('are as many as are asked for at most', async () => {
    expect((await small.get<Places>('/v1/places?cells=1')).cells).toHaveLength(1);
    expect((await small.get<Places>('/v1/places?cells=500')).cells).toHaveLength(3);
  });

  it.each(['0', '501', '2.5', 'many'])('cannot be %s', async (cells) => {
    const problem = await small.problem(`/v1/places?cells=${cells}`, 400, 'invalid_parameter');
    expect(problem).toMatchObject({ errors: [{ parameter: 'cells' }] });
  });

  it('need a box that is one', async () => {
    const problem = await small.problem('/v1/places?bbox=1,2,3', 400, 'invalid_parameter');
    expect(problem).toMatchObject({ errors: [{ parameter: 'bbox' }] });
  });
});
