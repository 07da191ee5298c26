import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Claim } from '../../../src/domain/claim.ts';
import type { Proposition, PropositionSummary } from '../../../src/domain/position.ts';
import { type Api, type ListPage, startApi } from '../../helpers/api.ts';
import { smallWorld } from './small-world.ts';

/** Claims, and the propositions that they are on: who is on which side, and what weighs how much. */

let seed: Api;
let small: Api;
beforeAll(async () => {
  [seed, small] = await Promise.all([startApi(), startApi(smallWorld)]);
});
afterAll(() => Promise.all([seed.close(), small.close()]));

describe('claims', () => {
  it('are all there, in order of when they were made', async () => {
    const { data } = await seed.get<ListPage<Claim>>('/v1/claims?limit=200');
    expect(data).toHaveLength(66);
    const starts = data.map(({ madeAt }) => madeAt?.earliest ?? '9');
    expect(starts).toEqual(starts.toSorted());
    expect(await seed.ids('/v1/claims?madeTo=2024-03-27')).toHaveLength(8);
    expect(await seed.ids('/v1/claims?madeTo=2024-03-27&match=certain')).toEqual([
      'american-intelligence-warns',
      'russian-intelligence-warns',
    ]);
    expect(
      await seed.ids('/v1/claims?madeFrom=2024-03-22&madeTo=2024-03-28&match=certain&limit=200'),
    ).toHaveLength(64);
  });

  it('of a warning belong to those who gave it, and what the publisher says of it stands beside them', async () => {
    for (const service of ['american', 'russian']) {
      const claim = await seed.get<Claim>(`/v1/claims/${service}-intelligence-warns`);
      expect(claim).toMatchObject({
        claimantId: `${service}-intelligence-sources`,
        act: 'warns',
        attributionChain: [{ actorId: null, sourceId: 'crocus-city-hall-article', verb: 'reports' }],
      });
      const key = encodeURIComponent(claim.proposition.key);
      expect(await seed.ids(`/v1/claims?propositionKey=${key}`)).toEqual([
        `${service}-intelligence-warned-beforehand`,
        `${service}-intelligence-warns`,
      ]);
    }
  });

  it('come with who says what about whom, where, and how sure', async () => {
    const claim = await seed.get<Claim>('/v1/claims/investigative-committee-alleges-financial-ties');
    expect(claim).toMatchObject({
      claimantId: 'russian-investigative-committee',
      act: 'accuses',
      polarity: 'positive',
      certainty: 'underspecified',
      status: 'contested',
      contested: true,
      withdrawn: false,
      proposition: {
        subject: { kind: 'actor', id: 'crocus-city-hall-attackers' },
        predicate: 'financially_tied_to',
        object: { kind: 'actor', id: 'sources-within-ukraine' },
      },
      madeAt: { edtf: '[2024-03-22..2024-03-28]', extent: 'one_of', basis: 'inferred' },
      attributionChain: [{ actorId: null, sourceId: 'crocus-city-hall-article', verb: 'reports' }],
      relations: [
        { type: 'contradicts', claimId: 'nsc-denies-ukrainian-involvement', basis: 'editor' },
        { type: 'contradicts', claimId: 'nsc-holds-isis-solely-responsible', basis: 'editor' },
      ],
    });
    expect(claim.evidence).toHaveLength(1);
    expect(claim.evidence[0]).toMatchObject({
      sourceId: 'crocus-city-hall-article',
      quote: null,
      paragraph: 7,
    });
    expect(claim.evidence[0]?.quoteSha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('never quote their source', async () => {
    const { data } = await seed.get<ListPage<Claim>>('/v1/claims?limit=200');
    expect(
      data.every(({ evidence }) => evidence.length > 0 && evidence.every(({ quote }) => quote === null)),
    ).toBe(true);
  });

  it('that are contested are the three that oppose each other', async () => {
    expect((await seed.ids('/v1/claims?contested=true')).toSorted()).toEqual([
      'investigative-committee-alleges-financial-ties',
      'nsc-denies-ukrainian-involvement',
      'nsc-holds-isis-solely-responsible',
    ]);
    expect(await seed.ids('/v1/claims?contested=false&limit=200')).toHaveLength(63);
  });

  it('are found by act, side, claimant and subject', async () => {
    expect(await seed.ids('/v1/claims?act=claims_responsibility')).toEqual(['isis-claims-responsibility']);
    expect(await seed.ids('/v1/claims?act=denies')).toEqual(['nsc-denies-ukrainian-involvement']);
    expect(await seed.ids('/v1/claims?polarity=unknown')).toEqual([
      'taliban-control-of-terrorism-is-in-doubt',
    ]);
    expect(await seed.ids('/v1/claims?relatesTo=nsc-denies-ukrainian-involvement')).toEqual([
      'investigative-committee-alleges-financial-ties',
      'nsc-holds-isis-solely-responsible',
    ]);
    expect(await seed.ids('/v1/claims?aboutActorId=ukraine&act=denies')).toEqual([
      'nsc-denies-ukrainian-involvement',
    ]);
    expect(await seed.ids('/v1/claims?predicate=killed')).toEqual(['at-least-143-killed']);
    expect(await seed.ids('/v1/claims?claimantId=isis&includeAffiliates=true')).toEqual([
      'isis-claims-responsibility',
    ]);
  });

  it('that were taken back or replaced say so', async () => {
    const withdrawn = async (id: string) => (await small.get<Claim>(`/v1/claims/${id}`)).withdrawn;
    expect(await withdrawn('front-did-it')).toBe(true);
    expect(await withdrawn('front-did-not')).toBe(true);
    expect(await withdrawn('front-takes-back')).toBe(false);
    expect(await withdrawn('ministry-accuses')).toBe(false);
  });
});

describe('a contested proposition of the seed', () => {
  it('comes with both sides: the accusation, and the two statements against it', async () => {
    const { proposition } = await seed.get<Claim>(
      '/v1/claims/investigative-committee-alleges-financial-ties',
    );
    const accusation = await seed.get<Proposition>(`/v1/propositions/${proposition.key}`);
    expect(accusation).toMatchObject({
      contested: true,
      functional: false,
      disputeReasons: ['contradicting_claims'],
      claimCount: 1,
      independentSources: 1,
      withdrawn: [],
    });
    expect(accusation.positions).toHaveLength(1);
    expect(accusation.positions[0]).toMatchObject({
      polarity: 'positive',
      claimCount: 1,
      independentSources: 1,
    });
    expect(accusation.positions[0]?.holders).toMatchObject([
      {
        actorId: 'russian-investigative-committee',
        since: { edtf: '[2024-03-22..2024-03-28]' },
        claims: [
          { claimId: 'investigative-committee-alleges-financial-ties', act: 'accuses', withdrawn: false },
        ],
      },
    ]);
    const sides = accusation.opposed.map(({ text, reason, positions }) => ({
      text,
      reason,
      held: positions.map(({ polarity, holders }) => [polarity, holders.map(({ actorId }) => actorId)]),
    }));
    expect(sides).toHaveLength(2);
    expect(sides).toContainEqual({
      text: 'Ukraine · was involved in · Attack at Crocus City Hall',
      reason: 'contradicting_claims',
      held: [['negative', ['us-national-security-council']]],
    });
    expect(sides).toContainEqual({
      text: 'ISIS · is solely responsible for · Attack at Crocus City Hall',
      reason: 'contradicting_claims',
      held: [['positive', ['us-national-security-council']]],
    });
  });

  it('is opposed from the other side, too', async () => {
    const { proposition } = await seed.get<Claim>('/v1/claims/nsc-denies-ukrainian-involvement');
    const denied = await seed.get<Proposition>(`/v1/propositions/${proposition.key}`);
    expect(denied.positions.map(({ polarity }) => polarity)).toEqual(['negative']);
    expect(denied.opposed.map(({ text }) => text)).toEqual([
      'The attackers at Crocus City Hall · has financial ties to · Sources within Ukraine',
    ]);
    expect(denied.opposed[0]?.positions[0]?.holders[0]?.claims[0]?.evidence).toHaveLength(1);
  });

  it('is one of three in the list', async () => {
    const { data } = await seed.get<ListPage<PropositionSummary>>('/v1/propositions?contested=true');
    expect(data).toHaveLength(3);
    for (const { key, positions, opposed, ...summary } of data as (PropositionSummary & {
      opposed?: unknown;
    })[]) {
      const whole = await seed.get<Proposition>(`/v1/propositions/${key}`);
      expect(whole).toMatchObject({ key, ...summary });
      expect(whole.positions.map(({ holders, ...weight }) => weight)).toEqual(positions);
      expect(opposed).toBeUndefined();
      expect(whole.opposed.length).toBeGreaterThan(0);
    }
  });
});

describe('weights', () => {
  const keyOf = async (claimId: string) => (await small.get<Claim>(`/v1/claims/${claimId}`)).proposition.key;

  it('count a syndicated copy together with what it copies', async () => {
    const found = await small.get<Proposition>(`/v1/propositions/${await keyOf('ministry-accuses')}`);
    const weights = found.positions.map(({ polarity, independentSources, holders }) => ({
      polarity,
      independentSources,
      holders: holders.map(({ actorId }) => actorId),
    }));
    // The front only took back what it had said: that is no position.
    expect(weights).toEqual([
      // Wire, its copy and the radio: two that are independent.
      { polarity: 'positive', independentSources: 2, holders: ['ministry'] },
      // Wire and its copy: one.
      { polarity: 'negative', independentSources: 1, holders: ['navy'] },
    ]);
    expect(found.independentSources).toBe(2);
    expect(found.disputeReasons).toEqual(['opposing_polarity']);
  });

  it('leave out who no longer says so, and keep what they said', async () => {
    const found = await small.get<Proposition>(`/v1/propositions/${await keyOf('front-did-it')}`);
    expect(
      found.withdrawn.map(({ actorId, claims }) => [actorId, claims.map(({ claimId }) => claimId)]),
    ).toEqual([['front', ['front-did-it', 'front-did-not']]]);
    expect(found.claimCount).toBe(5);
  });

  it('oppose values of which only one can be true, and not those that overlap', async () => {
    const few = await small.get<Proposition>(`/v1/propositions/${await keyOf('navy-says-few')}`);
    expect(few).toMatchObject({ functional: true, contested: true, disputeReasons: ['incompatible_values'] });
    expect(few.opposed.map(({ text, reason }) => [text, reason])).toEqual([
      ['Ferry sunk · killed · 20 to 25 persons', 'incompatible_values'],
    ]);
    const between = await small.get<Proposition>(`/v1/propositions/${await keyOf('squad-says-between')}`);
    expect(between).toMatchObject({ functional: true, contested: false, disputeReasons: [], opposed: [] });
    const when = await small.get<Proposition>(`/v1/propositions/${await keyOf('squad-says-june')}`);
    expect(when).toMatchObject({ text: 'Ferry sunk · took place · June 2024', contested: false });
  });
});
