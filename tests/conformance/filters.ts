import { expect } from 'vitest';
import { actorFilters } from '../../src/domain/filters/actor.ts';
import { claimFilters } from '../../src/domain/filters/claim.ts';
import { eventFilters } from '../../src/domain/filters/event.ts';
import type { Filters } from '../../src/domain/filters/filter.ts';
import { propositionFilters } from '../../src/domain/filters/proposition.ts';
import { sourceFilters } from '../../src/domain/filters/source.ts';
import type {
  ActorQuery,
  ClaimQuery,
  EventQuery,
  PropositionQuery,
  SourceQuery,
} from '../../src/domain/query.ts';
import type { Store } from '../../src/domain/store.ts';
import {
  actor,
  batchOf,
  claim,
  dataset,
  event,
  firstDay,
  idsIn,
  keyOf,
  passage,
  put,
  responsible,
  says,
  source,
} from '../helpers/records.ts';
import { type OpenStore, testsOn } from './suite.ts';

const all = { limit: 200 };
const eventsOf = async (store: Store, query: Partial<EventQuery>) =>
  idsIn((await store.listEvents({ sort: 'time', ...query }, all)).data);
const claimsOf = async (store: Store, query: Partial<ClaimQuery>) =>
  idsIn((await store.listClaims({ sort: 'time', ...query }, all)).data);
const actorsOf = async (store: Store, query: Partial<ActorQuery>) =>
  idsIn((await store.listActors({ sort: 'name', ...query }, all)).data);
const sourcesOf = async (store: Store, query: Partial<SourceQuery>) =>
  idsIn((await store.listSources({ sort: 'time', ...query }, all)).data);
const propositionsOf = async (store: Store, query: Partial<PropositionQuery>) =>
  idsIn((await store.listPropositions({ sort: 'claim_count', ...query }, all)).data);

async function fill(store: Store): Promise<void> {
  await store.write(
    batchOf(
      { dataset: [dataset('away')], actor: [actor('far', { type: 'person', identity: 'unnamed' })] },
      'away',
    ),
    firstDay,
  );
  await put(store, {
    source: [
      source('paper', { publisherId: 'other', lang: 'en' }),
      source('post', { type: 'post', publisherId: 'speaker', lang: 'uk' }),
    ],
    event: [
      event('shooting', {
        participants: [
          { actorId: 'speaker', role: 'perpetrator' },
          { actorId: 'other', role: 'victim' },
        ],
        tags: ['a', 'b'],
        place: { name: 'x', countryCode: 'RU' },
      }),
      event('trial', {
        type: 'trial',
        participants: [
          { actorId: 'other', role: 'perpetrator' },
          { actorId: 'far', role: 'victim' },
        ],
        tags: ['b'],
        place: { name: 'y', countryCode: 'UA' },
      }),
    ],
    claim: [
      claim('c1', {
        evidence: [passage('paper')],
        eventIds: ['shooting'],
        proposition: responsible('other', 'shooting'),
      }),
      claim('c2', {
        claimantId: 'other',
        act: 'denies',
        evidence: [passage('paper'), passage('post')],
        eventIds: ['shooting', 'trial'],
        proposition: responsible('other', 'shooting'),
        status: 'weak',
      }),
      claim('c3', {
        claimantId: 'far',
        eventIds: ['trial'],
        polarity: 'negative',
        proposition: says('late', 'far'),
      }),
    ],
  });
}

function eventFilterSuite(open: OpenStore): void {
  const { onBasics } = testsOn(open);
  const expectations: [string, Partial<EventQuery>, string[]][] = [
    ['type', { type: ['trial'] }, ['trial']],
    ['several types', { type: ['trial', 'attack'] }, ['attack', 'shooting', 'trial']],
    ['actor in any role', { actorId: ['speaker'] }, ['shooting']],
    ['any of the actors', { actorId: ['speaker', 'far'] }, ['shooting', 'trial']],
    ['role of anybody', { role: ['victim'] }, ['shooting', 'trial']],
    ['role and actor of one part', { actorId: ['other'], role: ['perpetrator'] }, ['trial']],
    ['role and actor of different parts', { actorId: ['speaker'], role: ['victim'] }, []],
    ['source of its claims', { sourceId: ['post'] }, ['shooting', 'trial']],
    ['dataset', { datasetId: ['home'] }, ['attack', 'shooting', 'trial']],
    ['empty dataset', { datasetId: ['away'] }, []],
    ['country', { countryCode: ['UA'] }, ['trial']],
    ['any of the tags', { tag: ['a'] }, ['shooting']],
    ['tags together', { tag: ['a', 'b'] }, ['shooting', 'trial']],
    ['contested', { contested: true }, ['shooting', 'trial']],
    ['not contested', { contested: false }, ['attack']],
    [
      'all of them',
      {
        type: ['attack'],
        actorId: ['other'],
        role: ['victim'],
        sourceId: ['paper'],
        datasetId: ['home'],
        countryCode: ['RU'],
        tag: ['b'],
        contested: true,
        hasTime: false,
      },
      ['shooting'],
    ],
    ['one of them not', { type: ['attack'], actorId: ['other'], role: ['victim'], countryCode: ['UA'] }, []],
  ];
  for (const [what, query, expected] of expectations) {
    onBasics(`events by ${what}`, async (store) => {
      await fill(store);
      expect(await eventsOf(store, query)).toEqual(expected);
    });
  }
}

function claimFilterSuite(open: OpenStore): void {
  const { onBasics } = testsOn(open);
  const expectations: [string, Partial<ClaimQuery>, string[]][] = [
    ['claimant', { claimantId: ['other'] }, ['c2']],
    ['actor that it is about', { aboutActorId: ['other'] }, ['c1', 'c2']],
    ['event', { eventId: ['trial'] }, ['c2', 'c3']],
    ['predicate', { predicate: ['described_as'] }, ['c3']],
    ['proposition', { propositionKey: [keyOf(responsible('other', 'shooting'))] }, ['c1', 'c2']],
    ['act', { act: ['denies'] }, ['c2']],
    ['polarity', { polarity: ['negative'] }, ['c2', 'c3']],
    ['status', { status: ['weak', 'refuted'] }, ['c2']],
    ['source', { sourceId: ['paper'] }, ['c1', 'c2']],
    ['dataset', { datasetId: ['away'] }, []],
    ['contested', { contested: true }, ['c1', 'c2']],
    ['not contested', { contested: false }, ['c3']],
    [
      'all of them',
      {
        claimantId: ['other'],
        aboutActorId: ['other'],
        eventId: ['trial'],
        act: ['denies'],
        polarity: ['negative'],
        sourceId: ['post'],
        contested: true,
      },
      ['c2'],
    ],
  ];
  for (const [what, query, expected] of expectations) {
    onBasics(`claims by ${what}`, async (store) => {
      await fill(store);
      expect(await claimsOf(store, query)).toEqual(expected);
    });
  }
}

function emptyAndUnknown(open: OpenStore): void {
  const { onBasics } = testsOn(open);
  const named = (filters: Filters) =>
    Object.keys(filters).filter((name) => ['any_of', 'words'].includes(filters[name]?.is ?? ''));
  const conditions = {
    event: named(eventFilters),
    claim: named(claimFilters),
    actor: named(actorFilters),
    source: named(sourceFilters),
    proposition: named(propositionFilters),
  };

  onBasics('an empty list of values, and values that nothing has, match nothing', async (store) => {
    await fill(store);
    const values = [[], ['nothing-has-this'], ['SHOOTING', 'Other', 'TRIAL', "' or 1=1 --", '%']];
    for (const value of values) {
      // Words are found wherever they stand, and these ids stand in titles.
      const asked = (names: string[]) => names.filter((name) => name !== 'terms' || value.length < 2);
      for (const name of asked(conditions.event))
        expect(await eventsOf(store, { [name]: value }), name).toEqual([]);
      for (const name of asked(conditions.claim)) {
        expect(await claimsOf(store, { [name]: value }), name).toEqual([]);
        expect(await claimsOf(store, { [name]: value, includeAffiliates: true }), name).toEqual([]);
      }
      for (const name of asked(conditions.actor))
        expect(await actorsOf(store, { [name]: value }), name).toEqual([]);
      for (const name of asked(conditions.source))
        expect(await sourcesOf(store, { [name]: value }), name).toEqual([]);
      for (const name of conditions.proposition)
        expect(await propositionsOf(store, { [name]: value }), name).toEqual([]);
    }
  });

  onBasics('a condition takes as many values as a client may send, and far more', async (store) => {
    await fill(store);
    const many = Array.from({ length: 5000 }, (_, index) => `nobody-${index}`);
    expect(
      await eventsOf(store, {
        actorId: [...many, 'far'],
        sourceId: [...many, 'post'],
        tag: [...many, 'b'],
      }),
    ).toEqual(['trial']);
    expect(await claimsOf(store, { claimantId: [...many, 'far'], eventId: [...many, 'trial'] })).toEqual([
      'c3',
    ]);
  });
}

function otherFilters(open: OpenStore): void {
  const { onBasics } = testsOn(open);

  onBasics('sources by type, publisher, dataset and language', async (store) => {
    await fill(store);
    expect(await sourcesOf(store, { type: ['post'] })).toEqual(['post']);
    expect(await sourcesOf(store, { publisherId: ['other'] })).toEqual(['paper']);
    expect(await sourcesOf(store, { lang: ['uk', 'en'] })).toEqual(['paper', 'post']);
    expect(await sourcesOf(store, { datasetId: ['home'], lang: ['en'] })).toEqual(['paper']);
  });

  onBasics('actors by type, identity, dataset and the events they take part in', async (store) => {
    await fill(store);
    expect(await actorsOf(store, { type: ['person'] })).toEqual(['far']);
    expect(await actorsOf(store, { identity: ['unnamed'] })).toEqual(['far']);
    expect(await actorsOf(store, { datasetId: ['home'] })).toEqual(['other', 'speaker']);
    expect(await actorsOf(store, { eventId: ['trial'] })).toEqual(['far', 'other']);
    expect(await actorsOf(store, { eventId: ['trial', 'shooting'], type: ['organization'] })).toEqual([
      'other',
      'speaker',
    ]);
  });

  onBasics('records by identifiers in other registers, as long as they have them', async (store) => {
    const externalIds = [
      { scheme: 'wikidata', id: 'Q1' },
      { scheme: 'wikidata', id: 'a:b' },
    ];
    await put(store, {
      source: [source('s', { externalIds })],
      actor: [actor('a', { externalIds })],
      event: [event('e', { externalIds }), event('e2', { externalIds: externalIds.slice(1) })],
      claim: [claim('c', { externalIds })],
    });
    const of = (...externalId: string[]) =>
      Promise.all([
        sourcesOf(store, { externalId }),
        actorsOf(store, { externalId }),
        eventsOf(store, { externalId }),
        claimsOf(store, { externalId }),
      ]);
    const all = [['s'], ['a'], ['e'], ['c']];
    expect(await of('wikidata:Q1')).toEqual(all);
    expect(await of('wikidata:a:b', 'acled:Q1')).toEqual([['s'], ['a'], ['e', 'e2'], ['c']]);
    expect(await of('acled:Q1', 'wikidata', 'Q1', 'wikidata:q1')).toEqual([[], [], [], []]);
    await put(store, {
      event: [event('e')],
      source: [source('s')],
      claim: [claim('c')],
      actor: [actor('a')],
    });
    expect(await of('wikidata:Q1')).toEqual([[], [], [], []]);
  });

  onBasics('sources by address', async (store) => {
    const url = 'https://example.org/a?b=1';
    await put(store, {
      source: [source('s', { url }), source('t', { url }), source('u', { archivedUrl: url })],
    });
    expect(await sourcesOf(store, { url: [url] })).toEqual(['s', 't', 'u']);
    expect(await sourcesOf(store, { url: ['https://example.org/a'] })).toEqual([]);
    expect(await sourcesOf(store, { url: ['HTTPS://Example.ORG:443/a?b=1'] })).toEqual(['s', 't', 'u']);
    expect(await sourcesOf(store, { url: ['https://example.org/A?b=1'] })).toEqual([]);
  });

  onBasics(
    'claims and their events by a source without a passage, and by one that reports them',
    async (store) => {
      const chain = [
        { actorId: 'other', sourceId: null, verb: 'quotes' },
        { actorId: null, sourceId: 'wire', verb: 'reports' },
      ];
      await put(store, {
        source: [source('film'), source('wire')],
        claim: [
          claim('seen', { evidence: [{ sourceId: 'film' }, passage('film')], eventIds: ['attack'] }),
          claim('told', { attributionChain: chain, eventIds: ['attack'] }),
        ],
      });
      expect(await claimsOf(store, { sourceId: ['film'] })).toEqual(['seen']);
      expect(await claimsOf(store, { sourceId: ['wire'] })).toEqual(['told']);
      expect(await claimsOf(store, { sourceId: ['wire', 'film'] })).toEqual(['seen', 'told']);
      expect(await eventsOf(store, { sourceId: ['wire'] })).toEqual(['attack']);
      await put(store, { claim: [claim('told')] });
      expect(await claimsOf(store, { sourceId: ['wire'] })).toEqual([]);
      expect(await eventsOf(store, { sourceId: ['wire'] })).toEqual([]);
    },
  );

  onBasics('propositions by event, actor and predicate', async (store) => {
    await fill(store);
    const [blame, late] = [keyOf(responsible('other', 'shooting')), keyOf(says('late', 'far'))];
    expect(await propositionsOf(store, { eventId: ['trial'] })).toEqual([late, blame]);
    expect(await propositionsOf(store, { eventId: ['shooting'] })).toEqual([blame]);
    expect(await propositionsOf(store, { actorId: ['other'] })).toEqual([blame]);
    expect(await propositionsOf(store, { actorId: ['shooting'] })).toEqual([]);
    expect(await propositionsOf(store, { predicate: ['responsible_for'] })).toEqual([blame]);
    expect(await propositionsOf(store, { contested: true })).toEqual([blame]);
    expect(await propositionsOf(store, { contested: false })).toEqual([late]);
  });

  onBasics('affiliates are followed through any chain, only upwards, and circles end', async (store) => {
    const belongs = (
      id: string,
      type: 'part_of' | 'member_of' | 'affiliated_with' | 'leads',
      actorId: string,
    ) => actor(id, { relations: [{ type, actorId }] });
    await put(store, {
      actor: [
        belongs('cell', 'part_of', 'branch'),
        belongs('branch', 'affiliated_with', 'network'),
        belongs('network', 'member_of', 'cell'),
        belongs('leader', 'leads', 'network'),
        belongs('island', 'part_of', 'island'),
      ],
      claim: ['cell', 'branch', 'network', 'leader', 'island', 'other'].map((id) =>
        claim(`of-${id}`, { claimantId: id }),
      ),
    });
    const circle = ['of-branch', 'of-cell', 'of-network'];
    expect(await claimsOf(store, { claimantId: ['network'], includeAffiliates: true })).toEqual(circle);
    expect(await claimsOf(store, { claimantId: ['cell'], includeAffiliates: true })).toEqual(circle);
    expect(await claimsOf(store, { claimantId: ['network'] })).toEqual(['of-network']);
    expect(await claimsOf(store, { claimantId: ['network'], includeAffiliates: false })).toEqual([
      'of-network',
    ]);
    expect(await claimsOf(store, { claimantId: ['island', 'other'], includeAffiliates: true })).toEqual([
      'of-island',
      'of-other',
    ]);
    // The circle is broken where one relation goes.
    await put(store, { actor: [actor('network')] });
    expect(await claimsOf(store, { claimantId: ['cell'], includeAffiliates: true })).toEqual(['of-cell']);
    expect(await claimsOf(store, { claimantId: ['network'], includeAffiliates: true })).toEqual(circle);
  });

  onBasics(
    'claims on propositions come by time, then by id, of everybody or of one claimant',
    async (store) => {
      await put(store, {
        claim: [
          claim('z', { madeAt: { edtf: '2024-01' } }),
          claim('undated'),
          claim('a', { madeAt: { edtf: '2024-01' }, claimantId: 'other' }),
          claim('first', { madeAt: { edtf: '2023' }, proposition: says('other words') }),
          claim('elsewhere', { proposition: says('something else') }),
        ],
      });
      const keys = [keyOf(says('ready')), keyOf(says('other words')), 'f'.repeat(32)];
      expect(idsIn(await store.claimsOn(keys))).toEqual(['first', 'a', 'z', 'undated']);
      expect(idsIn(await store.claimsOn(keys, ['speaker']))).toEqual(['first', 'z', 'undated']);
      expect(await store.claimsOn(keys, ['nobody'])).toEqual([]);
      expect(idsIn(await store.claimsOn([...keys, ...keys]))).toEqual(['first', 'a', 'z', 'undated']);
    },
  );

  onBasics('what an edit takes away is no longer found', async (store) => {
    await fill(store);
    await put(store, { event: [event('shooting')], claim: [claim('c2', { claimantId: 'far' })] });
    expect(await eventsOf(store, { tag: ['a'] })).toEqual([]);
    expect(await eventsOf(store, { actorId: ['speaker'] })).toEqual([]);
    expect(await eventsOf(store, { countryCode: ['RU'] })).toEqual([]);
    expect(await eventsOf(store, { sourceId: ['post'] })).toEqual([]);
    expect(await claimsOf(store, { sourceId: ['post'] })).toEqual([]);
    expect(await claimsOf(store, { aboutActorId: ['other'] })).toEqual(['c1']);
    expect(await claimsOf(store, { eventId: ['trial'] })).toEqual(['c3']);
    expect(await claimsOf(store, { claimantId: ['other'] })).toEqual([]);
  });
}

export function filtersSuite(open: OpenStore): void {
  eventFilterSuite(open);
  claimFilterSuite(open);
  emptyAndUnknown(open);
  otherFilters(open);
}
