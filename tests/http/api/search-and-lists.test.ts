import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Api, type ListPage, startApi } from '../../helpers/api.ts';
import { smallWorld } from './small-world.ts';

/** A search of one kind and `q` on the list of that kind find the same records. */

let seed: Api;
let small: Api;
beforeAll(async () => {
  [seed, small] = await Promise.all([startApi(), startApi(smallWorld)]);
});
afterAll(() => Promise.all([seed.close(), small.close()]));

const lists = { event: 'events', actor: 'actors', claim: 'claims', source: 'sources' } as const;
type Kind = keyof typeof lists;
const kinds = Object.keys(lists) as Kind[];

type Found = ListPage<{ record: { id: string } }>;

async function bySearch(api: Api, kind: Kind, q: string): Promise<string[]> {
  const { data } = await api.get<Found>(`/v1/search?kind=${kind}&limit=200&q=${encodeURIComponent(q)}`);
  return data.map(({ record }) => record.id).sort();
}

const byList = async (api: Api, kind: Kind, q: string): Promise<string[]> =>
  (await api.ids(`/v1/${lists[kind]}?limit=200&q=${encodeURIComponent(q)}`)).sort();

it.each(kinds)('%s: as many letters of a last word are enough in both', async (kind) => {
  const queries = [
    'is',
    'i',
    'isi',
    'cr',
    'cro',
    'crocus',
    'the',
    'th',
    'attack cr',
    'cr attack',
    'о',
    'ол',
    'оле',
  ];
  let most = 0;
  for (const api of [seed, small]) {
    for (const q of [...queries, 'wi', 'wir', 'wire rep']) {
      const found = await byList(api, kind, q);
      expect(await bySearch(api, kind, q), q).toEqual(found);
      most = Math.max(most, found.length);
    }
  }
  expect(most).toBeGreaterThan(0);
});

it('names begin with any letter, texts with three', async () => {
  expect(await byList(seed, 'actor', 'is')).toHaveLength(3);
  expect(await bySearch(small, 'actor', 'n')).toEqual(['agency', 'navy']);
  expect(await bySearch(small, 'event', 'fe')).toEqual([]);
  expect(await bySearch(small, 'event', 'fer')).toEqual(['oslo']);
  expect(await byList(small, 'source', 'wir')).toEqual(['wire']);
});

const word = fc.constantFrom(
  ...[
    'Tidal',
    'Navy',
    'Multi-Agent',
    "O'Clock",
    'İzmir',
    'Squad',
    'Élise',
    '東京新聞',
    'Олександрів',
    'Œdipe',
  ],
  ...[
    'Ferry',
    'sunk',
    'Nobody',
    'knows',
    'Statement',
    'front',
    'oslo',
    'of',
    'Wire',
    'report',
    'Title',
    'snow',
  ],
  ...['"', '*', 'AND', 'NOT', '😀', 'names:tidal'],
);
const cut = fc
  .tuple(word, fc.integer({ min: 1, max: 12 }))
  .map(([text, length]) => [...text].slice(0, length).join(''));
const query = fc.tuple(fc.array(word, { maxLength: 2 }), cut).map((parts) => parts.flat().join(' '));

it('whatever is asked for', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...kinds), query, async (kind, q) => {
      expect(await bySearch(small, kind, q)).toEqual(await byList(small, kind, q));
    }),
    { numRuns: 150 },
  );
});
