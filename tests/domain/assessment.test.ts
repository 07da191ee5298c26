import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AssessedClaim,
  disputeReasonsOf,
  incompatible,
  isWithdrawnStatus,
  positionsOf,
  propositionText,
} from '../../src/domain/assessment.ts';
import { ClaimStatusTerms } from '../../src/domain/claim.ts';
import { type Predicate, predicates } from '../../src/domain/predicate.ts';
import { objectOf, type PropositionObject, statementOf } from '../../src/domain/proposition.ts';
import { killed, occurred, responsible, says, tookPlaceAt } from '../helpers/records.ts';

const estimated = (min: number | null, best: number | null, max: number | null) => ({
  ...killed('e', min, max),
  object: { kind: 'quantity' as const, min, best, max, unit: 'persons' },
});

const bound = fc.option(fc.integer({ min: 0, max: 9 }), { nil: null });
const quantity = fc
  .tuple(bound, bound, fc.constantFrom('persons', 'Persons', 'tonnes'))
  .map(([a, b, unit]) =>
    a !== null && b !== null && a > b ? killed('e', b, a, unit) : killed('e', a, b, unit),
  );
const edtf = fc.constantFrom(
  '2024',
  '2024-03',
  '2024-03-22',
  '2024-03-22/..',
  '../2023',
  '2025/',
  '/',
  '2023-12-31T23:59:59Z',
);
const place = fc.constantFrom(
  tookPlaceAt('e', 'A', 'RU'),
  tookPlaceAt('e', 'B', 'UA'),
  tookPlaceAt('e', 'C'),
);
const object: fc.Arbitrary<PropositionObject> = fc
  .oneof(
    quantity,
    edtf.map((text) => occurred('e', text)),
    place,
    fc.constantFrom(responsible('a', 'e'), responsible('a', 'f'), says('calm')),
  )
  .map((proposition) => objectOf(proposition.object));

describe('values that exclude each other', () => {
  it('do so both ways round, and none excludes itself', () => {
    fc.assert(
      fc.property(object, object, (a, b) => {
        expect(incompatible(a, b)).toBe(incompatible(b, a));
        expect(incompatible(a, a)).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  it('are quantities that no number fits together', () => {
    const numbers = Array.from({ length: 10 }, (_, index) => index);
    fc.assert(
      fc.property(bound, bound, bound, bound, (a, b, c, d) => {
        fc.pre((a ?? 0) <= (b ?? 9) && (c ?? 0) <= (d ?? 9));
        const fits = numbers.some((n) => n >= (a ?? 0) && n <= (b ?? 9) && n >= (c ?? 0) && n <= (d ?? 9));
        const [one, other] = [killed('e', a, b), killed('e', c, d)].map((proposition) =>
          objectOf(proposition.object),
        );
        expect(incompatible(one as PropositionObject, other as PropositionObject)).toBe(!fits);
      }),
      { numRuns: 300 },
    );
  });

  it('a wider range excludes no more', () => {
    fc.assert(
      fc.property(quantity, quantity, (one, other) => {
        const [a, b] = [objectOf(one.object), objectOf(other.object)];
        if (a.kind !== 'quantity') throw new Error('not a quantity');
        const wider = { ...a, min: null };
        if (incompatible(wider, b)) expect(incompatible(a, b)).toBe(true);
      }),
    );
  });

  it('a best estimate without bounds is the value, and with bounds these decide', () => {
    const differ = (one: Parameters<typeof estimated>, other: Parameters<typeof estimated>) =>
      incompatible(objectOf(estimated(...one).object), objectOf(estimated(...other).object));
    expect(differ([null, 143, null], [null, 144, null])).toBe(true);
    expect(differ([null, 143, null], [143, null, 143])).toBe(false);
    expect(differ([null, 143, null], [150, null, null])).toBe(true);
    expect(differ([140, 143, 150], [145, 149, 160])).toBe(false);
  });

  it('units in another case or spacing are one unit', () => {
    const [one, other] = [killed('e', 1, 1, 'metric tonnes'), killed('e', 2, 2, 'Metric  Tonnes ')];
    expect(incompatible(objectOf(one.object), objectOf(other.object))).toBe(true);
  });
});

describe('positions', () => {
  const claim = (
    claimantId: string,
    polarity: 'positive' | 'negative' | 'unknown',
    withdrawn = false,
    ...sourceIds: string[]
  ): AssessedClaim => ({ claimantId, act: 'asserts', polarity, withdrawn, sourceIds });

  it('count standing claims, claimants and sources, the affirming side first', () => {
    const claims = [
      claim('a', 'negative', false, 's'),
      claim('a', 'positive', false, 's', 't'),
      claim('b', 'positive'),
      claim('b', 'positive', false, 't'),
      claim('c', 'unknown', true),
    ];
    expect(positionsOf(claims, new Map())).toEqual([
      { polarity: 'positive', claimCount: 3, claimantCount: 2, independentSources: 2 },
      { polarity: 'negative', claimCount: 1, claimantCount: 1, independentSources: 1 },
    ]);
    expect(positionsOf([claim('a', 'positive', true)], new Map())).toEqual([]);
  });

  it('are not taken by what only takes an earlier claim back', () => {
    const retraction: AssessedClaim = { ...claim('a', 'unknown'), act: 'retracts' };
    expect(positionsOf([retraction], new Map())).toEqual([]);
    expect(positionsOf([claim('a', 'unknown')], new Map())).toHaveLength(1);
  });

  it('are in dispute where both sides are taken, or a rival is; each reason once, in one order', () => {
    const both = positionsOf([claim('a', 'positive'), claim('b', 'negative')], new Map());
    const one = positionsOf([claim('a', 'positive'), claim('b', 'unknown')], new Map());
    expect(disputeReasonsOf(both, [])).toEqual(['opposing_polarity']);
    expect(disputeReasonsOf(one, [])).toEqual([]);
    expect(
      disputeReasonsOf(both, ['incompatible_values', 'contradicting_claims', 'incompatible_values']),
    ).toEqual(['opposing_polarity', 'contradicting_claims', 'incompatible_values']);
  });

  it('end with the statuses that record a withdrawal, and no other', () => {
    const ending = Object.keys(ClaimStatusTerms.terms).filter(isWithdrawnStatus);
    expect(ending).toEqual(['retracted', 'superseded']);
  });
});

describe('a proposition in words', () => {
  const nameOf = (kind: string, id: string) => `<${kind} ${id}>`;
  const expectations: [Parameters<typeof statementOf>[0], string][] = [
    [responsible('a', 'e'), '<actor a> · is responsible for · <event e>'],
    [says('calm', 'a'), '<actor a> · is · calm'],
    [killed('e', 143, 143), '<event e> · killed · 143 persons'],
    [killed('e', 100, 143), '<event e> · killed · 100 to 143 persons'],
    [killed('e', 143, null), '<event e> · killed · at least 143 persons'],
    [killed('e', null, 9), '<event e> · killed · at most 9 persons'],
    [killed('e', 0, 0), '<event e> · killed · 0 persons'],
    [estimated(140, 143, null), '<event e> · killed · 143 (at least 140) persons'],
    [estimated(140, 143, 150), '<event e> · killed · 143 (140 to 150) persons'],
    [estimated(143, 143, 143), '<event e> · killed · 143 persons'],
    [estimated(null, 143, null), '<event e> · killed · 143 persons'],
    [killed('e', null, null), '<event e> · killed · an unknown number of persons'],
    [tookPlaceAt('e', 'Moscow', 'RU'), '<event e> · took place at · Moscow'],
    [occurred('e', '2024-03-22'), '<event e> · took place · 22 March 2024'],
  ];
  for (const [proposition, text] of expectations) {
    const predicate = predicates.get(proposition.predicate) as Predicate;
    it(text, () => expect(propositionText(statementOf(proposition), predicate, nameOf)).toBe(text));
  }
});
