import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Claim } from '../../../src/domain/claim.ts';
import type { Dataset } from '../../../src/domain/dataset.ts';
import type { DatasetFile } from '../../../src/domain/dataset-file.ts';
import type { PropositionSummary } from '../../../src/domain/position.ts';
import { type Api, type ListPage, startApi } from '../../helpers/api.ts';
import {
  actor,
  batchOf,
  claim,
  dataset,
  declares,
  droneStrike,
  event,
  flooded,
  housesFlooded,
  secondDay,
} from '../../helpers/records.ts';

/** Words that datasets declare, as the API gives them. */

const river: DatasetFile = {
  datasetId: 'river',
  dataset: dataset('river', declares),
  actors: [actor('speaker'), actor('front', { subtype: 'militia' })],
  events: [
    event('flood', { title: 'Flood' }),
    event('raid', { subtype: 'drone_strike', time: { edtf: '2024-03-01' } }),
    event('trap', { subtype: 'ambush', time: { edtf: '2024-03-02' } }),
  ],
  claims: [10, 12].map((houses) =>
    claim(`says-${houses}`, { proposition: flooded('flood', houses), eventIds: ['flood'] }),
  ),
};

let api: Api;
beforeAll(async () => {
  api = await startApi([river, { datasetId: 'coast', dataset: dataset('coast', declares) }]);
});
afterAll(() => api.close());

type Vocabulary = { predicates: { id: string; datasetIds: string[] }[] };
const declaredIn = async () => {
  const { predicates } = await api.get<Vocabulary>('/v1/vocabulary');
  return predicates.filter(({ datasetIds }) => datasetIds.length > 0);
};

describe('a declared subtype', () => {
  it('is in the vocabulary with its kind, label and datasets', async () => {
    const { subtypes } = await api.get<{ subtypes: { id: string }[] }>('/v1/vocabulary');
    expect(subtypes.map(({ id }) => id)).toEqual(['ambush', 'clan', 'drone_strike', 'militia']);
    expect(subtypes[2]).toEqual({ ...droneStrike, datasetIds: ['coast', 'river'] });
  });

  it('filters events, what they are counted by, and actors', async () => {
    const strike = 'subtype=drone_strike';
    expect(await api.ids(`/v1/events?${strike}`)).toEqual(['raid']);
    expect(await api.ids('/v1/events?subtype=drone_strike&subtype=ambush&from=2024-03-01')).toEqual([
      'raid',
      'trap',
    ]);
    expect(await api.ids('/v1/events?subtype=unheard_of')).toEqual([]);
    expect(await api.get('/v1/events/raid')).toMatchObject({ subtype: 'drone_strike' });
    expect(await api.get('/v1/events/flood')).toMatchObject({ subtype: null });
    const timeline = await api.get<{ buckets: { possible: number }[] }>(
      `/v1/timeline?${strike}&interval=day`,
    );
    expect(timeline.buckets.map(({ possible }) => possible)).toEqual([1]);
    const { facets } = await api.get<{ facets: unknown }>('/v1/events?facet=subtype&limit=1');
    expect(facets).toEqual({
      subtype: {
        values: [
          { value: 'ambush', count: 1 },
          { value: 'drone_strike', count: 1 },
        ],
        more: false,
      },
    });
    expect(await api.ids('/v1/actors?subtype=militia')).toEqual(['front']);
    await api.problem('/v1/actors?subtype=A%20militia', 400, 'invalid_parameter');
  });
});

describe('a declared predicate', () => {
  it('is in the vocabulary once, with the datasets that declare it', async () => {
    expect(await declaredIn()).toEqual([{ ...housesFlooded, datasetIds: ['coast', 'river'] }]);
    const { predicates, subtypes } = await api.get<Dataset>('/v1/datasets/river');
    expect(predicates).toEqual([housesFlooded]);
    expect(subtypes[0]).toEqual(droneStrike);
  });

  it('filters claims and propositions, which read by its label', async () => {
    const query = 'predicate=houses_flooded';
    expect((await api.ids(`/v1/claims?${query}`)).sort()).toEqual(['says-10', 'says-12']);
    const page = await api.get<ListPage<PropositionSummary>>(`/v1/propositions?${query}&contested=true`);
    expect(page.data.map(({ text }) => text).sort()).toEqual([
      'Flood · houses flooded · 10 houses',
      'Flood · houses flooded · 12 houses',
    ]);
    expect(await api.get<Claim>('/v1/claims/says-10')).toMatchObject({
      proposition: { predicate: 'houses_flooded' },
      contested: true,
    });
  });

  it('that nobody declares matches nothing, and what is no id is refused', async () => {
    expect(await api.ids('/v1/claims?predicate=houses_lost')).toEqual([]);
    const problem = await api.problem('/v1/claims?predicate=Houses%20flooded', 400, 'invalid_parameter');
    expect(problem.errors?.[0]?.detail).toContain('must be an id');
  });

  it('changes the vocabulary and its entity tag as soon as it is imported', async () => {
    const first = await api.send('/v1/vocabulary');
    const tag = first.headers.get('etag') ?? '';
    const headers = { 'if-none-match': tag };
    expect((await api.send('/v1/vocabulary', { headers })).status).toBe(304);
    const more = { ...housesFlooded, id: 'bridges_lost' };
    const changed = dataset('coast', { predicates: [housesFlooded, more] });
    await api.store.write(batchOf({ dataset: [changed] }, 'coast'), secondDay);
    const second = await api.send('/v1/vocabulary', { headers });
    expect(second.status).toBe(200);
    expect(second.headers.get('etag')).not.toBe(tag);
    expect((await declaredIn()).map(({ id, datasetIds }) => [id, datasetIds])).toEqual([
      ['bridges_lost', ['coast']],
      ['houses_flooded', ['coast', 'river']],
    ]);
  });
});
