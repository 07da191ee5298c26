import fc from 'fast-check';
import type { ActorInput } from '../../src/domain/actor.ts';
import type { ClaimInput } from '../../src/domain/claim.ts';
import type { TimeCondition } from '../../src/domain/condition.ts';
import type { EventInput } from '../../src/domain/event.ts';
import type { ActorFilter } from '../../src/domain/filters/actor.ts';
import type { DisputeFilter } from '../../src/domain/filters/dispute.ts';
import type { PropositionFilter } from '../../src/domain/filters/proposition.ts';
import type { SourceFilter } from '../../src/domain/filters/source.ts';
import type { PlaceInput } from '../../src/domain/place.ts';
import type { ClaimQuery, EventQuery } from '../../src/domain/query.ts';
import type { SourceInput } from '../../src/domain/source.ts';
import { FuzzyTimeInput } from '../../src/domain/time/fuzzy-time.ts';
import { parseWindow } from '../../src/domain/time/window.ts';
import { zoneOf } from '../../src/domain/time/zone.ts';
import {
  actor,
  claim,
  event,
  flooded,
  keyOf,
  killed,
  occurred,
  passage,
  type Records,
  responsible,
  says,
  source,
} from './records.ts';

/** Small records that meet each other often: few ids, few values, times that crowd around one month. */

const ids = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const actorIds = ids('a', 4);
const eventIds = ids('e', 4);
const claimIds = ids('c', 6);
const sourceIds = ids('s', 4);
/** What may come later: no other record names these. */
const laterEvents = ids('late-e', 3);
const laterClaims = ids('late-c', 3);

const roles = ['perpetrator', 'victim', 'witness'] as const;
const types = ['attack', 'trial'] as const;
const actorTypes = ['organization', 'person'] as const;
const eventSubtypes = ['drone_strike', 'ambush'];
const actorSubtypes = ['militia', 'clan'];
const identities = ['named', 'unnamed'] as const;
const sourceTypes = ['article', 'post'] as const;
const langs = ['en', 'uk'];
const datasets = ['home', 'away'];
const tags = ['red', 'green'];
const countries = ['RU', 'UA'];
const urls = ['https://a.example/', 'https://a.example/?b=1'];
const registered = ['Q1', 'Q2', 'Q:3'];
const references = ['wikidata:Q1', 'wikidata:Q:3', 'acled:Q1'];
const externalIds = fc.array(
  fc.record({ scheme: fc.constantFrom('wikidata', 'acled'), id: fc.constantFrom(...registered) }),
  { maxLength: 2 },
);

const day = fc.integer({ min: 1, max: 28 }).map((of) => `2024-03-${String(of).padStart(2, '0')}`);
const edtf = fc.oneof(
  { weight: 3, arbitrary: day },
  fc.tuple(day, day).map(([one, other]) => (one < other ? `${one}/${other}` : `${other}/${one}`)),
  fc
    .tuple(day, fc.integer({ min: 0, max: 23 }))
    .map(([of, hour]) => `${of}T${String(hour).padStart(2, '0')}:00:00Z`),
  fc
    .tuple(day, fc.integer({ min: 0, max: 23 }))
    .map(([of, hour]) => `${of}T${String(hour).padStart(2, '0')}:15`),
  day.map((of) => `${of}/..`),
  day.map((of) => `${of}/`),
  day.map((of) => `../${of}`),
  day.map((of) => `/${of}`),
  // Times with gaps: sets of days, of months and of ranges, and unspecified digits.
  fc
    .tuple(fc.constantFrom('[]', '{}'), fc.uniqueArray(day, { minLength: 2, maxLength: 4 }))
    .map(([brackets, days]) => `${brackets[0]}${days.join(',')}${brackets[1]}`),
  fc.constantFrom(
    '2024-XX-25',
    '2024-03-X1',
    '202X-03-10',
    '[2024-03-02..2024-03-04,2024-03-20]',
    '{2024-02,2024-03-15,2024-04}',
    '[..2024-03-05,2024-03-25]',
    '{2024-03-01,2024-03-28..}',
    '{..2024-02,2024-03-12,2024-04..}',
    '{2024-03-01..2024-03-10}',
    '{2024-02..2024-04,2024-03-20..2024-03-25}',
    '[2024-03-10,2024-03-11]',
  ),
  fc.constantFrom(
    '2024-03',
    '2024',
    '202X',
    '20XX',
    '-3000/3000',
    '../..',
    '/',
    '2024-02',
    '2024-03-20/2024-04-10',
    '2024-02/2024-03',
    '2024-03/2024-04',
    '2023/2024-03-20',
    '1990/..',
  ),
);
/** Mostly as the expression says; else lasting throughout, where it can, or at a moment within. */
const extent = fc.constantFrom(undefined, undefined, undefined, 'throughout', 'point_within');
const time = fc.option(
  fc
    .tuple(edtf, extent)
    .map(([text, of]) => (of === undefined ? { edtf: text } : { edtf: text, extent: of }))
    .filter((written) => FuzzyTimeInput.safeParse(written).success),
  { nil: undefined, freq: 4 },
);
const some = <T>(values: readonly T[], maxLength = 2) => fc.array(fc.constantFrom(...values), { maxLength });
const without = <T extends object>(record: T): T =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;

/** On edges of squares, on both sides of the antimeridian, in one house, and anywhere. */
const degrees = (most: number) =>
  fc
    .oneof(
      fc.constantFrom(-most, most, 0, most / 2, 12.5, 12.500001),
      fc.double({ min: -most, max: most, noNaN: true }),
    )
    // JSON has no negative zero.
    .map((value) => value + 0);
const place = fc
  .record({
    name: fc.constantFrom('p', 'q', 'r'),
    countryCode: fc.constantFrom(...countries),
    point: fc.option(fc.record({ longitude: degrees(180), latitude: degrees(90) }), { nil: undefined }),
    precision: fc.constantFrom(undefined, 'exact', 'locality', 'country'),
  })
  .map(({ point, precision, ...named }) => ({
    ...named,
    ...(point && { point }),
    ...(precision && { precision }),
  })) as fc.Arbitrary<PlaceInput>;
const box = fc
  .tuple(degrees(180), degrees(180), degrees(90), degrees(90))
  .map(([west, east, one, other]) => ({
    west,
    south: Math.min(one, other),
    east,
    north: Math.max(one, other),
  }));

const participant = fc.record({ actorId: fc.constantFrom(...actorIds), role: fc.constantFrom(...roles) });
const eventOf = (id: string): fc.Arbitrary<EventInput> =>
  fc
    .record({
      type: fc.constantFrom(...types),
      subtype: fc.constantFrom(undefined, ...eventSubtypes),
      title: fc.constantFrom('Siege of the town', 'Осада Города', 'The Sièges', 'Town by night'),
      summary: fc.constantFrom(undefined, undefined, 'A night siege.', 'Green <town>, red night: SIEGE!'),
      time,
      participants: fc.array(participant, { maxLength: 2 }),
      tags: some(tags),
      externalIds,
      place: fc.option(place, { nil: undefined }),
    })
    .map((more) => event(id, without(more)));

const bound = fc.option(fc.integer({ min: 1, max: 4 }), { nil: null });
const proposition = fc.oneof(
  fc
    .tuple(fc.constantFrom(...actorIds), fc.constantFrom('Calm', 'calm', 'angry'))
    .map(([of, value]) => says(value, of)),
  fc.tuple(fc.constantFrom(...actorIds), fc.constantFrom(...eventIds)).map(([of, at]) => responsible(of, at)),
  fc
    .tuple(bound, bound)
    .map(([a, b]) => (a !== null && b !== null && a > b ? killed('e0', b, a) : killed('e0', a, b))),
  fc.tuple(fc.constantFrom('e2', 'e3'), bound).map(([of, houses]) => flooded(of, houses)),
  edtf.map((text) => occurred('e1', text)),
);

const relation = fc.record({
  type: fc.constantFrom('contradicts', 'contradicts', 'retracts', 'corrects', 'supports'),
  claimId: fc.constantFrom(...claimIds),
  basis: fc.constant('editor' as const),
});

const claimOf = (id: string): fc.Arbitrary<ClaimInput> =>
  fc
    .record({
      claimantId: fc.constantFrom(...actorIds),
      statement: fc.constantFrom('Siege of the town', 'Nightly sieges', 'The town denies the siege', 'Осада'),
      act: fc.constantFrom('asserts', 'asserts', 'denies', 'questions'),
      proposition,
      eventIds: fc.uniqueArray(fc.constantFrom(...eventIds), { maxLength: 2 }),
      madeAt: time,
      evidence: fc.array(
        fc
          .tuple(fc.constantFrom(...sourceIds), fc.boolean())
          .map(([sourceId, isLocated]) => (isLocated ? passage(sourceId) : { sourceId })),
        { maxLength: 2 },
      ),
      attributionChain: fc.array(
        fc.oneof(
          fc.constantFrom(...sourceIds).map((sourceId) => ({ actorId: null, sourceId, verb: 'reports' })),
          fc.constantFrom(...actorIds).map((actorId) => ({ actorId, sourceId: null, verb: 'quotes' })),
        ),
        { maxLength: 2 },
      ),
      status: fc.constantFrom(undefined, undefined, undefined, 'weak', 'retracted', 'superseded'),
      relations: fc.array(relation, { maxLength: 1 }),
      externalIds,
    })
    .map((more) => claim(id, without(more) as Partial<ClaimInput>));

/** Relations among actors may make circles. */
const actorOf = (id: string): fc.Arbitrary<ActorInput> =>
  fc
    .record({
      name: fc.constantFrom('Ana', 'Бо'),
      type: fc.constantFrom(...actorTypes),
      subtype: fc.constantFrom(undefined, ...actorSubtypes),
      identity: fc.constantFrom(undefined, ...identities),
      externalIds,
      relations: some(actorIds, 1).map((sides) =>
        sides.map((actorId) => ({ type: 'part_of' as const, actorId })),
      ),
    })
    .map((more) => actor(id, without(more) as Partial<ActorInput>));

/** Sources came from earlier ones only. */
const sourceOf = (id: string): fc.Arbitrary<SourceInput> => {
  const earlier = sourceIds.slice(0, sourceIds.indexOf(id));
  return fc
    .record({
      type: fc.constantFrom(...sourceTypes),
      title: fc.constantFrom(undefined, 'Siege of the town', 'The red night', 'Осада'),
      lang: fc.constantFrom(undefined, ...langs),
      url: fc.constantFrom(undefined, ...urls),
      externalIds,
      publisherId: fc.constantFrom(undefined, ...actorIds),
      derivedFrom: fc
        .subarray(earlier, { maxLength: Math.min(2, earlier.length) })
        .map((origins) => origins.map((sourceId) => ({ kind: 'quotation' as const, sourceId }))),
    })
    .map((more) => source(id, without(more) as Partial<SourceInput>));
};

const allOf = <T>(names: readonly string[], of: (id: string) => fc.Arbitrary<T>) =>
  fc.tuple(...names.map(of));
const someOf = <T>(names: readonly string[], of: (id: string) => fc.Arbitrary<T>, most: number) =>
  fc.uniqueArray(fc.constantFrom(...names), { maxLength: most }).chain((chosen) => allOf(chosen, of));

/** A first write of everything that others name. */
export const firstRecords: fc.Arbitrary<Records> = fc.record({
  source: allOf(sourceIds, sourceOf),
  actor: allOf(actorIds, actorOf),
  event: allOf(eventIds, eventOf),
  claim: allOf(claimIds, claimOf),
});

/** A later write: a few records new, changed or as they were. */
export const laterRecords: fc.Arbitrary<Records> = fc.record({
  source: someOf(sourceIds, sourceOf, 1),
  actor: someOf(actorIds, actorOf, 1),
  event: someOf([...eventIds, ...laterEvents], eventOf, 2),
  claim: someOf([...claimIds, ...laterClaims], claimOf, 3),
});

const second = fc.oneof(
  fc.integer({ min: 0, max: 40 }).map((of) => Date.UTC(2024, 2, 1) / 1000 + of * 86_400),
  fc.integer({ min: 0, max: 40 }).map((of) => Date.UTC(2024, 2, 1) / 1000 + of * 86_400 - 1),
  fc.constantFrom(0, 4_000_000_000, -200_000_000_000),
);
const window = fc
  .tuple(fc.option(second, { nil: null, freq: 6 }), fc.option(second, { nil: null, freq: 6 }))
  .map(([a, b]) => (a !== null && b !== null && a > b ? { start: b, end: a } : { start: a, end: b }));
const match = fc.constantFrom('possible', 'under_way', 'certain');
export const utcCondition: fc.Arbitrary<TimeCondition> = fc.record({ window, match });

/** Far east and far west of UTC, with a summer time that begins in the month, and UTC itself. */
export const zones = [
  'Pacific/Kiritimati',
  'Europe/Kyiv',
  'America/New_York',
  'Pacific/Pago_Pago',
  'UTC',
] as const;
const anyDay = fc.option(
  fc.oneof(
    day,
    fc.constantFrom('2024-03-31', '2024-03', '2024-04-01', '2024-03-22T10:30', '2024-03-10T02:30Z'),
  ),
  { nil: undefined, freq: 4 },
);
/** A window that is written in days and times of day, and read in a zone. */
const zonedCondition: fc.Arbitrary<TimeCondition> = fc
  .tuple(anyDay, anyDay, fc.constantFrom(...zones), match)
  .map(([one, other, timeZone, how]): TimeCondition => {
    const zone = zoneOf(timeZone);
    const from = one === undefined ? null : parseWindow('from', one, zone);
    const to = other === undefined ? null : parseWindow('to', other, zone);
    const isOrdered = (from?.window.start ?? 0) <= (to?.window.end ?? Number.POSITIVE_INFINITY);
    const [start, end] = isOrdered ? [from, to] : [from, null];
    return {
      window: { start: start?.window.start ?? null, end: end?.window.end ?? null },
      calendar: { start: start?.calendar.start ?? null, end: end?.calendar.end ?? null },
      timeZone,
      match: how,
    };
  });
const timeCondition: fc.Arbitrary<TimeCondition> = fc.oneof(utcCondition, zonedCondition);

const maybe = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 1, arbitrary }, { weight: 1, arbitrary: fc.constant(undefined) });
const oneOrTwo = <T>(values: readonly T[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
/** Mostly no condition: all of them together match nothing. */
const anyOf = <T>(values: readonly T[]) =>
  fc.oneof({ weight: 1, arbitrary: oneOrTwo(values) }, { weight: 5, arbitrary: fc.constant(undefined) });
const sort = fc.constantFrom('time', 'time_desc', 'in_window');

export const searchTerms = fc.constantFrom(
  ['siege'],
  ['sie'],
  ['si'],
  ['town', 'night'],
  ['night', 'si'],
  ['the', 'siege'],
  ['of', 'tow'],
  ['осад'],
  ['города', 'осада'],
  ['red'],
  ['elsewhere'],
  [],
);
const words = fc.oneof(
  { weight: 2, arbitrary: searchTerms },
  { weight: 5, arbitrary: fc.constant(undefined) },
);

/** Values for every filter of a resource; one that has none here does not compile. */
type Arbitraries<Filter> = { readonly [K in keyof Filter]-?: fc.Arbitrary<unknown> };

export const eventQuery = fc.record({
  terms: words,
  time: maybe(timeCondition),
  type: anyOf(types),
  actorId: anyOf(actorIds),
  role: anyOf(roles),
  sourceId: anyOf(sourceIds),
  subtype: anyOf(eventSubtypes),
  countryCode: anyOf(countries),
  datasetId: anyOf(datasets),
  externalId: anyOf(references),
  tag: anyOf(tags),
  contested: fc.constantFrom(undefined, undefined, true, false),
  hasTime: fc.constantFrom(undefined, undefined, undefined, true, false),
  bbox: maybe(box),
  sort,
} satisfies Arbitraries<Omit<EventQuery, 'near'>>) as fc.Arbitrary<EventQuery>;

export const claimQuery = fc.record({
  terms: words,
  time: maybe(timeCondition),
  claimantId: anyOf(actorIds),
  includeAffiliates: fc.boolean(),
  aboutActorId: anyOf(actorIds),
  eventId: anyOf(eventIds),
  act: anyOf(['asserts', 'denies', 'questions']),
  polarity: anyOf(['positive', 'negative']),
  predicate: anyOf(['described_as', 'killed']),
  propositionKey: anyOf([keyOf(says('calm', 'a0')), keyOf(responsible('a1', 'e1'))]),
  status: anyOf(['weak', 'unreviewed']),
  datasetId: anyOf(datasets),
  externalId: anyOf(references),
  sourceId: anyOf(sourceIds),
  relatesTo: anyOf(claimIds),
  contested: fc.constantFrom(undefined, undefined, true, false),
  sort,
} satisfies Arbitraries<ClaimQuery>) as fc.Arbitrary<ClaimQuery>;

/** A window that leaves one side open, and nothing else but the type: its match says how much that side rules out. */
export const oneSidedQuery = fc
  .tuple(second, fc.boolean(), match, anyOf(types), sort)
  .map(([at, isStart, how, type, by]) => ({
    time: { window: { start: isStart ? at : null, end: isStart ? null : at }, match: how },
    ...(type === undefined ? {} : { type }),
    sort: by,
  })) as fc.Arbitrary<EventQuery>;

/** By what events and claims are linked to, and nothing else but time: each is found by its links alone. */
const linkedBy = <Filter>(...links: readonly fc.Arbitrary<Filter>[]) =>
  fc.record({ link: fc.oneof(...links), time: maybe(timeCondition), sort }).map(({ link, ...more }) => {
    return { ...more, ...link };
  });

export const linkedEventQuery = linkedBy<Partial<EventQuery>>(
  fc.record({ actorId: oneOrTwo(actorIds) }),
  fc.record({ actorId: oneOrTwo(actorIds), role: oneOrTwo(roles) }),
  fc.record({ role: oneOrTwo(roles) }),
  fc.record({ tag: oneOrTwo(tags) }),
) as fc.Arbitrary<EventQuery>;

export const linkedClaimQuery = linkedBy<Partial<ClaimQuery>>(
  fc.record({ eventId: oneOrTwo(eventIds) }),
  fc.record({ aboutActorId: oneOrTwo(actorIds) }),
  fc.record({ sourceId: oneOrTwo(sourceIds) }),
) as fc.Arbitrary<ClaimQuery>;

const nameTerms = fc.constantFrom(['ana'], ['a'], ['б'], ['ana', 'бо'], ['an', 'ana'], []);

export const actorFilter = fc.record({
  terms: fc.oneof({ weight: 1, arbitrary: nameTerms }, { weight: 2, arbitrary: fc.constant(undefined) }),
  type: anyOf(actorTypes),
  subtype: anyOf(actorSubtypes),
  identity: anyOf(identities),
  datasetId: anyOf(datasets),
  externalId: anyOf(references),
  eventId: anyOf(eventIds),
} satisfies Arbitraries<ActorFilter>) as fc.Arbitrary<ActorFilter>;

export const sourceFilter = fc.record({
  terms: words,
  type: anyOf(sourceTypes),
  publisherId: anyOf(actorIds),
  datasetId: anyOf(datasets),
  externalId: anyOf(references),
  lang: anyOf(langs),
  url: anyOf(urls),
} satisfies Arbitraries<SourceFilter>) as fc.Arbitrary<SourceFilter>;

const severalActors = fc.oneof(
  { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...actorIds), { minLength: 2, maxLength: 3 }) },
  { weight: 3, arbitrary: fc.constant(undefined) },
);

const propositionArbitraries = {
  eventId: anyOf(eventIds),
  actorId: anyOf(actorIds),
  datasetId: anyOf(['home']),
  claimedBy: anyOf(actorIds),
  affirmedBy: anyOf(actorIds),
  deniedBy: anyOf(actorIds),
  undisputedBetween: severalActors,
  predicate: anyOf(['described_as', 'responsible_for', 'killed']),
  contested: fc.constantFrom(undefined, undefined, true, false),
} satisfies Arbitraries<PropositionFilter>;
export const propositionFilter = fc.record(propositionArbitraries) as fc.Arbitrary<PropositionFilter>;

const { contested: _contested, ...shared } = propositionArbitraries;
export const disputeFilter = fc.record(
  shared satisfies Arbitraries<DisputeFilter>,
) as fc.Arbitrary<DisputeFilter>;
