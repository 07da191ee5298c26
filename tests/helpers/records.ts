import type { z } from 'zod';
import { Actor } from '../../src/domain/actor.ts';
import { Claim } from '../../src/domain/claim.ts';
import { Dataset } from '../../src/domain/dataset.ts';
import { Event } from '../../src/domain/event.ts';
import { type JsonOctets, joinedOctets, recordsIn } from '../../src/domain/json-octets.ts';
import { perKind, type RecordKind, recordKinds } from '../../src/domain/kinds.ts';
import { PropositionSummary } from '../../src/domain/position.ts';
import { statementOf } from '../../src/domain/proposition.ts';
import type { PageRequest, SortKey } from '../../src/domain/query.ts';
import type { WrittenRecords } from '../../src/domain/records.ts';
import { Source } from '../../src/domain/source.ts';
import type { BodyKind, Page, RecordBatch, Store, WriteReport } from '../../src/domain/store.ts';

/** Small records for tests: each builder makes the least that the model allows, the test adds what it is about. */

export const firstDay = '2026-01-01T00:00:00.000Z';
export const secondDay = '2026-01-02T00:00:00.000Z';

type Written<K extends RecordKind> = WrittenRecords[K];

export const dataset = (id: string, more: Partial<Written<'dataset'>> = {}): Written<'dataset'> => ({
  id,
  title: `Dataset ${id}`,
  licence: 'CC0-1.0',
  ...more,
});

export const source = (id: string, more: Partial<Written<'source'>> = {}): Written<'source'> => ({
  id,
  type: 'article',
  ...more,
});

export const actor = (id: string, more: Partial<Written<'actor'>> = {}): Written<'actor'> => ({
  id,
  type: 'organization',
  name: `Name of ${id}`,
  ...more,
});

export const event = (id: string, more: Partial<Written<'event'>> = {}): Written<'event'> => ({
  id,
  type: 'attack',
  title: `Title of ${id}`,
  ...more,
});

/** A claim of the actor `speaker`, about itself unless the test says otherwise. */
export const claim = (id: string, more: Partial<Written<'claim'>> = {}): Written<'claim'> => ({
  id,
  claimantId: 'speaker',
  act: 'asserts',
  statement: `Statement of ${id}`,
  proposition: says('ready'),
  ...more,
});

type Proposition = Written<'claim'>['proposition'];

/** That the actor `speaker` is what these words say. */
export const says = (value: string, subject = 'speaker'): Proposition => ({
  subject: { kind: 'actor', id: subject },
  predicate: 'described_as',
  object: { kind: 'text', value, lang: null },
});

export const responsible = (actorId: string, eventId: string): Proposition => ({
  subject: { kind: 'actor', id: actorId },
  predicate: 'responsible_for',
  object: { kind: 'event', id: eventId },
});

/** How many an event killed: a functional predicate. */
export const killed = (
  eventId: string,
  min: number | null,
  max: number | null,
  unit = 'persons',
): Proposition => ({
  subject: { kind: 'event', id: eventId },
  predicate: 'killed',
  object: { kind: 'quantity', min, max, unit },
});

export type DeclaredPredicate = NonNullable<Written<'dataset'>['predicates']>[number];

/** A functional predicate that is not of the program. */
export const housesFlooded: DeclaredPredicate = {
  id: 'houses_flooded',
  label: { one: 'house flooded', many: 'houses flooded' },
  description: 'Number of houses that the event flooded.',
  subjects: ['event'],
  objects: ['quantity'],
  unit: 'houses',
  functional: true,
};

export type DeclaredSubtype = NonNullable<Written<'dataset'>['subtypes']>[number];

/** Subtypes of events and of actors. */
export const droneStrike: DeclaredSubtype = {
  id: 'drone_strike',
  kind: 'event',
  label: { one: 'drone strike', many: 'drone strikes' },
  description: 'An attack by aircraft without a crew.',
};
export const militia: DeclaredSubtype = {
  id: 'militia',
  kind: 'actor',
  label: { one: 'militia', many: 'militias' },
};

/** Words that a dataset declares. */
export const declares: Partial<Written<'dataset'>> = {
  predicates: [housesFlooded],
  subtypes: [
    droneStrike,
    { id: 'ambush', kind: 'event', label: { one: 'ambush', many: 'ambushes' } },
    militia,
    { id: 'clan', kind: 'actor', label: { one: 'clan' } },
  ],
};

/** How many houses an event flooded: a predicate of `declares`. */
export const flooded = (eventId: string, min: number | null, max = min, unit = 'houses'): Proposition => ({
  ...killed(eventId, min, max, unit),
  predicate: 'houses_flooded',
});

export const occurred = (eventId: string, edtf: string): Proposition => ({
  subject: { kind: 'event', id: eventId },
  predicate: 'occurred',
  object: { kind: 'time', time: { edtf } },
});

export const tookPlaceAt = (eventId: string, name: string, countryCode?: string): Proposition => ({
  subject: { kind: 'event', id: eventId },
  predicate: 'took_place_at',
  object: { kind: 'place', place: countryCode === undefined ? { name } : { name, countryCode } },
});

export const passage = (sourceId: string, start = 0, end = 10) => ({
  sourceId,
  start,
  end,
  quoteSha256: '0'.repeat(64),
});

/** The builder of each kind. */
export const leastRecord = { dataset, source, actor, event, claim } satisfies {
  [K in RecordKind]: (id: string) => Written<K>;
};

/** One record of each kind that names another wherever it can; each name says what it stands for. */
export const fullRecords: { [K in RecordKind]: WrittenRecords[K] } = {
  dataset: dataset('own'),
  source: source('own', {
    publisherId: 'actor-1',
    derivedFrom: [{ kind: 'revision', sourceId: 'source-1' }],
  }),
  actor: actor('own', {
    relations: [{ type: 'part_of', actorId: 'actor-1', claimIds: ['claim-1', 'claim-2'] }],
  }),
  event: event('own', {
    participants: [{ actorId: 'actor-1', role: 'victim' }],
    relations: [{ type: 'about', eventId: 'event-1' }],
  }),
  claim: claim('own', {
    claimantId: 'actor-1',
    proposition: responsible('actor-2', 'event-1'),
    eventIds: ['event-2'],
    attributionChain: [
      { actorId: 'actor-3', sourceId: null, verb: 'reports' },
      { actorId: null, sourceId: 'source-1', verb: 'reports' },
    ],
    evidence: [passage('source-2')],
    relations: [{ type: 'supports', claimId: 'claim-1', basis: 'editor' }],
  }),
};

export type Records = { [K in RecordKind]?: Written<K>[] };

export function batchOf(records: Records, datasetId: string): RecordBatch {
  const batch = perKind(recordKinds, (kind) =>
    ((records[kind] ?? []) as readonly object[]).map((record) => ({ datasetId, record })),
  );
  // Each list was filled from records of its own kind.
  return batch as RecordBatch;
}

/** The key of the proposition that a claim makes. */
export const keyOf = (proposition: Proposition): string => statementOf(proposition).key;

/** Writes records into the dataset `home`. */
export function put(store: Store, records: Records, at = firstDay): Promise<WriteReport> {
  return store.write(batchOf(records, 'home'), at);
}

/** What most tests stand on: the dataset `home`, the actors `speaker` and `other`, the event `attack`. */
export function putBasics(store: Store): Promise<WriteReport> {
  return put(store, {
    dataset: [dataset('home')],
    actor: [actor('speaker'), actor('other')],
    event: [event('attack')],
  });
}

const bodySchemas = {
  dataset: Dataset,
  source: Source,
  actor: Actor,
  event: Event,
  claim: Claim,
  proposition: PropositionSummary,
} as const;
type Bodies = { [K in BodyKind]: z.infer<(typeof bodySchemas)[K]> };

/** A rendered body as the model's own type: what does not fit the model fails here. */
export function parsedBody<K extends BodyKind>(kind: K, body: string | JsonOctets): Bodies[K] {
  const schema: z.ZodType = bodySchemas[kind];
  // The schema is the one of the kind, so what it lets through is the kind's body.
  return schema.parse(JSON.parse(body.toString())) as Bodies[K];
}

/** Reads a record that must be there. */
export async function bodyOf<K extends BodyKind>(store: Store, kind: K, id: string): Promise<Bodies[K]> {
  const held = await store.read(kind, id);
  if (held === null) throw new Error(`there is no ${kind} ${id}`);
  return parsedBody(kind, held.body);
}

/** The ids of the records of a page, or of texts of records. */
export const idsIn = (records: JsonOctets | readonly string[]): string[] =>
  recordsIn<{ id?: string; key?: string; proposition?: { key: string } }>(
    Buffer.isBuffer(records) ? records : joinedOctets(records),
  ).map(({ id, key, proposition }) => id ?? key ?? proposition?.key ?? 'neither id nor key');

/** Walks a list to its end, page by page, as a client does. */
export async function walk(
  list: (page: PageRequest) => Promise<Page>,
  limit: number,
  between: () => Promise<void> = async () => {},
): Promise<string[]> {
  const bodies: string[] = [];
  let after: SortKey | undefined;
  for (;;) {
    const page = await list({ limit, after });
    const records = recordsIn(page.data);
    if (records.length > limit) throw new Error(`a page of ${limit} holds ${records.length}`);
    if (page.next !== null && records.length < limit) throw new Error('a page that is not the last is short');
    bodies.push(...records.map((record) => JSON.stringify(record)));
    if (page.next === null) return bodies;
    // What a client gets is the key as text and back.
    after = JSON.parse(JSON.stringify(page.next));
    await between();
  }
}
