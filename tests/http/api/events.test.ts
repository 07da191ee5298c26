import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Claim } from '../../../src/domain/claim.ts';
import type { Event } from '../../../src/domain/event.ts';
import type { PropositionSummary } from '../../../src/domain/position.ts';
import { type Api, idsOf, type ListPage, startApi } from '../../helpers/api.ts';
import { smallWorld } from './small-world.ts';

/** Events of the seed by date, and what belongs to one. */

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const forewarning = 'forewarning-of-russia-february-2024';
const warnings = 'intelligence-warnings-before-crocus-attack';
const attack = 'crocus-city-hall-attack';
const consequences = [
  'analysis-of-terrorism-after-crocus-attack',
  'debate-on-isis-after-crocus-attack',
  'diplomatic-strain-after-crocus-attack',
  'international-reaction-to-crocus-attack',
  'scrutiny-of-russian-security-apparatus',
  'security-talks-after-crocus-attack',
];

describe('by date', () => {
  it('lists all in order of time, the one without a start last', async () => {
    const { data, page } = await api.get<ListPage<Event>>('/v1/events');
    expect(page).toEqual({ nextCursor: null, hasMore: false });
    expect(data).toHaveLength(13);
    expect(data[0]?.id).toBe(forewarning);
    expect(data[1]?.id).toBe(attack);
    expect(data.at(-1)?.id).toBe(warnings);
  });

  it.each([
    // Mid-February is one of ten days: any of them is possible, none alone is certain.
    ['on=2024-02-15', [forewarning, warnings]],
    ['on=2024-02-15&match=possible', [forewarning, warnings]],
    ['on=2024-02-15&match=certain', []],
    ['from=2024-02-11&to=2024-02-20&match=certain', [forewarning]],
    ['from=2024-02-12&to=2024-02-20&match=certain', []],
    ['from=2024-02&to=2024-02&match=certain', [forewarning]],
    ['on=2024-02-10', [warnings]],
    ['on=2024-02-21', [warnings]],
    ['on=[2024-02-11..2024-02-20]&match=certain', [forewarning]],
    // The Friday, the days around it, and the month.
    ['on=2024-03-22&match=certain', [attack]],
    ['on=2024-03-21', [warnings]],
    ['from=2024-03-22&to=2024-03-22&match=certain', [attack]],
    // No start is known of the warnings: they are never certain in a window with a beginning.
    ['to=2024-03-21&match=possible', [forewarning, warnings]],
    ['to=2024-03-21&match=certain', [forewarning]],
    ['to=2024-03-22&match=certain', [forewarning, attack, warnings]],
    // The consequences have no end, so they may still have come later, but never certainly.
    ['from=2024-03-29', consequences],
    ['from=2024-03-29&match=certain', []],
    ['from=2024-03-28T23:59:59Z&to=2024-04-01&match=certain', []],
    ['to=1999-12-31', [warnings]],
  ])('%s', async (query, ids) => {
    expect(await api.ids(`/v1/events?${query}&sort=time`)).toEqual(ids);
  });

  it('counts as possible on the Friday whatever may have begun that day', async () => {
    const ids = await api.ids('/v1/events?on=2024-03-22');
    expect(ids).toHaveLength(12);
    expect(ids).not.toContain(forewarning);
    expect(await api.ids('/v1/events?from=2024-03-22&match=certain')).toEqual(ids.slice(0, 11));
  });

  it('takes every certain match for possible, too', async () => {
    for (const day of [
      '2024',
      '2024-02',
      '2024-03',
      '2024-03-25',
      '2024-02-11/2024-03-28',
      '202X',
      '2024-21',
    ]) {
      const possible = await api.ids(`/v1/events?on=${day}`);
      const certain = await api.ids(`/v1/events?on=${day}&match=certain`);
      expect(possible).toEqual(expect.arrayContaining(certain));
    }
  });
});

describe('one event', () => {
  it('says what happened, when, where and who had which part', async () => {
    const event = await api.get<Event>(`/v1/events/${attack}`);
    expect(event).toMatchObject({
      id: attack,
      type: 'attack',
      title: 'Attack at Crocus City Hall',
      time: {
        edtf: '2024-03-22',
        text: 'Friday',
        earliest: '2024-03-22',
        latest: '2024-03-22',
        basis: 'inferred',
      },
      place: {
        name: 'Crocus City Hall, outside Moscow',
        countryCode: 'RU',
        point: { longitude: 37.39, latitude: 55.8258 },
        precision: 'exact',
      },
      claimCount: 53,
      contested: true,
      datasetId: 'crocus-city-hall-2024',
      version: 1,
    });
    expect(event.participants).toContainEqual({
      actorId: 'crocus-city-hall-victims',
      role: 'victim',
      attribution: 'established',
      count: { min: 143, best: null, max: null, unit: 'killed' },
    });
    expect(event.participants.map(({ actorId, attribution }) => [actorId, attribution])).toEqual(
      expect.arrayContaining([
        ['isis', 'claimed_by_self'],
        ['isis-khorasan', 'suspected'],
        ['ukraine', 'denied'],
      ]),
    );
  });

  it('has a role without a written attribution as not stated, never as established', async () => {
    const { participants } = await api.get<Event>('/v1/events/forewarning-of-russia-february-2024');
    expect(participants).toEqual([
      { actorId: 'russia', role: 'addressee', attribution: 'not_stated', count: null },
    ]);
  });

  it('is the same in the list', async () => {
    const { data } = await api.get<ListPage<Event>>('/v1/events');
    for (const event of data) expect(await api.get<Event>(`/v1/events/${event.id}`)).toEqual(event);
  });

  it('of an open time has no start', async () => {
    const event = await api.get<Event>(`/v1/events/${warnings}`);
    expect(event.time).toMatchObject({ earliest: null, earliestKind: 'unknown', latest: '2024-03-22' });
  });
});

describe('what belongs to an event', () => {
  it('lists the claims about it, which are as many as it says', async () => {
    const { data } = await api.get<ListPage<Claim>>(`/v1/events/${attack}/claims?limit=200`);
    expect(data).toHaveLength(53);
    expect(data.every(({ eventIds }) => eventIds.includes(attack))).toBe(true);
    expect(idsOf({ data, page: { nextCursor: null, hasMore: false } })).toContain(
      'nsc-denies-ukrainian-involvement',
    );
  });

  it('lists both sides of what is contested about it', async () => {
    const { data } = await api.get<ListPage<PropositionSummary>>(
      `/v1/events/${attack}/propositions?contested=true`,
    );
    expect(data.map(({ text }) => text).toSorted()).toEqual([
      'ISIS · is solely responsible for · Attack at Crocus City Hall',
      'The attackers at Crocus City Hall · has financial ties to · Sources within Ukraine',
      'Ukraine · was involved in · Attack at Crocus City Hall',
    ]);
    const all = await api.get<ListPage<PropositionSummary>>(`/v1/events/${attack}/propositions?limit=200`);
    expect(all.data.length).toBeGreaterThan(40);
    expect(all.data.filter(({ contested }) => contested)).toHaveLength(3);
  });

  it('does not list what is about others', async () => {
    expect(await api.ids(`/v1/events/${forewarning}/claims`)).toEqual([
      'intelligence-chief-dates-forewarning',
      'intelligence-chief-says-russia-was-forewarned',
    ]);
  });
});

describe('times of every kind', () => {
  let small: Api;
  beforeAll(async () => {
    small = await startApi(smallWorld);
  });
  afterAll(() => small.close());

  it.each([
    // A day in Auckland begins on the day before in UTC; an evening in New York ends on the day after.
    ['on=2024-05-31&match=certain', []],
    ['on=2024-05-31', ['long-war', 'auckland', 'undated']],
    ['on=2024-06-01', ['long-war', 'auckland', 'oslo', 'new-york', 'undated']],
    ['from=2024-05-31&to=2024-06-01&match=certain', ['auckland', 'oslo', 'new-york']],
    ['on=2024-06-01T04:30:00Z&match=certain', ['new-york']],
    ['on=2024-06-01T04:30:01Z&match=certain', []],
    ['from=2024-07-31', ['long-war', 'samoa', 'undated']],
    ['to=1990-01-01', ['avalanche', 'long-war', 'old-feud', 'undated']],
    ['from=2001&to=2020', ['long-war', 'undated']],
    ['from=2000-12-31&to=2020', ['long-war', 'old-feud', 'undated']],
    ['from=1990&match=certain', ['long-war', 'auckland', 'oslo', 'new-york', 'fiji', 'samoa']],
    ['to=2000&match=certain', ['avalanche', 'old-feud']],
    ['on=2024-06-15', ['long-war', 'fiji', 'undated']],
    ['hasTime=true&from=3000', ['long-war']],
  ])('%s', async (query, ids) => {
    expect(await small.ids(`/v1/events?${query}&sort=time`)).toEqual(ids);
  });

  it('are told in their own zone, and as approximate', async () => {
    const auckland = await small.get<Event>('/v1/events/auckland');
    expect(auckland.time).toMatchObject({
      timeZone: 'Pacific/Auckland',
      earliest: '2024-06-01',
      zoneAssumed: false,
    });
    const avalanche = await small.get<Event>('/v1/events/avalanche');
    expect(avalanche.time).toMatchObject({ edtf: '1984~', qualifier: 'approximate', precision: 'year' });
    const undated = await small.get<Event>('/v1/events/undated');
    expect(undated).toMatchObject({
      time: null,
      place: null,
      summary: null,
      claimCount: 0,
      contested: false,
    });
  });
});
