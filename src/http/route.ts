import { z } from 'zod';
import type { Fault } from '../domain/errors.ts';
import type { Deprecation } from './deprecation.ts';
import { faultsError, type ProblemCode } from './problem.ts';
import type { RequestBody } from './request/body.ts';
import { opaqueTagOf } from './request/conditional.ts';
import { type GivenValues, parameterReader } from './request/parameters.ts';
import { parseQueryString } from './request/query-string.ts';

/** One operation of the API, declared as a value: the server serves it, the OpenAPI document describes it. */

/** What a handler is given: parameters as their schemas parsed them. */
type ParsedRequest<P, Q> = {
  params: P;
  query: Q;
  /** The request body as text; empty where none came. */
  body: string;
  /** Path and raw query, as sent: `/v1/events?limit=5`. */
  url: string;
  /** Aborted when the client goes away, or when the answer took longer than it may. */
  signal: AbortSignal;
};

/**
 * A rendered body in pieces that follow one another. A page is sent as the store gave it, between its begin and its
 * end: joining the three took new memory for each answer, outside the heap, which had all of the heap collected often.
 */
export class Pieces {
  readonly pieces: readonly (string | Buffer)[];

  constructor(...pieces: readonly (string | Buffer)[]) {
    this.pieces = pieces;
  }

  joined(): Buffer {
    return Buffer.concat(this.pieces.map((piece) => Buffer.from(piece)));
  }

  toString(): string {
    return this.joined().toString();
  }
}

export type Rendered = string | Buffer | Pieces;

/** What a handler answers. */
export type RouteResponse = {
  /** JSON already rendered, as text, octets or pieces, or a value to render; text as it stands for other media types. */
  body: Rendered | object;
  /** The opaque tag of this representation, without quotes; the server hashes the body where there is none. */
  etag?: string;
  /** Further headers, names in lower case. */
  headers?: Record<string, string>;
  /** Value of the Link header, such as `</v1/events?cursor=…>; rel="next"`. */
  link?: string;
  /** Whether the handler answers this same object each time: it is then rendered once, and compressed once. */
  isConstant?: boolean;
};

export const isRendered = (body: RouteResponse['body']): body is Rendered =>
  typeof body === 'string' || Buffer.isBuffer(body) || body instanceof Pieces;

/** An answer that is the same each time: rendered and tagged once. */
export function constantResponse(value: string | object): RouteResponse {
  const body = typeof value === 'string' ? value : JSON.stringify(value);
  return { body, etag: opaqueTagOf(body), isConstant: true };
}

type ResponseSpec = {
  /** A named component (`.meta({ id })`) for JSON; `z.string()` for other media types. */
  schema: z.ZodType;
  description: string;
  /** The one media type of the answer; `application/json` unless said otherwise. */
  contentType?: string;
  /** Whether the answer is a page of a list and carries `Link: rel="next"`. */
  list?: boolean;
  /** An answer as it could be; without one it is composed from the schema's examples. */
  example?: unknown;
};

type RouteCommon = {
  method: 'GET' | 'POST';
  /** OpenAPI style: `/v1/events/{eventId}`. */
  path: string;
  /** verbNoun, unique: `listEvents`. It names the method of generated clients. */
  operationId: string;
  /** One of the tags declared in the document's info. */
  tag: string;
  summary: string;
  description: string;
  requestBody?: RequestBody;
  response: ResponseSpec;
  /** The codes it can answer with, beside those that any operation can. */
  errors: readonly ProblemCode[];
  /** Says that the operation is to go, in the headers of its answers and in the document. */
  deprecated?: Deprecation;
  /** Answered however busy the server is: for probes that watch over the process. */
  alwaysAdmitted?: boolean;
  /** Answers `shutting_down` once the server has been told to stop. */
  failsWhileStopping?: boolean;
  /** Value of Cache-Control; `no-cache` (keep, but ask each time) unless said otherwise. */
  cache?: string;
};

export type RouteSpec<P extends z.ZodObject, Q extends z.ZodObject> = RouteCommon & {
  params?: P;
  query?: Q;
  handle: (request: ParsedRequest<z.output<P>, z.output<Q>>) => RouteResponse | Promise<RouteResponse>;
};

/** A request as the server hands it over: routed, its body read, its parameters still text. */
export type RawRequest = {
  pathValues: GivenValues;
  /** The query without its `?`, undecoded. */
  search: string;
  body: string;
  url: string;
};

/** A declared operation. */
export type Route = RouteCommon & {
  params: z.ZodObject;
  query: z.ZodObject;
  /**
   * Parses the parameters, and returns the call of the handler with them. `signal` makes the signal when it is asked for.
   * @throws ClaimlineError `invalid_parameter` or `unknown_parameter` with every fault
   */
  parse: (raw: RawRequest & { signal: () => AbortSignal }) => () => Promise<RouteResponse>;
};

const noParameters = z.strictObject({});
type NoParameters = typeof noParameters;

/** Declares an operation; infers the types of `params` and `query` for its handler. */
export function defineRoute<P extends z.ZodObject = NoParameters, Q extends z.ZodObject = NoParameters>(
  spec: RouteSpec<P, Q>,
): Route {
  const { handle, params, query, ...common } = spec;
  // P and Q stand at their default exactly where the field is missing, which TypeScript cannot see.
  const pathSchema = params ?? (noParameters as z.ZodObject as P);
  const querySchema = query ?? (noParameters as z.ZodObject as Q);
  const readPath = parameterReader(pathSchema);
  const readQuery = parameterReader(querySchema);
  return {
    ...common,
    params: pathSchema,
    query: querySchema,
    parse: ({ pathValues, search, body, url, signal }) => {
      const faults: Fault[] = [];
      const pathParameters = readPath(pathValues, faults);
      const given = parseQueryString(search);
      faults.push(...given.faults);
      const queryParameters = readQuery(given.values, faults);
      if (faults.length > 0 || pathParameters === undefined || queryParameters === undefined) {
        throw faultsError(faults);
      }
      const request = new ReadRequest(pathParameters, queryParameters, body, url, signal);
      return async () => handle(request);
    },
  };
}

/**
 * A class, so that the getter is the prototype's. One in an object literal makes a new hidden class for each request,
 * which stays until all of the heap is collected and keeps the request with it: collections of the young generation
 * then took 25 ms, three times a second, where they now take less than one.
 */
class ReadRequest<P, Q> implements ParsedRequest<P, Q> {
  readonly params: P;
  readonly query: Q;
  readonly body: string;
  readonly url: string;
  readonly #signal: () => AbortSignal;

  constructor(params: P, query: Q, body: string, url: string, signal: () => AbortSignal) {
    this.params = params;
    this.query = query;
    this.body = body;
    this.url = url;
    this.#signal = signal;
  }

  get signal(): AbortSignal {
    return this.#signal();
  }
}

/** The media type of a route's answers. */
export const responseContentType = ({ response }: RouteCommon): string =>
  response.contentType ?? 'application/json';

/** The path as Fastify's router writes it: `/v1/events/:eventId`. */
export const routerPath = (path: string): string => path.replaceAll(/\{([^{}]+)\}/g, ':$1');

/** Names of the parameters in a path, in order. */
export const pathParameterNames = (path: string): string[] =>
  [...path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? '');
