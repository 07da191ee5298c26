import { z } from 'zod';
import type { Fault } from '../domain/errors.ts';
import type { Deprecation } from './deprecation.ts';
import { faultsError, type ProblemCode } from './problem.ts';
import type { RequestBody } from './request/body.ts';
import { opaqueTagOf } from './request/conditional.ts';
import { type GivenValues, parameterReader } from './request/parameters.ts';
import { parseQueryString } from './request/query-string.ts';

/** Declares operations of the API as values. The server serves them, and the OpenAPI document describes them. */

/** The request that a handler gets. Its parameters are parsed by their schemas. */
type ParsedRequest<P, Q> = {
  params: P;
  query: Q;
  /** The request body as text. Empty if the request has none. */
  body: string;
  /** Path and raw query, as sent: `/v1/events?limit=5`. */
  url: string;
  /** Aborted when the client disconnects or the deadline passes. */
  signal: AbortSignal;
};

/**
 * A rendered body in consecutive pieces. A page is sent as three pieces: its start, the records as the store rendered
 * them, and its end. Joining them would allocate memory outside the heap for each response, and so cause frequent
 * collections of the whole heap.
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

/** The result of a handler. */
export type RouteResponse = {
  /** Rendered JSON as text, octets or pieces, or a value to render as JSON. For other media types, the text itself. */
  body: Rendered | object;
  /** The opaque tag of this representation, without quotes. Default: a hash of the body. */
  etag?: string;
  /** Further headers. Names are in lower case. */
  headers?: Record<string, string>;
  /** Value of the Link header, such as `</v1/events?cursor=…>; rel="next"`. */
  link?: string;
  /** `true` if the handler returns this same object each time. It is then rendered and compressed only once. */
  isConstant?: boolean;
};

export const isRendered = (body: RouteResponse['body']): body is Rendered =>
  typeof body === 'string' || Buffer.isBuffer(body) || body instanceof Pieces;

/** Returns a constant response, which is rendered and tagged once. */
export function constantResponse(value: string | object): RouteResponse {
  const body = typeof value === 'string' ? value : JSON.stringify(value);
  return { body, etag: opaqueTagOf(body), isConstant: true };
}

type ResponseSpec = {
  /** A named component (`.meta({ id })`) for JSON, or `z.string()` for other media types. */
  schema: z.ZodType;
  description: string;
  /** The media type of the response. Default: `application/json`. */
  contentType?: string;
  /** `true` if the response is a page of a list and has `Link: rel="next"`. */
  list?: boolean;
  /** An example of the response. Default: composed from the examples of the schema. */
  example?: unknown;
};

type RouteCommon = {
  method: 'GET' | 'POST';
  /** OpenAPI style: `/v1/events/{eventId}`. */
  path: string;
  /** Unique id of a verb and a noun, such as `listEvents`. Generated clients name a method after it. */
  operationId: string;
  /** One of the tags of the document. */
  tag: string;
  summary: string;
  description: string;
  requestBody?: RequestBody;
  response: ResponseSpec;
  /** Error codes of the operation, beside those of every operation. */
  errors: readonly ProblemCode[];
  /** Announces the removal of the operation in its response headers and in the document. */
  deprecated?: Deprecation;
  /** Never rejected as `overloaded`. For probes, which must be answered when the server is busy. */
  alwaysAdmitted?: boolean;
  /** Fails with `shutting_down` once the server has been told to stop. */
  failsWhileStopping?: boolean;
  /** Value of Cache-Control. Default: `no-cache`, so that a cache asks the server before each use. */
  cache?: string;
};

export type RouteSpec<P extends z.ZodObject, Q extends z.ZodObject> = RouteCommon & {
  params?: P;
  query?: Q;
  handle: (request: ParsedRequest<z.output<P>, z.output<Q>>) => RouteResponse | Promise<RouteResponse>;
};

/** The parts of a request that an operation uses, before its parameters are parsed. */
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
   * Parses the parameters and returns a function that calls the handler with them. `signal` makes the abort signal when
   * the handler reads it.
   * @throws ClaimlineError `invalid_parameter` or `unknown_parameter` with every fault
   */
  parse: (raw: RawRequest & { signal: () => AbortSignal }) => () => Promise<RouteResponse>;
};

const noParameters = z.strictObject({});
type NoParameters = typeof noParameters;

/** Declares an operation. The types of `params` and `query` are inferred for its handler. */
export function defineRoute<P extends z.ZodObject = NoParameters, Q extends z.ZodObject = NoParameters>(
  spec: RouteSpec<P, Q>,
): Route {
  const { handle, params, query, ...common } = spec;
  // TypeScript cannot see that P and Q have their default type exactly if the field is missing.
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
 * The request of one call. It is a class, so that the getter is on the prototype. A getter in an object literal makes V8
 * create a hidden class for each request. The hidden class keeps the request in memory until the whole heap is collected,
 * which makes every small collection slow.
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

/** Returns the media type of a route's responses. */
export const responseContentType = ({ response }: RouteCommon): string =>
  response.contentType ?? 'application/json';

/** Returns a path in the form of Fastify's router: `/v1/events/:eventId`. */
export const routerPath = (path: string): string => path.replaceAll(/\{([^{}]+)\}/g, ':$1');

/** Returns the names of the parameters in a path, in order. */
export const pathParameterNames = (path: string): string[] =>
  [...path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? '');
