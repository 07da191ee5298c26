import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetFile } from '../../../src/domain/dataset-file.ts';
import { type Api, type ListPage, startApi } from '../../helpers/api.ts';
import { actor, dataset, source } from '../../helpers/records.ts';

/** Searches in many languages and spellings, over events of one line each; the same words find them in every list. */

type Search = { event: string; lang: string; query: string; find: boolean; why: string };
type Hit = { kind: string; highlights: { title: string | null }; record: { id: string } };

const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../fixtures/search/${name}.json`, import.meta.url), 'utf8'));
const searches: readonly Search[] = fixture('searches');
const events: DatasetFile = fixture('languages');

const others: DatasetFile = {
  datasetId: 'others',
  dataset: dataset('others'),
  actors: [
    actor('guard', {
      name: 'Национальная гвардия',
      names: [{ value: 'Росгвардия Пётр', kind: 'alias' }],
      externalIds: [{ scheme: 'wikidata', id: 'Q424242' }],
    }),
    actor('quiet', { name: 'Quiet Party', externalIds: [{ scheme: 'wikidata', id: 'Q42' }] }),
  ],
  sources: [source('beijing', { title: '昨天在北京发生爆炸' }), source('strasse', { title: 'Die Straße' })],
};

let api: Api;
beforeAll(async () => {
  api = await startApi([events, others]);
});
afterAll(() => api.close());

const idsOf = async (path: string, query: string) => {
  const { data } = await api.get<ListPage<{ id: string }>>(`${path}?q=${encodeURIComponent(query)}`);
  return data.map(({ id }) => id);
};
const hitsOf = async (query: string, kind = 'event') =>
  (await api.get<ListPage<Hit>>(`/v1/search?kind=${kind}&q=${encodeURIComponent(query)}`)).data;

describe('a search', () => {
  it.each(searches)('$lang: $query finds $event: $find ($why)', async ({ event, query, find }) => {
    const hits = await hitsOf(query);
    const ids = hits.map(({ record }) => record.id);
    expect(ids.includes(event)).toBe(find);
    expect((await idsOf('/v1/events', query)).toSorted()).toEqual(ids.toSorted());
    for (const { highlights } of hits) expect(highlights.title).toContain('<mark>');
  });

  it.each([
    ['कील', []],
    ['कुल', []],
    ['काल', ['hi-1']],
    ['亡', ['t-zh']],
    ['た', ['t-ja', 't-jakata']],
    ['京', ['t-zh', 't-ja']],
    ['北造', []],
    ['晚北', []],
    ['서울 경찰', ['t-ko']],
    ['us officials', ['t-dots']],
    ['u.k.', ['t-dots']],
    ['Ｍｏｓｕｌ', ['t-bidi']],
  ])('for %s finds %j', async (query, expected) => {
    const ids = (await hitsOf(query)).map(({ record }) => record.id);
    expect(ids.toSorted()).toEqual(expected.toSorted());
    expect((await idsOf('/v1/events', query)).toSorted()).toEqual(expected.toSorted());
  });

  it('marks the letters as they are written', async () => {
    const title = async (query: string) => (await hitsOf(query))[0]?.highlights.title;
    expect(await title('北京')).toBe('昨天晚上在<mark>北京</mark>发生爆炸，造成三人死亡');
    expect(await title('قتل')).toBe('<mark>قُتِلَ</mark> ثلاثةُ مدنيين في حلب');
    expect(await title('камянське')).toBe('Обстріл міста <mark>Кам’янське</mark>, загинув один мешканець');
    expect(await title('aqi')).toBe('U.S. and U.K. officials, <mark>A.Q.I</mark>.');
  });
});

describe('actors', () => {
  it.each([
    ['гвардия', ['guard']],
    ['петр', ['guard']],
    ['Q424242', ['guard']],
    ['q424242', ['guard']],
    ['wikidata:Q424242', ['guard']],
    ['wikidata:Q42', ['quiet']],
    ['Q42424', []],
    ['q', ['quiet']],
    ['w', []],
  ])('are found by every name and by external id: %s', async (query, expected) => {
    expect(await idsOf('/v1/actors', query)).toEqual(expected);
    expect((await hitsOf(query, 'actor')).map(({ record }) => record.id)).toEqual(expected);
  });
});

it.each([
  ['strasse', ['strasse']],
  ['发生', ['beijing']],
  ['爆', ['beijing']],
])('sources are found by the same words: %s', async (query, expected) => {
  expect(await idsOf('/v1/sources', query)).toEqual(expected);
  expect((await hitsOf(query, 'source')).map(({ record }) => record.id)).toEqual(expected);
});
