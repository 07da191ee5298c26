import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/domain/actor.ts';
import type { Claim } from '../../../src/domain/claim.ts';
import type { Dispute } from '../../../src/domain/dispute.ts';
import type { Event } from '../../../src/domain/event.ts';
import type { PropositionSummary } from '../../../src/domain/position.ts';
import type { Source } from '../../../src/domain/source.ts';
import { type Api, idsOf, type ListPage, startApi } from '../../helpers/api.ts';
import { knownKey } from './operations.ts';
import { smallWorld } from './small-world.ts';

/**
 * Every parameter of every list, alone: it leaves exactly the records that an oracle here keeps, which are some and
 * not all of those without it. A parameter that the document has and no table here has fails the last test.
 */

let api: Api;
beforeAll(async () => {
  api = await startApi(smallWorld);
});
afterAll(() => api.close());

/** One parameter on trial: what is asked for, and which records of the list stay. */
type Trial<T> = { name: string; query: string; keeps: (record: T) => boolean };
const trial = <T>(name: string, query: string, keeps: (record: T) => boolean): Trial<T> => ({
  name,
  query,
  keeps,
});

const among = <T extends { id: string }>(...ids: string[]) => {
  return (record: T) => ids.includes(record.id);
};

const eventTrials: Trial<Event>[] = [
  trial('q', 'q=ferry', among('oslo')),
  trial('from', 'from=2024-07', among('samoa', 'long-war', 'undated')),
  trial('to', 'to=1989', among('avalanche', 'old-feud', 'undated')),
  trial('on', 'on=1984', among('avalanche', 'old-feud', 'undated')),
  trial('match', 'from=2024-06-01&to=2024-06-30&match=certain', among('oslo', 'new-york', 'fiji')),
  trial('type', 'type=battle&type=meeting', (event) => ['battle', 'meeting'].includes(event.type)),
  trial('subtype', 'subtype=ambush&subtype=unheard-of', among('oslo')),
  trial('role', 'role=target', among('fiji', 'samoa')),
  trial('sourceId', 'sourceId=hill-post', among('oslo', 'avalanche')),
  trial('datasetId', 'datasetId=hills', (event) => event.datasetId === 'hills'),
  trial('countryCode', 'countryCode=NO&countryCode=WS', among('oslo', 'samoa')),
  trial('bbox', 'bbox=179,-20,-170,-10', among('fiji', 'samoa')),
  trial('near', 'near=-179.9,-16.8&radiusKm=30', among('fiji')),
  trial('radiusKm', 'near=-179.9,-16.8&radiusKm=1500', among('fiji', 'samoa')),
  trial('tag', 'tag=snow&tag=ferry', (event) => event.tags.some((tag) => tag === 'snow' || tag === 'ferry')),
  trial(
    'tag',
    'tag=%D0%9B%D0%B0%D0%B2%D0%B8%D0%BD%D0%B0+%D1%83+%D0%B3%D0%BE%D1%80%D0%B0%D1%85',
    among('avalanche'),
  ),
  trial('externalId', 'externalId=acled:UKR:1&externalId=acled:2', among('avalanche')),
  trial('contested', 'contested=true', (event) => event.contested),
  trial('hasTime', 'hasTime=false', (event) => event.time === null),
];

const claimTrials: Trial<Claim>[] = [
  trial('q', 'q=statement+nav', (claim) => claim.statement.includes('navy')),
  trial('madeFrom', 'madeFrom=2024-06-04', (claim) => (claim.madeAt?.latest ?? '9') >= '2024-06-04'),
  trial('madeTo', 'madeTo=2024-06-03', (claim) => (claim.madeAt?.earliest ?? '0') <= '2024-06-03'),
  trial('madeOn', 'madeOn=2024-06-04', (claim) =>
    ['2024-06-04', '2024-06', undefined].includes(claim.madeAt?.edtf),
  ),
  trial('match', 'madeOn=2024-06-04&match=certain', (claim) => claim.madeAt?.edtf === '2024-06-04'),
  trial('predicate', 'predicate=described_as', (claim) => claim.proposition.predicate === 'described_as'),
  trial('act', 'act=denies&act=accuses', (claim) => claim.act === 'denies' || claim.act === 'accuses'),
  trial('polarity', 'polarity=negative', (claim) => claim.polarity === 'negative'),
  trial('contested', 'contested=false', (claim) => !claim.contested),
  trial('status', 'status=weak', (claim) => claim.status === 'weak'),
  trial('externalId', 'externalId=wikidata:Q42424242', among('hermit-saw', 'ministry-accuses')),
  trial('datasetId', 'datasetId=hills', (claim) => claim.datasetId === 'hills'),
];
const namesFront = (claim: Claim) => JSON.stringify(claim.proposition).includes('"id":"front"');
const claimantId = trial<Claim>('claimantId', 'claimantId=squad', (claim) => claim.claimantId === 'squad');
const affiliates = trial<Claim>('includeAffiliates', 'claimantId=navy&includeAffiliates=true', (claim) =>
  ['navy', 'squad'].includes(claim.claimantId),
);
const aboutActor = trial<Claim>('aboutActorId', 'aboutActorId=front', namesFront);
const eventId = trial<Claim>('eventId', 'eventId=avalanche', (claim) => claim.eventIds.includes('avalanche'));
const sourceId = trial<Claim>('sourceId', 'sourceId=copy', (claim) =>
  claim.evidence.some((locator) => locator.sourceId === 'copy'),
);

const propositionTrials: Trial<PropositionSummary>[] = [
  trial('contested', 'contested=true', (proposition) => proposition.contested),
  trial('actorId', 'actorId=front', ({ subject }) => subject.kind === 'actor' && subject.id === 'front'),
  trial('predicate', 'predicate=killed', (proposition) => proposition.predicate === 'killed'),
  trial('datasetId', 'datasetId=hills', ({ text }) => / · (snow|loud|dry|wet)$/.test(text)),
  trial('claimedBy', 'claimedBy=front', ({ key, text }) => key === knownKey || text.includes('20 to 25')),
  trial('affirmedBy', 'affirmedBy=ministry&affirmedBy=nobody', ({ key }) => key === knownKey),
  trial('deniedBy', 'deniedBy=navy', ({ key }) => key === knownKey),
  trial('undisputedBetween', 'undisputedBetween=hermit&undisputedBetween=squad', ({ text }) =>
    text.endsWith('loud'),
  ),
];

const isOnKnown = ({ propositions }: Dispute) => propositions.some(({ key }) => key === knownKey);
const isOnDry = ({ propositions }: Dispute) => propositions.some(({ text }) => text.endsWith('dry'));
const disputeTrials: Trial<Dispute>[] = [
  trial('actorId', 'actorId=front', ({ propositions }) =>
    propositions.some(({ subject }) => subject.kind === 'actor' && subject.id === 'front'),
  ),
  trial('predicate', 'predicate=killed', ({ propositions }) =>
    propositions.some(({ predicate }) => predicate === 'killed'),
  ),
  trial('eventId', 'eventId=oslo', ({ eventIds }) => eventIds.includes('oslo')),
  trial('datasetId', 'datasetId=hills', ({ eventIds }) => !eventIds.includes('oslo')),
  trial('claimedBy', 'claimedBy=front', ({ history }) => history.some(({ actorId }) => actorId === 'front')),
  trial('affirmedBy', 'affirmedBy=ministry', isOnKnown),
  trial('deniedBy', 'deniedBy=navy', isOnKnown),
  trial('undisputedBetween', 'undisputedBetween=hermit&undisputedBetween=agency', isOnDry),
];

const actorTrials: Trial<Actor>[] = [
  trial('q', 'q=ring', among('ring-a', 'ring-b')),
  trial('type', 'type=media', (actor) => actor.type === 'media'),
  trial('subtype', 'subtype=militia', among('front')),
  trial('identity', 'identity=described&identity=unnamed', (actor) => actor.identity !== 'named'),
  trial('datasetId', 'datasetId=hills', (actor) => actor.datasetId === 'hills'),
  trial('eventId', 'eventId=oslo', among('front', 'navy')),
  trial('externalId', 'externalId=wikidata:Q42424242', among('hermit')),
];

const sourceTrials: Trial<Source>[] = [
  trial('q', 'q=wir', among('wire')),
  trial(
    'type',
    'type=post&type=broadcast',
    (source) => source.type === 'post' || source.type === 'broadcast',
  ),
  trial('publisherId', 'publisherId=paper', (source) => source.publisherId === 'paper'),
  trial('datasetId', 'datasetId=hills', (source) => source.datasetId === 'hills'),
  trial('lang', 'lang=uk', (source) => source.lang === 'uk'),
  trial('externalId', 'externalId=doi:10.1000/182', among('hill-post')),
  trial('url', 'url=https://example.org/hills?post=1', among('hill-post')),
];

/** Trials of one list; `base` may have parameters of its own. */
type Suite = { operationId: string; base: string; trials: Trial<never>[] };
const suite = <T>(operationId: string, base: string, ...trials: Trial<T>[]): Suite => ({
  operationId,
  base,
  // Each list is of its own kind of record, which its trials know.
  trials: trials as Trial<never>[],
});

const suites: Suite[] = [
  suite('listEvents', '/v1/events?', ...eventTrials, trial('actorId', 'actorId=front', among<Event>('oslo'))),
  suite('listActorEvents', '/v1/actors/navy/events?', ...eventTrials),
  suite(
    'listEventClaims',
    '/v1/events/oslo/claims?',
    ...claimTrials,
    claimantId,
    affiliates,
    aboutActor,
    sourceId,
  ),
  suite('listEventPropositions', '/v1/events/oslo/propositions?', ...propositionTrials),
  suite('listActors', '/v1/actors?', ...actorTrials),
  suite(
    'listActorClaims',
    '/v1/actors/ministry/claims?includeAffiliates=true&',
    ...claimTrials,
    aboutActor,
    eventId,
    sourceId,
  ),
  suite('listClaims', '/v1/claims?', ...claimTrials, claimantId, affiliates, aboutActor, eventId, sourceId),
  suite(
    'listPropositions',
    '/v1/propositions?',
    ...propositionTrials,
    trial('eventId', 'eventId=avalanche', ({ text }: PropositionSummary) => / · (snow|loud)$/.test(text)),
  ),
  suite('listDisputes', '/v1/disputes?', ...disputeTrials),
  suite('listSources', '/v1/sources?', ...sourceTrials),
  suite('listSourceClaims', '/v1/sources/wire/claims?', ...claimTrials, claimantId, affiliates, eventId),
  suite('listSourceClaims', '/v1/sources/hill-post/claims?', aboutActor),
];

describe.each(suites)('$operationId', ({ base, trials }) => {
  it.each(trials)('$name: $query', async ({ query, keeps }) => {
    const all = await api.get<ListPage<never>>(`${base}limit=200`);
    const kept = all.data.filter(keeps);
    const found = await api.get<ListPage<never>>(`${base}${query}&limit=200`);
    // A window has an order of its own: see in-window.test.ts.
    expect(idsOf(found).toSorted()).toEqual(idsOf({ ...all, data: kept }).toSorted());
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(all.data.length);
  });
});

describe('propositionKey', () => {
  it.each(['/v1/claims?', '/v1/events/oslo/claims?', '/v1/sources/wire/claims?', '/v1/actors/front/claims?'])(
    '%s leaves the claims on one proposition',
    async (base) => {
      const all = await api.get<ListPage<Claim>>(`${base}limit=200`);
      const key = all.data.find(({ act }) => act === 'claims_responsibility')?.proposition.key;
      const kept = all.data.filter(({ proposition }) => proposition.key === key).map(({ id }) => id);
      expect(await api.ids(`${base}propositionKey=${key}`)).toEqual(kept);
      expect(kept).toContain('front-did-it');
      expect(kept.length).toBeLessThan(all.data.length);
    },
  );
});

describe('relatesTo', () => {
  it.each([
    '/v1/claims?',
    '/v1/events/oslo/claims?',
    '/v1/sources/radio/claims?',
    '/v1/actors/front/claims?',
  ])('%s leaves the claims with a relation to one of these claims', async (base) => {
    const all = await api.get<ListPage<Claim>>(`${base}limit=200`);
    const related = ({ relations }: Claim) => relations.some(({ claimId }) => claimId === 'front-did-it');
    const kept = all.data.filter(related).map(({ id }) => id);
    expect(kept).toContain('front-did-not');
    expect(await api.ids(`${base}relatesTo=front-did-it&relatesTo=nobody`)).toEqual(kept);
  });
});

describe('sort', () => {
  const undatedLast = ['old-feud', 'undated'];
  it.each([
    [
      '/v1/events',
      'time',
      ['avalanche', 'long-war', 'auckland', 'oslo', 'new-york', 'fiji', 'samoa', ...undatedLast],
    ],
    [
      '/v1/events',
      'time_desc',
      ['samoa', 'fiji', 'new-york', 'oslo', 'auckland', 'long-war', 'avalanche', ...undatedLast.toReversed()],
    ],
    ['/v1/actors/navy/events', 'time', ['avalanche', 'long-war', 'oslo', 'fiji', 'samoa', 'undated']],
    ['/v1/actors/navy/events', 'time_desc', ['samoa', 'fiji', 'oslo', 'long-war', 'avalanche', 'undated']],
    ['/v1/sources', 'time', ['wire', 'copy', 'radio', 'harbour-log', 'hill-post']],
    ['/v1/sources', 'time_desc', ['radio', 'copy', 'wire', 'hill-post', 'harbour-log']],
    [
      '/v1/actors',
      'name',
      ['agency', 'squad', 'ministry', 'front', 'ring-a', 'ring-b', 'navy', 'hermit', 'paper'],
    ],
    [
      '/v1/actors',
      'name_desc',
      ['paper', 'hermit', 'navy', 'ring-b', 'ring-a', 'front', 'ministry', 'squad', 'agency'],
    ],
    [
      '/v1/actors/front/claims',
      'time',
      ['front-did-it', 'front-did-not', 'front-takes-back', 'front-says-many'],
    ],
    [
      '/v1/actors/front/claims',
      'time_desc',
      ['front-takes-back', 'front-did-not', 'front-did-it', 'front-says-many'],
    ],
    ['/v1/sources/wire/claims', 'time', ['squad-heard', 'front-did-it', 'ministry-accuses', 'navy-doubts']],
    [
      '/v1/sources/wire/claims',
      'time_desc',
      ['navy-doubts', 'ministry-accuses', 'front-did-it', 'squad-heard'],
    ],
  ])('%s by %s', async (path, order, ids) => {
    expect(await api.ids(`${path}?sort=${order}`)).toEqual(ids);
  });

  it.each(['/v1/propositions', '/v1/events/oslo/propositions'])('%s by number of claims', async (path) => {
    const countsOf = async (sort: string) => {
      const { data } = await api.get<ListPage<PropositionSummary>>(`${path}?sort=${sort}`);
      return data.map(({ claimCount, key }) => [claimCount, key] as const);
    };
    const most = await countsOf('claim_count_desc');
    const fewest = await countsOf('claim_count');
    expect(most[0]?.[0]).toBe(5);
    expect(most.map(([count]) => count)).toEqual(most.map(([count]) => count).toSorted((a, b) => b - a));
    expect(fewest).toEqual(most.toReversed());
  });

  it.each(['/v1/claims', '/v1/events/oslo/claims'])('%s by time, those without one last', async (path) => {
    const [up, down] = [await api.ids(`${path}?sort=time`), await api.ids(`${path}?sort=time_desc`)];
    expect(up.toSorted()).toEqual(down.toSorted());
    expect(up.slice(0, 3)).toEqual(['navy-says-few', 'squad-heard', 'front-did-it']);
    expect(down[0]).toBe('front-takes-back');
    expect(up.slice(up.indexOf('front-takes-back') + 1)).toContain('squad-says-june');
    expect(down.slice(down.indexOf('navy-says-few') + 1)).toContain('squad-says-june');
  });

  it('is the first of its words where none is given', async () => {
    for (const [path, first] of [
      ['/v1/events', 'time'],
      ['/v1/actors', 'name'],
      ['/v1/propositions', 'claim_count_desc'],
      ['/v1/disputes', 'claim_count_desc'],
    ]) {
      expect(await api.ids(`${path}`)).toEqual(await api.ids(`${path}?sort=${first}`));
    }
  });
});

/** Tried for every operation at once, in paging.test.ts, include.test.ts, search.test.ts, zones.test.ts and above. */
const triedElsewhere = [
  'timeZone',
  'limit',
  'cursor',
  'include',
  'sort',
  'propositionKey',
  'relatesTo',
  'count',
  'facet',
];

it('tries every parameter that the document has', () => {
  const tried = new Map<string, string[]>();
  for (const { operationId, trials } of suites) {
    tried.set(operationId, [...(tried.get(operationId) ?? []), ...trials.map(({ name }) => name)]);
  }
  // Tried in positions.test.ts, each against the list of propositions.
  for (const id of ['listPositions', 'listActorPositions']) {
    tried.set(id, [...(tried.get('listPropositions') ?? []), 'party']);
  }
  tried.set('searchRecords', ['q', 'kind', 'datasetId']);
  tried.set('explainTime', ['edtf', 'timeZone']);
  const untried: string[] = [];
  for (const { operation } of api.contract.operations()) {
    const id = String(operation.operationId);
    const names = [operation.parameters ?? []].flat().flatMap((each) => {
      const { name, in: place } = Object(each);
      return place === 'query' ? [String(name)] : [];
    });
    const known = [
      ...triedElsewhere,
      ...(tried.get(id) ?? []),
      ...(id === 'listActorClaims' ? ['includeAffiliates'] : []),
      // Tried in timeline.test.ts, each against the list of events.
      ...(id === 'getTimeline' ? [...(tried.get('listEvents') ?? []), 'interval'] : []),
      // Tried in places.test.ts likewise.
      ...(id === 'getPlaces' ? [...(tried.get('listEvents') ?? []), 'cells'] : []),
    ];
    untried.push(...names.filter((name) => !known.includes(name)).map((name) => `${id} ${name}`));
  }
  expect(untried).toEqual([]);
});

describe('parameters together', () => {
  it('take any value of one, and all of several', async () => {
    expect(await api.ids('/v1/events?actorId=front&actorId=navy&role=perpetrator')).toEqual(['oslo']);
    expect(await api.ids('/v1/events?actorId=navy&role=perpetrator')).toEqual([]);
    expect(await api.ids('/v1/events?tag=sea&countryCode=FJ')).toEqual(['fiji']);
    expect(await api.ids('/v1/claims?claimantId=front&claimantId=ministry&act=accuses')).toEqual([
      'ministry-accuses',
    ]);
  });

  it('match nothing for ids that do not exist', async () => {
    expect(await api.ids('/v1/events?actorId=nobody')).toEqual([]);
    expect(await api.ids('/v1/claims?sourceId=nothing&eventId=nowhere')).toEqual([]);
  });

  it('of an actor alone are not those of its affiliates', async () => {
    expect(await api.ids('/v1/actors/navy/claims')).toEqual(['navy-says-few', 'navy-doubts']);
    const side = await api.ids('/v1/actors/navy/claims?includeAffiliates=true');
    expect(side).toContain('squad-says-june');
    expect(side).not.toContain('ministry-accuses');
    expect(await api.ids('/v1/actors/ring-b/claims?includeAffiliates=true')).toEqual(['ring-speaks']);
    expect(await api.ids('/v1/actors/ring-b/claims?includeAffiliates=false')).toEqual([]);
  });
});

describe('places', () => {
  it.each([
    ['bbox=-180,-90,180,90', ['oslo', 'fiji', 'samoa']],
    ['bbox=10.75,59.91,10.75,59.91', ['oslo']],
    ['bbox=10.76,59,11,60', []],
    ['bbox=-175,-20,179,-10', ['samoa']],
    ['near=10.75,59.91&radiusKm=0.001', ['oslo']],
    ['near=0,90&radiusKm=3400', ['oslo']],
    ['near=0,90&radiusKm=3300', []],
    ['near=0,-90&radiusKm=20040', ['oslo', 'fiji', 'samoa']],
    ['near=180,-16.8&radiusKm=11', ['fiji']],
  ])('%s', async (query, ids) => {
    expect(await api.ids(`/v1/events?${query}`)).toEqual(ids);
  });
});

describe('parameters that depend on others', () => {
  it('are refused where they would do nothing', async () => {
    const problem = await api.problem('/v1/claims?includeAffiliates=true', 400, 'invalid_parameter');
    expect(problem.errors).toMatchObject([{ parameter: 'includeAffiliates' }]);
    expect(problem.detail).toContain('claimantId');
  });

  it('are told of together, not one at a time', async () => {
    const url = '/v1/events?from=2025&to=2024&bbox=1,2,3&near=1,2';
    const problem = await api.problem(url, 400, 'invalid_parameter');
    expect(problem.errors.map((fault) => fault.parameter)).toEqual(['to', 'bbox', 'radiusKm']);
  });
});
