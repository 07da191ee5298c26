import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance } from 'fastify';
import type { StoreState } from '../domain/store.ts';
import { Admission } from './connection/admission.ts';
import { answerClientError } from './connection/client-error.ts';
import { Connections } from './connection/connections.ts';
import { createHttpServer, defaultHttpLimits, type HttpLimits } from './connection/http-server.ts';
import { Deadlines } from './deadlines.ts';
import type { ClientRecipe } from './docs/clients.ts';
import { addDocsPage } from './docs/page.ts';
import { addEmbedPage } from './embed-page.ts';
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
    /** Undefined if the cache is turned off. */
    responseCache: ResponseCache | undefined;
  }
}

export type ServerOptions = {
  /** The operations of the API. The server adds those of the documents and problem types. */
  routes: readonly Route[];
  info: DocumentInfo;
  /** Default: `info`. `silent` logs nothing. */
  logLevel?: LogLevel;
  /** Stream of the log lines. Default: standard error. */
  logStream?: LogStream;
  /** Logs the query of each request too: it can hold the names of people. */
  logQueries?: boolean;
  limits?: Partial<HttpLimits>;
  /** Addresses and CIDR ranges of proxies whose X-Forwarded-For header names the client. Default: none. */
  trustedProxies?: readonly string[];
  /** Origins whose pages may read responses. Default: none. */
  allowedOrigins?: AllowedOrigins;
  /** Hosts that requests may name. Default: any. */
  allowedHosts?: AllowedHosts;
  /** Caches responses in at most `maxBytes` octets until the state of the store changes. 0 turns the cache off. */
  cache?: { state: () => Promise<StoreState>; maxBytes: number };
  /**
   * Adds routes that are not operations of the API: pages for people, metrics. Each must have `schema: { hide: true }`.
   * Without it the server does not start, because every other route must be in the OpenAPI document.
   */
  pages?: (app: FastifyInstance) => void;
  /** Shown in the API reference: how to get a generated client in each language. Default: none. */
  clients?: readonly ClientRecipe[];
  /** Called with the status of each response that no hook sees: an error of Node's parser or of Fastify's router. */
  onRefusal?: (status: number) => void;
};

/**
 * Builds the server without listening. `app.listen()` and `app.ready()` reject if the OpenAPI document cannot be built or
 * does not have every registered route. Stop the server with `stopServer`.
 */
export function createServer(options: ServerOptions): FastifyInstance {
  const limits: HttpLimits = { ...defaultHttpLimits, ...options.limits };
  const { trustedProxies = [], onRefusal = () => undefined } = options;
  const paths = new Paths();
  const connections = new Connections();
  const admission = new Admission(limits.maxInFlight, limits.maxBodiesInFlight);
  const cache = cacheOf(options.cache);
  const { publicUrl = '' } = options.info;
  const shared = {
    deadlines: new Deadlines(limits.handlerTimeoutMs),
    cache,
    publicUrl,
  };
  const operations = apiRoutes(options.routes, options.info).map((route) => new Operation(route, shared));
  const app = Fastify({
    ...stageSettings,
    logger: loggerOptions(options.logLevel ?? 'info', options.logStream, options.logQueries),
    requestIdHeader: false,
    // X-Forwarded-For is ignored unless a proxy is trusted.
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    // A request that arrives on an open connection while the server stops is answered like any other.
    return503OnClosing: false,
    exposeHeadRoutes: false,
    // The operations parse the query strictly from the raw URL.
    routerOptions: { maxParamLength: limits.maxPathParameterChars, querystringParser: () => ({}) },
    serverFactory: (handler) => createHttpServer(handler, limits, connections, publicUrl),
    frameworkErrors: routerRefusal(paths, onRefusal),
    clientErrorHandler: (error, socket) => {
      const { maxUrlChars } = limits;
      answerClientError(error, socket, { connections, maxUrlChars, publicUrl }, (code) => {
        if (code !== undefined) onRefusal(problemKinds[code].status);
        app.log.info({ code, reason: error.code }, 'connection closed on a request that was not well-formed');
      });
    },
  });
  app.decorate('publicUrl', publicUrl);
  app.decorate('connections', connections);
  app.decorate('responseCache', cache);
  const { allowedOrigins = 'none', allowedHosts = '*' } = options;
  addStages(app, { limits, admission, paths, allowedOrigins, allowedHosts });
  app.addHook('onListen', (done) => {
    if (!options.logQueries) app.log.info(queriesLeftOut);
    done();
  });
  publishDocument(app, options);
  // Registered after the swagger plugin, so that it collects every route.
  app.register(async (scope) => {
    for (const operation of operations) addOperation(scope, operation);
    addDocsPage(scope, { clients: options.clients ?? [], publicUrl });
    addEmbedPage(scope);
    addGuidePages(scope);
    options.pages?.(scope);
  });
  return app;
}

const queriesLeftOut =
  'requests are logged without their queries, which can hold the names of people; LOG_QUERIES=true logs them';

const cacheOf = (cache: ServerOptions['cache']): ResponseCache | undefined =>
  cache === undefined || cache.maxBytes === 0 ? undefined : new ResponseCache(cache.state, cache.maxBytes);

type OpenApiTypes = JsonObject & Exclude<ReturnType<FastifyInstance['swagger']>, string>;

/**
 * Publishes the OpenAPI document through @fastify/swagger (`app.swagger()`, also as YAML). The plugin's own document lacks
 * response headers, discriminators and 304 without content, so `buildDocument` writes it. The routes that the plugin
 * collected are compared with it: the document must have all of them.
 */
function publishDocument(app: FastifyInstance, options: ServerOptions): void {
  app.register(swagger, {
    openapi: {},
    transformObject: (collected) => {
      const document: JsonObject = buildDocument(options.routes, options.info, '3.1');
      requireCollected(collected, document);
      // The plugin has a type for every part of a document. Ours is JSON, checked against OpenAPI by the tests.
      return document as OpenApiTypes;
    },
  });
  app.after(() => {
    app.addHook('onReady', async () => {
      app.swagger();
    });
  });
}
