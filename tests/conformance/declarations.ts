import { expect } from 'vitest';
import type { Store } from '../../src/domain/store.ts';
import {
  actor,
  batchOf,
  bodyOf,
  claim,
  type DeclaredPredicate,
  type DeclaredSubtype,
  dataset,
  declares,
  droneStrike,
  event,
  firstDay,
  flooded,
  housesFlooded,
  idsIn,
  keyOf,
  militia,
  put,
  responsible,
  secondDay,
} from '../helpers/records.ts';
import { type OpenStore, testsOn } from './suite.ts';

/** The dataset `home` with the predicate of `declares`, changed in these members. */
const home = (change: Partial<DeclaredPredicate> = {}) =>
  dataset('home', { predicates: [{ ...housesFlooded, ...change }] });

/** Two claims that cannot both be right where the predicate is functional, and one alone. */
const counts = {
  event: [event('flood')],
  claim: [
    claim('ten', { proposition: flooded('flood', 10), eventIds: ['flood'] }),
    claim('twelve', { proposition: flooded('flood', 12), eventIds: ['flood'] }),
    claim('one', { proposition: flooded('attack', 1) }),
  ],
};
const ten = keyOf(flooded('flood', 10));

/** What is contested: the proposition, the claim on it, and the event. */
async function contestedIn(store: Store): Promise<boolean[]> {
  const found = [await bodyOf(store, 'proposition', ten), await bodyOf(store, 'claim', 'ten')];
  return [...found, await bodyOf(store, 'event', 'flood')].map(({ contested }) => contested);
}
const expectSound = async (store: Store) => expect((await store.check()).faults).toEqual([]);

/** The dataset `home` with these subtypes. */
const typed = (...subtypes: DeclaredSubtype[]) => dataset('home', { subtypes });
const struck = {
  event: [event('raid', { subtype: 'drone_strike' }), event('other')],
  actor: [actor('front', { subtype: 'militia' })],
};

export function declarationsSuite(open: OpenStore): void {
  const { onBasics } = testsOn(open);

  onBasics('what datasets declare is listed as declared, by dataset', async (store) => {
    expect(await store.declarations()).toEqual([]);
    await put(store, { dataset: [home()] });
    const short = {
      id: 'borders',
      label: { one: 'borders' },
      subjects: ['event'],
      objects: ['text'],
    } as const;
    const other = { ...short, subjects: [...short.subjects], objects: [...short.objects] };
    await store.write(
      batchOf({ dataset: [dataset('away', { predicates: [other, housesFlooded] })] }, 'away'),
      firstDay,
    );
    const whole = { ...housesFlooded };
    expect(await store.declarations()).toEqual([
      {
        datasetId: 'away',
        predicates: [
          {
            ...other,
            label: { one: 'borders', many: 'borders' },
            description: null,
            unit: null,
            functional: false,
          },
          whole,
        ],
        subtypes: [],
      },
      { datasetId: 'home', predicates: [whole], subtypes: [] },
    ]);
    expect((await bodyOf(store, 'dataset', 'home')).predicates).toEqual([whole]);
    await put(store, { dataset: [dataset('home')] }, secondDay);
    expect((await store.declarations()).map(({ datasetId }) => datasetId)).toEqual(['away']);
    await expectSound(store);
  });

  onBasics('a declared predicate reads, is found and contests as one of the program', async (store) => {
    await put(store, { dataset: [home()], ...counts });
    expect(await bodyOf(store, 'proposition', ten)).toMatchObject({
      text: 'Title of flood · houses flooded · 10 houses',
      functional: true,
      disputeReasons: ['incompatible_values'],
    });
    expect((await bodyOf(store, 'proposition', keyOf(flooded('attack', 1)))).text).toBe(
      'Title of attack · house flooded · 1 houses',
    );
    expect(await contestedIn(store)).toEqual([true, true, true]);
    const page = await store.listClaims({ predicate: ['houses_flooded'], sort: 'time' }, { limit: 9 });
    expect(idsIn(page.data).sort()).toEqual(['one', 'ten', 'twelve']);
    await expectSound(store);
  });

  onBasics('a changed declaration makes text and disputes true again', async (store) => {
    await put(store, { dataset: [home()], ...counts });
    await put(store, { dataset: [home({ functional: false })] }, secondDay);
    expect(await contestedIn(store)).toEqual([false, false, false]);
    await expectSound(store);
    await put(store, { dataset: [home({ label: { one: 'home', many: 'homes' } })] }, secondDay);
    expect(await contestedIn(store)).toEqual([true, true, true]);
    expect((await bodyOf(store, 'proposition', ten)).text).toBe('Title of flood · homes · 10 houses');
    await expectSound(store);
  });

  onBasics('two datasets may declare an id only with one meaning', async (store) => {
    await put(store, { dataset: [home()], ...counts });
    const away = (change: Partial<DeclaredPredicate>) =>
      batchOf({ dataset: [dataset('away', { predicates: [{ ...housesFlooded, ...change }] })] }, 'away');
    const state = await store.state();
    await expect(store.write(away({ functional: false }), secondDay)).rejects.toMatchObject({
      code: 'invalid_record',
      message: expect.stringMatching(/"away" declares the predicate "houses_flooded" .* "home"/),
    });
    expect(await store.state()).toEqual(state);
    await store.write(away({}), secondDay);
    await expect(put(store, { dataset: [home({ unit: 'homes' })] }, secondDay)).rejects.toMatchObject({
      message: expect.stringContaining('with another meaning than the dataset "away"'),
    });
    // Both at once may change it.
    const described = { description: 'Houses under water.' };
    const both = [
      ...(away(described).dataset ?? []),
      ...(batchOf({ dataset: [home(described)] }, 'home').dataset ?? []),
    ];
    await store.write({ dataset: both }, secondDay);
    expect((await store.declarations()).map(({ predicates }) => predicates[0]?.description)).toEqual([
      'Houses under water.',
      'Houses under water.',
    ]);
    await expectSound(store);
  });

  onBasics('no claim uses a predicate that its dataset does not declare', async (store) => {
    const message = expect.stringContaining('"houses_flooded", which its dataset "home" does not declare');
    await store.write(batchOf({ dataset: [dataset('away', declares)] }, 'away'), firstDay);
    await expect(put(store, counts)).rejects.toMatchObject({ code: 'invalid_record', message });
    await put(store, { dataset: [home()], ...counts });
    await expect(put(store, { dataset: [dataset('home')] })).rejects.toMatchObject({
      code: 'invalid_record',
      message: expect.stringMatching(/no longer declares .* for its claim "(one|ten|twelve)", which uses it/),
    });
    const reworded = counts.claim.map(({ id }) => claim(id, { proposition: responsible('other', 'attack') }));
    await put(store, { dataset: [dataset('home')], claim: reworded }, secondDay);
    expect((await store.declarations()).map(({ datasetId }) => datasetId)).toEqual(['away']);
    await expectSound(store);
  });

  onBasics('a predicate and the claims with it may go in one write', async (store) => {
    await put(store, { dataset: [home()], ...counts });
    const reworded = counts.claim.map(({ id }) => claim(id, { proposition: responsible('other', 'attack') }));
    await put(store, { dataset: [dataset('home')], claim: reworded }, secondDay);
    expect(await store.declarations()).toEqual([]);
    expect(await store.read('proposition', ten)).toBeNull();
    expect((await bodyOf(store, 'event', 'flood')).contested).toBe(false);
    await expectSound(store);
  });

  onBasics('a declaration may not become one that claims do not fit', async (store) => {
    await put(store, { dataset: [home()], ...counts });
    for (const [change, reason] of [
      [{ unit: 'homes' }, 'its object.unit must be "homes", the declared unit'],
      [
        { subjects: ['actor'] },
        'its subject.kind must be actor for the predicate "houses_flooded", not event',
      ],
      [
        { objects: ['text'], unit: undefined },
        'its object.kind must be text for the predicate "houses_flooded", not quantity',
      ],
    ] as const) {
      const changed = { dataset: [home(change as Partial<DeclaredPredicate>)] };
      await expect(put(store, changed)).rejects.toMatchObject({
        code: 'invalid_record',
        message: expect.stringContaining(reason),
      });
    }
    const inHomes = counts.claim.map((of) => ({
      ...of,
      proposition: { ...of.proposition, object: { ...of.proposition.object, unit: 'homes' } },
    }));
    await put(
      store,
      { dataset: [home({ unit: 'homes' })], claim: inHomes as typeof counts.claim },
      secondDay,
    );
    await put(store, { dataset: [home({ subjects: ['actor', 'event'], unit: undefined })] }, secondDay);
    expect((await bodyOf(store, 'claim', 'ten')).proposition.object).toMatchObject({ unit: 'homes' });
    await expectSound(store);
  });

  onBasics('a subtype is kept with events and actors, and finds them', async (store) => {
    await put(store, { dataset: [typed(droneStrike, militia)], ...struck });
    expect((await store.declarations())[0]?.subtypes).toEqual([
      droneStrike,
      { ...militia, description: null },
    ]);
    expect((await bodyOf(store, 'event', 'raid')).subtype).toBe('drone_strike');
    expect((await bodyOf(store, 'event', 'other')).subtype).toBeNull();
    expect((await bodyOf(store, 'actor', 'front')).subtype).toBe('militia');
    const page = { limit: 9 };
    const events = await store.listEvents({ subtype: ['drone_strike'], sort: 'time' }, page);
    const actors = await store.listActors({ subtype: ['militia', 'clan'], sort: 'name' }, page);
    expect([idsIn(events.data), idsIn(actors.data)]).toEqual([['raid'], ['front']]);
    expect(await store.eventFacets({}, ['subtype'])).toEqual({
      subtype: { values: [{ value: 'drone_strike', count: 1 }], more: false },
    });
    expect(await store.timeline({ subtype: ['ambush'] }, 'year')).toMatchObject({ unplaced: 0 });
    await expectSound(store);
  });

  onBasics('no record has a subtype that its dataset does not declare for its kind', async (store) => {
    await expect(put(store, struck)).rejects.toMatchObject({
      code: 'invalid_record',
      message: expect.stringContaining(
        'the subtype "drone_strike", which its dataset "home" does not declare',
      ),
    });
    await put(store, { dataset: [typed(droneStrike, militia)], ...struck });
    expect(await store.users({ user: 'event', word: 'drone_strike', datasetId: 'home' }, 9)).toEqual([
      'raid',
    ]);
    expect(await store.users({ user: 'actor', word: 'drone_strike', datasetId: 'home' }, 9)).toEqual([]);
    expect(await store.users({ user: 'event', word: 'drone_strike', datasetId: 'away' }, 9)).toEqual([]);
    const swapped = { actor: [actor('front', { subtype: 'drone_strike' })] };
    await expect(put(store, swapped)).rejects.toMatchObject({ code: 'invalid_record' });
    for (const subtypes of [[militia], [{ ...droneStrike, kind: 'actor' as const }, militia]]) {
      await expect(put(store, { dataset: [typed(...subtypes)] })).rejects.toMatchObject({
        code: 'invalid_record',
        message: expect.stringMatching(/no longer declares the subtype "drone_strike" for its event "raid"/),
      });
    }
    await put(store, { dataset: [typed(militia)], event: [event('raid')] }, secondDay);
    const renamed = { ...militia, label: { one: 'armed band' } };
    await put(store, { dataset: [typed(renamed)] }, secondDay);
    expect((await store.declarations())[0]?.subtypes).toEqual([
      { ...militia, label: { one: 'armed band', many: 'armed band' }, description: null },
    ]);
    const away = dataset('away', { subtypes: [militia] });
    await expect(store.write(batchOf({ dataset: [away] }, 'away'), secondDay)).rejects.toMatchObject({
      message: expect.stringContaining(
        '"away" declares the subtype "militia" with another meaning than the dataset "home"',
      ),
    });
    await expectSound(store);
  });
}
