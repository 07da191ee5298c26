import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import swagger from '@fastify/swagger';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { StoreState } from '../domain/store.ts';
import { directFirst } from './answer-directly.ts';
import { Admission } from './connection/admission.ts';
import { answerClientError, Exchanges } from './connection/client-error.ts';
import { createHttpServer, defaultHttpLimits, type HttpLimits } from './connection/http-server.ts';
import { Deadlines } from './deadlines.ts';
import { addDocsPage } from './docs-page.ts';
import { commonHeaders, preflightHeaders } from './headers.ts';
import { KnownPaths } from './known-paths.ts';
import { type LogLevel, type LogStream, loggerOptions, logsRequests } from './logger.ts';
import { requireCollected } from './openapi/collected.ts';
import { apiRoutes, buildDocument, type DocumentInfo } from './openapi/document.ts';
import type { JsonObject } from './openapi/json.ts';
import { Operation } from './operation.ts';
import { HttpProblem, type ProblemAnswer, problemAnswer } from './problem.ts';
import { readTextBody } from './request/body.ts';
import { pathOf } from './request/query-string.ts';
import { requireWellFormed } from './request/well-formed.ts';
import { ResponseCache } from './response-cache.ts';
import type { Route } from './route.ts';
import { serveRoute } from './serve-route.ts';
import { translateError } from './translate-error.ts';

export type ServerOptions = {
  /** The operations of the API; the documents and problem types are added. */
  routes: readonly Route[];
  info: DocumentInfo;
  /** `info` unless given; `silent` logs nothing. */
  logLevel?: LogLevel;
  /** Where log lines go; standard error unless given. */
  logStream?: LogStream;
  limits?: Partial<HttpLimits>;
  /** Finished answers are kept while the store's state stays as it is, in at most so many octets; 0 keeps none. */
  cache?: { state: () => Promise<StoreState>; maxBytes: number };
  /**
   * Adds what is no operation of the API: pages for people, metrics. Routes added here must carry
   * `schema: { hide: true }`, or the server does not start, since every other route must be in the document.
   */
  pages?: (app: FastifyInstance) => void;
};

/**
 * Builds the server without listening. Listening (`app.listen`) and `app.ready()` reject when the OpenAPI document
 * cannot be built or does not have every registered route. Stop it with `stopServer`.
 */
export function createServer(options: ServerOptions): FastifyInstance {
  const limits: HttpLimits = { ...defaultHttpLimits, ...options.limits };
  const paths = new KnownPaths();
  const sendProblem = problemSender(paths, () => app.log);
  const exchanges = new Exchanges();
  const admission = new Admission(limits.maxInFlight, limits.maxBodiesInFlight);
  const cache = cacheOf(options.cache);
  const serving = { deadlines: new Deadlines(limits.handlerTimeoutMs), cache };
  const operations = apiRoutes(options.routes, options.info).map((route) => new Operation(route, serving));
  const logs = logsRequests(options.logLevel);
  const fail = rawProblemSender(() => app.log);
  // What is logged is logged by the framework.
  const listenerOf = (handler: RequestListener) =>
    logs ? handler : directFirst({ operations, cache, admission, fail, ...limits }, handler);
  const app = Fastify({
    logger: loggerOptions(options.logLevel ?? 'info', options.logStream),
    // Where no request is logged none needs a logger of its own: making one took a tenth of a small answer's time.
    ...(logs ? {} : { childLoggerFactory: (logger: FastifyBaseLogger) => logger }),
    // Only what is logged, and what fails, needs a name of its own.
    genReqId: logs ? () => randomUUID() : () => '',
    requestIdHeader: false,
    trustProxy: false,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    // A request that arrives on a kept connection while the server stops is answered like any other.
    return503OnClosing: false,
    exposeHeadRoutes: false,
    // Queries are read from the raw URL, strictly, by the operations.
    routerOptions: { maxParamLength: limits.maxPathParameterChars, querystringParser: () => ({}) },
    serverFactory: (handler) => createHttpServer(listenerOf(handler), limits, exchanges),
    frameworkErrors: sendProblem,
    clientErrorHandler: (error, socket) => {
      const code = answerClientError(error, socket, exchanges, limits.maxUrlChars);
      app.log.info({ code, reason: error.code }, 'connection closed on a request that was not well-formed');
    },
  });
  app.addHook('onRoute', (route) => {
    for (const each of [route.method].flat()) paths.add(route.url, each);
    // Operations write these headers together with their own.
    if (route.config?.operation === undefined)
      route.onRequest = [addCommonHeaders, route.onRequest ?? []].flat();
  });
  guardRequests(app, limits, admission, paths);
  app.setErrorHandler(sendProblem);
  publishDocument(app, options);
  readBodies(app);
  // Registered after the collector, so that it sees every route.
  app.register(async (scope) => {
    for (const operation of operations) serveRoute(scope, operation);
    addDocsPage(scope);
    options.pages?.(scope);
  });
  return app;
}

/** What every request passes before a route, and before its body is read. */
function guardRequests(
  app: FastifyInstance,
  limits: HttpLimits,
  admission: Admission,
  paths: KnownPaths,
): void {
  app.addHook('onRequest', (request, reply, done) => {
    admission.admit(request.raw, reply.raw);
    requireWellFormed(request.raw, limits.maxUrlChars, limits.maxHeaders);
    if (request.is404 || hasEmptyValue(request.params)) answerUnrouted(request, reply, paths);
    else done();
  });
}

/** The router lets a parameter be empty (`/v1/events/`); no id is. */
function hasEmptyValue(params: unknown): boolean {
  const values = Object(params);
  for (const name in values) if (values[name] === '') return true;
  return false;
}

function addCommonHeaders(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  reply.headers(commonHeaders(request.method));
  done();
}

const cacheOf = (cache: ServerOptions['cache']): ResponseCache | undefined =>
  cache === undefined || cache.maxBytes === 0 ? undefined : new ResponseCache(cache.state, cache.maxBytes);

/** Answers OPTIONS for every path, and tells a wrong method from a wrong path, before any body is read. */
function answerUnrouted(request: FastifyRequest, reply: FastifyReply, paths: KnownPaths): void {
  const path = pathOf(request.url);
  const allow = path === '*' ? 'GET, HEAD, OPTIONS, POST' : paths.allow(path);
  if (allow === undefined) {
    throw new HttpProblem('not_found', `There is nothing at this path. ${paths.hint(path)}`);
  }
  if (request.method === 'OPTIONS') {
    reply.code(204).headers({ ...commonHeaders('OPTIONS'), ...preflightHeaders(allow) });
    return void reply.send();
  }
  const detail = `This path takes ${allow}, not ${request.method}.`;
  throw new HttpProblem('method_not_allowed', detail, { allow });
}

type ErrorSender = (error: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply;

/** Any failure as a problem. What was not foreseen is logged whole, and told as no more than its kind. */
function problemOf(error: unknown, id: string, log: FastifyBaseLogger): ProblemAnswer {
  const answer = problemAnswer(error, id);
  if (answer.status >= 500) log.error({ reqId: id, err: error }, 'request failed');
  return answer;
}

function problemSender(paths: KnownPaths, log: () => FastifyBaseLogger): ErrorSender {
  return (error, request, reply) => {
    const known = translateError(error, request, paths);
    const id = request.id === '' ? randomUUID() : request.id;
    const { status, headers, body } = problemOf(known, id, log());
    return reply
      .code(status)
      .headers({ ...commonHeaders(request.method), ...headers })
      .send(Buffer.from(body));
  };
}

/** The same for a request that the framework has not seen. */
function rawProblemSender(log: () => FastifyBaseLogger) {
  return (error: unknown, request: IncomingMessage, response: ServerResponse): void => {
    const { status, headers, body } = problemOf(error, randomUUID(), log());
    if (response.destroyed) return;
    const octets = Buffer.from(body);
    response
      .writeHead(status, {
        ...commonHeaders(request.method ?? 'GET'),
        ...headers,
        'content-length': octets.length,
      })
      .end(octets);
  };
}

/** Text is the only kind of body that is read; limits, character set and decoding are ours. */
function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('text/plain', async (request: FastifyRequest) =>
    readTextBody(request.raw, request.routeOptions.config.operation?.requestBody),
  );
}

type OpenApiTypes = JsonObject & Exclude<ReturnType<FastifyInstance['swagger']>, string>;

/**
 * @fastify/swagger collects every registered route and publishes the document (`app.swagger()`, also as YAML). What
 * it would write itself loses response headers, discriminators and 304 without content, so the document is ours; what
 * it collected proves that the two agree.
 */
function publishDocument(app: FastifyInstance, options: ServerOptions): void {
  app.register(swagger, {
    openapi: {},
    transformObject: (collected) => {
      const document: JsonObject = buildDocument(options.routes, options.info, '3.1');
      requireCollected(collected, document);
      // The library's own types name every part of a document; ours is JSON that the tests hold against OpenAPI.
      return document as OpenApiTypes;
    },
  });
  app.after(() => {
    app.addHook('onReady', async () => {
      app.swagger();
    });
  });
}
