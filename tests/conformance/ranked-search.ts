import fc from 'fast-check';
import { expect } from 'vitest';
import type { SearchedKind } from '../../src/domain/kinds.ts';
import { limits } from '../../src/domain/limits.ts';
import { searchTermsOf } from '../../src/domain/search/terms.ts';
import type { Store } from '../../src/domain/store.ts';
import { hasWords } from '../helpers/naive-store.ts';
import { actor, claim, dataset, event, idsIn, passage, put, source } from '../helpers/records.ts';
import { type OpenStore, testsOn } from './suite.ts';

const kinds: readonly SearchedKind[] = ['actor', 'event', 'claim', 'source'];
const most = limits.searchRankedMax;

const find = async (store: Store, text: string, of = kinds) => {
  const { hits } = await store.search({ terms: searchTermsOf(text), kinds: of }, { limit: 200 });
  return hits.map(({ kind, body }) => `${kind} ${JSON.parse(body).id}`);
};

const fill = (store: Store) =>
  put(store, {
    source: [source('wire', { title: 'Harbour siege, a report' }), source('untitled')],
    actor: [
      actor('harbour', { name: 'Harbour Authority', names: [{ value: 'Портовый пристав', kind: 'alias' }] }),
    ],
    event: [
      event('siege', { title: 'Siege of the harbour', summary: 'Ships lay outside for days.' }),
      event('fire', {
        title: 'Fire',
        summary: 'After the siege of the harbour ended.',
        tags: ['arson-case'],
      }),
      event('gate', {
        title: 'A gate falls',
        place: { name: 'Çanakkale' },
        time: { edtf: '2024-02', text: 'midwinter' },
      }),
      event('besieged', { title: 'Besieged for days on end' }),
    ],
    claim: [
      claim('denial', { statement: 'The harbour was never under siege.' }),
      claim('quoted', {
        statement: 'A word.',
        evidence: [{ ...passage('wire'), quote: 'Nobody besieges Ångström!' }],
      }),
    ],
  });

export function rankedSearchSuite(open: OpenStore): void {
  const { onBasics } = testsOn(open);

  const expectations: [string, string, string[]][] = [
    [
      'titles first, then statements, then texts',
      'siege harbour',
      ['event siege', 'source wire', 'claim denial', 'event fire'],
    ],
    ['names', 'authority', ['actor harbour']],
    ['any name, in any script', 'ПОРТОВЫЙ', ['actor harbour']],
    ['places, accents aside', 'canakkale', ['event gate']],
    ['keywords by their parts', 'arson case', ['event fire']],
    ['the words for a time', 'midwinter', ['event gate']],
    ['quoted passages', 'angstrom', ['claim quoted']],
    ['the beginning of the last word, whole words first', 'days', ['event siege', 'event besieged']],
    ['beginnings of three letters', 'bes', ['event besieged', 'claim quoted']],
    ['no beginnings of two letters', 'be', []],
    ['no inside of a word', 'sieged', []],
    ['nothing where one word is missing', 'siege nowhere', []],
    ['nothing for signs', '"*" ( ^', []],
    ['no operators', 'siege OR fire', []],
  ];
  for (const [what, text, expected] of expectations) {
    onBasics(`finds ${what}`, async (store) => {
      await fill(store);
      const found = await find(store, text);
      if (what.startsWith('the beginning')) expect(found.toSorted()).toEqual(expected.toSorted());
      else expect(found).toEqual(expected);
    });
  }

  onBasics('finds only what is asked for, by kind and dataset', async (store) => {
    await fill(store);
    expect(await find(store, 'siege', ['claim'])).toEqual(['claim denial']);
    expect(await find(store, 'siege', [])).toEqual([]);
    await store.write(
      {
        dataset: [{ datasetId: 'd2', record: dataset('d2') }],
        event: [{ datasetId: 'd2', record: event('elsewhere', { title: 'Siege' }) }],
      },
      '2026-01-03T00:00:00.000Z',
    );
    const asked = { terms: ['siege'], kinds, datasetIds: ['d2'] };
    const { hits, matches } = await store.search(asked, { limit: 10 });
    expect(idsIn(hits.map(({ body }) => body))).toEqual(['elsewhere']);
    expect(matches).toEqual({ value: 1, relation: 'exact' });
  });

  onBasics(
    'puts whole words before beginnings, short titles before long ones, the latest first',
    async (store) => {
      await put(store, {
        event: [
          event('begun', { title: 'Marches', time: { edtf: '2024' } }),
          event('long', { title: 'March of many thousands', time: { edtf: '2024' } }),
          event('late', { title: 'March', time: { edtf: '2024-05' } }),
          event('early', { title: 'March', time: { edtf: '2024-01' } }),
          event('undated', { title: 'March' }),
          event('in-text', { title: 'Rally', summary: 'A march.', time: { edtf: '2025' } }),
          event('twice', { title: 'Rally', summary: 'A march, march.' }),
        ],
      });
      expect(await find(store, 'march')).toEqual(
        ['late', 'early', 'undated', 'long', 'begun', 'twice', 'in-text'].map((id) => `event ${id}`),
      );
    },
  );

  onBasics('forgets the words that a record no longer has', async (store) => {
    await fill(store);
    await put(store, { event: [event('siege', { title: 'Blockade', time: { edtf: '2024' } })] });
    expect(await find(store, 'siege harbour', ['event'])).toEqual(['event fire']);
    expect(await find(store, 'blockade')).toEqual(['event siege']);
  });

  onBasics('ranks so many and says that there are more: titles first, then the latest', async (store) => {
    const day = (index: number) => ({ edtf: `20${String(10 + (index % 80)).padStart(2, '0')}-01-01` });
    await put(store, {
      event: [
        ...Array.from({ length: most }, (_, index) =>
          event(`text${index}`, { title: 'Rally', summary: 'A common word.', time: day(index) }),
        ),
        event('old-title', { title: 'Common thing', time: { edtf: '1900' } }),
        event('undated-title', { title: 'Common thing' }),
        event('undated-text', { title: 'Rally', summary: 'A common word.' }),
        event('old-text', { title: 'Rally', summary: 'A common word.', time: { edtf: '1900' } }),
      ],
    });
    const asked = { terms: ['common'], kinds };
    const { hits, matches, next } = await store.search(asked, { limit: most });
    expect(matches).toEqual({ value: most, relation: 'at_least' });
    expect(next).toBeNull();
    const found = idsIn(hits.map(({ body }) => body));
    expect(found.slice(0, 2)).toEqual(['old-title', 'undated-title']);
    expect(found).not.toContain('undated-text');
    expect(found).not.toContain('old-text');
    const begun = await store.search({ terms: ['commo'], kinds }, { limit: most });
    expect(begun.matches).toEqual({ value: most, relation: 'at_least' });
    expect(idsIn(begun.hits.map(({ body }) => body)).slice(0, 2)).toEqual(['old-title', 'undated-title']);
  });

  onBasics('finds the events whose folded texts have all terms, and no other', async (store) => {
    const units = [
      'a',
      'U',
      '.',
      'ß',
      'ł',
      'é',
      'к',
      'ё',
      "'",
      'ا',
      'أ',
      'َ',
      '١',
      'क',
      'ा',
      'ि',
      '北',
      '京',
      '海',
      'て',
      'ก',
      'ำ',
      '한',
      ' ',
    ];
    const text = fc.string({ unit: fc.constantFrom(...units), minLength: 1, maxLength: 9 });
    const titles = fc.sample(text, 150).filter((title) => /\S/.test(title));
    const events = titles.map((title, at) =>
      event(`e${at}`, { title: `x${at} ${title}`, summary: titles.at(-at) ?? '' }),
    );
    await put(store, { event: events });
    const queries = fc.oneof(
      fc
        .tuple(fc.constantFrom(...titles), fc.nat(8), fc.nat(8))
        .map(([title, from, to]) => title.slice(from, from + to)),
      text,
    );
    await fc.assert(
      fc.asyncProperty(queries, async (query) => {
        const terms = searchTermsOf(query);
        const expected = events
          .filter(({ title, summary }) => hasWords(`${title}\n${summary}`, terms, 'event'))
          .map(({ id }) => id);
        const list = await store.listEvents({ terms, sort: 'time' }, { limit: 200 });
        expect(idsIn(list.data).toSorted()).toEqual(expected.toSorted());
        const { hits } = await store.search({ terms, kinds: ['event'] }, { limit: 200 });
        expect(idsIn(hits.map(({ body }) => body)).toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 300 },
    );
  });

  onBasics('a key of another shape is an invalid cursor', async (store) => {
    await fill(store);
    for (const after of [[], [1], [1, 1, 1, 1], ['a', 1, 1, 'x']])
      await expect(store.search({ terms: ['siege'], kinds }, { limit: 2, after })).rejects.toMatchObject({
        code: 'invalid_cursor',
      });
  });
}
