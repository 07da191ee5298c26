import type { operations as Operations, paths } from './api.ts';

/** Every operation of the API. All only read, verification included, so that each may be retried (RFC 9110 §9.2.2). */
export const operations = {
  listEvents: 'GET /v1/events',
  getEvent: 'GET /v1/events/{eventId}',
  listEventClaims: 'GET /v1/events/{eventId}/claims',
  listEventPropositions: 'GET /v1/events/{eventId}/propositions',
  getTimeline: 'GET /v1/timeline',
  getPlaces: 'GET /v1/places',
  searchRecords: 'GET /v1/search',
  listActors: 'GET /v1/actors',
  getActor: 'GET /v1/actors/{actorId}',
  listActorClaims: 'GET /v1/actors/{actorId}/claims',
  listActorEvents: 'GET /v1/actors/{actorId}/events',
  listActorPositions: 'GET /v1/actors/{actorId}/positions',
  listClaims: 'GET /v1/claims',
  getClaim: 'GET /v1/claims/{claimId}',
  listPropositions: 'GET /v1/propositions',
  getProposition: 'GET /v1/propositions/{propositionKey}',
  listPositions: 'GET /v1/positions',
  listDisputes: 'GET /v1/disputes',
  getDispute: 'GET /v1/disputes/{propositionKey}',
  listSources: 'GET /v1/sources',
  getSource: 'GET /v1/sources/{sourceId}',
  listSourceClaims: 'GET /v1/sources/{sourceId}/claims',
  verifySource: 'POST /v1/sources/{sourceId}/verification',
  locateQuotes: 'POST /v1/sources/{sourceId}/locators',
  listDatasets: 'GET /v1/datasets',
  getDataset: 'GET /v1/datasets/{datasetId}',
  explainTime: 'GET /v1/time',
  getVocabulary: 'GET /v1/vocabulary',
  checkHealth: 'GET /healthz',
  checkReadiness: 'GET /readyz',
  getProblemTypes: 'GET /problems',
  getProblemType: 'GET /problems/{code}',
  getOpenApi: 'GET /openapi.json',
  getOpenApiYaml: 'GET /openapi.yaml',
  getOpenApi30: 'GET /openapi-3.0.json',
  getOpenApi30Yaml: 'GET /openapi-3.0.yaml',
  getApiCatalog: 'GET /.well-known/api-catalog',
} as const satisfies Record<keyof Operations, `${'GET' | 'POST'} ${keyof paths}`>;

export type OperationId = keyof Operations;
type Content<Response> = Response extends { content: infer Media } ? Media[keyof Media] : never;

/** The body of an operation's 200 response. */
type Result<Id extends OperationId> = Content<Operations[Id]['responses'][200]>;

/** `signal` aborts a call while it sends, reads or waits to retry; the call then rejects with the signal's reason. */
export type CallOptions = { signal?: AbortSignal | undefined };

type InPath<Of> = Of extends { parameters: { path: infer Names } } ? [id: Names[keyof Names]] : [];
type InBody<Of> = Of extends { requestBody: infer Body } ? [body: Content<Body>] : [];
type InQuery<Of> = Of extends { parameters: { query: infer Query } }
  ? [parameters: Query & CallOptions]
  : [parameters?: Named<Of extends { parameters: { query?: infer Query } } ? Query : never> & CallOptions];
type Named<Q> = [Q] extends [undefined] ? unknown : { [Name in keyof Q]: Q[Name] | undefined };

/** Arguments of a method: the id in its path, its body, then query parameters by name, with `signal`. */
type Arguments<Id, Of = Operations[Id & OperationId]> = [...InPath<Of>, ...InBody<Of>, ...InQuery<Of>];

/** The members that the responses of all lists share. */
export type Page = { data: unknown[]; page: { nextCursor: string | null } };
type ListId = { [Id in OperationId]: Result<Id> extends Page ? Id : never }[OperationId];
type Item<Id extends ListId> = Result<Id>['data'][number];

/**
 * One method for every operation. A method throws `TypeError` if an argument is missing, surplus or of another type,
 * `ProblemError` if the server reports a problem, `UnexpectedAnswerError` if the response is not of this API, the platform's own error if there is no response, and the
 * signal's reason if the call is aborted.
 */
export type Client = { readonly [Id in OperationId]: (...args: Arguments<Id>) => Promise<Result<Id>> } & {
  /** Iterates over all records of a list: `for await (const event of client.each.listEvents({ from: '2024' }))`. */
  readonly each: { readonly [Id in ListId]: (...args: Arguments<Id>) => AsyncGenerator<Item<Id>, void> };
  /** Iterates over the pages of a list. A page also has `included`, and the `nextCursor` to go on from later. */
  readonly pages: { readonly [Id in ListId]: (...args: Arguments<Id>) => AsyncGenerator<Result<Id>, void> };
};
