import type { DocumentInfo } from '../openapi/document.ts';
import { recordExamples } from '../openapi/record-examples.ts';
import type { Route } from '../route.ts';
import { actorRoutes } from './actor.ts';
import { claimRoutes } from './claim.ts';
import { datasetRoutes } from './dataset.ts';
import { disputeRoutes } from './dispute.ts';
import { eventRoutes } from './event.ts';
import { healthRoutes } from './health.ts';
import { placeRoutes } from './places.ts';
import { positionRoutes } from './position.ts';
import { propositionRoutes } from './proposition.ts';
import type { RouteContext } from './responses.ts';
import { searchRoutes } from './search.ts';
import { sourceRoutes } from './source.ts';
import { timeRoutes } from './time.ts';
import { timelineRoutes } from './timeline.ts';
import { vocabularyRoutes } from './vocabulary.ts';

/** Returns every operation of the API, in the order of the OpenAPI document. */
export function allRoutes(context: RouteContext): Route[] {
  return [
    ...eventRoutes(context),
    ...timelineRoutes(context),
    ...placeRoutes(context),
    ...searchRoutes(context),
    ...actorRoutes(context),
    ...claimRoutes(context),
    ...propositionRoutes(context),
    ...positionRoutes(context),
    ...disputeRoutes(context),
    ...sourceRoutes(context),
    ...datasetRoutes(context),
    ...timeRoutes(),
    ...vocabularyRoutes(context),
    ...healthRoutes(context),
  ];
}

/** Describes each group of operations. */
const tags = {
  Events: 'Events with their time, place and participants, and the claims about them.',
  Actors: 'People, organisations and states, with their claims, events and positions.',
  Claims: 'Claims and denials with their claimants, dates and evidence.',
  Propositions: 'The statements that claims are about, with every position on them.',
  Disputes:
    'Contested propositions that oppose each other, with the sides on each, their holders and history.',
  Search: 'Full-text search over all kinds of records.',
  Sources: 'Sources, and checks of their quoted passages against your copy of the text.',
  Datasets: 'The datasets on this server with their counts and licences.',
  Time: 'Explanations of EDTF expressions.',
  Vocabulary: 'The controlled vocabularies and predicates of the data model.',
  Health: 'Probes for process managers and load balancers.',
} as const;

/** Returns the parts of the OpenAPI document that belong to no operation. */
export const documentInfo = (version: string, publicUrl = ''): DocumentInfo => ({
  version,
  publicUrl,
  tags,
  examples: recordExamples,
});
