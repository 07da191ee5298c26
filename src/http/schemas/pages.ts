import { z } from 'zod';
import { Actor } from '../../domain/actor.ts';
import { Claim } from '../../domain/claim.ts';
import { Dataset } from '../../domain/dataset.ts';
import { Event } from '../../domain/event.ts';
import { exampleClaim, exampleEvent, exampleSource } from '../../domain/examples.ts';
import { ActorPosition, PropositionSummary } from '../../domain/position.ts';
import { Source } from '../../domain/source.ts';

/** The envelopes of answers. */

const PageInfo = z
  .strictObject({
    nextCursor: z
      .string()
      .nullable()
      .meta({ description: 'Pass it as `cursor` for the next page; null on the last one.' }),
    hasMore: z.boolean().meta({ description: 'Whether more records follow.' }),
  })
  .meta({
    id: 'PageInfo',
    description: 'Where a page stands in its list.',
    examples: [{ nextCursor: null, hasMore: false }],
  });

const byId = <T extends z.ZodType>(id: string, record: T, what: string) =>
  z.record(z.string(), record).meta({ id, description: `${what} by id.` });

const Included = z
  .strictObject({
    actors: byId('ActorsById', Actor, 'Actors').optional(),
    events: byId('EventsById', Event, 'Events').optional(),
    sources: byId('SourcesById', Source, 'Sources').optional(),
  })
  .meta({ id: 'Included', description: 'The records that were asked for with `include`.' });

const included = Included.optional().meta({ description: 'Only where `include` was given.' });

function pageOf<T extends z.ZodType>(id: string, record: T, what: string, more: z.ZodRawShape = {}) {
  return z
    .strictObject({
      data: z.array(record).meta({ description: `The ${what} of this page, in the order asked for.` }),
      page: PageInfo,
      ...more,
    })
    .meta({ id, description: `One page of a list of ${what}.` });
}

export const DatasetPage = pageOf('DatasetPage', Dataset, 'datasets');
export const SourcePage = pageOf('SourcePage', Source, 'sources');
export const ActorPage = pageOf('ActorPage', Actor, 'actors');
export const EventPage = pageOf('EventPage', Event, 'events', { included });
export const ClaimPage = pageOf('ClaimPage', Claim, 'claims', { included });
export const PropositionPage = pageOf('PropositionPage', PropositionSummary, 'propositions');
export const ActorPositionPage = pageOf('ActorPositionPage', ActorPosition, 'positions');

export const EventDetail = z.strictObject({ ...Event.shape, included }).meta({
  id: 'EventDetail',
  description: 'An event, with the records that were asked for with `include`.',
  examples: [{ ...exampleEvent, included: { sources: { [exampleSource.id]: exampleSource } } }],
});

export const ClaimDetail = z.strictObject({ ...Claim.shape, included }).meta({
  id: 'ClaimDetail',
  description: 'A claim, with the records that were asked for with `include`.',
  examples: [{ ...exampleClaim, included: { sources: { [exampleSource.id]: exampleSource } } }],
});
