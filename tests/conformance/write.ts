import { expect } from 'vitest';
import { recordsIn } from '../../src/domain/json-octets.ts';
import { limits } from '../../src/domain/limits.ts';
import type { Store } from '../../src/domain/store.ts';
import {
  actor,
  batchOf,
  bodyOf,
  claim,
  dataset,
  event,
  firstDay,
  passage,
  put,
  putBasics,
  type Records,
  responsible,
  source,
} from '../helpers/records.ts';
import { type OpenStore, testsOn } from './suite.ts';

const nowhere = 'nowhere';
/** Each way in which a record can name one that is not there. */
const danglers: Record<string, Records> = {
  'a claim its claimant': { claim: [claim('c', { claimantId: nowhere })] },
  'a claim its event': { claim: [claim('c', { eventIds: ['attack', nowhere] })] },
  'a claim its source': { claim: [claim('c', { evidence: [passage(nowhere)] })] },
  'a claim another claim': {
    claim: [claim('c', { relations: [{ type: 'supports', claimId: nowhere, basis: 'editor' }] })],
  },
  'a claim its reporter': {
    claim: [claim('c', { attributionChain: [{ actorId: nowhere, sourceId: null, verb: 'reports' }] })],
  },
  'a claim its reporting source': {
    claim: [claim('c', { attributionChain: [{ actorId: null, sourceId: nowhere, verb: 'reports' }] })],
  },
  'a proposition its subject actor': { claim: [claim('c', { proposition: responsible(nowhere, 'attack') })] },
  'a proposition its object event': { claim: [claim('c', { proposition: responsible('speaker', nowhere) })] },
  'an event its participant': {
    event: [event('e', { participants: [{ actorId: nowhere, role: 'victim' }] })],
  },
  'an event another event': { event: [event('e', { relations: [{ type: 'part_of', eventId: nowhere }] })] },
  'an actor another actor': { actor: [actor('a', { relations: [{ type: 'part_of', actorId: nowhere }] })] },
  'an actor its claim': {
    actor: [actor('a', { relations: [{ type: 'part_of', actorId: 'other', claimIds: [nowhere] }] })],
  },
  'a source its publisher': { source: [source('s', { publisherId: nowhere })] },
  'a source its origin': {
    source: [source('s', { derivedFrom: [{ kind: 'translation', sourceId: nowhere }] })],
  },
};

/** Everything that a store serves, to see that a refused write left no trace. */
async function everything(store: Store): Promise<unknown> {
  const page = { limit: 200 };
  return [
    await store.state(),
    await store.listDatasets(page),
    await store.listSources({ sort: 'time' }, page),
    await store.listActors({ sort: 'name' }, page),
    await store.listEvents({ sort: 'time' }, page),
    await store.listClaims({ sort: 'time' }, page),
    await store.listPropositions({ sort: 'claim_count' }, page),
    await store.written('home', 'actor', null, 200),
    await store.written('home', 'event', null, 200),
  ];
}

function refusalSuite(open: OpenStore): void {
  const { onBasics } = testsOn(open);
  for (const [what, records] of Object.entries(danglers)) {
    onBasics(`where ${what} is not there, nothing is written`, async (store) => {
      const before = await everything(store);
      const good: Records = {
        actor: [actor('fine'), actor('speaker', { name: 'Renamed' })],
        event: [event('fine'), event('attack', { title: 'Renamed' })],
        claim: [claim('fine')],
      };
      const together: Records = {
        ...records,
        actor: [...(good.actor ?? []), ...(records.actor ?? [])],
        event: [...(good.event ?? []), ...(records.event ?? [])],
        claim: [...(good.claim ?? []), ...(records.claim ?? [])],
      };
      await expect(put(store, together)).rejects.toMatchObject({ code: 'invalid_record' });
      expect(await everything(store)).toEqual(before);
      // What is sound goes in afterwards: the refused write left no lock and no half of a record.
      expect((await put(store, good)).actor).toEqual({ created: 1, updated: 1, unchanged: 0 });
    });
  }

  onBasics('a record of a dataset that is not there is refused', async (store) => {
    const before = await everything(store);
    await expect(store.write(batchOf({ actor: [actor('x')] }, nowhere), firstDay)).rejects.toMatchObject({
      code: 'invalid_record',
    });
    expect(await everything(store)).toEqual(before);
  });
}

function contentSuite(open: OpenStore): void {
  const { onEmpty, onBasics } = testsOn(open);

  onEmpty('records of one write may name each other in any direction', async (store) => {
    const report = await put(store, {
      dataset: [dataset('home')],
      source: [
        source('copy', { derivedFrom: [{ kind: 'revision', sourceId: 'z' }], publisherId: 'speaker' }),
        source('z'),
      ],
      actor: [
        actor('speaker', { relations: [{ type: 'part_of', actorId: 'z', claimIds: ['z'] }] }),
        actor('z'),
      ],
      event: [event('e', { relations: [{ type: 'about', eventId: 'z' }] }), event('z')],
      claim: [claim('c', { relations: [{ type: 'repeats', claimId: 'z', basis: 'editor' }] }), claim('z')],
    });
    expect(report).toEqual({
      dataset: { created: 1, updated: 0, unchanged: 0 },
      source: { created: 2, updated: 0, unchanged: 0 },
      actor: { created: 2, updated: 0, unchanged: 0 },
      event: { created: 2, updated: 0, unchanged: 0 },
      claim: { created: 2, updated: 0, unchanged: 0 },
    });
  });

  onEmpty('every field of every kind comes back in the body', async (store) => {
    const time = { edtf: '2024-03-22T19:58', timeZone: 'Europe/Moscow', text: 'in the evening' } as const;
    await put(store, {
      dataset: [dataset('home', { description: 'd', origin: 'o', url: 'https://example.org/d', lang: 'en' })],
      source: [
        source('s', {
          title: 't',
          publisherId: 'speaker',
          publishedAt: time,
          contentLength: 100,
          notes: 'n',
          authors: ['A', 'B'],
          archivedUrl: 'https://archive.example/s',
          externalIds: [{ scheme: 'doi', id: '10.1/2' }],
        }),
        source('s2'),
      ],
      actor: [
        actor('speaker', {
          identity: 'described',
          names: [{ value: 'N', kind: 'acronym', lang: 'en' }],
          externalIds: [{ scheme: 'wikidata', id: 'Q1' }],
          relations: [{ type: 'leads', actorId: 'b', during: { edtf: '2020/..' }, claimIds: ['c', 'c'] }],
        }),
        actor('b'),
      ],
      event: [
        event('e', {
          summary: 's',
          time,
          place: {
            name: 'Hall',
            countryCode: 'RU',
            admin1: 'Region',
            admin2: 'District',
            point: { longitude: 37.39, latitude: 55.82 },
            precision: 'exact',
          },
          participants: [
            { actorId: 'b', role: 'victim', count: { min: 1, best: 2, max: 3, unit: 'killed' } },
            { actorId: 'b', role: 'victim', attribution: 'denied' },
          ],
          tags: ['b', 'a', 'b'],
          externalIds: [{ scheme: 'acled', id: 'E1' }],
        }),
      ],
      claim: [
        claim('c', {
          polarity: 'negative',
          certainty: 'possible',
          eventIds: ['e', 'e'],
          madeAt: time,
          attributionChain: [{ actorId: 'b', sourceId: null, verb: 'reports' }],
          evidence: [{ ...passage('s'), quote: 'ten chars.' }],
          status: 'weak',
          statusNote: 'one source',
          externalIds: [{ scheme: 'x', id: 'C1' }],
          extraction: { method: 'human', model: null, confidence: 0.5, reviewedBy: null },
        }),
      ],
    });
    expect(await bodyOf(store, 'actor', 'speaker')).toMatchObject({
      identity: 'described',
      names: [{ value: 'N', kind: 'acronym', lang: 'en' }],
      externalIds: [{ scheme: 'wikidata', id: 'Q1' }],
      relations: [{ type: 'leads', actorId: 'b', during: { edtf: '2020/..' } }],
      datasetId: 'home',
      version: 1,
      recordedAt: firstDay,
      updatedAt: firstDay,
    });
    const held = await bodyOf(store, 'event', 'e');
    expect(held).toMatchObject({
      time: { earliest: '2024-03-22T19:58:00+03:00', text: 'in the evening' },
      tags: ['b', 'a', 'b'],
      place: { admin1: 'Region', admin2: 'District' },
      externalIds: [{ scheme: 'acled', id: 'E1' }],
      claimCount: 1,
    });
    expect(held.participants.map((part) => [part.attribution, part.count?.best ?? null])).toEqual([
      ['not_stated', 2],
      ['denied', null],
    ]);
    expect(await bodyOf(store, 'claim', 'c')).toMatchObject({
      polarity: 'negative',
      certainty: 'possible',
      status: 'weak',
      statusNote: 'one source',
      externalIds: [{ scheme: 'x', id: 'C1' }],
      evidence: [{ quote: 'ten chars.', paragraph: null }],
    });
    expect(await bodyOf(store, 'source', 's')).toMatchObject({
      publisherId: 'speaker',
      contentLength: 100,
      notes: 'n',
      authors: ['A', 'B'],
      archivedUrl: 'https://archive.example/s',
      externalIds: [{ scheme: 'doi', id: '10.1/2' }],
    });
    expect(await bodyOf(store, 'dataset', 'home')).toMatchObject({
      description: 'd',
      origin: 'o',
      lang: 'en',
    });
  });

  onBasics('a record as large as the model allows goes in and comes back', async (store) => {
    const text = '☃'.repeat(limits.textMaxChars);
    const participants = Array.from({ length: limits.arrayItemsMax }, (_, index) => ({
      actorId: index % 2 === 0 ? 'speaker' : 'other',
      role: 'witness' as const,
      count: { min: index, best: null, max: null, unit: 'persons' },
    }));
    const tags = Array.from({ length: limits.arrayItemsMax }, (_, index) => `tag-${index}`);
    await put(store, { event: [event('big', { summary: text, participants, tags })] });
    const held = await bodyOf(store, 'event', 'big');
    expect(held.summary).toBe(text);
    expect(held.participants.at(-1)?.count?.min).toBe(limits.arrayItemsMax - 1);
    const found = await store.listEvents({ sort: 'time', tag: ['tag-999'] }, { limit: 5 });
    expect(recordsIn(found.data)).toHaveLength(1);
  });

  onBasics('an empty batch and empty lists change nothing', async (store) => {
    const before = await everything(store);
    const report = await store.write({}, firstDay);
    expect(report.actor).toEqual({ created: 0, updated: 0, unchanged: 0 });
    await store.write({ actor: [], claim: [] }, firstDay);
    expect(await everything(store)).toEqual(before);
  });

  onBasics('a write of thousands of records is one write', async (store) => {
    const { changes } = await store.state();
    const many = Array.from({ length: 1500 }, (_, index) => `m${index}`);
    await put(store, {
      event: many.map((id) => event(id, { tags: ['many'] })),
      claim: many.map((id) => claim(id, { eventIds: [id], proposition: responsible('other', id) })),
    });
    expect((await store.state()).changes).toBe(changes + 1);
    expect(await bodyOf(store, 'dataset', 'home')).toMatchObject({
      counts: { events: 1501, claims: 1500, actors: 2 },
    });
    expect((await bodyOf(store, 'event', 'm1499')).claimCount).toBe(1);
  });
}

function datasetSuite(open: OpenStore): void {
  const { onEmpty, onBasics } = testsOn(open);
  const summary = async (store: Store, id = 'home') => {
    const { counts, earliest, latest, version } = await bodyOf(store, 'dataset', id);
    return { counts: Object.values(counts).join(' '), earliest, latest, version };
  };

  onEmpty('a dataset counts its records and spans its events after each write', async (store) => {
    await putBasics(store);
    expect(await summary(store)).toEqual({ counts: '0 2 1 0', earliest: null, latest: null, version: 1 });
    await put(store, { source: [source('s')], claim: [claim('c', { madeAt: { edtf: '1999' } })] });
    expect(await summary(store)).toEqual({ counts: '1 2 1 1', earliest: null, latest: null, version: 1 });
    await put(store, {
      event: [
        event('attack', { time: { edtf: '2024-03-22' } }),
        event('e', { time: { edtf: '2020-02/..' } }),
      ],
    });
    expect(await summary(store)).toEqual({
      counts: '1 2 2 1',
      earliest: '2020-02-01',
      latest: '2024-03-22',
      version: 1,
    });
    await put(store, { event: [event('e', { time: { edtf: '../2025' } })] });
    expect(await summary(store)).toEqual({
      counts: '1 2 2 1',
      earliest: '2024-03-22',
      latest: '2025-12-31',
      version: 1,
    });
    await put(store, { event: [event('e'), event('attack')] });
    expect(await summary(store)).toEqual({ counts: '1 2 2 1', earliest: null, latest: null, version: 1 });
    await put(store, { dataset: [dataset('home', { title: 'New' })] });
    expect(await summary(store)).toEqual({ counts: '1 2 2 1', earliest: null, latest: null, version: 2 });
  });

  onEmpty('a dataset alone has counts of its own', async (store) => {
    await put(store, { dataset: [dataset('home')] });
    expect(await summary(store)).toEqual({ counts: '0 0 0 0', earliest: null, latest: null, version: 1 });
  });

  onBasics(
    'a record that moves to another dataset is a new version, and both datasets know',
    async (store) => {
      await store.write(batchOf({ dataset: [dataset('away')] }, 'away'), firstDay);
      const record = event('attack');
      const report = await store.write(batchOf({ event: [record] }, 'away'), firstDay);
      expect(report.event).toEqual({ created: 0, updated: 1, unchanged: 0 });
      expect(await bodyOf(store, 'event', 'attack')).toMatchObject({ datasetId: 'away', version: 2 });
      expect((await summary(store)).counts).toBe('0 2 0 0');
      expect((await summary(store, 'away')).counts).toBe('0 0 1 0');
      expect(await store.written('home', 'event', null, 10)).toEqual([]);
      expect((await store.written('away', 'event', null, 10)).map((row) => row.id)).toEqual(['attack']);
      const inAway = await store.listEvents({ sort: 'time', datasetId: ['away'] }, { limit: 5 });
      expect(recordsIn(inAway.data)).toHaveLength(1);
    },
  );
}

function comparisonSuite(open: OpenStore): void {
  const { onEmpty, onBasics } = testsOn(open);

  onEmpty('a comparison tells what a write would do, and writes nothing', async (store) => {
    await putBasics(store);
    const before = await everything(store);
    const records = {
      actor: [actor('speaker', { name: 'Renamed' }), actor('other'), actor('fine')],
      event: [event('attack')],
    };
    const batch = batchOf(records, 'home');
    const changes = await store.compare(batch);
    expect(changes).toEqual([
      {
        kind: 'actor',
        id: 'speaker',
        before: expect.not.objectContaining({ name: 'Renamed' }),
        after: actor('speaker', { name: 'Renamed' }),
        version: 1,
        earlier: null,
      },
      { kind: 'actor', id: 'fine', before: null, after: actor('fine') },
    ]);
    expect(await everything(store)).toEqual(before);
    const { actor: written, event: same } = await store.write(batch, firstDay);
    expect([written, same.unchanged]).toEqual([{ created: 1, updated: 1, unchanged: 1 }, 1]);
    expect(await store.compare(batch)).toEqual([]);
  });

  onBasics('a record that goes back to an earlier version is recognised by its contents', async (store) => {
    const named = (name: string) => batchOf({ actor: [actor('speaker', { name })] }, 'home');
    for (const [index, name] of ['One', 'Two', 'One', 'Three'].entries())
      await store.write(named(name), `2026-01-0${index + 2}T00:00:00.000Z`);
    const earlier = (name: string) => store.compare(named(name));
    expect(await earlier('One')).toMatchObject([
      { version: 5, earlier: { version: 4, recordedAt: '2026-01-04T00:00:00.000Z' } },
    ]);
    expect(await earlier('Four')).toMatchObject([{ version: 5, earlier: null }]);
    expect(await earlier('Three')).toEqual([]);
  });

  onBasics('a time of day is compared in the zone that it would be written with', async (store) => {
    const zoned = dataset('home', { timeZone: 'Europe/Kyiv' });
    const night = event('night', { time: { edtf: '2024-03-22T00:40' } });
    await put(store, { dataset: [zoned], event: [night] });
    expect(await store.compare(batchOf({ event: [night] }, 'home'))).toEqual([]);
  });

  onBasics('a record that another dataset would take is a change', async (store) => {
    await store.write(batchOf({ dataset: [dataset('away')] }, 'away'), firstDay);
    expect(await store.compare(batchOf({ event: [event('attack')] }, 'away'))).toMatchObject([
      { kind: 'event', id: 'attack', version: 1 },
    ]);
  });
}

export function writeSuite(open: OpenStore): void {
  contentSuite(open);
  comparisonSuite(open);
  datasetSuite(open);
  refusalSuite(open);
}
