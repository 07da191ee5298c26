import { expect } from 'vitest';
import { searchTermsOf } from '../../src/domain/search/terms.ts';
import type { Store } from '../../src/domain/store.ts';
import { actor, idsIn, put } from '../helpers/records.ts';
import { type OpenStore, testsOn } from './suite.ts';

const find = async (store: Store, terms: readonly string[]) =>
  idsIn((await store.listActors({ sort: 'name', terms }, { limit: 50 })).data).sort();
/** As the route does: the text of a person, split into its words. */
const search = (store: Store, text: string) => find(store, searchTermsOf(text));

const fill = (store: Store) =>
  put(store, {
    actor: [
      actor('isis', {
        name: 'Islamic State',
        names: [
          { value: 'ISIS', kind: 'acronym' },
          { value: 'Daesh داعش', kind: 'alias' },
        ],
      }),
      actor('isis-k', {
        name: 'Islamic State – Khorasan Province',
        names: [{ value: 'ISIS-K', kind: 'acronym' }],
      }),
      actor('volk', { name: 'Ірина Волк', names: [{ value: 'Irina Vólk', kind: 'transliteration' }] }),
      actor('obrien', { name: "Seán O'Brien" }),
      actor('operators', { name: 'AND OR NOT NEAR col:x' }),
      actor('agency', { name: 'Multi-Agency Task_Force 112' }),
      actor('han', { name: '情報局' }),
      actor('korea', { name: '국가정보원'.normalize('NFD') }),
      actor('long', { name: `${'w'.repeat(90)} society` }),
      actor('goethe', { name: 'Göethe'.normalize('NFD') }),
    ],
  });

export function searchSuite(open: OpenStore): void {
  const { onBasics } = testsOn(open);
  const expectations: [string, string, string[]][] = [
    ['a word of any name', 'daesh', ['isis']],
    ['case aside', 'DAESH', ['isis']],
    ['every word, in any order', 'state islamic', ['isis', 'isis-k']],
    ['every word, in different names', 'khorasan isis', ['isis-k']],
    ['the beginning of the last word', 'islamic sta', ['isis', 'isis-k']],
    ['the beginning of the last word only', 'isl state', []],
    ['one letter', 'k', ['isis-k']],
    ['not the inside of a word', 'horasan', []],
    ['accents aside in the name', 'sean', ['obrien']],
    ['accents aside in the text', 'ísís', ['isis', 'isis-k']],
    ['composed and decomposed alike', 'GÖETHE', ['goethe']],
    ['another script', 'волк', ['volk']],
    ['a script without cases', 'داعش', ['isis']],
    ['any part of a run of Han', '報局', ['han']],
    ['one letter of it, the last one too', '局', ['han']],
    ['Hangul however it is composed', '국가정보원'.normalize('NFC'), ['korea']],
    ['the beginning of any Korean word', '국가 정보', []],
    ['an apostrophe', "o'brien", ['obrien']],
    ['a hyphen', 'multi-agency', ['agency']],
    ['an underscore', 'task_force', ['agency']],
    ['a number', '112', ['agency']],
    ['a long word before another', `${'w'.repeat(90)} society`, ['long']],
    ['the beginning of a long word', 'w'.repeat(70), ['long']],
    ['AND as a word', 'and', ['operators']],
    ['NOT as a word', 'isis not', []],
    ['OR as a word', 'daesh OR sean', []],
    ['NEAR( as a word', 'NEAR(', ['operators']],
    ['a column as words', 'col:x', ['operators']],
    ['an open quote', '"islamic', ['isis', 'isis-k']],
    ['a star', 'isl*', ['isis', 'isis-k']],
    ['a caret and brackets', '^(islamic) {state}', ['isis', 'isis-k']],
    ['nothing but signs', '*"()-:^', []],
    ['nothing', '', []],
    ['a mark alone', '\u0301', []],
    ['a word, and a mark alone not', 'isis \u0301', ['isis', 'isis-k']],
  ];

  for (const [what, text, expected] of expectations) {
    onBasics(`finds ${what}`, async (store) => {
      await fill(store);
      expect(await search(store, text)).toEqual(expected);
    });
  }

  onBasics('terms that were not split stay literal', async (store) => {
    await fill(store);
    for (const hostile of [
      '"',
      '""',
      '*',
      'a" OR "b',
      'names:isis',
      '-isis',
      "'",
      'isis\0',
      '^isis',
      '(',
      'NEAR(isis state)',
    ]) {
      const found = await find(store, [hostile]);
      expect(found.length, hostile).toBeLessThan(3);
    }
    expect(await find(store, ['isis" OR "sean'])).toEqual([]);
    expect(await find(store, [])).toEqual([]);
    expect(await find(store, [''])).toEqual([]);
  });

  onBasics('a renamed actor is found by its new names only', async (store) => {
    await fill(store);
    await put(store, { actor: [actor('isis', { name: 'Renamed Group' })] });
    expect(await search(store, 'daesh')).toEqual([]);
    expect(await search(store, 'renamed')).toEqual(['isis']);
    expect(await search(store, 'islamic')).toEqual(['isis-k']);
  });

  onBasics('a search goes together with other conditions and pages', async (store) => {
    await fill(store);
    const first = await store.listActors(
      { sort: 'name', terms: ['islamic'], datasetId: ['home'] },
      { limit: 1 },
    );
    expect(idsIn(first.data)).toEqual(['isis']);
    const second = await store.listActors(
      { sort: 'name', terms: ['islamic'] },
      { limit: 1, after: first.next ?? [] },
    );
    expect(idsIn(second.data)).toEqual(['isis-k']);
    expect(second.next).toBeNull();
    const courts = { sort: 'name', terms: ['islamic'], type: ['court'] } as const;
    expect(idsIn((await store.listActors(courts, { limit: 9 })).data)).toEqual([]);
  });
}
