import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, type ListPage, startApi } from '../../helpers/api.ts';
import { knownKey } from './operations.ts';
import { smallWorld } from './small-world.ts';

/** The included records of responses: each value of `include`, at every operation that has it. */

let api: Api;
beforeAll(async () => {
  api = await startApi(smallWorld);
});
afterAll(() => api.close());

type WithIncluded = { included?: Record<string, Record<string, { id: string }>> };

async function broughtBy(url: string): Promise<Record<string, string[]>> {
  const { included } = await api.get<WithIncluded>(url);
  return Object.fromEntries(
    Object.entries(included ?? {}).map(([word, records]) => [word, Object.keys(records)]),
  );
}

describe.each([
  ['/v1/events/oslo', 'actors', ['front', 'navy']],
  ['/v1/events/fiji', 'events', ['oslo']],
  ['/v1/events/oslo', 'sources', ['copy', 'hill-post', 'radio', 'wire']],
  ['/v1/events?tag=ferry', 'actors', ['front', 'navy']],
  ['/v1/events?type=protest', 'events', ['oslo']],
  ['/v1/events?tag=snow', 'sources', ['hill-post', 'wire']],
  ['/v1/actors/navy/events?type=protest', 'actors', ['navy']],
  ['/v1/actors/navy/events?type=protest', 'events', ['oslo']],
  ['/v1/actors/front/events', 'sources', ['copy', 'hill-post', 'radio', 'wire']],
  ['/v1/claims/navy-doubts', 'actors', ['agency', 'front', 'navy']],
  ['/v1/claims/navy-doubts', 'events', ['oslo']],
  ['/v1/claims/navy-doubts', 'sources', ['copy', 'wire']],
  ['/v1/claims?act=accuses', 'actors', ['front', 'ministry']],
  ['/v1/claims?datasetId=hills', 'events', ['avalanche', 'oslo']],
  ['/v1/claims?act=accuses', 'sources', ['copy', 'radio', 'wire']],
  ['/v1/disputes?predicate=killed', 'actors', ['front', 'navy']],
  ['/v1/disputes?predicate=killed', 'events', ['oslo']],
  ['/v1/disputes?predicate=responsible_for', 'sources', ['copy', 'radio', 'wire']],
  [`/v1/disputes/${knownKey}`, 'actors', ['agency', 'front', 'ministry', 'navy']],
  [`/v1/disputes/${knownKey}`, 'events', ['oslo']],
  [`/v1/disputes/${knownKey}`, 'sources', ['copy', 'radio', 'wire']],
  ['/v1/events/avalanche/claims', 'actors', ['front', 'hermit', 'squad']],
  ['/v1/events/avalanche/claims', 'events', ['avalanche', 'oslo']],
  ['/v1/events/avalanche/claims', 'sources', ['hill-post', 'wire']],
  ['/v1/actors/front/claims', 'actors', ['front']],
  ['/v1/actors/front/claims', 'events', ['oslo']],
  ['/v1/actors/front/claims', 'sources', ['copy', 'radio', 'wire']],
  ['/v1/sources/copy/claims', 'actors', ['agency', 'front', 'ministry', 'navy']],
  ['/v1/sources/copy/claims', 'events', ['oslo']],
  ['/v1/sources/copy/claims', 'sources', ['copy', 'radio', 'wire']],
])('%s with %s', (url, word, ids) => {
  const join = url.includes('?') ? '&' : '?';

  it('brings them by id, as they are themselves', async () => {
    const body = await api.get<WithIncluded>(`${url}${join}include=${word}`);
    expect(Object.keys(body.included ?? {})).toEqual([word]);
    expect(Object.keys(body.included?.[word] ?? {})).toEqual(ids);
    for (const id of ids) expect(body.included?.[word]?.[id]).toEqual(await api.get(`/v1/${word}/${id}`));
  });

  it('answers the same without them', async () => {
    const { included, ...bare } = await api.get<WithIncluded>(`${url}${join}include=${word}`);
    expect(bare).toEqual(await api.get(url));
  });
});

it('brings several kinds, each once, in one order', async () => {
  const expected = { actors: ['agency', 'front', 'navy'], events: ['oslo'], sources: ['copy', 'wire'] };
  const [first, second] = await Promise.all(
    ['include=sources&include=actors&include=events', 'include=events&include=sources&include=actors'].map(
      (query) => api.send(`/v1/claims/navy-doubts?${query}`),
    ),
  );
  expect(first?.text).toBe(second?.text);
  expect(await broughtBy('/v1/claims/navy-doubts?include=sources&include=actors&include=events')).toEqual(
    expected,
  );
  expect(await broughtBy('/v1/claims/navy-doubts?include=actors&include=actors')).toEqual({
    actors: expected.actors,
  });
});

it('brings an empty set where there is nothing to bring', async () => {
  expect(await broughtBy('/v1/events/undated?include=events&include=sources')).toEqual({
    events: [],
    sources: [],
  });
  const { data, included } = await api.get<ListPage<unknown>>('/v1/events?type=election&include=actors');
  expect([data, included]).toEqual([[], { actors: {} }]);
});

it('brings what the records of the page name, not those of others', async () => {
  const { page } = await api.get<ListPage<unknown>>(
    '/v1/claims?claimantId=front&claimantId=ring-a&limit=4&include=actors',
  );
  const last = `/v1/claims?claimantId=front&claimantId=ring-a&include=actors&cursor=${page.nextCursor}`;
  expect(await broughtBy(last)).toEqual({ actors: ['navy', 'ring-a'] });
});

it('of the seed brings both speakers of the dispute', async () => {
  const seed = await startApi();
  const { included } = await seed.get<ListPage<unknown>>(
    '/v1/claims?contested=true&include=actors&include=events&include=sources',
  );
  expect(Object.keys(included?.actors ?? {})).toEqual([
    'crocus-city-hall-attackers',
    'isis',
    'russian-investigative-committee',
    'sources-within-ukraine',
    'ukraine',
    'us-national-security-council',
  ]);
  expect(Object.keys(included?.sources ?? {})).toEqual(['crocus-city-hall-article']);
  expect(Object.keys(included?.events ?? {})).toContain('crocus-city-hall-attack');
  await seed.close();
});
