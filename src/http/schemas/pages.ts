import { z } from 'zod';
import { Actor } from '../../domain/actor.ts';
import { Claim } from '../../domain/claim.ts';
import { Dataset } from '../../domain/dataset.ts';
import { Event } from '../../domain/event.ts';
import { ClaimFacetTerms } from '../../domain/filters/claim.ts';
import { EventFacetTerms } from '../../domain/filters/event.ts';
import { ActorPosition, PropositionSummary } from '../../domain/position.ts';
import { Source } from '../../domain/source.ts';
import { exampleClaim, exampleEvent, exampleSource } from '../openapi/record-examples.ts';
import { numberOf, pageOf } from './page.ts';

/** The pages of lists, and single records with what `include` brings along. */

const byId = <T extends z.ZodType>(id: string, record: T, what: string) =>
  z.record(z.string(), record).meta({ id, description: `${what} by id.` });

const Included = z
  .strictObject({
    actors: byId('ActorsById', Actor, 'Actors').optional(),
    events: byId('EventsById', Event, 'Events').optional(),
    sources: byId('SourcesById', Source, 'Sources').optional(),
  })
  .meta({ id: 'Included', description: 'The records that were asked for with `include`.' });

const FacetValue = z
  .strictObject({
    value: z
      .string()
      .meta({ description: 'A value, as the parameter of the same name takes it.', examples: ['attack'] }),
    count: numberOf('Number of records that there would be, were it the only value asked for.'),
  })
  .meta({
    id: 'FacetValue',
    description: 'A value, and how many records have it.',
    examples: [{ value: 'attack', count: 12 }],
  });

const FacetCounts = z
  .strictObject({
    values: z.array(FacetValue).meta({ description: 'The most frequent values, the first ones first.' }),
    more: z.boolean().meta({ description: 'Whether there are more values than these.' }),
  })
  .meta({ id: 'FacetCounts', description: 'How many records have which value.' });

function facetsOf<T extends Record<string, string>>(id: string, facets: T, what: string) {
  const shape = Object.fromEntries(Object.keys(facets).map((name) => [name, FacetCounts.optional()]));
  return z
    .strictObject(shape)
    .meta({ id, description: `The facets of ${what} that were asked for with \`facet\`.` });
}

const asked = 'Only where `facet` was given.';
const EventFacets = facetsOf('EventFacets', EventFacetTerms.terms, 'events');
const ClaimFacets = facetsOf('ClaimFacets', ClaimFacetTerms.terms, 'claims');

const included = Included.optional().meta({ description: 'Only where `include` was given.' });

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
