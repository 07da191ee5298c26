import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/domain/actor.ts';
import type { Claim } from '../../../src/domain/claim.ts';
import type { ActorPosition } from '../../../src/domain/position.ts';
import { type Api, type ListPage, startApi } from '../../helpers/api.ts';
import { smallWorld } from './small-world.ts';

/** Actors: found by name, their claims with and without those of their side, their events, and where they stand. */

let seed: Api;
let small: Api;
beforeAll(async () => {
  [seed, small] = await Promise.all([startApi(), startApi(smallWorld)]);
});
afterAll(() => Promise.all([seed.close(), small.close()]));

const url = (path: string, parameters: Record<string, string>) =>
  `${path}?${new URLSearchParams(parameters)}`;

describe('the list', () => {
  it('is in order of names', async () => {
    const { data } = await seed.get<ListPage<Actor>>('/v1/actors');
    expect(data).toHaveLength(20);
    const names = data.map(({ name }) => name.toLowerCase());
    expect(names).toEqual(names.toSorted());
    expect(await seed.ids('/v1/actors?type=armed_group')).toEqual(['isis', 'isis-khorasan', 'isis-core']);
    expect(await seed.ids('/v1/actors?identity=unnamed')).toEqual(['crocus-city-hall-article-publisher']);
  });

  it('has who had a part in an event', async () => {
    expect(await seed.ids('/v1/actors?eventId=us-national-security-council-denial')).toEqual([
      'us-national-security-council',
    ]);
    expect(await seed.ids('/v1/actors?eventId=crocus-city-hall-attack')).toHaveLength(8);
  });
});

describe('names', () => {
  it.each([
    ['isis khor', ['isis-khorasan']],
    ['ISIS', ['isis', 'isis-khorasan', 'isis-core']],
    ['khorasan isis', ['isis-khorasan']],
    ['gunmen', ['crocus-city-hall-attackers']],
    ['ukr', ['sources-within-ukraine', 'ukraine', 'ukraine-intelligence-chief']],
    ['nobody of that name', []],
    ['isis taliban', []],
  ])('of the seed: %s', async (q, ids) => {
    expect(await seed.ids(url('/v1/actors', { q }))).toEqual(ids);
  });

  it.each([
    ['capek', ['agency']],
    ['ELISE', ['agency']],
    ['Čapek élise', ['agency']],
    ['e\u0301lise', ['agency']],
    ['東京', ['paper']],
    ['東京新聞', ['paper']],
    ['олександрів', ['front']],
    ['frnt', ['front']],
    ["o'clock", ['front']],
    ['multi-agent', ['front']],
    ['multi agent', ['front']],
    ['izmir', ['squad']],
    ['dorđe', ['hermit']],
    ['Dorde', ['hermit']],
    ['ðorđe', ['hermit']],
  ])('in any script: %s', async (q, ids) => {
    expect(await small.ids(url('/v1/actors', { q }))).toEqual(ids);
  });

  it.each([
    '"abc',
    '*',
    'AND',
    'OR NOT',
    'NEAR(',
    'NEAR("a" "b", 2)',
    'col:x',
    'names:ring',
    '-ring',
    '^ring',
    '{ring}',
    'ring + a',
    'ring" OR "a',
    "'; drop table actor; --",
    '🌅',
    '\u0301',
    '\u0940',
    '…',
    '\\',
    '%',
    '_',
    'ﷺ',
    'x'.repeat(200),
    '𝔸'.repeat(100),
    'a b c d e f g h i j k l m n',
  ])('take %j literally', async (q) => {
    const ids = await small.ids(url('/v1/actors', { q }));
    const words = q.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
    const ring = words.length > 0 && words.every((word) => word === 'ring' || word === 'a');
    const expected = !ring ? [] : words.some((word) => word === 'a') ? ['ring-a'] : ['ring-a', 'ring-b'];
    expect(ids).toEqual(expected);
  });

  it('may be sought with 200 characters, not with 201', async () => {
    expect(await small.ids(`/v1/actors?q=${'x'.repeat(200)}`)).toEqual([]);
    const { errors } = await small.problem(`/v1/actors?q=${'x'.repeat(201)}`, 400, 'invalid_parameter');
    expect(errors).toEqual([
      expect.objectContaining({ parameter: 'q', detail: expect.stringContaining('200') }),
    ]);
  });
});

describe('one actor', () => {
  it('comes with names and relations, and the claims that those rest on', async () => {
    expect(await seed.get<Actor>('/v1/actors/isis-khorasan')).toMatchObject({
      type: 'armed_group',
      name: 'ISIS Khorasan',
      identity: 'named',
      relations: [
        {
          type: 'affiliated_with',
          actorId: 'isis',
          during: null,
          claimIds: ['isis-khorasan-is-isis-affiliate'],
        },
      ],
    });
    expect(await small.get<Actor>('/v1/actors/front')).toMatchObject({
      name: "Multi-Agent O'Clock Front",
      names: [
        { value: 'Олександрів фронт', kind: 'alias', lang: 'uk' },
        { value: 'FRNT', kind: 'acronym', lang: null },
      ],
    });
  });
});

describe('the claims of an actor', () => {
  it.each([
    ['isis', ['isis-claims-responsibility']],
    ['russian-investigative-committee', ['investigative-committee-alleges-financial-ties']],
    [
      'us-national-security-council',
      ['nsc-denies-ukrainian-involvement', 'nsc-holds-isis-solely-responsible'],
    ],
    [
      'ukraine-intelligence-chief',
      ['intelligence-chief-dates-forewarning', 'intelligence-chief-says-russia-was-forewarned'],
    ],
    ['russia', []],
  ])('%s', async (id, claims) => {
    expect(await seed.ids(`/v1/actors/${id}/claims`)).toEqual(claims);
  });

  it('are those of its side, too, where that is asked for', async () => {
    const { data } = await seed.get<ListPage<Claim>>('/v1/actors/russia/claims?includeAffiliates=true');
    expect(data.map(({ id, claimantId }) => [claimantId, id])).toEqual([
      ['russian-investigative-committee', 'investigative-committee-alleges-financial-ties'],
    ]);
    expect(await seed.ids('/v1/actors/united-states/claims?includeAffiliates=true')).toHaveLength(2);
    // An employee does not speak for the employer: that relation is no affiliation.
    expect(await seed.ids('/v1/actors/ukraine/claims?includeAffiliates=true')).toEqual([]);
  });

  it('may be about somebody', async () => {
    const path = '/v1/actors/us-national-security-council/claims';
    expect(await seed.ids(`${path}?aboutActorId=ukraine`)).toEqual(['nsc-denies-ukrainian-involvement']);
    expect(await seed.ids(`${path}?aboutActorId=isis`)).toEqual(['nsc-holds-isis-solely-responsible']);
    expect(await seed.ids(`${path}?act=denies&polarity=negative&contested=true`)).toEqual([
      'nsc-denies-ukrainian-involvement',
    ]);
    const problem = await seed.problem(`${path}?about=true`, 400, 'unknown_parameter');
    expect(problem.detail).toContain('Did you mean aboutActorId?');
  });
});

it('has the events of an actor', async () => {
  expect(await seed.ids('/v1/actors/isis/events')).toEqual([
    'crocus-city-hall-attack',
    'isis-claim-of-crocus-attack',
  ]);
  expect(await seed.ids('/v1/actors/isis/events?role=claimant')).toEqual(['isis-claim-of-crocus-attack']);
  expect(await seed.ids('/v1/actors/isis/events?on=2024-03-22&match=certain')).toEqual([
    'crocus-city-hall-attack',
  ]);
});

describe('the position of an actor', () => {
  const positions = async (api: Api, id: string) => {
    const { data } = await api.get<ListPage<ActorPosition>>(`/v1/actors/${id}/positions`);
    return data.map(({ proposition, position, claims }) => [
      proposition.text,
      position,
      claims.map(({ act }) => act),
    ]);
  };

  it('in the seed', async () => {
    expect(await positions(seed, 'us-national-security-council')).toEqual(
      expect.arrayContaining([
        ['Ukraine · was involved in · Attack at Crocus City Hall', 'denies', ['denies']],
        ['ISIS · is solely responsible for · Attack at Crocus City Hall', 'affirms', ['accuses']],
      ]),
    );
    expect(await positions(seed, 'isis')).toEqual([
      ['ISIS · is responsible for · Attack at Crocus City Hall', 'affirms', ['claims_responsibility']],
    ]);
    expect(await positions(seed, 'taliban')).toEqual([]);
  });

  it('after it claimed, denied and retracted', async () => {
    const [first, second] = await positions(small, 'front');
    expect(first).toEqual([
      "Multi-Agent O'Clock Front · is responsible for · Ferry sunk",
      'withdrawn',
      ['claims_responsibility', 'denies_responsibility', 'retracts'],
    ]);
    expect(second).toEqual(['Ferry sunk · killed · 20 to 25 persons', 'affirms', ['asserts']]);
    const { data } = await small.get<ListPage<ActorPosition>>('/v1/actors/front/positions');
    expect(data[0]?.claims.map(({ withdrawn, madeAt }) => [withdrawn, madeAt?.edtf])).toEqual([
      [true, '2024-06-02'],
      [true, '2024-06-05'],
      [false, '2024-06-09'],
    ]);
  });

  it('where it neither affirmed nor denied', async () => {
    expect(await positions(small, 'ring-a')).toEqual([
      ['Tidal Navy · is responsible for · Title of fiji', 'open', ['questions']],
    ]);
  });
});
