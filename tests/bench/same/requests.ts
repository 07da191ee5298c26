import { filtered, shapesOf } from '../cases/shapes.ts';
import type { Sample } from '../cases/values.ts';
import { at, Random } from '../data/random.ts';

/** Requests of all routes that read, drawn by a seed from the records of a sample. */

export type SameRequest = {
  kind: string;
  path: string;
  /** Number of pages that are followed. */
  pages: number;
};

const share = { lists: 50, records: 14, sublists: 12, others: 12, errors: 12 } as const;

export function requestsOf(sample: Sample, count: number, seed: number): SameRequest[] {
  const random = new Random().begin(seed, count);
  const all = shapesOf(sample, 200);
  const shapes = all.map(({ path }) => path);
  // Most shapes have three conditions, and so find little: a family is drawn first.
  const families = [...Map.groupBy(all, ({ family }) => family).values()];
  const shape = () => random.pick(random.pick(families)).path;
  const make: Record<keyof typeof share, () => string> = {
    lists: () => varied(shape(), random),
    records: () => recordOf(sample, random),
    sublists: () => sublistOf(sample, shapes, random),
    others: () => otherOf(sample, random),
    errors: () => wrong(varied(shape(), random), random),
  };
  const kinds = (Object.keys(share) as (keyof typeof share)[]).flatMap((kind) =>
    Array.from({ length: share[kind] }, () => kind),
  );
  return Array.from({ length: count }, () => {
    const kind = random.pick(kinds);
    return { kind, path: make[kind](), pages: kind === 'errors' ? 1 : random.pick([1, 1, 1, 2, 4]) };
  });
}

const orders: Readonly<Record<string, readonly string[]>> = {
  events: ['time', 'time_desc', 'in_window'],
  claims: ['time', 'time_desc', 'in_window'],
  propositions: ['claim_count', 'claim_count_desc'],
  disputes: ['claim_count', 'claim_count_desc'],
  actors: ['name', 'name_desc'],
  sources: ['time', 'time_desc'],
};

/** A request with another size of page, order, count or records beside it. */
function varied(path: string, random: Random): string {
  const url = new URL(path, 'http://x');
  const kind = url.pathname.split('/').at(-1) ?? '';
  const sorts = orders[kind];
  if (sorts === undefined) return path;
  const set = (name: string, value: string) => url.searchParams.set(name, value);
  set('limit', String(random.pick([1, 3, 10, 50, 200])));
  const isWindow = ['from', 'on', 'madeFrom', 'madeOn'].some((name) => url.searchParams.has(name));
  const sort = random.pick(sorts);
  if (random.chance(0.5) && (sort !== 'in_window' || isWindow)) set('sort', sort);
  if (random.chance(0.1)) set('count', random.pick(['exact', 'estimate', 'none']));
  if (['events', 'claims', 'disputes'].includes(kind) && random.chance(0.2))
    set('include', random.pick(['actors', 'events', 'sources']));
  if (isWindow && !url.searchParams.has('match') && random.chance(0.5))
    set('match', random.pick(['possible', 'certain', 'under_way']));
  if (isWindow && random.chance(0.3)) set('timeZone', random.pick(['Europe/Kyiv', 'Asia/Kathmandu', 'UTC']));
  return url.pathname + url.search;
}

const idsOf = (sample: Sample, kind: string): string[] =>
  (sample[kind] as { id?: string; key?: string; propositionKey?: string }[]).flatMap(
    (one) => one.id ?? one.key ?? one.propositionKey ?? [],
  );

const idOf = (sample: Sample, kind: string, random: Random) => {
  const ids = idsOf(sample, kind);
  return ids.length === 0 ? 'none' : random.pick(ids);
};

/** Disputes are named by their propositions. */
function disputedKey(sample: Sample, random: Random): string {
  const keys = JSON.stringify(sample.disputes).match(/(?<="(?:key|propositionKey)":")[0-9a-f]{32}/g);
  return keys === null ? 'none' : at(keys, random.below(keys.length));
}

function recordOf(sample: Sample, random: Random): string {
  const kind = random.pick(['events', 'claims', 'actors', 'sources', 'propositions', 'disputes']);
  const id = kind === 'disputes' ? disputedKey(sample, random) : idOf(sample, kind, random);
  const takesMore = ['events', 'claims', 'disputes'].includes(kind) && random.chance(0.3);
  return `/v1/${kind}/${id}${takesMore ? `?include=${random.pick(['actors', 'events', 'sources'])}` : ''}`;
}

const sublists = [
  ['events', 'claims'],
  ['events', 'propositions'],
  ['actors', 'claims'],
  ['actors', 'events'],
  ['actors', 'positions'],
  ['sources', 'claims'],
] as const;

/** A list under a record, with the conditions of a list of the same kind. */
function sublistOf(sample: Sample, shapes: readonly string[], random: Random): string {
  const [kind, under] = random.pick(sublists);
  const path = `/v1/${kind}/${idOf(sample, kind, random)}/${under}`;
  const alike = filtered.find((one) => one.path === `/v1/${under}`)?.path;
  const own = shapes.filter((one) => one.startsWith(`${alike}?`) && !one.includes('facet='));
  if (own.length === 0 || random.chance(0.4)) return varied(path, random);
  // A filter that the path sets already is refused by both, which is compared, too.
  return varied(path + new URL(random.pick(own), 'http://x').search, random);
}

const expressions = [
  '2024-03',
  '2024-02-30',
  '[2024-03-03,2024-03-10]',
  '../2024',
  '2024~',
  '19XX',
  'Y-1e5',
  '2024-21',
];

function otherOf(sample: Sample, random: Random): string {
  const actor = () => idOf(sample, 'actors', random);
  const texts = JSON.stringify(sample).match(/\p{L}{4,}/gu) ?? ['none'];
  const word = () => encodeURIComponent(at(texts, random.below(texts.length)));
  const make = [
    () => `/v1/positions?party=${actor()}&party=${actor()}&limit=${random.pick([2, 20])}`,
    () => `/v1/positions?party=${actor()}&eventId=${idOf(sample, 'events', random)}`,
    () => `/v1/search?q=${word()}&limit=${random.pick([5, 50])}`,
    () => `/v1/search?q=${word()}+${word()}`,
    () =>
      `/v1/search?q=${word().slice(0, 3)}&kind=${random.pick(['event', 'actor', 'claim', 'source', 'dispute'])}`,
    () => `/v1/places?cells=${random.pick([1, 50, 400])}`,
    () => `/v1/time?edtf=${encodeURIComponent(random.pick(expressions))}`,
    () =>
      random.pick([
        '/v1/vocabulary',
        '/v1/datasets',
        '/v1/datasets?count=exact',
        '/problems',
        '/healthz',
        '/readyz',
      ]),
  ];
  return random.pick(make)();
}

/** A request that is wrong in some way. */
function wrong(path: string, random: Random): string {
  const more = random.pick([
    'nonsense=1',
    'limit=0',
    'limit=1e2',
    'limit=201',
    'cursor=none',
    'sort=size',
    'near=1,2',
    'bbox=1,2,3',
    'on=2024-13',
    'q=',
    'contested=maybe',
    'count=exactly',
    'type=none',
  ]);
  const way = random.below(10);
  if (way === 0) return path.replace(/^\/v1\/(\w+).*/, '/v1/$1/no-such-record');
  if (way === 1) return path.replace('/v1/', '/v2/');
  return `${path}${path.includes('?') ? '&' : '?'}${more}`;
}
