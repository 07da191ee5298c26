import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance } from 'fastify';
import type { StoreState } from '../domain/store.ts';
import { Admission } from './connection/admission.ts';
import { answerClientError } from './connection/client-error.ts';
import { Connections } from './connection/connections.ts';
import { createHttpServer, defaultHttpLimits, type HttpLimits } from './connection/http-server.ts';
import { Deadlines } from './deadlines.ts';
import { addDocsPage } from './docs-page.ts';
import { addGuidePages } from './guide-page.ts';
import { type LogLevel, type LogStream, loggerOptions } from './logger.ts';
import { requireCollected } from './openapi/collected.ts';
import { apiRoutes, buildDocument, type DocumentInfo } from './openapi/document.ts';
import type { JsonObject } from './openapi/json.ts';
import { Operation } from './operation.ts';
import type { AllowedOrigins } from './origins.ts';
import { Paths } from './paths.ts';
import { problemKinds } from './problem.ts';
import type { AllowedHosts } from './request/host.ts';
import { ResponseCache } from './response-cache.ts';
import type { Route } from './route.ts';
import { addOperation, addStages, routerRefusal, stageSettings } from './stages.ts';

declare module 'fastify' {
  interface FastifyInstance {
    connections: Connections;
    /** Undefined where no answer is cached. */
    responseCache: ResponseCache | undefined;
  }
}

export type ServerOptions = {
  /** The operations of the API; the documents and problem types are added. */
  routes: readonly Route[];
  info: DocumentInfo;
  /** `info` unless given; `silent` logs nothing. */
  logLevel?: LogLevel;
  /** Where log lines go; standard error unless given. */
  logStream?: LogStream;
  limits?: Partial<HttpLimits>;
  /** Addresses and CIDR ranges of proxies whose X-Forwarded-For header names the client; none unless given. */
  trustedProxies?: readonly string[];
  /** Origins whose pages may read answers; none unless given. */
  allowedOrigins?: AllowedOrigins;
  /** Hosts that requests may name; any unless given. */
  allowedHosts?: AllowedHosts;
  /** Finished answers are kept while the store's state stays as it is, in at most so many octets; 0 keeps none. */
  cache?: { state: () => Promise<StoreState>; maxBytes: number };
  /**
   * Adds what is no operation of the API: pages for people, metrics. Routes added here must carry
   * `schema: { hide: true }`, or the server does not start, since every other route must be in the document.
   */
  pages?: (app: FastifyInstance) => void;
  /** Called with the status of each answer that no hook sees: the parser of Node or the router of Fastify refused. */
  onRefusal?: (status: number) => void;
};

/**
 * Builds the server without listening. Listening (`app.listen`) and `app.ready()` reject when the OpenAPI document
 * cannot be built or does not have every registered route. Stop it with `stopServer`.
 */
export function createServer(options: ServerOptions): FastifyInstance {
  const limits: HttpLimits = { ...defaultHttpLimits, ...options.limits };
  const { trustedProxies = [], onRefusal = () => undefined } = options;
  const paths = new Paths();
  const connections = new Connections();
  const admission = new Admission(limits.maxInFlight, limits.maxBodiesInFlight);
  const cache = cacheOf(options.cache);
  const shared = {
    deadlines: new Deadlines(limits.handlerTimeoutMs),
    cache,
    publicUrl: options.info.publicUrl ?? '',
  };
  const operations = apiRoutes(options.routes, options.info).map((route) => new Operation(route, shared));
  const app = Fastify({
    ...stageSettings,
    logger: loggerOptions(options.logLevel ?? 'info', options.logStream),
    requestIdHeader: false,
    // Believes no header unless a proxy is named.
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    // A request that arrives on a kept connection while the server stops is answered like any other.
    return503OnClosing: false,
    exposeHeadRoutes: false,
    // Queries are read from the raw URL, strictly, by the operations.
    routerOptions: { maxParamLength: limits.maxPathParameterChars, querystringParser: () => ({}) },
    serverFactory: (handler) => createHttpServer(handler, limits, connections),
    frameworkErrors: routerRefusal(paths, onRefusal),
    clientErrorHandler: (error, socket) => {
      const code = answerClientError(error, socket, connections, limits.maxUrlChars);
      if (code !== undefined) onRefusal(problemKinds[code].status);
      app.log.info({ code, reason: error.code }, 'connection closed on a request that was not well-formed');
    },
  });
  app.decorate('connections', connections);
  app.decorate('responseCache', cache);
  const { allowedOrigins = 'none', allowedHosts = '*' } = options;
  addStages(app, { limits, admission, paths, allowedOrigins, allowedHosts });
  publishDocument(app, options);
  // Registered after the collector, so that it sees every route.
  app.register(async (scope) => {
    for (const operation of operations) addOperation(scope, operation);
    addDocsPage(scope);
    addGuidePages(scope);
    options.pages?.(scope);
  });
  return app;
}

const cacheOf = (cache: ServerOptions['cache']): ResponseCache | undefined =>
  cache === undefined || cache.maxBytes === 0 ? undefined : new ResponseCache(cache.state, cache.maxBytes);

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
