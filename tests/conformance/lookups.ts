import { expect } from 'vitest';
import { plainHashes } from '../../src/domain/anchoring/locator-at.ts';
import { joinedOctets } from '../../src/domain/json-octets.ts';
import { ownedKinds, recordKinds } from '../../src/domain/kinds.ts';
import {
  actor,
  bodyOf,
  claim,
  dataset,
  event,
  firstDay,
  passage,
  put,
  putBasics,
  secondDay,
  source,
} from '../helpers/records.ts';
import { type OpenStore, testsOn } from './suite.ts';

/** More ids than one statement of any engine binds. */
const manyIds = Array.from({ length: 40_000 }, (_, index) => `nobody-${index}`);

export function lookupsSuite(open: OpenStore): void {
  const { onEmpty, onBasics } = testsOn(open);

  onEmpty('an empty store answers everything with nothing', async (store) => {
    const page = { limit: 10 };
    const none = { data: joinedOctets([]), next: null };
    expect(await store.listDatasets(page)).toEqual(none);
    expect(await store.listSources({ sort: 'time' }, page)).toEqual(none);
    expect(await store.listActors({ sort: 'name' }, page)).toEqual(none);
    expect(await store.listEvents({ sort: 'time' }, page)).toEqual(none);
    expect(await store.listClaims({ sort: 'time' }, page)).toEqual(none);
    expect(await store.listPropositions({ sort: 'claim_count' }, page)).toEqual(none);
    expect(await store.listActorPositions({ claimedBy: ['nobody'] }, page)).toEqual(none);
    expect(await store.listPartyPositions({ claimedBy: ['nobody'], sort: 'claim_count' }, page)).toEqual(
      none,
    );
    expect(await store.describeProposition('0'.repeat(32))).toBeNull();
    expect(await store.claimsOn([])).toEqual([]);
    expect(await store.opposedTo([])).toEqual([]);
    expect(await store.derivations([])).toEqual([]);
    expect(await store.locators('nothing')).toEqual([]);
    expect(await store.unlocated('nothing')).toEqual([]);
    expect(await store.related('event', [], ['actor'])).toEqual({ actor: new Map() });
    for (const kind of recordKinds) {
      expect(await store.read(kind, 'nothing')).toBeNull();
      expect(await store.existing(kind, [])).toEqual(new Set());
      expect(await store.current(kind, ['nothing'])).toEqual(new Map());
      expect(await store.written('nothing', kind, null, 10)).toEqual([]);
    }
    expect(await store.read('proposition', '0'.repeat(32))).toBeNull();
  });

  onBasics('the first and the last record with one address or identifier', async (store) => {
    const url = 'https://example.org/';
    const externalIds = [{ scheme: 'wikidata', id: 'Q1' }];
    await put(store, {
      source: [
        ...['b', 'a', 'c'].map((id) => source(id, { url: id === 'b' ? 'HTTPS://EXAMPLE.org:443' : url })),
        ...['y', 'z'].map((id) => source(id, { externalIds })),
      ],
      event: ['y', 'z'].map((id) => event(id, { externalIds })),
      claim: ['y', 'z'].map((id) => claim(id, { externalIds })),
      actor: [actor('x', { externalIds: [...externalIds, ...externalIds] })],
    });
    const addresses = { kind: 'source', member: 'url' } as const;
    expect(await store.holders(addresses, [url, 'https://example.org', ''])).toEqual(
      new Map([[url, ['a', 'c']]]),
    );
    for (const kind of ownedKinds) {
      const ids = { kind, member: 'externalIds' } as const;
      const [first, last] = kind === 'actor' ? ['x', 'x'] : ['y', 'z'];
      expect(await store.holders(ids, ['wikidata:Q1', 'Q1', 'wikidata:q1']), kind).toEqual(
        new Map([['wikidata:Q1', [...new Set([first, last])]]]),
      );
      expect(await store.holders(ids, [])).toEqual(new Map());
    }
  });

  onBasics('an id is found exactly as it is written', async (store) => {
    await put(store, { actor: [actor('a.b_c-1')] });
    expect(await store.read('actor', 'a.b_c-1')).not.toBeNull();
    for (const other of ['A.B_C-1', 'a.b_c-1 ', 'a%', 'a.b_c-_', 'a.b', '']) {
      expect(await store.read('actor', other), other).toBeNull();
    }
    expect(await store.existing('actor', ['a.b_c-1', 'A.B_C-1', 'speaker'])).toEqual(
      new Set(['a.b_c-1', 'speaker']),
    );
  });

  onBasics('ids are of one kind: the same one may name an actor and an event', async (store) => {
    await put(store, {
      actor: [actor('twin', { name: 'The actor' })],
      event: [event('twin', { title: 'The event' })],
    });
    expect((await bodyOf(store, 'actor', 'twin')).name).toBe('The actor');
    expect((await bodyOf(store, 'event', 'twin')).title).toBe('The event');
    expect(await store.read('claim', 'twin')).toBeNull();
  });

  onBasics(
    'accents, scripts and characters beyond the first plane come back as they went in',
    async (store) => {
      const texts = [
        'Čáp',
        'Èa',
        'Èa',
        'Ирина Волк',
        '情報',
        'ﷺ',
        '👩‍👩‍👧 𝔘𝔫𝔦',
        'O\'Brien "x" \\ \n\t.',
        '%_*',
      ];
      await put(store, {
        actor: texts.map((name, index) =>
          actor(`t${index}`, { name, names: [{ value: name, kind: 'alias' }] }),
        ),
        event: texts.map((title, index) => event(`t${index}`, { title, place: { name: title } })),
      });
      for (const [index, text] of texts.entries()) {
        const held = await bodyOf(store, 'actor', `t${index}`);
        expect(held.name).toBe(text);
        expect(held.names[0]?.value).toBe(text);
        expect((await bodyOf(store, 'event', `t${index}`)).place?.name).toBe(text);
      }
    },
  );

  onBasics('an entity tag changes with the body and with nothing else', async (store) => {
    const first = await store.read('actor', 'speaker');
    expect(await store.read('actor', 'speaker')).toEqual(first);
    expect(first?.etag).toMatch(/^[\x21\x23-\x7e]{8,}$/);
    await put(store, { actor: [actor('speaker', { description: 'changed' })] });
    expect((await store.read('actor', 'speaker'))?.etag).not.toBe(first?.etag);
    expect((await store.read('actor', 'other'))?.etag).not.toBe(first?.etag);
  });

  onBasics('the current version is as it was last written, with its dataset and its times', async (store) => {
    await store.write({ dataset: [{ datasetId: 'away', record: dataset('away') }] }, firstDay);
    await store.write({ actor: [{ datasetId: 'away', record: actor('stranger') }] }, firstDay);
    const renamed = actor('speaker', { name: 'Renamed', names: [{ value: 'Other', kind: 'alias' }] });
    await put(store, { actor: [renamed] }, secondDay);
    const stamps = { recordedAt: firstDay, updatedAt: firstDay, version: 1 };
    expect(await store.current('actor', ['stranger', 'speaker', 'nobody'])).toEqual(
      new Map([
        ['stranger', { record: actor('stranger'), stamps: { ...stamps, datasetId: 'away' } }],
        [
          'speaker',
          {
            record: renamed,
            stamps: { datasetId: 'home', version: 2, recordedAt: firstDay, updatedAt: secondDay },
          },
        ],
      ]),
    );
    expect(await store.current('dataset', ['home', 'nothing'])).toEqual(
      new Map([['home', { record: dataset('home'), stamps: { ...stamps, datasetId: 'home' } }]]),
    );
  });

  onBasics('lists of ids of any length are looked up', async (store) => {
    const ids = [...manyIds, 'speaker'];
    expect(await store.existing('actor', ids)).toEqual(new Set(['speaker']));
    expect([...(await store.current('actor', ids)).keys()]).toEqual(['speaker']);
    expect(await store.claimsOn(ids)).toEqual([]);
    expect(await store.opposedTo(ids)).toEqual([]);
    expect(await store.derivations(ids)).toEqual([]);
    expect(await store.related('claim', ids, ['actor', 'event', 'source'])).toEqual({
      actor: new Map(),
      event: new Map(),
      source: new Map(),
    });
  });

  onEmpty('locators come by claim id, then in the order of the claim', async (store) => {
    await putBasics(store);
    const quote = 'ten chars.';
    const quoteFingerprint = '0123456789abcdef';
    const hashOf = (digit: string) => digit.repeat(64);
    const given = {
      ...{ prefixSha256: hashOf('1'), suffixSha256: hashOf('2') },
      ...{ plainSha256: hashOf('3'), plainLength: 2 },
    };
    await put(store, {
      source: [source('paper'), source('wire')],
      claim: [
        claim('b', {
          evidence: [
            { ...passage('paper', 50, 60), quote },
            passage('wire', 1, 2),
            { ...passage('paper', 7, 9), quoteFingerprint, ...given },
          ],
        }),
        claim('a', { evidence: [{ ...passage('paper', 90, 95), paragraph: 4 }] }),
      ],
    });
    const unmarked = { quoteFingerprint: null, plainSha256: null, plainLength: null };
    const kept = {
      ...{ quoteSha256: '0'.repeat(64), paragraph: null, prefixSha256: null, suffixSha256: null },
      ...unmarked,
    };
    expect(await store.locators('paper')).toEqual([
      { ...kept, claimId: 'a', position: 0, start: 90, end: 95, paragraph: 4 },
      { ...kept, claimId: 'b', position: 0, start: 50, end: 60, ...plainHashes(quote) },
      { ...kept, claimId: 'b', position: 2, start: 7, end: 9, quoteFingerprint, ...given },
    ]);
    await put(store, { claim: [claim('b')] });
    expect((await store.locators('paper')).map((locator) => locator.claimId)).toEqual(['a']);
  });

  onBasics('evidence without a place in the text is no locator', async (store) => {
    await put(store, {
      source: [source('film', { type: 'video' })],
      claim: [
        claim('b', { evidence: [{ sourceId: 'film', fragment: 't=83,91' }, passage('film', 1, 2)] }),
        claim('a', { evidence: [{ sourceId: 'film', paragraph: 4, quote: 'words' }] }),
      ],
    });
    expect(await store.unlocated('film')).toEqual([
      { claimId: 'a', position: 0, fragment: null, paragraph: 4 },
      { claimId: 'b', position: 0, fragment: 't=83,91', paragraph: null },
    ]);
    expect((await store.locators('film')).map(({ claimId, position }) => [claimId, position])).toEqual([
      ['b', 1],
    ]);
    expect((await bodyOf(store, 'claim', 'b')).evidence).toMatchObject([
      { state: 'unlocated', fragment: 't=83,91', start: null },
      { state: 'located', fragment: null, start: 1 },
    ]);
    await put(store, { claim: [claim('a'), claim('b')] });
    expect(await store.unlocated('film')).toEqual([]);
  });
}
