import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type HookHandlerDoneFunction,
  LogController,
} from 'fastify';
import { workFor } from '../domain/client.ts';
import { ClaimlineError } from '../domain/errors.ts';
import { noteStoreCalls, type StoreCall } from '../domain/store-calls.ts';
import { clientOf } from './client-address.ts';
import { formFor } from './compression.ts';
import type { Admission } from './connection/admission.ts';
import type { HttpLimits } from './connection/http-server.ts';
import { deprecationHeaders } from './deprecation.ts';
import { sendFinished } from './finished.ts';
import { addHeaders, commonHeaders } from './headers.ts';
import { logFailure } from './logger.ts';
import type { Operation } from './operation.ts';
import { type AllowedOrigins, allowOrigin, answerPreflight } from './origins.ts';
import type { Paths } from './paths.ts';
import { HttpProblem, problemResponse } from './problem.ts';
import { BodyAborted, readTextBody, unsupportedBody } from './request/body.ts';
import { type AllowedHosts, hostCheck } from './request/host.ts';
import { echo, pathOf, searchOf } from './request/query-string.ts';
import { requireWellFormed, unknownTarget } from './request/well-formed.ts';
import { nextRequestId } from './request-id.ts';
import { type Route, routerPath } from './route.ts';

/**
 * The stages of a request, in order. Every request passes them, at every log level. Each stage is a hook or handler of
 * Fastify, so that plugins see every request too.
 *
 *  1. routed       Fastify's router, before any hook
 *     shared       onRequest: headers of cross-origin reading, also for error responses
 *  2. admitted     onRequest: 503 if too many requests are in progress
 *  3. well-formed  onRequest: header section, host and URL
 *     (an authentication hook would go here)
 *     acceptable   onRequest of an operation: its media type and its deprecation headers
 *     unrouted     preParsing: OPTIONS, 404 and 405, before any body is read
 *  4. kept         preParsing of an operation, after every onRequest hook: from the cache, or 304
 *  5. parsed       the body by the content type parser, then the parameters by the operation's schemas
 *     for client   preHandler: the client whose share of the store's work the request uses
 *  6. handled      the operation's handler, then compression if the client accepts it
 *  7. responded    written to Node's response; pages for people go through `reply.send`
 *     or a problem from the error handler
 *  8. logged       onResponse
 *
 * Responses of operations are hijacked replies. Their headers are the same each time, and Fastify's writing of headers
 * and payload would take longer than finding a record. Headers that other plugins set on the reply are sent as well.
 * `onSend` and `preSerialization` hooks do not see these responses.
 *
 * No hook runs for requests that Node's parser rejects (`connection/client-error.ts`), for CONNECT, and for paths that
 * Fastify's router rejects (`routerRefusal`). They get the same problem responses.
 */

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The operation that a route serves; pages for people have none. */
    operation?: Route;
    /** Answered however busy the server is, like an operation of that kind. */
    alwaysAdmitted?: boolean;
  }
  interface FastifyInstance {
    /** Address that people reach the server under; empty if it has none but its own. */
    publicUrl: string;
  }
  interface FastifyReply {
    /** `kept` if the response came from the cache. Otherwise, at log level `debug`, the calls of the store. */
    answeredBy: 'kept' | readonly StoreCall[] | null;
  }
}

type StageContext = {
  limits: HttpLimits;
  admission: Admission;
  paths: Paths;
  allowedOrigins: AllowedOrigins;
  allowedHosts: AllowedHosts;
};

/** Adds the stages of every request. Call it before routes are registered. */
export function addStages(app: FastifyInstance, context: StageContext): void {
  const { limits, admission, paths, allowedOrigins, allowedHosts } = context;
  app.decorateReply('answeredBy', null);
  app.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) paths.add(url, each);
  });
  app.addHook('onRequest', shared(allowedOrigins));
  app.addHook('onRequest', admitted(admission));
  app.addHook('onRequest', wellFormed(limits, hostCheck(allowedHosts)));
  app.addHook('preParsing', unrouted(paths));
  parsedBody(app);
  app.addHook('preHandler', forClient);
  app.setErrorHandler(sendProblem);
  app.addHook('onSend', withCommonHeaders);
  app.addHook('onResponse', logged);
}

/** Registers an operation by its method. A GET operation also gets HEAD, with the same response but no body. */
export function addOperation(app: FastifyInstance, operation: Operation): void {
  const { route } = operation;
  app.route({
    method: route.method === 'GET' ? ['GET', 'HEAD'] : [route.method],
    url: routerPath(route.path),
    config: { operation: route },
    onRequest: acceptable(operation),
    preParsing: kept(operation),
    handler: async (request, reply) => {
      const given = {
        pathValues: pathValuesOf(request.params),
        search: searchOf(request.url),
        body: typeof request.body === 'string' ? request.body : '',
        url: request.url,
      };
      const client = {
        form: formFor(request.headers['accept-encoding']),
        ifNoneMatch: request.headers['if-none-match'],
      };
      const make = () => operation.answer(given, client, reply.raw);
      sendFinished(await (request.log.level === 'debug' ? noted(reply, make) : make()), request, reply);
    },
  });
}

/** Runs the work of a request and records its calls of the store, also if it fails. */
function noted<Result>(reply: FastifyReply, work: () => Result): Result {
  const calls: StoreCall[] = [];
  reply.answeredBy = calls;
  return noteStoreCalls(calls, work);
}

/** Allows cross-origin reading. It runs before any stage can fail, so that error responses can be read too. */
const shared =
  (allowed: AllowedOrigins) =>
  (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction) => {
    allowOrigin(allowed, request, reply);
    done();
  };

/** Stage 2: admits a request. @throws HttpProblem `overloaded` */
const admitted =
  (admission: Admission) => (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction) => {
    if (!admission.admits(request.raw, reply.raw) && !isAlwaysAdmitted(request)) {
      throw new HttpProblem('overloaded', 'The server is busy. Try again.');
    }
    done();
  };

const isAlwaysAdmitted = ({ routeOptions }: FastifyRequest): boolean =>
  (routeOptions.config.operation ?? routeOptions.config).alwaysAdmitted === true;

/**
 * Stage 3: checks a request.
 * @throws HttpProblem `malformed_request`, `misdirected_request`, `uri_too_long`, `header_too_large`
 */
const wellFormed =
  ({ maxUrlChars, maxHeaders }: HttpLimits, requireAllowedHost: (host: string | undefined) => void) =>
  (request: FastifyRequest, _reply: FastifyReply, done: HookHandlerDoneFunction) => {
    requireWellFormed(request.raw, maxUrlChars, maxHeaders);
    requireAllowedHost(request.headers.host);
    done();
  };

/** Stage 3 of an operation: checks Accept. @throws HttpProblem `not_acceptable`, `malformed_request`, `shutting_down` */
function acceptable({ route, requireAcceptable }: Operation) {
  const notice = deprecationHeaders(route.deprecated);
  return (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction) => {
    addHeaders(reply, notice);
    if (route.failsWhileStopping && request.server.connections.isDraining) {
      throw new HttpProblem('shutting_down', 'The server is stopping.');
    }
    requireAcceptable(request.headers.accept);
    done();
  };
}

/**
 * Answers OPTIONS and throws for a wrong path or a wrong method. Fastify's router accepts an empty path parameter
 * (`/v1/events/`), but it is not an id.
 * @throws HttpProblem `not_found`, `method_not_allowed`
 */
const unrouted =
  (paths: Paths) =>
  (request: FastifyRequest, reply: FastifyReply, _payload: unknown, done: HookHandlerDoneFunction) => {
    if (!request.is404 && !hasEmptyValue(request.params)) return done();
    const path = pathOf(request.url);
    const allow = path === '*' ? 'GET, HEAD, OPTIONS, POST' : paths.allow(path);
    if (allow === undefined) {
      throw new HttpProblem('not_found', `The path ${echo(path)} does not exist. ${paths.hint(path)}`);
    }
    if (request.method === 'OPTIONS') {
      answerPreflight(allow, reply);
      return void reply.code(204).header('allow', allow).send();
    }
    const detail = `This path allows ${allow}, not ${request.method}.`;
    throw new HttpProblem('method_not_allowed', detail, { allow });
  };

function hasEmptyValue(params: unknown): boolean {
  const values = Object(params);
  for (const name in values) if (values[name] === '') return true;
  return false;
}

/** Stage 4: sends the cached response, or 304 if only the validator is cached and the client has that version. */
const kept =
  (operation: Operation) =>
  (request: FastifyRequest, reply: FastifyReply, _payload: unknown, done: HookHandlerDoneFunction) => {
    const cached = operation.kept(request.url, formFor(request.headers['accept-encoding']));
    if (cached === undefined) return done();
    cached.then(
      (found) => {
        if (found === undefined || !sendFinished(found, request, reply)) return done();
        reply.answeredBy = 'kept';
        operation.noteHit();
      },
      // The store failed. The operation calls it again and reports the error.
      () => done(),
    );
  };

/** Stage 5 for bodies: reads text, with our own limits, character sets and decoding. Other media types are rejected. */
function parsedBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(['text/plain', 'application/json'], async (request: FastifyRequest) =>
    readTextBody(request.raw, request.routeOptions.config.operation?.requestBody),
  );
}

/** Sets the client that the handler works for. It runs after the body is read, because reading it would lose the client. */
function forClient(request: FastifyRequest, _reply: FastifyReply, done: HookHandlerDoneFunction): void {
  workFor(clientOf(request.ip), done);
}

/** Returns the decoded values of the path's parameters. */
function pathValuesOf(params: unknown): Map<string, string[]> {
  const values = new Map<string, string[]>();
  const given = Object(params);
  for (const name in given) values.set(name, [String(given[name])]);
  return values;
}

/** Stage 7 for errors: sends any thrown value as a problem. An unexpected one is sent as `internal`. */
function sendProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = problemOf(thrown, request);
  const { status, headers, body } = problemResponse(error, request.id, request.server.publicUrl);
  logFailure(request, error);
  addHeaders(reply, headers);
  return reply.code(status).send(Buffer.from(body));
}

/** Translates Fastify's own errors by their codes into problems. Returns any other value unchanged. */
function problemOf(error: unknown, request: FastifyRequest): unknown {
  if (error instanceof BodyAborted) return new HttpProblem('request_timeout', error.message);
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || code === 'FST_ERR_CTP_EMPTY_TYPE') {
    return unsupportedBody(request.routeOptions.config.operation?.requestBody, request);
  }
  return error;
}

/**
 * Answers a path that Fastify's router rejects before any hook runs: one that is not percent-encoded UTF-8, or one with
 * a parameter that is too long.
 */
export const routerRefusal =
  (paths: Paths, answered: (status: number) => void) =>
  (error: { code: string }, request: FastifyRequest, reply: FastifyReply): void => {
    const problem =
      error.code === 'FST_ERR_MAX_PARAM_LENGTH'
        ? new HttpProblem('uri_too_long', 'One segment of the path is longer than any id or key.')
        : malformedPath(pathOf(request.url), paths);
    reply.raw.once('finish', () => {
      logged(request, reply, () => undefined);
      answered(reply.raw.statusCode);
    });
    sendProblem(problem, request, reply.headers(commonHeaders));
  };

/** Returns the error for a path that cannot be decoded. It names the parameter if the rest of the path is known. */
function malformedPath(path: string, paths: Paths): Error {
  if (!path.startsWith('/')) return unknownTarget(path);
  const parameter = paths.malformedParameter(path);
  if (parameter === undefined) {
    return new HttpProblem('malformed_request', 'The path is not percent-encoded UTF-8 (RFC 3986 §2.1).');
  }
  const detail = `${parameter} is not percent-encoded UTF-8.`;
  return new ClaimlineError('invalid_parameter', detail, [{ parameter, detail, code: 'invalid_parameter' }]);
}

/** Adds the headers of every response. A page for people may have set its own, which stay. */
function withCommonHeaders(
  _request: FastifyRequest,
  reply: FastifyReply,
  _payload: unknown,
  done: HookHandlerDoneFunction,
): void {
  for (const name in commonHeaders) if (!reply.hasHeader(name)) reply.header(name, commonHeaders[name]);
  done();
}

/** Stage 8: logs one line for each request at `info`. At `debug` the line also has `answeredBy`. */
function logged(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const { log } = request;
  const { answeredBy } = reply;
  log.info(
    {
      reqId: request.id,
      req: request,
      res: reply,
      responseTime: reply.elapsedTime,
      ...(log.level === 'debug' && answeredBy !== null ? { answeredBy } : {}),
    },
    'request completed',
  );
  done();
}

/** Settings of Fastify that the stages rely on. */
export const stageSettings = {
  // Stage 8 writes the log line of a request with its id. A logger for each request would take as long as finding a
  // record.
  logController: new LogController({ disableRequestLogging: true }),
  childLoggerFactory: (logger: FastifyBaseLogger) => logger,
  genReqId: nextRequestId,
};
