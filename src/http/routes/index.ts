import type { DocumentInfo } from '../openapi/document.ts';
import { recordExamples } from '../openapi/record-examples.ts';
import type { Route } from '../route.ts';
import { actorRoutes } from './actor.ts';
import { claimRoutes } from './claim.ts';
import { datasetRoutes } from './dataset.ts';
import { eventRoutes } from './event.ts';
import { healthRoutes } from './health.ts';
import { propositionRoutes } from './proposition.ts';
import type { RouteContext } from './responses.ts';
import { searchRoutes } from './search.ts';
import { sourceRoutes } from './source.ts';
import { timeRoutes } from './time.ts';
import { timelineRoutes } from './timeline.ts';
import { vocabularyRoutes } from './vocabulary.ts';

/** Every operation of the API, in the order in which the document lists them. */
export function allRoutes(context: RouteContext): Route[] {
  return [
    ...eventRoutes(context),
    ...timelineRoutes(context),
    ...searchRoutes(context),
    ...actorRoutes(context),
    ...claimRoutes(context),
    ...propositionRoutes(context),
    ...sourceRoutes(context),
    ...datasetRoutes(context),
    ...timeRoutes(),
    ...vocabularyRoutes(),
    ...healthRoutes(context),
  ];
}

/** What each group of operations is for. */
const tags = {
  Events: 'What happened when, who had which part in it, and what is claimed about it.',
  Actors: 'Who acts and who speaks: their claims, their events, and where they stand.',
  Claims: 'Who claims or denies what, when, and on which evidence.',
  Propositions: 'What is claimed, every position on it, and whether it is contested.',
  Search: 'Records of every kind by their words.',
  Sources: 'Which document says so, and whether your copy of it still does.',
  Datasets: 'What this server holds, under which licence.',
  Time: 'What an expression of time means.',
  Vocabulary: 'The words of the model.',
  Health: 'For whatever watches over the process.',
} as const;

/** Returns what the OpenAPI document says beside the operations. */
export const documentInfo = (version: string): DocumentInfo => ({ version, tags, examples: recordExamples });
