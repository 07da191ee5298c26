import type { z } from 'zod';
import { ActorInput } from './actor.ts';
import { ClaimInput } from './claim.ts';
import { DatasetInput } from './dataset.ts';
import { EventInput } from './event.ts';
import type { RecordKind } from './kinds.ts';
import type { PropositionInput } from './proposition.ts';
import { SourceInput } from './source.ts';

/** Declares the records of each kind as people write them: their schemas, and their references to other records. */

export const recordSchemas = {
  dataset: DatasetInput,
  source: SourceInput,
  actor: ActorInput,
  event: EventInput,
  claim: ClaimInput,
} as const satisfies Record<RecordKind, z.ZodType>;

export type RecordSchemas = typeof recordSchemas;
/** The written form of each kind of record. */
export type WrittenRecords = { [K in RecordKind]: z.infer<RecordSchemas[K]> };

/** A reference to another record, and its place in the record. */
export type Reference = { path: readonly (string | number)[]; kind: RecordKind; id: string };

type Path = Reference['path'];
const one = (path: Path, kind: RecordKind, id: string | null | undefined): Reference[] =>
  id === null || id === undefined ? [] : [{ path, kind, id }];
const each = <T>(items: readonly T[] | undefined, references: (item: T, index: number) => Reference[]) =>
  (items ?? []).flatMap(references);

/** Returns every reference of a record to other records. */
export function referencesOf<K extends RecordKind>(kind: K, record: WrittenRecords[K]): Reference[] {
  return finders[kind](record);
}

const finders: { [K in RecordKind]: (record: WrittenRecords[K]) => Reference[] } = {
  dataset: () => [],
  source: (source) => [
    ...one(['publisherId'], 'actor', source.publisherId),
    ...each(source.derivedFrom, ({ sourceId }, index) =>
      one(['derivedFrom', index, 'sourceId'], 'source', sourceId),
    ),
  ],
  actor: (actor) =>
    each(actor.relations, (relation, index) => [
      ...one(['relations', index, 'actorId'], 'actor', relation.actorId),
      ...each(relation.claimIds, (id, at) => one(['relations', index, 'claimIds', at], 'claim', id)),
    ]),
  event: (event) => [
    ...each(event.participants, ({ actorId }, index) =>
      one(['participants', index, 'actorId'], 'actor', actorId),
    ),
    ...each(event.relations, ({ eventId }, index) => one(['relations', index, 'eventId'], 'event', eventId)),
  ],
  claim: (claim) => [
    ...one(['claimantId'], 'actor', claim.claimantId),
    ...ofProposition(claim.proposition),
    ...each(claim.eventIds, (id, index) => one(['eventIds', index], 'event', id)),
    ...each(claim.attributionChain, (link, index) => [
      ...one(['attributionChain', index, 'actorId'], 'actor', link.actorId),
      ...one(['attributionChain', index, 'sourceId'], 'source', link.sourceId),
    ]),
    ...each(claim.evidence, ({ sourceId }, index) =>
      one(['evidence', index, 'sourceId'], 'source', sourceId),
    ),
    ...each(claim.relations, ({ claimId }, index) => one(['relations', index, 'claimId'], 'claim', claimId)),
  ],
};

function ofProposition({ subject, object }: PropositionInput): Reference[] {
  const end = (part: 'subject' | 'object', term: PropositionInput['object']) =>
    term.kind === 'actor' || term.kind === 'event'
      ? one(['proposition', part, 'id'], term.kind, term.id)
      : [];
  return [...end('subject', subject), ...end('object', object)];
}
