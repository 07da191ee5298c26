import { createHash } from 'node:crypto';

/** Every operation of the API with a path that answers in the small world. Tests hold it against the document. */

/** The key of "Multi-Agent O'Clock Front is responsible for Ferry sunk". */
export const knownKey = createHash('sha256')
  .update(JSON.stringify(['actor', 'front', 'responsible_for', 'event', 'oslo']))
  .digest('hex')
  .slice(0, 32);

export const lists = {
  listDatasets: '/v1/datasets',
  listSources: '/v1/sources',
  listActors: '/v1/actors',
  listEvents: '/v1/events',
  listClaims: '/v1/claims',
  listPropositions: '/v1/propositions',
  listDisputes: '/v1/disputes',
  listEventClaims: '/v1/events/oslo/claims',
  listEventPropositions: '/v1/events/oslo/propositions',
  listActorClaims: '/v1/actors/squad/claims',
  listActorEvents: '/v1/actors/navy/events',
  listActorPositions: '/v1/actors/squad/positions',
  listSourceClaims: '/v1/sources/wire/claims',
} as const;

export const items = {
  getDataset: '/v1/datasets/hills',
  getSource: '/v1/sources/copy',
  getActor: '/v1/actors/front',
  getEvent: '/v1/events/oslo',
  getClaim: '/v1/claims/navy-doubts',
  getProposition: `/v1/propositions/${knownKey}`,
  getDispute: `/v1/disputes/${knownKey}`,
} as const;

export const others = {
  getTimeline: '/v1/timeline',
  getPlaces: '/v1/places',
  searchRecords: '/v1/search?q=ferry',
  listPositions: '/v1/positions?party=front&party=navy',
  explainTime: '/v1/time?edtf=2024-03-22',
  getVocabulary: '/v1/vocabulary',
  checkHealth: '/healthz',
  checkReadiness: '/readyz',
  getProblemTypes: '/problems',
  getProblemType: '/problems/not_found',
  getOpenApi: '/openapi.json',
  getOpenApi30: '/openapi-3.0.json',
  getOpenApiYaml: '/openapi.yaml',
  getOpenApi30Yaml: '/openapi-3.0.yaml',
  getApiCatalog: '/.well-known/api-catalog',
} as const;

export const reads: Readonly<Record<string, string>> = { ...lists, ...items, ...others };

/** The operations that take a body. */
export const posts = {
  verifySource: '/v1/sources/wire/verification',
  locateQuotes: '/v1/sources/wire/locators',
} as const;

/** Paths under a record, with the kind that an unknown id is told to be of. */
export const underRecords: readonly (readonly [path: string, parameter: string, kind: string])[] = [
  ['/v1/datasets/{id}', 'datasetId', 'dataset'],
  ['/v1/sources/{id}', 'sourceId', 'source'],
  ['/v1/sources/{id}/claims', 'sourceId', 'source'],
  ['/v1/actors/{id}', 'actorId', 'actor'],
  ['/v1/actors/{id}/claims', 'actorId', 'actor'],
  ['/v1/actors/{id}/events', 'actorId', 'actor'],
  ['/v1/actors/{id}/positions', 'actorId', 'actor'],
  ['/v1/events/{id}', 'eventId', 'event'],
  ['/v1/events/{id}/claims', 'eventId', 'event'],
  ['/v1/events/{id}/propositions', 'eventId', 'event'],
  ['/v1/claims/{id}', 'claimId', 'claim'],
];
