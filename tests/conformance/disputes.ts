import { expect } from 'vitest';
import type { ClaimInput } from '../../src/domain/claim.ts';
import type { Store } from '../../src/domain/store.ts';
import { bodyOf, claim, event, keyOf, killed, occurred, put, says, tookPlaceAt } from '../helpers/records.ts';
import { type OpenStore, testsOn } from './suite.ts';

type Proposition = ClaimInput['proposition'];

/** Pairs of values that one functional predicate gives the same event. */
const incompatiblePairs: Record<string, [Proposition, Proposition]> = {
  'ranges apart': [killed('attack', 100, 120), killed('attack', 133, null)],
  'exact figures': [killed('attack', 133, 133), killed('attack', 143, 143)],
  'a unit in another case': [killed('attack', 1, 2, 'persons'), killed('attack', 3, 4, 'Persons')],
  'days apart': [occurred('attack', '2024-03-22'), occurred('attack', '2024-03-23')],
  'an interval and a day after it': [occurred('attack', '2024-01/2024-02'), occurred('attack', '2024-03-01')],
  'an open interval and a day before it': [occurred('attack', '2024-02/..'), occurred('attack', '2024-01')],
  countries: [tookPlaceAt('attack', 'Moscow', 'RU'), tookPlaceAt('attack', 'Kyiv', 'UA')],
};
const compatiblePairs: Record<string, [Proposition, Proposition]> = {
  'overlapping ranges': [killed('attack', 100, 133), killed('attack', 133, null)],
  'a range and one inside it': [killed('attack', 40, null), killed('attack', 143, 143)],
  'open on both sides': [killed('attack', null, null), killed('attack', 5, 5)],
  'other units': [killed('attack', 1, 1, 'persons'), killed('attack', 2, 2, 'horses')],
  'a day in its month': [occurred('attack', '2024-03'), occurred('attack', '2024-03-22')],
  'an unknown end': [occurred('attack', '2024-03/'), occurred('attack', '2030')],
  'places in one country': [
    tookPlaceAt('attack', 'Moscow', 'RU'),
    tookPlaceAt('attack', 'Krasnogorsk', 'RU'),
  ],
  'a place without a country': [tookPlaceAt('attack', 'the hall'), tookPlaceAt('attack', 'Kyiv', 'UA')],
  'another event': [killed('attack', 1, 1), killed('second', 2, 2)],
  'a predicate with many values': [says('calm'), says('angry')],
};

const state = async (store: Store, one: Proposition, other: Proposition) => {
  const keys = [keyOf(one), keyOf(other)];
  const disputes = await Promise.all(
    keys.map(async (key) => (await bodyOf(store, 'proposition', key)).disputeReasons.join()),
  );
  const contested = await Promise.all(
    ['a', 'b'].map(async (id) => (await bodyOf(store, 'claim', id)).contested),
  );
  const opposed = (await store.opposedTo(keys)).map(
    ({ key, otherKey, reason }) => `${keys.indexOf(key)}${keys.indexOf(otherKey)} ${reason}`,
  );
  return {
    disputes,
    contested,
    opposed: opposed.sort(),
    event: (await bodyOf(store, 'event', 'attack')).contested,
  };
};
const peace = { disputes: ['', ''], contested: [false, false], opposed: [], event: false };
const disputed = (reason: string) => ({
  disputes: [reason, reason],
  contested: [true, true],
  opposed: [`01 ${reason}`, `10 ${reason}`],
  event: true,
});

function valuesSuite(open: OpenStore): void {
  const { onBasics } = testsOn(open);
  const both = (one: Proposition, other: Proposition, more: Partial<ClaimInput> = {}) => [
    claim('a', { proposition: one, eventIds: ['attack'] }),
    claim('b', { proposition: other, claimantId: 'other', eventIds: ['attack'], ...more }),
  ];

  onBasics('more pairs of incompatible values than a call has arguments', async (store) => {
    const figures = Array.from({ length: 400 }, (_, figure) => killed('attack', figure, figure));
    const claims = figures.map((proposition, at) => claim(`figure-${at}`, { proposition }));
    await put(store, { claim: claims });
    const ends = await store.opposedTo(figures.map(keyOf));
    expect(ends).toHaveLength(400 * 399);
    expect((await bodyOf(store, 'claim', 'figure-399')).contested).toBe(true);
  });

  for (const [what, [one, other]] of Object.entries(incompatiblePairs)) {
    onBasics(`incompatible values: ${what}`, async (store) => {
      const [a, b] = both(one, other) as [ClaimInput, ClaimInput];
      await put(store, { claim: [b] });
      await put(store, { claim: [a] });
      expect(await state(store, one, other)).toEqual(disputed('incompatible_values'));
      // A value that is denied, questioned or withdrawn excludes nothing.
      for (const change of [{ act: 'denies' }, { act: 'questions' }, { status: 'retracted' }] as const) {
        await put(store, { claim: both(one, other, change) });
        expect(await state(store, one, other), JSON.stringify(change)).toEqual(peace);
        await put(store, { claim: [b] });
        expect(await state(store, one, other)).toEqual(disputed('incompatible_values'));
      }
      await put(store, { claim: [{ ...b, proposition: one }] });
      expect(await store.read('proposition', keyOf(other))).toBeNull();
      expect((await bodyOf(store, 'claim', 'a')).contested).toBe(false);
    });
  }

  for (const [what, [one, other]] of Object.entries(compatiblePairs)) {
    onBasics(`compatible values: ${what}`, async (store) => {
      await put(store, { event: [event('second')], claim: both(one, other) });
      expect(await state(store, one, other)).toEqual(peace);
    });
  }

  onBasics('a third value is weighed against both of the others', async (store) => {
    const [low, high, wide] = [
      killed('attack', 10, 10),
      killed('attack', 20, 20),
      killed('attack', 15, null),
    ];
    await put(store, { claim: both(low, wide) });
    await put(store, { claim: [claim('c', { proposition: high })] });
    const pairs = (await store.opposedTo([keyOf(high)])).map((one) => one.otherKey);
    expect(pairs).toEqual([keyOf(low)]);
    expect(await store.opposedTo([keyOf(low)])).toHaveLength(2);
    expect((await bodyOf(store, 'claim', 'c')).contested).toBe(true);
    await put(store, { claim: [claim('a', { proposition: wide })] });
    expect((await bodyOf(store, 'claim', 'c')).contested).toBe(false);
    expect(await store.opposedTo([keyOf(low), keyOf(high), keyOf(wide)])).toEqual([]);
  });
}

function contradictionSuite(open: OpenStore): void {
  const { onBasics } = testsOn(open);
  const [one, other] = [says('has ties'), says('had no part')];
  const a = (more: Partial<ClaimInput> = {}) =>
    claim('a', { proposition: one, eventIds: ['attack'], ...more });
  const b = (more: Partial<ClaimInput> = {}) =>
    claim('b', { proposition: other, claimantId: 'other', eventIds: ['attack'], ...more });
  const against = (claimId: string) => ({
    relations: [{ type: 'contradicts' as const, claimId, basis: 'editor' as const }],
  });
  const dispute = disputed('contradicting_claims');

  for (const [direction, claims] of [
    ['said by the first', [a(against('b')), b()]],
    ['said by the second', [a(), b(against('a'))]],
    ['said by both', [a(against('b')), b(against('a'))]],
  ] as const) {
    onBasics(`contradicting claims, ${direction}, join their propositions until it ends`, async (store) => {
      await put(store, { claim: [a(), b()] });
      expect(await state(store, one, other)).toEqual(peace);
      await put(store, { claim: [...claims] });
      expect(await state(store, one, other)).toEqual(dispute);
      for (const status of ['retracted', 'superseded'] as const) {
        for (const index of [0, 1] as const) {
          await put(store, { claim: [{ ...claims[index], status }] });
          expect(await state(store, one, other), `${status} ${index}`).toEqual(peace);
          await put(store, { claim: [claims[index]] });
          expect(await state(store, one, other)).toEqual(dispute);
        }
      }
      await put(store, { claim: [a(), b()] });
      expect(await state(store, one, other)).toEqual(peace);
    });
  }

  onBasics('one of two contradictions ends: the other keeps the dispute', async (store) => {
    await put(store, { claim: [a(against('b')), b(), claim('c', { proposition: one, ...against('b') })] });
    await put(store, { claim: [a()] });
    expect(await state(store, one, other)).toEqual(dispute);
    await put(store, { claim: [claim('c', { proposition: one })] });
    expect(await state(store, one, other)).toEqual(peace);
  });

  onBasics('a contradicted claim that moves takes the dispute along', async (store) => {
    await put(store, { claim: [a(against('b')), b(), claim('stays', { proposition: other })] });
    const third = says('somewhere else');
    await put(store, { claim: [b({ proposition: third })] });
    expect(await state(store, one, third)).toEqual(dispute);
    expect((await bodyOf(store, 'claim', 'stays')).contested).toBe(false);
    expect((await bodyOf(store, 'proposition', keyOf(other))).contested).toBe(false);
  });

  onBasics('a claim that contradicts one on its own proposition contests nothing by that', async (store) => {
    await put(store, { claim: [a(against('b')), b({ proposition: one })] });
    expect(await store.opposedTo([keyOf(one)])).toEqual([]);
    expect((await bodyOf(store, 'proposition', keyOf(one))).disputeReasons).toEqual([]);
  });

  onBasics('a retraction ends a contradiction that a third record made', async (store) => {
    await put(store, { claim: [a(against('b')), b()] });
    const retracts = { relations: [{ type: 'retracts' as const, claimId: 'b', basis: 'explicit' as const }] };
    await put(store, {
      claim: [
        claim('r', { claimantId: 'other', act: 'retracts', proposition: says('never mind'), ...retracts }),
      ],
    });
    expect(await state(store, one, other)).toEqual(peace);
    expect((await bodyOf(store, 'claim', 'b')).withdrawn).toBe(true);
    await put(store, { claim: [claim('r', { claimantId: 'other', proposition: says('never mind') })] });
    expect(await state(store, one, other)).toEqual(dispute);
    expect((await bodyOf(store, 'claim', 'b')).withdrawn).toBe(false);
  });

  onBasics('reasons stand beside each other', async (store) => {
    const [low, high] = [killed('attack', 1, 1), killed('attack', 2, 2)];
    await put(store, {
      claim: [
        claim('a', { proposition: low, ...against('b') }),
        claim('b', { proposition: high }),
        claim('c', { proposition: low, act: 'denies' }),
      ],
    });
    expect((await bodyOf(store, 'proposition', keyOf(low))).disputeReasons).toEqual([
      'opposing_polarity',
      'contradicting_claims',
      'incompatible_values',
    ]);
    expect((await store.opposedTo([keyOf(high)])).map((pair) => pair.reason)).toEqual([
      'contradicting_claims',
      'incompatible_values',
    ]);
  });
}

export function disputesSuite(open: OpenStore): void {
  valuesSuite(open);
  contradictionSuite(open);
}
