import type { FastifyInstance } from 'fastify';
import { deprecationHeaders } from './deprecation.ts';
import type { Operation } from './operation.ts';
import { type Route, routerPath } from './route.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The operation that a route serves; pages have none. */
    operation?: Route;
  }
}

/** Serves one operation by its method and, for GET, by HEAD, which differs only in that no body is sent. */
export function serveRoute(app: FastifyInstance, operation: Operation): void {
  const { route } = operation;
  const notice = deprecationHeaders(route.deprecated);
  app.route({
    method: route.method === 'GET' ? ['GET', 'HEAD'] : [route.method],
    url: routerPath(route.path),
    config: { operation: route },
    onRequest: (request, reply, done) => {
      if (route.deprecated !== undefined) reply.headers(notice);
      operation.requireAcceptable(request.headers.accept);
      done();
    },
    handler: async (request, reply) => {
      const body = typeof request.body === 'string' ? request.body : '';
      const call = { pathValues: pathValuesOf(request.params), body, url: request.url };
      await operation.answer(call, request.raw, reply.raw);
      reply.hijack();
    },
  });
}

/** The router has decoded the values. */
function pathValuesOf(params: unknown): Map<string, string[]> {
  const values = new Map<string, string[]>();
  const given = Object(params);
  for (const name in given) values.set(name, [String(given[name])]);
  return values;
}
