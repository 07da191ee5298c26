import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ClaimlineError } from '../domain/errors.ts';
import type { Deadlines } from './deadlines.ts';
import { deprecationHeaders } from './deprecation.ts';
import { constantHeaders, type Finished, finish, send } from './finished.ts';
import { acceptableFor } from './request/accept.ts';
import { searchOf } from './request/query-string.ts';
import type { ResponseCache } from './response-cache.ts';
import { type Answer, type Route, routerPath } from './route.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The operation that a route serves; pages have none. */
    operation?: Route;
  }
}

/** What the operations of a server share. */
export type Serving = {
  deadlines: Deadlines;
  /** Undefined where nothing is kept. */
  cache: ResponseCache | undefined;
};

/**
 * Serves one operation by its method and, for GET, by HEAD, which differs only in that no body is sent. Answers are
 * written to Node's response directly: going through the framework's reply took a sixth of a small answer's time,
 * most of it for headers that are the same each time.
 */
export function serveRoute(app: FastifyInstance, route: Route, { deadlines, cache }: Serving): void {
  const requireAcceptable = acceptableFor(route.response.contentType ?? 'application/json');
  const notice = deprecationHeaders(route.deprecated);
  const constant = constantHeaders(route);
  // What is not made from the store is constant, or quick to make.
  const fromStore = route.method === 'GET' && route.errors.includes('store_unusable');
  const isPlain = route.cache === undefined && route.response.contentType === undefined;
  const keeps = fromStore && isPlain ? cache : undefined;
  const finished = async (request: FastifyRequest, reply: FastifyReply): Promise<Finished> =>
    finish(await answerWithin(deadlines, request, reply.raw, route), route, constant);
  app.route({
    method: route.method === 'GET' ? ['GET', 'HEAD'] : [route.method],
    url: routerPath(route.path),
    config: { operation: route },
    onRequest: (request, reply, done) => {
      if (route.deprecated !== undefined) reply.headers(notice);
      requireAcceptable(request.headers.accept);
      done();
    },
    handler: async (request, reply) => {
      const make = () => finished(request, reply);
      const answer = await (keeps === undefined ? make() : keeps.through(request.url, make));
      send(answer, request.raw, reply.raw);
      reply.hijack();
    },
  });
}

/**
 * Runs the handler with a signal that fires when the client goes away or the deadline passes. A handler that does
 * not heed it is left to itself; the client is told.
 */
async function answerWithin(
  deadlines: Deadlines,
  request: FastifyRequest,
  response: ServerResponse,
  route: Route,
): Promise<Answer> {
  const signal = new LazySignal(response);
  const work = route.answer({
    pathValues: pathValuesOf(request.params),
    search: searchOf(request.url),
    body: typeof request.body === 'string' ? request.body : '',
    url: request.url,
    signal: () => signal.get(),
  });
  return new Promise((resolve, reject) => {
    const deadline = deadlines.begin(() => {
      const error = new ClaimlineError('deadline_exceeded', `${route.operationId} ran past its time`);
      signal.abort(error);
      reject(error);
    });
    work.then(
      (answer) => {
        deadlines.end(deadline);
        resolve(answer);
      },
      (error: unknown) => {
        deadlines.end(deadline);
        reject(error);
      },
    );
  });
}

/** A signal that is made when somebody asks for it: most handlers are done before anything could abort them. */
class LazySignal {
  readonly #response: ServerResponse;
  #controller: AbortController | undefined;
  #reason: Error | undefined;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  get(): AbortSignal {
    if (this.#controller !== undefined) return this.#controller.signal;
    const controller = new AbortController();
    this.#controller = controller;
    const response = this.#response;
    const closed = () => {
      if (!response.writableFinished) controller.abort(this.#reason);
    };
    if (this.#reason !== undefined || response.destroyed) closed();
    else response.once('close', closed);
    return controller.signal;
  }

  abort(reason: Error): void {
    this.#reason = reason;
    this.#controller?.abort(reason);
  }
}

/** The router has decoded the values. */
function pathValuesOf(params: unknown): Map<string, string[]> {
  const values = new Map<string, string[]>();
  const given = Object(params);
  for (const name in given) values.set(name, [String(given[name])]);
  return values;
}
