import { expect } from 'vitest';
import { recordsIn } from '../../src/domain/json-octets.ts';
import type { Store } from '../../src/domain/store.ts';
import {
  actor,
  bodyOf,
  claim,
  event,
  keyOf,
  occurred,
  passage,
  put,
  responsible,
  says,
  source,
  tookPlaceAt,
} from '../helpers/records.ts';
import { type OpenStore, testsOn } from './suite.ts';

const proposition = responsible('other', 'attack');
const key = keyOf(proposition);
const yes = (id: string, more = {}) => claim(id, { proposition, eventIds: ['attack'], ...more });
const no = (id: string, more = {}) => yes(id, { polarity: 'negative', ...more });

const flags = async (store: Store, ...ids: string[]) =>
  Promise.all(
    ids.map(async (id) => {
      const { contested, withdrawn } = await bodyOf(store, 'claim', id);
      return `${id}${contested ? ' contested' : ''}${withdrawn ? ' withdrawn' : ''}`;
    }),
  );
const attack = async (store: Store) => {
  const { claimCount, contested } = await bodyOf(store, 'event', 'attack');
  return { claimCount, contested };
};
const positions = async (store: Store, of = key) =>
  (await bodyOf(store, 'proposition', of)).positions.map(
    (one) => `${one.polarity} ${one.claimCount}/${one.claimantCount}/${one.independentSources}`,
  );

function polaritySuite(open: OpenStore): void {
  const { onBasics } = testsOn(open);

  onBasics('quantities of every kind contest each other if no number fits both', async (store) => {
    const quantity = (
      predicate: 'costs' | 'displaced' | 'strength',
      min: number,
      max: number,
      unit: string,
    ) => ({
      subject: { kind: predicate === 'strength' ? ('actor' as const) : ('event' as const), id: 'attack' },
      predicate,
      object: { kind: 'quantity' as const, min, max, unit },
    });
    const costs = (min: number, max: number, unit = 'USD') => quantity('costs', min, max, unit);
    await put(store, {
      actor: [actor('attack')],
      claim: [
        claim('dear', { proposition: costs(2.5e6, 3e6) }),
        claim('cheap', { proposition: costs(1e6, 1.5e6) }),
        claim('in-euros', { proposition: costs(1, 2, 'EUR') }),
        claim('few', { proposition: quantity('displaced', 10, 20, 'persons') }),
        claim('some', { proposition: quantity('displaced', 15, 30, 'persons') }),
        claim('weak', { proposition: quantity('strength', 50, 60, 'fighters') }),
        claim('strong', { proposition: quantity('strength', 200, 300, 'fighters') }),
      ],
    });
    expect(await flags(store, 'dear', 'cheap', 'in-euros', 'few', 'some', 'weak', 'strong')).toEqual([
      'dear contested',
      'cheap contested',
      'in-euros',
      'few',
      'some',
      'weak contested',
      'strong contested',
    ]);
  });

  onBasics('a demand takes no side, unless it is about a duty', async (store) => {
    const duty = {
      subject: { kind: 'actor' as const, id: 'other' },
      predicate: 'ought_to' as const,
      object: { kind: 'text' as const, value: 'leave', lang: null },
    };
    await put(store, {
      claim: [
        yes('demand', { act: 'demands' }),
        no('denial'),
        claim('call', { act: 'demands', polarity: 'positive', proposition: duty }),
        claim('refusal', { act: 'denies', claimantId: 'other', proposition: duty }),
      ],
    });
    expect((await bodyOf(store, 'claim', 'demand')).polarity).toBe('unknown');
    expect(await flags(store, 'demand', 'denial', 'call', 'refusal')).toEqual([
      'demand',
      'denial',
      'call contested',
      'refusal contested',
    ]);
  });

  onBasics(
    'sources without a passage count, and one that reports a claim without evidence',
    async (store) => {
      const reports = (sourceId: string) => ({ actorId: null, sourceId, verb: 'reports' });
      await put(store, {
        source: [source('film'), source('paper'), source('wire'), source('copy')],
        claim: [yes('a', { evidence: [{ sourceId: 'film' }] }), yes('b', { evidence: [passage('paper')] })],
      });
      expect(await positions(store)).toEqual(['positive 2/1/2']);
      await put(store, { claim: [yes('c', { attributionChain: [reports('wire'), reports('copy')] })] });
      expect(await positions(store)).toEqual(['positive 3/1/3']);
      // It comes to light that the wire took it from the film.
      const derivedFrom = [{ kind: 'quotation' as const, sourceId: 'film' }];
      await put(store, { source: [source('wire', { derivedFrom })] });
      expect(await positions(store)).toEqual(['positive 3/1/2']);
    },
  );

  onBasics('opposing polarities contest; the other claim and the event learn of it', async (store) => {
    await put(store, { claim: [yes('a')] });
    expect(await bodyOf(store, 'proposition', key)).toMatchObject({
      contested: false,
      disputeReasons: [],
      claimCount: 1,
      functional: false,
    });
    expect(await attack(store)).toEqual({ claimCount: 1, contested: false });
    await put(store, { claim: [no('b', { claimantId: 'other' })] });
    expect(await bodyOf(store, 'proposition', key)).toMatchObject({
      contested: true,
      disputeReasons: ['opposing_polarity'],
      claimCount: 2,
    });
    expect(await positions(store)).toEqual(['positive 1/1/0', 'negative 1/1/0']);
    expect(await flags(store, 'a', 'b')).toEqual(['a contested', 'b contested']);
    expect(await attack(store)).toEqual({ claimCount: 2, contested: true });
    // Edited back, nothing is left of the dispute.
    await put(store, { claim: [yes('b', { claimantId: 'other' })] });
    expect(await positions(store)).toEqual(['positive 2/2/0']);
    expect(await flags(store, 'a', 'b')).toEqual(['a', 'b']);
    expect(await attack(store)).toEqual({ claimCount: 2, contested: false });
  });

  onBasics('a question takes no side', async (store) => {
    await put(store, { claim: [yes('a'), yes('q', { act: 'questions', claimantId: 'other' })] });
    expect(await positions(store)).toEqual(['positive 1/1/0', 'unknown 1/1/0']);
    expect(await flags(store, 'a', 'q')).toEqual(['a', 'q']);
    await put(store, { claim: [no('a')] });
    expect(await flags(store, 'a', 'q')).toEqual(['a', 'q']);
  });

  onBasics('an event is contested through any of its claims, and only its own', async (store) => {
    await put(store, {
      event: [event('quiet')],
      claim: [yes('a'), no('b', { eventIds: [] }), claim('c', { eventIds: ['attack', 'quiet'] })],
    });
    expect(await attack(store)).toEqual({ claimCount: 2, contested: true });
    expect(await bodyOf(store, 'event', 'quiet')).toMatchObject({ claimCount: 1, contested: false });
    await put(store, { claim: [yes('a', { eventIds: ['quiet'] })] });
    expect(await attack(store)).toEqual({ claimCount: 1, contested: false });
    expect(await bodyOf(store, 'event', 'quiet')).toMatchObject({ claimCount: 2, contested: true });
  });

  onBasics('an edited event keeps what its claims make of it', async (store) => {
    await put(store, { claim: [yes('a'), no('b')] });
    await put(store, { event: [event('attack', { title: 'New title' })] });
    expect(await attack(store)).toEqual({ claimCount: 2, contested: true });
    const listed = await store.listEvents({ sort: 'time', contested: true }, { limit: 5 });
    expect(recordsIn(listed.data)).toHaveLength(1);
  });
}

function withdrawalSuite(open: OpenStore): void {
  const { onBasics } = testsOn(open);

  for (const status of ['retracted', 'superseded'] as const) {
    onBasics(`the status ${status} withdraws a claim, and another one brings it back`, async (store) => {
      await put(store, { claim: [yes('a'), no('b')] });
      await put(store, { claim: [no('b', { status })] });
      expect(await flags(store, 'a', 'b')).toEqual(['a', 'b withdrawn']);
      expect(await positions(store)).toEqual(['positive 1/1/0']);
      expect(await bodyOf(store, 'proposition', key)).toMatchObject({ contested: false, claimCount: 2 });
      expect(await attack(store)).toEqual({ claimCount: 2, contested: false });
      await put(store, { claim: [no('b', { status: 'refuted' })] });
      expect(await flags(store, 'a', 'b')).toEqual(['a contested', 'b contested']);
    });
  }

  for (const type of ['retracts', 'corrects'] as const) {
    onBasics(`a claim that ${type} an earlier one of the same claimant withdraws it`, async (store) => {
      const relations = [{ type, claimId: 'b', basis: 'explicit' as const }];
      const elsewhere = { proposition: says('sorry'), eventIds: [] };
      await put(store, { claim: [yes('a', { claimantId: 'other' }), no('b')] });
      expect(await flags(store, 'a', 'b')).toEqual(['a contested', 'b contested']);
      await put(store, { claim: [claim('later', { ...elsewhere, relations })] });
      expect(await flags(store, 'a', 'b', 'later')).toEqual(['a', 'b withdrawn', 'later']);
      expect(await attack(store)).toEqual({ claimCount: 2, contested: false });
      // Of another claimant it is only an opinion.
      await put(store, { claim: [claim('later', { ...elsewhere, relations, claimantId: 'other' })] });
      expect(await flags(store, 'a', 'b')).toEqual(['a contested', 'b contested']);
      // The earlier claim turns out to be of that claimant too.
      await put(store, { claim: [no('b', { claimantId: 'other' })] });
      expect(await flags(store, 'a', 'b')).toEqual(['a', 'b withdrawn']);
      await put(store, { claim: [claim('later', { ...elsewhere, claimantId: 'other' })] });
      expect(await flags(store, 'a', 'b')).toEqual(['a contested', 'b contested']);
      expect(await attack(store)).toEqual({ claimCount: 2, contested: true });
    });
  }

  onBasics('an edited claim that stays withdrawn stays so in its body', async (store) => {
    const relations = [{ type: 'retracts' as const, claimId: 'a', basis: 'explicit' as const }];
    await put(store, { claim: [yes('a'), claim('later', { relations, act: 'retracts' })] });
    expect(await flags(store, 'a')).toEqual(['a withdrawn']);
    await put(store, { claim: [yes('a', { statement: 'Edited.' })] });
    expect(await flags(store, 'a')).toEqual(['a withdrawn']);
    await put(store, { claim: [yes('a', { proposition: says('moved') })] });
    expect(await flags(store, 'a')).toEqual(['a withdrawn']);
    expect(await positions(store, keyOf(says('moved')))).toEqual([]);
  });

  onBasics('other relations withdraw nothing', async (store) => {
    for (const type of ['supports', 'repeats', 'responds_to'] as const) {
      await put(store, {
        claim: [yes('a'), claim('later', { relations: [{ type, claimId: 'a', basis: 'editor' }] })],
      });
      expect(await flags(store, 'a', 'later')).toEqual(['a', 'later']);
    }
  });
}

function propositionSuite(open: OpenStore): void {
  const { onBasics } = testsOn(open);

  onBasics('a proposition without claims is gone, with what opposed it', async (store) => {
    const against = [{ type: 'contradicts' as const, claimId: 'b', basis: 'editor' as const }];
    await put(store, {
      claim: [yes('a', { relations: against }), claim('b', { proposition: says('was not there') })],
    });
    expect(await store.opposedTo([key])).toHaveLength(1);
    await put(store, { claim: [yes('a', { proposition: says('ready'), relations: [] })] });
    expect(await store.read('proposition', key)).toBeNull();
    expect(await store.opposedTo([key, keyOf(says('was not there')), keyOf(says('ready'))])).toEqual([]);
    const left = await store.listPropositions({ sort: 'claim_count' }, { limit: 9 });
    expect(
      recordsIn<{ object: { value: string } }>(left.data)
        .map(({ object }) => object.value)
        .sort(),
    ).toEqual(['ready', 'was not there']);
    const positions = await store.listActorPositions({ claimedBy: ['speaker'] }, { limit: 9 });
    expect(recordsIn(positions.data)).toHaveLength(2);
  });

  onBasics('names in the sentence follow the actor and the event', async (store) => {
    await put(store, { claim: [yes('a')] });
    expect((await bodyOf(store, 'proposition', key)).text).toBe(
      'Name of other · is responsible for · Title of attack',
    );
    await put(store, { actor: [actor('other', { name: 'Renamed' })] });
    expect((await bodyOf(store, 'proposition', key)).text).toBe(
      'Renamed · is responsible for · Title of attack',
    );
    await put(store, { event: [event('attack', { title: 'The siege' })] });
    expect((await bodyOf(store, 'proposition', key)).text).toBe('Renamed · is responsible for · The siege');
    const rendered = await store.read('proposition', key);
    await put(store, { actor: [actor('speaker', { name: 'Unconcerned' })] });
    expect(await store.read('proposition', key)).toEqual(rendered);
  });

  onBasics('a proposition is spelled as its earliest claim spells it now', async (store) => {
    const spelled = says('Ready  to go');
    await put(store, {
      claim: [
        claim('first', { proposition: spelled, madeAt: { edtf: '2024-01' } }),
        claim('second', { proposition: says('READY to go'), madeAt: { edtf: '2024-02' } }),
      ],
    });
    const of = keyOf(spelled);
    const object = async (at: string) => (await bodyOf(store, 'proposition', at)).object;
    expect(await object(of)).toMatchObject({ value: 'Ready  to go' });
    await put(store, {
      claim: [claim('first', { proposition: says('ready TO go'), madeAt: { edtf: '2024-01' } })],
    });
    expect(await object(of)).toMatchObject({ value: 'ready TO go' });
    await put(store, { claim: [claim('first', { proposition: says('gone') })] });
    expect(await object(of)).toMatchObject({ value: 'READY to go' });
  });

  onBasics('what does not make a proposition another one is still up to date in it', async (store) => {
    const place = (longitude: number) => ({
      ...tookPlaceAt('attack', 'Hall', 'RU'),
      object: {
        kind: 'place' as const,
        place: { name: 'Hall', countryCode: 'RU', point: { longitude, latitude: 1 } },
      },
    });
    const time = (basisNote: string) => ({
      ...occurred('attack', '2024'),
      object: { kind: 'time' as const, time: { edtf: '2024', basis: 'inferred' as const, basisNote } },
    });
    await put(store, {
      claim: [claim('p', { proposition: place(1) }), claim('t', { proposition: time('a guess') })],
    });
    await put(store, {
      claim: [claim('p', { proposition: place(2) }), claim('t', { proposition: time('from a photo') })],
    });
    expect((await bodyOf(store, 'proposition', keyOf(place(0)))).object).toMatchObject({
      place: { point: { longitude: 2 } },
    });
    expect((await bodyOf(store, 'proposition', keyOf(time('')))).object).toMatchObject({
      time: { basisNote: 'from a photo' },
    });
  });
}

function sourcesSuite(open: OpenStore): void {
  const { onBasics } = testsOn(open);
  const from = (id: string, kind: 'syndicated_copy' | 'translation', ...origins: string[]) =>
    source(id, { derivedFrom: origins.map((sourceId) => ({ kind, sourceId })) });
  const onSources = (...ids: string[]) => ids.map((id) => yes(`on-${id}`, { evidence: [passage(id)] }));

  onBasics('copies and derived chains count once; independent sources each', async (store) => {
    await put(store, {
      source: [
        source('wire'),
        from('copy', 'syndicated_copy', 'wire'),
        from('copy-of-copy', 'translation', 'copy'),
        source('own'),
      ],
      claim: onSources('wire', 'copy', 'copy-of-copy'),
    });
    expect(await positions(store)).toEqual(['positive 3/1/1']);
    await put(store, { claim: onSources('own') });
    expect(await positions(store)).toEqual(['positive 4/1/2']);
  });

  onBasics(
    'a change of what a source came from is felt by every claim on what came from it',
    async (store) => {
      await put(store, {
        source: [
          source('wire'),
          from('copy', 'syndicated_copy', 'wire'),
          from('third', 'translation', 'copy'),
        ],
        claim: onSources('wire', 'third'),
      });
      expect(await positions(store)).toEqual(['positive 2/1/1']);
      await put(store, { source: [source('copy')] });
      expect(await positions(store)).toEqual(['positive 2/1/2']);
      await put(store, { source: [from('copy', 'syndicated_copy', 'wire')] });
      expect(await positions(store)).toEqual(['positive 2/1/1']);
    },
  );

  onBasics('a diamond has one root, a piece from two wires adds nothing beside them', async (store) => {
    await put(store, {
      source: [
        source('root'),
        from('left', 'translation', 'root'),
        from('right', 'translation', 'root'),
        from('joined', 'syndicated_copy', 'left', 'right'),
        source('wire-a'),
        source('wire-b'),
        from('digest', 'syndicated_copy', 'wire-a', 'wire-b'),
      ],
      claim: onSources('left', 'right', 'joined'),
    });
    expect(await positions(store)).toEqual(['positive 3/1/1']);
    await put(store, { claim: onSources('digest') });
    expect(await positions(store)).toEqual(['positive 4/1/2']);
    await put(store, { claim: onSources('wire-a', 'wire-b') });
    expect(await positions(store)).toEqual(['positive 6/1/3']);
  });

  onBasics('sources of withdrawn claims do not count', async (store) => {
    await put(store, { source: [source('s1'), source('s2')], claim: onSources('s1', 's2') });
    expect(await positions(store)).toEqual(['positive 2/1/2']);
    await put(store, { claim: [yes('on-s2', { evidence: [passage('s2')], status: 'retracted' })] });
    expect(await positions(store)).toEqual(['positive 1/1/1']);
  });
}

export function assessmentSuite(open: OpenStore): void {
  polaritySuite(open);
  withdrawalSuite(open);
  propositionSuite(open);
  sourcesSuite(open);
}
