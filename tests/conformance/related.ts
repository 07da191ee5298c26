import { expect } from 'vitest';
import type { Store } from '../../src/domain/store.ts';
import { actor, claim, event, parsedBody, passage, put, responsible, source } from '../helpers/records.ts';
import { type OpenStore, testsOn } from './suite.ts';

const fill = (store: Store) =>
  put(store, {
    source: [source('paper'), source('wire'), source('unused')],
    actor: [actor('reporter'), actor('accused'), actor('witness'), actor('bystander')],
    event: [
      event('e1', {
        participants: [
          { actorId: 'witness', role: 'witness' },
          { actorId: 'accused', role: 'perpetrator' },
          { actorId: 'accused', role: 'planner' },
        ],
        relations: [{ type: 'response_to', eventId: 'e2' }],
      }),
      event('e2'),
      event('named-only'),
    ],
    claim: [
      claim('c1', {
        proposition: responsible('accused', 'named-only'),
        eventIds: ['e1'],
        attributionChain: [
          { actorId: 'reporter', sourceId: null, verb: 'reports' },
          { actorId: null, sourceId: 'wire', verb: 'quotes' },
        ],
        evidence: [passage('paper')],
      }),
      claim('c2'),
    ],
  });

export function relatedSuite(open: OpenStore): void {
  const { onBasics } = testsOn(open);
  const keys = (found: Map<string, string> | undefined) => [...(found ?? new Map()).keys()];

  onBasics('of events: participants, related events, and the sources of their claims', async (store) => {
    await fill(store);
    const found = await store.related('event', ['e1'], ['actor', 'event', 'source']);
    expect(keys(found.actor)).toEqual(['accused', 'witness']);
    expect(keys(found.event)).toEqual(['e2']);
    expect(keys(found.source)).toEqual(['paper', 'wire']);
    expect(found.actor?.get('witness')).toBe((await store.read('actor', 'witness'))?.body.toString());
    expect(parsedBody('source', found.source?.get('paper') ?? '').id).toBe('paper');
  });

  onBasics('of claims: every actor, event and source that they name', async (store) => {
    await fill(store);
    const found = await store.related('claim', ['c1'], ['actor', 'event', 'source']);
    expect(keys(found.actor)).toEqual(['accused', 'reporter', 'speaker']);
    expect(keys(found.event)).toEqual(['e1', 'named-only']);
    expect(keys(found.source)).toEqual(['paper', 'wire']);
  });

  onBasics('of records that leave out what is null: stored as null', async (store) => {
    const killed = { kind: 'quantity' as const, best: 7, unit: 'persons' };
    await put(store, {
      source: [source('wire')],
      actor: [actor('reporter')],
      event: [
        event('e', { participants: [{ actorId: 'reporter', role: 'victim', count: { min: 1, unit: 'x' } }] }),
      ],
      claim: [
        claim('c', {
          proposition: { subject: { kind: 'event', id: 'e' }, predicate: 'killed', object: killed },
          attributionChain: [
            { actorId: 'reporter', verb: 'reports' },
            { sourceId: 'wire', verb: 'quotes' },
          ],
        }),
      ],
    });
    const found = await store.related('claim', ['c'], ['actor', 'event', 'source']);
    expect(keys(found.source)).toEqual(['wire']);
    const kept = parsedBody('claim', (await store.read('claim', 'c'))?.body.toString() ?? '');
    expect(kept.proposition.object).toEqual({ ...killed, min: null, max: null });
    expect(kept.attributionChain).toEqual([
      { actorId: 'reporter', sourceId: null, verb: 'reports' },
      { actorId: null, sourceId: 'wire', verb: 'quotes' },
    ]);
    const [victim] = parsedBody('event', found.event?.get('e') ?? '').participants;
    expect(victim?.count).toEqual({ min: 1, best: null, max: null, unit: 'x' });
  });

  onBasics('only what was asked for, each record once, unknown ids left out', async (store) => {
    await fill(store);
    expect(await store.related('event', ['e1'], [])).toEqual({});
    const found = await store.related('claim', ['c1', 'c2', 'c1', 'nothing'], ['actor']);
    expect(Object.keys(found)).toEqual(['actor']);
    expect(keys(found.actor)).toEqual(['accused', 'reporter', 'speaker']);
    expect(await store.related('event', ['c1', 'nothing'], ['source'])).toEqual({ source: new Map() });
  });

  const derived = (id: string, ...origins: string[]) =>
    source(id, { derivedFrom: origins.map((sourceId) => ({ kind: 'quotation' as const, sourceId })) });

  onBasics('derivations: every step behind a source, each once, circles included', async (store) => {
    await put(store, {
      source: [
        source('root'),
        derived('left', 'root'),
        derived('right', 'root'),
        derived('diamond', 'left', 'right'),
        derived('a', 'b'),
        derived('b', 'c'),
        derived('c', 'a', 'root'),
        derived('self', 'self'),
      ],
    });
    const steps = async (...ids: string[]) =>
      (await store.derivations(ids)).map(({ sourceId, originId }) => `${sourceId}<${originId}`).sort();
    expect(await steps('root', 'nothing')).toEqual([]);
    expect(await steps('left')).toEqual(['left<root']);
    expect(await steps('diamond')).toEqual(['diamond<left', 'diamond<right', 'left<root', 'right<root']);
    expect(await steps('a')).toEqual(['a<b', 'b<c', 'c<a', 'c<root']);
    expect(await steps('self')).toEqual(['self<self']);
    // The ids stand in different statements, and what lies behind both comes once.
    const between = Array.from({ length: 2000 }, (_, index) => `none-${index}`);
    expect(await steps('left', ...between, 'diamond')).toEqual(await steps('diamond', 'left'));
    await put(store, { source: [source('diamond')] });
    expect(await steps('diamond')).toEqual([]);
  });

  onBasics('a chain of derivations of any length is followed to its end', async (store) => {
    const length = 300;
    const chain = Array.from({ length }, (_, index) => derived(`s${index}`, `s${index + 1}`));
    await put(store, { source: [...chain, source(`s${length}`)] });
    expect(await store.derivations(['s0'])).toHaveLength(length);
  });
}
