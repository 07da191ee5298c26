import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ClaimlineError } from '../domain/errors.ts';
import { deprecationHeaders } from './deprecation.ts';
import { requireAcceptable } from './request/accept.ts';
import { entityTagOf, matchesTag, quotedTag } from './request/conditional.ts';
import { searchOf } from './request/query-string.ts';
import { type Answer, type Route, routerPath } from './route.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The operation that a route serves; pages have none. */
    operation?: Route;
  }
}

/** Serves one operation by its method and, for GET, by HEAD, which differs only in that no body is sent. */
export function serveRoute(app: FastifyInstance, route: Route, deadlineMs: number): void {
  const contentType = route.response.contentType ?? 'application/json';
  const notice = deprecationHeaders(route.deprecated);
  app.route({
    method: route.method === 'GET' ? ['GET', 'HEAD'] : [route.method],
    url: routerPath(route.path),
    config: { operation: route },
    onRequest: async (request, reply) => {
      reply.headers(notice);
      requireAcceptable(request.headers.accept, contentType);
    },
    handler: async (request, reply) => {
      const answer = await answerWithin(deadlineMs, request, reply, route);
      return sendAnswer(answer, contentType, route, request, reply);
    },
  });
}

/**
 * Runs the handler with a signal that fires when the client goes away or the deadline passes. A handler that does
 * not heed it is left to itself; the client is told.
 */
async function answerWithin(
  deadlineMs: number,
  request: FastifyRequest,
  reply: FastifyReply,
  route: Route,
): Promise<Answer> {
  const controller = new AbortController();
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const error = new ClaimlineError('deadline_exceeded', `${route.operationId} ran past ${deadlineMs} ms`);
    controller.abort(error);
    reject(error);
  }, deadlineMs);
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  const work = route.answer({
    pathValues: pathValuesOf(request.params),
    search: searchOf(request.url),
    body: typeof request.body === 'string' ? request.body : '',
    url: request.url,
    signal: controller.signal,
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The router has decoded the values. */
function pathValuesOf(params: unknown): Map<string, string[]> {
  return new Map(Object.entries(Object(params)).map(([name, value]) => [name, [String(value)]]));
}

function sendAnswer(
  answer: Answer,
  contentType: string,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const body = Buffer.from(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  reply.headers({ ...answer.headers, 'cache-control': route.cache ?? 'no-cache' });
  if (answer.link !== undefined) {
    const { link } = deprecationHeaders(route.deprecated);
    reply.header('link', link === undefined ? answer.link : `${answer.link}, ${link}`);
  }
  if (route.method === 'GET') {
    const tag = answer.etag === undefined ? entityTagOf(body) : quotedTag(answer.etag);
    reply.header('etag', tag);
    // A 304 has the headers that its 200 would have, but for those about the content (RFC 9110 §15.4.5).
    if (matchesTag(request.headers['if-none-match'], tag)) return reply.code(304).send();
  }
  return reply.code(200).header('content-type', contentType).send(body);
}
