import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inWholeDays, type TimeCondition } from '../../src/domain/condition.ts';
import { Dispute } from '../../src/domain/dispute.ts';
import { type ClaimFacet, ClaimFacetTerms, type ClaimFilter } from '../../src/domain/filters/claim.ts';
import { type EventFacet, EventFacetTerms, type EventFilter } from '../../src/domain/filters/event.ts';
import { joinedOctets, recordsIn } from '../../src/domain/json-octets.ts';
import type { CountedList, RecordCount, Store } from '../../src/domain/store.ts';
import type { Certainty, Timeline, TimelineInterval } from '../../src/domain/time/buckets.ts';
import { zoneOf } from '../../src/domain/time/zone.ts';
import { actorsOf, disputesOf, disputesWith, propositionsOf, sourcesOf } from '../helpers/naive-lists.ts';
import { NaiveStore } from '../helpers/naive-store.ts';
import {
  actorFilter,
  claimQuery,
  disputeFilter,
  eventQuery,
  firstRecords,
  laterRecords,
  linkedClaimQuery,
  linkedEventQuery,
  oneSidedQuery,
  propositionFilter,
  searchTerms,
  sourceFilter,
  utcCondition,
  zones,
} from '../helpers/record-arbitraries.ts';
import { dataset, declares, idsIn, parsedBody, put, type Records, walk } from '../helpers/records.ts';
import { expectPlaces } from './places.ts';
import type { OpenStore } from './suite.ts';

const all = { limit: 200 };

/** Makes the same writes into a new store and into the model, and hands both over after each. */
async function inBoth(
  open: OpenStore,
  writes: readonly Records[],
  afterEach: (store: Store, model: NaiveStore) => Promise<void>,
): Promise<void> {
  const store = await open();
  const model = new NaiveStore();
  try {
    await put(store, { dataset: [dataset('home', declares)] });
    for (const [index, records] of writes.entries()) {
      const at = `2026-01-${String(index + 1).padStart(2, '0')}T00:00:00.000Z`;
      await put(store, records, at);
      model.put(records, at);
      await afterEach(store, model);
    }
  } finally {
    await store.close();
  }
}

/** Every body is what the model renders from all records as they are now. */
async function expectFresh(store: Store, model: NaiveStore): Promise<void> {
  const events = recordsIn((await store.listEvents({ sort: 'time' }, all)).data).map((record) =>
    parsedBody('event', JSON.stringify(record)),
  );
  expect(events).toEqual(model.eventIds({ sort: 'time' }).map((id) => model.event(id)));
  const claims = recordsIn((await store.listClaims({ sort: 'time_desc' }, all)).data).map((record) =>
    parsedBody('claim', JSON.stringify(record)),
  );
  expect(claims).toEqual(model.claimIds({ sort: 'time_desc' }).map((id) => model.claim(id)));
  const propositions = recordsIn((await store.listPropositions({ sort: 'claim_count' }, all)).data).map(
    (record) => parsedBody('proposition', JSON.stringify(record)),
  );
  const expected = [...model.propositions().values()].sort(
    (a, b) => a.claimCount - b.claimCount || (a.key < b.key ? -1 : 1),
  );
  expect(propositions).toEqual(expected);
  const contested = expected.filter((one) => one.contested).map((one) => one.key);
  const listed = await store.listPropositions({ sort: 'claim_count', contested: true }, all);
  expect(idsIn(listed.data)).toEqual(contested);
  await expectDisputes(store, model);
}

/** Every dispute has the propositions that the model joins, and the claims on them in order of time. */
async function expectDisputes(store: Store, model: NaiveStore): Promise<void> {
  const disputes = recordsIn<Dispute>((await store.listDisputes({ sort: 'claim_count' }, all)).data);
  const joined = disputes.map(({ propositions }) => propositions.map(({ key }) => key).sort());
  expect(joined).toEqual(disputesOf(model, {}));
  const summaries = model.propositions();
  const inTime = model.claimIds({ sort: 'time' });
  for (const dispute of disputes) {
    expect(Dispute.parse(dispute)).toEqual(dispute);
    const keys = dispute.propositions.map(({ key }) => key);
    expect(dispute.id).toBe(keys.toSorted()[0]);
    const claims = inTime.filter((id) => keys.includes(model.claim(id)?.proposition.key ?? ''));
    expect(dispute.history.map(({ claimId }) => claimId)).toEqual(claims);
    expect(dispute).toMatchObject({
      claimCount: claims.length,
      propositionCount: keys.length,
      complete: true,
    });
    const taken = dispute.sides.flatMap(({ propositionKey: key, holders, withdrawn: _, ...counts }) =>
      holders.length === 0 ? [] : [{ key, ...counts }],
    );
    expect(taken).toEqual(
      keys.flatMap((key) => (summaries.get(key)?.positions ?? []).map((counts) => ({ key, ...counts }))),
    );
    for (const key of keys) {
      expect(JSON.parse(String(await store.describeDispute(key)))).toEqual(dispute);
    }
  }
  for (const { key, contested } of summaries.values()) {
    if (!contested) expect(await store.describeDispute(key)).toBeNull();
  }
}

const intervals = [undefined, 'day', 'week', 'month', 'quarter', 'year', 'decade', 'century'] as const;

/** Where the buckets are too many the store says so; else each holds what the model finds between its days. */
async function expectTimeline(
  store: Store,
  model: NaiveStore,
  filter: EventFilter,
  interval: TimelineInterval | undefined,
  timeZone: string,
): Promise<void> {
  let timeline: Timeline;
  try {
    timeline = await store.timeline(filter, interval, timeZone);
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalid_parameter', faults: [{ parameter: 'interval' }] });
    return;
  }
  const { buckets, total } = timeline;
  const days =
    filter.time === undefined ? filter : { ...filter, time: inWholeDays(filter.time, zoneOf(timeZone)) };
  expect(timeline.unplaced).toBe(model.unplaced(days));
  const found = buckets.map((bucket) => ({
    ...bucket,
    ...model.eventsBetween(days, bucket.start, bucket.end, timeZone),
  }));
  expect(buckets, JSON.stringify([filter, interval])).toEqual(found);
  expect(total, JSON.stringify(filter)).toEqual(await totalOf(store, model, days, timeline, timeZone));
}

/** The total is that of the lists in the same window, by each match; without one, that of the days of all buckets. */
async function totalOf(
  store: Store,
  model: NaiveStore,
  filter: EventFilter,
  { start, end, unplaced }: Timeline,
  timeZone: string,
): Promise<Certainty> {
  const { time } = filter;
  if (time !== undefined && (time.window.start !== null || time.window.end !== null)) {
    const found = model.eventsIn(filter, time);
    const { total } = await store.count({ kind: 'event', query: filter });
    const byMatch = { possible: found.possible, under_way: found.underWay, certain: found.certain };
    expect(byMatch[time.match], JSON.stringify(filter)).toBe(total);
    return found;
  }
  if (start === null || end === null) return { possible: unplaced, underWay: 0, certain: 0 };
  return model.eventsBetween(filter, start, end, timeZone);
}

type Match = TimeCondition['match'];

/** A count, beside an estimate that is as exact with few records, is that of the lists by each match. */
async function expectCount(
  store: Store,
  list: Extract<CountedList, { kind: 'event' | 'claim' }>,
  found: (match: Match) => number,
): Promise<void> {
  const { time } = list.query;
  const possible = found('possible');
  const expected: RecordCount =
    time === undefined
      ? { basis: 'exact', total: possible }
      : {
          basis: 'exact',
          total: found(time.match),
          possible,
          underWay: found('under_way'),
          certain: found('certain'),
        };
  await expectExactly(store, list, expected);
}

async function expectExactly(store: Store, list: CountedList, expected: RecordCount): Promise<void> {
  expect(await store.count(list), JSON.stringify(list)).toEqual(expected);
  expect(await store.estimate(list), JSON.stringify(list)).toEqual(expected);
}

const matching = <F extends EventFilter | ClaimFilter>(filter: F, match: Match) => ({
  ...filter,
  time: filter.time && { ...filter.time, match },
  sort: 'time' as const,
});

async function expectEventCounts(store: Store, model: NaiveStore, filter: EventFilter): Promise<void> {
  const list = { kind: 'event', query: filter } as const;
  await expectCount(store, list, (match) => model.eventIds(matching(filter, match)).length);
  const names = Object.keys(EventFacetTerms.terms) as EventFacet[];
  const facets = await store.eventFacets(filter, names);
  for (const name of names)
    expect(facets[name], JSON.stringify([name, filter])).toEqual(model.eventFacet(filter, name));
}

async function expectClaimCounts(store: Store, model: NaiveStore, filter: ClaimFilter): Promise<void> {
  const list = { kind: 'claim', query: filter } as const;
  await expectCount(store, list, (match) => model.claimIds(matching(filter, match)).length);
  const names = Object.keys(ClaimFacetTerms.terms) as ClaimFacet[];
  const facets = await store.claimFacets(filter, names);
  for (const name of names)
    expect(facets[name], JSON.stringify([name, filter])).toEqual(model.claimFacet(filter, name));
}

type TimelessList = Exclude<CountedList, { kind: 'event' | 'claim' | 'dataset' }>;

function foundBy(model: NaiveStore, list: TimelessList): unknown[] {
  switch (list.kind) {
    case 'actor':
      return actorsOf(model, list.query);
    case 'source':
      return sourcesOf(model, list.query);
    case 'proposition':
      return propositionsOf(model, list.query);
    case 'dispute':
      return disputesOf(model, list.query);
  }
}

const writes = fc
  .tuple(firstRecords, fc.array(laterRecords, { maxLength: 4 }))
  .map(([first, later]) => [first, ...later]);

export function modelSuite(open: OpenStore): void {
  it('after any writes, every body and every computed field is true', async () => {
    await fc.assert(
      fc.asyncProperty(writes, (records) => inBoth(open, records, expectFresh)),
      { numRuns: 35 },
    );
  }, 120_000);

  it.each([
    ['any query', eventQuery, claimQuery],
    ['any query by one link', linkedEventQuery, linkedClaimQuery],
  ])(
    '%s finds, in any pages, what the model finds',
    async (_, eventsAsked, claimsAsked) => {
      const queries = fc.record({
        events: fc.array(eventsAsked, { minLength: 6, maxLength: 6 }),
        claims: fc.array(claimsAsked, { minLength: 6, maxLength: 6 }),
        limit: fc.integer({ min: 1, max: 5 }),
      });
      await fc.assert(
        fc.asyncProperty(firstRecords, laterRecords, queries, (first, later, { events, claims, limit }) =>
          inBoth(open, [first, later], async (store, model) => {
            for (const query of events) {
              const found = await walk((page) => store.listEvents(query, page), limit);
              expect(idsIn(found), JSON.stringify(query)).toEqual(model.eventIds(query));
            }
            for (const query of claims) {
              const found = await walk((page) => store.listClaims(query, page), limit);
              expect(idsIn(found), JSON.stringify(query)).toEqual(model.claimIds(query));
            }
          }),
        ),
        { numRuns: 40 },
      );
    },
    120_000,
  );

  it.each([
    ['any query', eventQuery],
    ['a window with one side', oneSidedQuery],
  ])(
    'a timeline of %s counts in each bucket, and in all, what the model finds there',
    async (_, query) => {
      const asked = fc.array(fc.tuple(query, fc.constantFrom(...intervals), fc.constantFrom(...zones)), {
        minLength: 6,
        maxLength: 6,
      });
      await fc.assert(
        fc.asyncProperty(firstRecords, laterRecords, asked, (first, later, queries) =>
          inBoth(open, [first, later], async (store, model) => {
            for (const [query, interval, otherwise] of queries) {
              const { sort: _, ...filter } = query;
              const zone = filter.time === undefined ? otherwise : (filter.time.timeZone ?? 'UTC');
              await expectTimeline(store, model, filter, interval, zone);
            }
          }),
        ),
        { numRuns: 30 },
      );
    },
    120_000,
  );

  it('the places of any query hold, cell by cell, what the model finds there', async () => {
    const asked = fc.array(fc.tuple(eventQuery, fc.integer({ min: 1, max: 500 })), {
      minLength: 6,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(firstRecords, laterRecords, asked, (first, later, queries) =>
        inBoth(open, [first, later], async (store, model) => {
          for (const [{ sort: _, ...filter }, cells] of queries) {
            await expectPlaces(store, model, filter, cells);
          }
        }),
      ),
      { numRuns: 30 },
    );
  }, 120_000);

  it('any count, and any facet, is what the model counts', async () => {
    const queries = fc.record({
      events: fc.array(eventQuery, { minLength: 4, maxLength: 4 }),
      claims: fc.array(claimQuery, { minLength: 4, maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(firstRecords, laterRecords, queries, (first, later, { events, claims }) =>
        inBoth(open, [first, later], async (store, model) => {
          for (const { sort: _, ...filter } of events) await expectEventCounts(store, model, filter);
          for (const { sort: _, ...filter } of claims) await expectClaimCounts(store, model, filter);
        }),
      ),
      { numRuns: 25 },
    );
  }, 120_000);

  it('any count of a list without a time is what the model counts', async () => {
    const lists = fc.oneof(
      fc.record({ kind: fc.constant('actor' as const), query: actorFilter }),
      fc.record({ kind: fc.constant('source' as const), query: sourceFilter }),
      fc.record({ kind: fc.constant('proposition' as const), query: propositionFilter }),
      fc.record({ kind: fc.constant('dispute' as const), query: disputeFilter }),
    );
    const asked = fc.array(lists, { minLength: 16, maxLength: 16 });
    await fc.assert(
      fc.asyncProperty(firstRecords, laterRecords, asked, (first, later, queries) =>
        inBoth(open, [first, later], async (store, model) => {
          for (const list of queries) {
            await expectExactly(store, list, { basis: 'exact', total: foundBy(model, list).length });
          }
        }),
      ),
      { numRuns: 25 },
    );
  }, 120_000);

  it('any disputes are found, in any pages, that the model finds', async () => {
    const queries = fc.array(fc.tuple(disputeFilter, fc.boolean()), { minLength: 6, maxLength: 6 });
    const limits = fc.integer({ min: 1, max: 3 });
    await fc.assert(
      fc.asyncProperty(firstRecords, laterRecords, queries, limits, (first, later, asked, limit) =>
        inBoth(open, [first, later], async (store, model) => {
          for (const [filter, descending] of asked) {
            const sort = descending ? 'claim_count_desc' : 'claim_count';
            const found = await walk((page) => store.listDisputes({ ...filter, sort }, page), limit);
            const ids = disputesOf(model, filter).map(([id = '']) => id);
            expect(idsIn(found), JSON.stringify(filter)).toEqual(descending ? ids.reverse() : ids);
          }
        }),
      ),
      { numRuns: 25 },
    );
  }, 120_000);

  it('any search finds, in any pages, what the model finds, the best first', async () => {
    await fc.assert(
      fc.asyncProperty(
        firstRecords,
        laterRecords,
        searchTerms,
        fc.integer({ min: 1, max: 6 }),
        (first, later, terms, limit) =>
          inBoth(open, [first, later], async (store, model) => {
            const query = { terms, kinds: ['event', 'actor', 'claim', 'dispute'] as const };
            const whole = await store.search(query, all);
            const named = whole.hits.map(({ kind, body }) => `${kind} ${JSON.parse(body).id}`);
            const expected = [
              ...model.actorIds(terms).map((id) => `actor ${id}`),
              ...model.eventIds({ terms, sort: 'time' }).map((id) => `event ${id}`),
              ...model.claimIds({ terms, sort: 'time' }).map((id) => `claim ${id}`),
              ...disputesWith(model, terms).map((id) => `dispute ${id}`),
            ];
            expect(named.toSorted()).toEqual(expected.toSorted());
            expect(whole.matches).toEqual({ value: expected.length, relation: 'exact' });
            const scores = whole.hits.map(({ score }) => score);
            expect(scores).toEqual(scores.toSorted((a, b) => b - a));
            const paged = await walk(async (page) => {
              const { hits, next } = await store.search(query, page);
              return { data: joinedOctets(hits.map(({ body }) => body)), next };
            }, limit);
            expect(paged).toEqual(whole.hits.map(({ body }) => body));
          }),
      ),
      { numRuns: 25 },
    );
  }, 120_000);

  it('what is certain is under way, what is under way is possible, and a wider window loses nothing', async () => {
    const wider = fc.record({ before: fc.nat({ max: 3e9 }), after: fc.nat({ max: 3e9 }) });
    await fc.assert(
      fc.asyncProperty(
        firstRecords,
        fc.array(fc.tuple(utcCondition, wider), { minLength: 8, maxLength: 8 }),
        (first, asked) =>
          inBoth(open, [first], async (store) => {
            for (const [{ window, match }, { before, after }] of asked) {
              const find = async (by: typeof match, of: typeof window) =>
                idsIn((await store.listEvents({ sort: 'time', time: { match: by, window: of } }, all)).data);
              const mayBe = new Set(await find('possible', window));
              const goesOn = new Set(await find('under_way', window));
              for (const id of goesOn) expect(mayBe.has(id), `${id} is possible`).toBe(true);
              for (const id of await find('certain', window))
                expect(goesOn.has(id), `${id} is under way`).toBe(true);
              const wide = {
                start: window.start === null ? null : window.start - before,
                end: window.end === null ? null : window.end + after,
              };
              const inWide = new Set(await find(match, wide));
              for (const id of await find(match, window))
                expect(inWide.has(id), `${id} in the wider one`).toBe(true);
            }
          }),
      ),
      { numRuns: 12 },
    );
  }, 120_000);
}
