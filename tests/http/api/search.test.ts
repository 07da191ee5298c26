import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Event } from '../../../src/domain/event.ts';
import type { FacetCounts, RecordCount } from '../../../src/domain/store.ts';
import { type Api, type ListPage, startApi } from '../../helpers/api.ts';
import { smallWorld } from './small-world.ts';

/** Search, words as a condition of lists, counts and facets, over the seed and the small world. */

type Hit = {
  kind: string;
  score: number;
  highlights: { title: string | null; text: string | null };
  record: { id: string };
};
type Found = ListPage<Hit> & { matches: { value: number; relation: string } };
type Counted = ListPage<Event> & { page: { count?: RecordCount }; facets?: Record<string, FacetCounts> };

let seed: Api;
let small: Api;
beforeAll(async () => {
  [seed, small] = await Promise.all([startApi(), startApi(smallWorld)]);
});
afterAll(() => Promise.all([seed.close(), small.close()]));

const found = async (api: Api, query: string): Promise<string[]> =>
  (await api.get<Found>(`/v1/search?${query}`)).data.map(({ kind, record }) => `${kind} ${record.id}`);

describe('search', () => {
  it('finds records of every kind, the best first, with what was found where', async () => {
    const { data, page, matches } = await seed.get<Found>('/v1/search?q=crocus+attack');
    expect(data[0]).toMatchObject({
      kind: 'event',
      highlights: { title: '<mark>Attack</mark> at <mark>Crocus</mark> City Hall' },
      record: { id: 'crocus-city-hall-attack' },
    });
    expect(matches).toEqual({ value: data.length, relation: 'exact' });
    expect(page.hasMore).toBe(false);
    const scores = data.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    for (const { highlights } of data) expect(`${highlights.title}${highlights.text}`).toContain('<mark>');
  });

  it.each([
    ['q=tidal', ['actor navy']],
    ['q=%C4%B0zmir', ['actor squad']],
    ['q=izmir', ['actor squad']],
    ['q=олександрів', ['actor front']],
    ['q=ferry&kind=event', ['event oslo']],
    ['q=ferr&kind=event', ['event oslo']],
    ['q=ferry&kind=source&kind=actor', []],
    ['q=ferry&datasetId=hills', []],
    ['q=wire+report', ['source wire']],
    ['q=nowhere+ferry', []],
    ['q=%22*%22', []],
  ])('%s', async (query, expected) => {
    expect(await found(small, query)).toEqual(expected);
  });

  it.each([
    // The name of a register alone is no word: most records would be found by it.
    ['wikidata', []],
    ['wikidat', []],
    ['Q42424242', ['actor hermit']],
    ['wikidata:Q42424242', ['actor hermit']],
    ['wikidata q42424242', ['actor hermit']],
    ['hermit', ['source hill-post']],
    ['œdipe wikidata:q42424242', ['actor hermit']],
    ['acled:Q42424242', []],
    ['wikidata:Q1', []],
  ])('%s, in external ids and the names of authors', async (text, expected) => {
    expect(await found(small, `q=${encodeURIComponent(text)}&kind=actor&kind=source`)).toEqual(expected);
    const lists = await Promise.all(
      ['actor', 'source'].map(async (kind) =>
        (await small.ids(`/v1/${kind}s?q=${encodeURIComponent(text)}`)).map((id) => `${kind} ${id}`),
      ),
    );
    expect(lists.flat()).toEqual(expected);
  });

  it.each([
    ['upper', 'event', '<mark>Upper</mark> Hills'],
    ['снігова громада', 'event', '<mark>Снігова</mark> <mark>громада</mark>'],
    ['q42424242', 'actor', 'wikidata:<mark>Q42424242</mark>'],
    ['wikidata:Q42424242', 'actor', '<mark>wikidata</mark>:<mark>Q42424242</mark>'],
    ['снігова', 'source', 'О. <mark>Снігова</mark>, Hermit'],
  ])('shows where %s was found in each %s', async (text, kind, expected) => {
    const { data } = await small.get<Found>(`/v1/search?q=${encodeURIComponent(text)}&kind=${kind}`);
    expect(data.map(({ highlights }) => highlights.text)).toEqual([expected]);
  });

  it('finds a source by the address of its archived copy as by its own', async () => {
    for (const url of ['https://ARCHIVE.example:443/hills', 'https://example.org/hills?post=1']) {
      expect(await small.ids(`/v1/sources?url=${encodeURIComponent(url)}`)).toEqual(['hill-post']);
    }
  });

  it('goes on from page to page', async () => {
    const whole = await found(seed, 'q=attack&limit=200');
    expect(whole.length).toBeGreaterThan(10);
    const pages = await seed.walk<Hit>('/v1/search?q=attack&limit=4');
    expect(pages.flatMap(({ data }) => data.map(({ kind, record }) => `${kind} ${record.id}`))).toEqual(
      whole,
    );
  });

  it.each([
    ['', 'q', 'is required'],
    ['q=', 'q', 'empty'],
    [`q=${'x'.repeat(201)}`, 'q', '200 characters'],
    [`q=${'a+'.repeat(17)}`, 'q', 'at most 16 words; got 17'],
    [`q=${'a+'.repeat(2000)}`, 'q', '200 characters'],
    ['q=a&q=b', 'q', 'only once'],
    ['q=a&kind=proposition', 'kind', 'must be one of event, actor, claim, source'],
    ['q=a&limit=0', 'limit', 'from 1 to 200'],
    ['q=a&cursor=x', 'cursor', 'cursor'],
  ])('%s is refused by name', async (query, parameter, said) => {
    const code = parameter === 'cursor' ? 'invalid_cursor' : 'invalid_parameter';
    const { errors } = await small.problem(`/v1/search?${query}`, 400, code);
    expect(errors).toEqual([expect.objectContaining({ parameter, detail: expect.stringContaining(said) })]);
  });
});

it('is refused where ten thousand words do not fit into an address', async () => {
  const { detail } = await small.problem(`/v1/search?q=${'a+'.repeat(10_000)}`, 414, 'uri_too_long');
  expect(detail).toContain('8192');
});

describe('words as a condition', () => {
  it.each([
    ['/v1/events?q=sunk', ['oslo']],
    ['/v1/events?q=sunk&type=battle', []],
    ['/v1/events?q=taveuni', ['fiji']],
    ['/v1/actors/navy/events?q=ferry', ['oslo']],
    ['/v1/events?q=*', []],
  ])('%s', async (path, expected) => {
    expect(await small.ids(path)).toEqual(expected);
  });

  it('keeps the order of time, and goes with all other conditions', async () => {
    const all = await seed.get<ListPage<{ id: string; statement: string }>>('/v1/claims?limit=200');
    const said = all.data.filter(({ statement }) => /\bUkraine\b/.test(statement)).map(({ id }) => id);
    const listed = await seed.ids('/v1/claims?q=ukraine&limit=200');
    expect(said.length).toBeGreaterThan(2);
    expect(listed.filter((id) => said.includes(id))).toEqual(said);
    const pages = await seed.walk<{ id: string }>('/v1/claims?q=ukraine&limit=2');
    expect(pages.flatMap(({ data }) => data.map(({ id }) => id))).toEqual(listed);
    expect(await seed.ids('/v1/claims?q=ukraine&sort=time_desc&limit=200')).toHaveLength(listed.length);
  });

  it.each(['/v1/events', '/v1/claims', '/v1/actors', '/v1/timeline'])(
    '%s refuses too many words',
    async (path) => {
      const { errors } = await small.problem(`${path}?q=${'a+'.repeat(20)}`, 400, 'invalid_parameter');
      expect(errors).toEqual([
        expect.objectContaining({ parameter: 'q', detail: expect.stringContaining('16 words') }),
      ]);
    },
  );

  it('is told of together with what else is wrong', async () => {
    const url = `/v1/claims?q=${'a+'.repeat(20)}&madeOn=never`;
    const { errors } = await small.problem(url, 400, 'invalid_parameter');
    expect(errors.map(({ parameter }) => parameter)).toEqual(['q', 'madeOn']);
  });
});

describe('counts', () => {
  it.each([
    '/v1/events?',
    '/v1/events?type=battle&',
    '/v1/events?q=ferry&',
    '/v1/claims?polarity=negative&',
    '/v1/actors/navy/events?',
    '/v1/actors/navy/claims?includeAffiliates=true&',
    '/v1/events/oslo/claims?',
    '/v1/sources/wire/claims?',
    '/v1/actors?',
    '/v1/actors?q=ring&',
    '/v1/actors?q=%3F&',
    '/v1/actors?type=person&',
    '/v1/actors?eventId=oslo&',
    '/v1/actors?sort=name_desc&datasetId=hills&',
    '/v1/actors/navy/positions?',
    '/v1/sources?',
    '/v1/sources?publisherId=paper&lang=uk&',
    '/v1/sources?type=post&sort=time_desc&',
    '/v1/propositions?',
    '/v1/propositions?contested=true&',
    '/v1/propositions?eventId=oslo&actorId=front&sort=claim_count&',
    '/v1/propositions?predicate=responsible_for&',
    '/v1/events/oslo/propositions?',
    '/v1/events/oslo/propositions?contested=false&',
    '/v1/datasets?',
  ])('of %s are those of the list', async (path) => {
    const { length } = await small.ids(`${path}limit=200`);
    for (const how of ['exact', 'estimate']) {
      const { page } = await small.get<Counted>(`${path}count=${how}&limit=1`);
      expect(page.count).toEqual({ basis: 'exact', total: length });
    }
    if (!path.includes('%3F')) expect(length).toBeGreaterThan(0);
    for (const none of ['', 'count=none&'])
      expect((await small.get<Counted>(`${path}${none}limit=1`)).page).not.toHaveProperty('count');
  });

  it('say what is possible, what is under way and what is certain where time is asked for', async () => {
    const window = 'from=2024-06-01&to=2024-06-30';
    const possible = (await small.ids(`/v1/events?${window}`)).length;
    const certain = (await small.ids(`/v1/events?${window}&match=certain`)).length;
    const underWay = (await small.ids(`/v1/events?${window}&match=under_way`)).length;
    expect(certain).toBeLessThan(possible);
    for (const [match, total] of [
      ['possible', possible],
      ['under_way', underWay],
      ['certain', certain],
    ]) {
      const { page } = await small.get<Counted>(`/v1/events?${window}&match=${match}&count=exact&limit=1`);
      expect(page.count).toEqual({ basis: 'exact', total, possible, underWay, certain });
    }
  });

  it('are no part of what a cursor is bound to', async () => {
    const first = await small.get<Counted>('/v1/events?limit=2&count=exact&facet=type');
    const next = await small.get<Counted>(`/v1/events?limit=2&cursor=${first.page.nextCursor}`);
    expect(next.data).toHaveLength(2);
  });

  it('are refused in other words', async () => {
    const { errors } = await small.problem('/v1/events?count=some', 400, 'invalid_parameter');
    expect(errors).toMatchObject([
      { parameter: 'count', detail: expect.stringContaining('none, estimate, exact') },
    ]);
  });
});

describe('facets', () => {
  it.each([
    ['/v1/events?', ['type', 'countryCode', 'datasetId', 'actorId', 'role', 'tag', 'contested']],
    ['/v1/events?role=target&tag=sea&tag=snow&', ['type', 'actorId', 'role', 'tag', 'contested']],
    ['/v1/claims?', ['claimantId', 'act', 'polarity', 'predicate', 'status', 'datasetId', 'contested']],
    ['/v1/claims?polarity=negative&eventId=oslo&', ['act', 'polarity', 'contested']],
  ])('of %s count what each value alone would list', async (path, names) => {
    const { facets } = await small.get<Counted>(
      `${path}${names.map((name) => `facet=${name}`).join('&')}&limit=1`,
    );
    expect(Object.keys(facets ?? {}).toSorted()).toEqual(names.toSorted());
    for (const name of names) {
      const others = path.replaceAll(new RegExp(`\\b${name}=[^&]*&`, 'g'), '');
      const values = facets?.[name]?.values ?? [];
      expect(values.length, name).toBeGreaterThan(0);
      expect(facets?.[name]?.more).toBe(false);
      for (const { value, count } of values)
        expect(await small.ids(`${others}${name}=${encodeURIComponent(value)}&limit=200`), name).toHaveLength(
          count,
        );
    }
  });

  it('are there only where they were asked for', async () => {
    expect(await small.get('/v1/events?limit=1')).not.toHaveProperty('facets');
    const { facets } = await small.get<Counted>('/v1/events?facet=tag&facet=tag');
    expect(Object.keys(facets ?? {})).toEqual(['tag']);
  });

  it('are refused by other names', async () => {
    for (const [path, said] of [
      ['/v1/events?facet=title', 'type, countryCode, datasetId, actorId, role, tag, contested'],
      ['/v1/claims?facet=type', 'claimantId, act, polarity, predicate, status, datasetId, contested'],
    ]) {
      const { errors } = await small.problem(path ?? '', 400, 'invalid_parameter');
      expect(errors).toMatchObject([{ parameter: 'facet', detail: expect.stringContaining(said ?? '') }]);
    }
    await small.problem('/v1/actors/navy/events?facet=type', 400, 'unknown_parameter');
  });
});
