import { expect } from 'vitest';
import type { ClaimInput } from '../../src/domain/claim.ts';
import { Dispute, DisputeSummary } from '../../src/domain/dispute.ts';
import { recordsIn } from '../../src/domain/json-octets.ts';
import { searchTermsOf } from '../../src/domain/search/terms.ts';
import type { Store } from '../../src/domain/store.ts';
import {
  actor,
  bodyOf,
  claim,
  dataset,
  flooded,
  housesFlooded,
  keyOf,
  killed,
  passage,
  put,
  says,
  secondDay,
  source,
  walk,
} from '../helpers/records.ts';
import { type OpenStore, testsOn } from './suite.ts';

/** Disputes as wholes: which propositions are one, how they come and go, and what is given of each. */

type Proposition = ClaimInput['proposition'];

async function disputeOn(store: Store, proposition: Proposition): Promise<Dispute | null> {
  const body = await store.describeDispute(keyOf(proposition));
  return body === null ? null : Dispute.parse(JSON.parse(String(body)));
}

async function allDisputes(store: Store): Promise<Dispute[]> {
  const { data } = await store.listDisputes({ sort: 'claim_count' }, { limit: 200 });
  return recordsIn<Dispute>(data);
}

/** Each dispute as the words of its propositions, and each proposition's own record names the dispute. */
async function groupsIn(store: Store): Promise<string[][]> {
  const disputes = await allDisputes(store);
  for (const { id, propositions } of disputes) {
    expect(propositions.map(({ key }) => key).toSorted()[0]).toBe(id);
    for (const { key } of propositions) {
      expect((await bodyOf(store, 'proposition', key)).disputeId).toBe(id);
    }
  }
  expect((await store.check()).faults).toEqual([]);
  const wordsOf = ({ propositions }: Dispute) =>
    propositions.map(({ text }) => text.split(' · ').at(-1) ?? '');
  return disputes.map((dispute) => wordsOf(dispute).toSorted()).toSorted();
}

const against = (...claimIds: string[]) => ({
  relations: claimIds.map((claimId) => ({ type: 'contradicts' as const, claimId, basis: 'editor' as const })),
});

/** Claims of which each contradicts the one before it: `w0`, `w1` and so on. */
const chain = (length: number, broken: readonly number[] = []) =>
  Array.from({ length }, (_, index) =>
    claim(`w${index}`, {
      proposition: says(`word ${index}`),
      ...(index === 0 || broken.includes(index) ? {} : against(`w${index - 1}`)),
    }),
  );

const figures = (count: number, more: (index: number) => Partial<ClaimInput> = () => ({})) =>
  Array.from({ length: count }, (_, index) =>
    claim(`figure-${index}`, { proposition: killed('attack', 10 * index, 10 * index), ...more(index) }),
  );

function groupsSuite(open: OpenStore): void {
  const { onBasics } = testsOn(open);

  onBasics('a proposition that is affirmed and denied is a dispute alone', async (store) => {
    await put(store, { claim: [claim('a'), claim('b', { claimantId: 'other', act: 'denies' })] });
    const dispute = await disputeOn(store, says('ready'));
    expect(dispute).toMatchObject({
      id: keyOf(says('ready')),
      reasons: ['opposing_polarity'],
      oppositions: [],
      oppositionCount: 0,
      propositionCount: 1,
      claimCount: 2,
      complete: true,
    });
    expect(dispute?.sides.map(({ polarity, holders }) => [polarity, holders[0]?.actorId])).toEqual([
      ['positive', 'speaker'],
      ['negative', 'other'],
    ]);
  });

  onBasics('what only a contradiction joins is one dispute with all sides', async (store) => {
    const denied = claim('w2', { act: 'denies', claimantId: 'other', proposition: says('word 1') });
    await put(store, { claim: [...chain(2), denied] });
    const dispute = await disputeOn(store, says('word 0'));
    expect(dispute?.reasons).toEqual(['opposing_polarity', 'contradicting_claims']);
    expect(dispute?.sides).toHaveLength(3);
    expect(dispute?.oppositions).toHaveLength(1);
    expect(await disputeOn(store, says('word 1'))).toEqual(dispute);
  });

  onBasics('a chain of contradictions is one dispute, which falls apart where a link goes', async (store) => {
    await put(store, { claim: chain(6) });
    expect(await groupsIn(store)).toEqual([['word 0', 'word 1', 'word 2', 'word 3', 'word 4', 'word 5']]);
    await put(store, { claim: chain(6, [3]) }, secondDay);
    expect(await groupsIn(store)).toEqual([
      ['word 0', 'word 1', 'word 2'],
      ['word 3', 'word 4', 'word 5'],
    ]);
    await put(store, { claim: chain(6, [1, 3, 5]) }, secondDay);
    expect(await groupsIn(store)).toEqual([
      ['word 1', 'word 2'],
      ['word 3', 'word 4'],
    ]);
    expect(await disputeOn(store, says('word 0'))).toBeNull();
    expect((await bodyOf(store, 'proposition', keyOf(says('word 0')))).disputeId).toBeNull();
    await put(store, { claim: chain(6) }, secondDay);
    expect(await groupsIn(store)).toHaveLength(1);
    await put(store, { claim: chain(6, [1, 2, 3, 4, 5]) }, secondDay);
    expect(await groupsIn(store)).toEqual([]);
  });

  onBasics('a proposition that leaves may split a dispute, and gives it another key', async (store) => {
    await put(store, { claim: chain(4) });
    const before = (await allDisputes(store))[0]?.id;
    for (const { id, proposition } of chain(4)) {
      if (keyOf(proposition) !== before) continue;
      await put(store, { claim: [claim(id, { proposition: says('somewhere else') })] }, secondDay);
    }
    const groups = await allDisputes(store);
    expect(groups.every(({ id }) => id !== before)).toBe(true);
    expect(await store.describeDispute(before ?? '')).toBeNull();
    await groupsIn(store);
  });

  onBasics(
    'three values are one dispute; one that is retracted leaves it until it is back',
    async (store) => {
      await put(store, { claim: figures(3) });
      const whole = await disputeOn(store, killed('attack', 10, 10));
      expect(whole?.sides).toHaveLength(3);
      expect(whole?.oppositions).toHaveLength(3);
      await put(store, { claim: [{ ...figures(3)[1], status: 'retracted' } as ClaimInput] }, secondDay);
      expect(await groupsIn(store)).toEqual([['0 persons', '20 persons']]);
      expect(await disputeOn(store, killed('attack', 10, 10))).toBeNull();
      await put(store, { claim: figures(3) }, secondDay);
      expect(await disputeOn(store, killed('attack', 10, 10))).toEqual(whole);
    },
  );

  onBasics('of eight values each has its side; the same import again changes nothing', async (store) => {
    const actors = Array.from({ length: 8 }, (_, index) => actor(`a${index}`));
    const claims = figures(8, (index) => ({ claimantId: `a${index}` }));
    await put(store, { actor: actors, claim: claims });
    const dispute = await disputeOn(store, killed('attack', 70, 70));
    expect(dispute?.sides.flatMap(({ holders }) => holders.map(({ actorId }) => actorId)).toSorted()).toEqual(
      actors.map(({ id }) => id),
    );
    expect(dispute?.oppositions).toHaveLength((8 * 7) / 2);
    const state = await store.state();
    await put(store, { actor: actors, claim: claims }, secondDay);
    expect(await store.state()).toEqual(state);
    expect(await disputeOn(store, killed('attack', 0, 0))).toEqual(dispute);
  });

  onBasics(
    'one of many propositions gives those with the most claims, and says that there are more',
    async (store) => {
      const more = [claim('again', { claimantId: 'other', proposition: killed('attack', 2040, 2040) })];
      await put(store, { claim: [...figures(205), ...more] });
      const dispute = await disputeOn(store, killed('attack', 0, 0));
      expect(dispute).toMatchObject({ complete: false, propositionCount: 205, claimCount: 206 });
      expect(dispute).toMatchObject({ oppositionCount: (200 * 199) / 2 });
      expect(dispute?.oppositions).toHaveLength(2000);
      // Of more, those between the propositions with the most claims: the first 63 alone have 1,953.
      const first = dispute?.propositions.slice(0, 64).map(({ key }) => key);
      const opposed = dispute?.oppositions.flatMap(({ propositionKey, otherKey }) => [
        propositionKey,
        otherKey,
      ]);
      expect(new Set(opposed)).toEqual(new Set(first));
      expect(dispute?.propositions).toHaveLength(200);
      expect(dispute?.propositions[0]?.key).toBe(keyOf(killed('attack', 2040, 2040)));
      expect(dispute?.history).toHaveLength(201);
      const given = new Set(dispute?.propositions.map(({ key }) => key));
      const unlisted = figures(205).filter(({ proposition }) => !given.has(keyOf(proposition)));
      expect(unlisted).toHaveLength(5);
      for (const { proposition } of unlisted) expect(await disputeOn(store, proposition)).toEqual(dispute);
      await put(store, {
        claim: figures(205)
          .slice(0, 150)
          .map((one) => ({ ...one, status: 'superseded' as const })),
      });
      expect(await disputeOn(store, killed('attack', 2040, 2040))).toMatchObject({
        complete: true,
        propositionCount: 55,
      });
    },
  );

  onBasics('of many claims gives the earliest of each side, and a page of them ends', async (store) => {
    const said = (id: string, year: number, more: Partial<ClaimInput> = {}) =>
      claim(id, { madeAt: { edtf: String(year) }, ...more });
    const many = Array.from({ length: 1500 }, (_, index) => said(`yes${index}`, 1000 + (index % 900)));
    const no = { act: 'denies' as const, claimantId: 'other' };
    const calm = { proposition: says('calm') };
    const angry = { proposition: says('angry') };
    await put(store, {
      claim: [
        ...many,
        said('no', 2020, no),
        said('no-more', 2021, { ...no, status: 'retracted' }),
        ...Array.from({ length: 1000 }, (_, index) => said(`calm${index}`, 2000, calm)),
        said('not-calm', 2020, { ...no, ...calm }),
        said('angry', 2020, angry),
        said('not-angry', 2020, { ...no, ...angry }),
      ],
    });
    const query = { sort: 'claim_count_desc' as const };
    const { data, next } = await store.listDisputes(query, { limit: 9 });
    expect(recordsIn<Dispute>(data).map(({ claimCount }) => claimCount)).toEqual([1502, 1001]);
    const rest = await store.listDisputes(query, { limit: 9, after: next ?? [] });
    expect(recordsIn<Dispute>(rest.data).map(({ claimCount }) => claimCount)).toEqual([2]);
    expect(rest.next).toBeNull();

    const [dispute] = recordsIn<Dispute>(data);
    expect(dispute?.complete).toBe(false);
    expect(dispute?.sides.map(({ polarity, claimCount }) => [polarity, claimCount])).toEqual([
      ['positive', 1500],
      ['negative', 1],
    ]);
    expect(dispute?.sides[1]?.holders.map(({ actorId }) => actorId)).toEqual(['other']);
    expect(dispute?.sides[1]?.withdrawn.map(({ actorId }) => actorId)).toEqual(['other']);
    const earliest = many
      .toSorted((a, b) => Number(a.madeAt?.edtf) - Number(b.madeAt?.edtf) || (a.id < b.id ? -1 : 1))
      .slice(0, 998);
    expect(dispute?.history.map(({ claimId }) => claimId)).toEqual([
      ...earliest.map(({ id }) => id),
      'no',
      'no-more',
    ]);
    expect(await disputeOn(store, many[0]?.proposition ?? says(''))).toEqual(dispute);
  });

  onBasics('values become a dispute where their predicate is declared functional', async (store) => {
    const home = (functional: boolean) => dataset('home', { predicates: [{ ...housesFlooded, functional }] });
    const claims = [1, 2].map((houses) => claim(`f${houses}`, { proposition: flooded('attack', houses) }));
    await put(store, { dataset: [home(false)], claim: claims });
    expect(await groupsIn(store)).toEqual([]);
    await put(store, { dataset: [home(true)] }, secondDay);
    expect(await groupsIn(store)).toEqual([['1 houses', '2 houses']]);
    await put(store, { dataset: [home(false)] }, secondDay);
    expect(await groupsIn(store)).toEqual([]);
  });
}

function searchSuite(open: OpenStore): void {
  const { onBasics } = testsOn(open);
  const found = async (store: Store, text: string, datasetIds?: string[]) => {
    const terms = searchTermsOf(text);
    const { hits } = await store.search({ terms, kinds: ['dispute'], datasetIds }, { limit: 9 });
    return hits.map(({ kind, body }) => {
      expect(kind).toBe('dispute');
      return DisputeSummary.parse(JSON.parse(body)).id;
    });
  };

  onBasics('a dispute is found by the words of its propositions, together or apart', async (store) => {
    await put(store, { claim: chain(3) });
    const [dispute] = await allDisputes(store);
    for (const text of ['word', 'wor', 'word 0', '0 2', 'name speaker']) {
      expect(await found(store, text), text).toEqual([dispute?.id]);
    }
    expect(await found(store, 'word 3')).toEqual([]);
    expect(await found(store, 'word', ['home'])).toEqual([dispute?.id]);
    expect(await found(store, 'word', ['away'])).toEqual([]);
    await put(store, { actor: [actor('speaker', { name: 'Renamed' })] }, secondDay);
    expect(await found(store, 'renamed')).toEqual([dispute?.id]);
    expect(await found(store, 'name')).toEqual([]);
    await put(store, { claim: chain(3, [1, 2]) }, secondDay);
    expect(await found(store, 'word')).toEqual([]);
    await groupsIn(store);
  });

  onBasics('what a dispute says of itself is what its propositions come to', async (store) => {
    await put(store, { claim: figures(3) });
    const { hits } = await store.search({ terms: ['persons'], kinds: ['dispute'] }, { limit: 9 });
    const dispute = await disputeOn(store, killed('attack', 0, 0));
    expect(hits.map(({ body }) => JSON.parse(body))).toEqual([
      {
        id: dispute?.id,
        reasons: dispute?.reasons,
        propositions: dispute?.propositions.map(({ key, text }) => ({ key, text })),
        claimCount: 3,
        propositionCount: 3,
      },
    ]);
  });
}

function contentSuite(open: OpenStore): void {
  const { onBasics } = testsOn(open);

  onBasics(
    'the history has every claim in order of time, and withdrawn ones stand beside their side',
    async (store) => {
      const at = (edtf: string) => ({ madeAt: { edtf } });
      await put(store, {
        claim: [
          claim('retracts', {
            act: 'retracts',
            ...at('2024-03'),
            relations: [{ type: 'retracts', claimId: 'first', basis: 'explicit' }],
          }),
          claim('first', at('2024-01')),
          claim('denial', { claimantId: 'other', act: 'denies', ...at('2024-02') }),
          claim('later', { claimantId: 'third', certainty: 'probable' }),
        ],
        actor: [actor('third')],
      });
      const dispute = await disputeOn(store, says('ready'));
      expect(dispute?.history.map(({ claimId, act, withdrawn }) => [claimId, act, withdrawn])).toEqual([
        ['first', 'asserts', true],
        ['denial', 'denies', false],
        ['retracts', 'retracts', false],
        ['later', 'asserts', false],
      ]);
      const sides = dispute?.sides.map(({ polarity, holders, withdrawn }) => [
        polarity,
        holders.map(({ actorId }) => actorId),
        withdrawn.map(({ actorId }) => actorId),
      ]);
      expect(sides).toEqual([
        ['positive', ['third'], ['speaker']],
        ['negative', ['other'], []],
      ]);
    },
  );

  onBasics('copies of one source count once over all sides', async (store) => {
    const copyOf = (sourceId: string) => ({ derivedFrom: [{ kind: 'syndicated_copy' as const, sourceId }] });
    await put(store, {
      source: [source('wire'), source('copy', copyOf('wire')), source('other-wire')],
      claim: figures(3, (index) => ({ evidence: [passage(['wire', 'copy', 'other-wire'][index] ?? '')] })),
    });
    const dispute = await disputeOn(store, killed('attack', 0, 0));
    expect(dispute?.independentSources).toBe(2);
    expect(dispute?.sides.map(({ independentSources }) => independentSources)).toEqual([1, 1, 1]);
  });

  onBasics('the list goes on after any page, and names the events that claims are about', async (store) => {
    const pairs = Array.from({ length: 5 }, (_, index) => [
      claim(`yes-${index}`, { proposition: says(`${index}`), eventIds: ['attack'] }),
      claim(`no-${index}`, { proposition: says(`${index}`), claimantId: 'other', act: 'denies' }),
    ]).flat();
    await put(store, { claim: pairs });
    const all = await walk((page) => store.listDisputes({ sort: 'claim_count_desc' }, page), 2);
    expect(all).toHaveLength(5);
    expect(new Set(all.map((body) => JSON.parse(body).id)).size).toBe(5);
    for (const body of all) expect(JSON.parse(body).eventIds).toEqual(['attack']);
  });
}

/** Claims of `speaker` and `other` in one dispute, and whether anything in it sets them against each other. */
const between: Record<string, { claims: ClaimInput[]; undisputed: boolean }> = {
  'one affirms what the other denies': {
    claims: [claim('a'), claim('b', { claimantId: 'other', act: 'denies' })],
    undisputed: false,
  },
  'both deny what a third affirms': {
    claims: [
      claim('a', { act: 'denies' }),
      claim('b', { claimantId: 'other', act: 'denies' }),
      claim('c', { claimantId: 'third' }),
    ],
    undisputed: true,
  },
  'one is silent': {
    claims: [claim('a'), claim('c', { claimantId: 'third', act: 'denies' })],
    undisputed: false,
  },
  'one has withdrawn': {
    claims: [
      claim('a'),
      claim('b', { claimantId: 'other', status: 'retracted' }),
      claim('c', { claimantId: 'third', act: 'denies' }),
    ],
    undisputed: false,
  },
  'each affirms another value': {
    claims: figures(2, (index) => ({ claimantId: ['speaker', 'other'][index] ?? '' })),
    undisputed: false,
  },
  'one affirms a value, the other denies another one': {
    claims: [
      claim('a', { proposition: killed('attack', 1, 1) }),
      claim('b', { proposition: killed('attack', 2, 2), claimantId: 'other', act: 'denies' }),
      claim('c', { proposition: killed('attack', 2, 2), claimantId: 'third' }),
    ],
    undisputed: true,
  },
  'each takes the side of a claim that contradicts the other': {
    claims: [
      ...chain(2).map((one) => ({ ...one, claimantId: 'third' })),
      claim('a', { proposition: says('word 0') }),
      claim('b', { proposition: says('word 1'), claimantId: 'other' }),
    ],
    undisputed: false,
  },
  'one is against the other side of a contradiction': {
    claims: [
      ...chain(2).map((one) => ({ ...one, claimantId: 'third' })),
      claim('a', { proposition: says('word 0') }),
      claim('b', { proposition: says('word 1'), claimantId: 'other', act: 'denies' }),
    ],
    undisputed: true,
  },
  'one has taken its side back, by a claim that takes none': {
    claims: [
      claim('a', { proposition: killed('attack', 1, 1) }),
      claim('b', { proposition: killed('attack', 2, 2), claimantId: 'third' }),
      claim('c', { proposition: killed('attack', 1, 1), claimantId: 'other' }),
      claim('never-mind', {
        proposition: killed('attack', 1, 1),
        claimantId: 'other',
        act: 'retracts',
        relations: [{ type: 'retracts', claimId: 'c', basis: 'explicit' }],
      }),
    ],
    undisputed: false,
  },
  'one takes both sides': {
    claims: [claim('a'), claim('a-again', { act: 'denies' }), claim('b', { claimantId: 'other' })],
    undisputed: false,
  },
};

function betweenSuite(open: OpenStore): void {
  const { onBasics } = testsOn(open);
  for (const [what, { claims, undisputed }] of Object.entries(between)) {
    onBasics(`undisputed between two actors, or not: ${what}`, async (store) => {
      await put(store, { actor: [actor('third')], claim: claims });
      expect(await allDisputes(store)).toHaveLength(1);
      for (const undisputedBetween of [
        ['speaker', 'other'],
        ['other', 'speaker', 'other'],
      ]) {
        const query = { undisputedBetween, sort: 'claim_count' as const };
        const { data } = await store.listDisputes(query, { limit: 9 });
        expect(recordsIn(data)).toHaveLength(Number(undisputed));
        const { total } = await store.count({ kind: 'dispute', query: { undisputedBetween } });
        expect(total).toBe(Number(undisputed));
      }
    });
  }
}

export function wholeDisputesSuite(open: OpenStore): void {
  groupsSuite(open);
  contentSuite(open);
  searchSuite(open);
  betweenSuite(open);
}
