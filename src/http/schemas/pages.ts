import { z } from 'zod';
import { Actor } from '../../domain/actor.ts';
import { Claim } from '../../domain/claim.ts';
import { Dataset } from '../../domain/dataset.ts';
import { Dispute } from '../../domain/dispute.ts';
import { Event } from '../../domain/event.ts';
import { ClaimFacetTerms } from '../../domain/filters/claim.ts';
import { EventFacetTerms } from '../../domain/filters/event.ts';
import { ActorPosition, PartyPositions, PropositionSummary } from '../../domain/position.ts';
import { Source } from '../../domain/source.ts';
import { exampleClaim, exampleEvent, exampleSource } from '../openapi/record-examples.ts';
import { numberOf, pageOf } from './page.ts';

/** The schemas of pages, and of single records with their included records. */

const byId = <T extends z.ZodType>(id: string, record: T, what: string) =>
  z.record(z.string(), record).meta({ id, description: `${what} by id.` });

const Included = z
  .strictObject({
    actors: byId('ActorsById', Actor, 'Actors').optional(),
    events: byId('EventsById', Event, 'Events').optional(),
    sources: byId('SourcesById', Source, 'Sources').optional(),
  })
  .meta({ id: 'Included', description: 'The related records requested with `include`.' });

const FacetValue = z
  .strictObject({
    value: z.string().meta({
      description: 'The value. It can be sent as the query parameter of the same name.',
      examples: ['attack'],
    }),
    count: numberOf('Number of records if this were the only value of its parameter.'),
  })
  .meta({
    id: 'FacetValue',
    description: 'A value and its number of records.',
    examples: [{ value: 'attack', count: 12 }],
  });

const FacetCounts = z
  .strictObject({
    values: z.array(FacetValue).meta({ description: 'The most frequent values, most records first.' }),
    more: z.boolean().meta({ description: '`true` if values were left out.' }),
  })
  .meta({ id: 'FacetCounts', description: 'Number of records for each value of a facet.' });

function facetsOf<T extends Record<string, string>>(id: string, facets: T, what: string) {
  const shape = Object.fromEntries(Object.keys(facets).map((name) => [name, FacetCounts.optional()]));
  return z.strictObject(shape).meta({ id, description: `The facets of ${what} requested with \`facet\`.` });
}

const asked = 'Present only if the request has `facet`.';
const EventFacets = facetsOf('EventFacets', EventFacetTerms.terms, 'events');
const ClaimFacets = facetsOf('ClaimFacets', ClaimFacetTerms.terms, 'claims');

const included = Included.optional().meta({ description: 'Present only if the request has `include`.' });

export const DatasetPage = pageOf('DatasetPage', Dataset, 'datasets');
export const SourcePage = pageOf('SourcePage', Source, 'sources');
export const ActorPage = pageOf('ActorPage', Actor, 'actors');
export const EventPage = pageOf('EventPage', Event, 'events', {
  included,
  facets: EventFacets.optional().meta({ description: asked }),
});
export const ClaimPage = pageOf('ClaimPage', Claim, 'claims', {
  included,
  facets: ClaimFacets.optional().meta({ description: asked }),
});
export const PropositionPage = pageOf('PropositionPage', PropositionSummary, 'propositions');
export const DisputePage = pageOf('DisputePage', Dispute, 'disputes', { included });
export const PartyPositionsPage = pageOf('PartyPositionsPage', PartyPositions, 'positions', { included });
export const ActorPositionPage = pageOf('ActorPositionPage', ActorPosition, 'positions');

export const EventDetail = z.strictObject({ ...Event.shape, included }).meta({
  id: 'EventDetail',
  description: 'An event with the related records requested with `include`.',
  examples: [{ ...exampleEvent, included: { sources: { [exampleSource.id]: exampleSource } } }],
});

export const ClaimDetail = z.strictObject({ ...Claim.shape, included }).meta({
  id: 'ClaimDetail',
  description: 'A claim with the related records requested with `include`.',
  examples: [{ ...exampleClaim, included: { sources: { [exampleSource.id]: exampleSource } } }],
});

export const DisputeDetail = z.strictObject({ ...Dispute.shape, included }).meta({
  id: 'DisputeDetail',
  description: 'A dispute with the related records requested with `include`.',
});
