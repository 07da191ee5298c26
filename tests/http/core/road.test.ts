import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { assetOf } from '../../../src/http/asset.ts';
import { addHomePage } from '../../../src/http/home/home-page.ts';
import type { LogLevel } from '../../../src/http/logger.ts';
import { defineRoute } from '../../../src/http/route.ts';
import { allRoutes, documentInfo } from '../../../src/http/routes/index.ts';
import { createServer } from '../../../src/http/server.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { raw, rawProblemOf, request, startSample } from './harness.ts';

/**
 * Every request takes the road of `src/http/stages.ts`, at every log level: a plugin that is registered last, as a
 * guard or a meter would be, sees each of them, and may refuse it.
 */

const levels: readonly LogLevel[] = ['silent', 'error', 'warn', 'info', 'debug'];

type Seen = { onRequest: string[]; onResponse: string[] };

/** An ordinary plugin: a decorator, a hook that refuses, one that sets a header, and one that counts. */
async function addGuard(app: FastifyInstance, seen: Seen): Promise<void> {
  app.decorateRequest('visitor', '');
  app.addHook('onRequest', async (request, reply) => {
    Object.assign(request, { visitor: request.headers['x-visitor'] ?? 'nobody' });
    seen.onRequest.push(`${request.method} ${request.url}`);
    if (request.headers['x-visitor'] === 'intruder') return reply.code(401).send('no');
    reply.header('x-guarded', 'yes');
  });
  app.addHook('onResponse', async (request, reply) => {
    const { visitor } = request as unknown as { visitor: string };
    seen.onResponse.push(`${request.method} ${request.url} ${reply.raw.statusCode} ${visitor}`);
  });
}

async function start(logLevel: LogLevel) {
  const store = openSqliteStore(':memory:');
  const routes = allRoutes({ store, version: '0.0.0' });
  const files = {
    script: '/assets/a.js',
    style: '/assets/a.css',
    assets: new Map([['/assets/a.js', assetOf('', 'text/javascript')]]),
    renderer: async () => ({ renderPage: async () => ({ html: '', title: '', about: '', status: 200 }) }),
  };
  const app = createServer({
    routes,
    info: documentInfo('0.0.0'),
    logLevel,
    logStream: { write: () => undefined },
    cache: { state: () => store.state(), maxBytes: 1_000_000 },
    pages: (scope) => addHomePage(scope, { store, routes, files }),
  });
  const seen: Seen = { onRequest: [], onResponse: [] };
  await addGuard(app, seen);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const close = async () => {
    await app.close();
    await store.close();
  };
  return { port, seen, close };
}

/** One request of each kind, with the status it has unless it is refused. */
const kinds: readonly [what: string, line: string, status: number, headers?: string[]][] = [
  ['a new list', 'GET /v1/events', 200],
  ['a list that is cached by the next request', 'GET /v1/events', 200],
  ['a cached list', 'GET /v1/events', 200],
  ['a cached list that the client has', 'GET /v1/events', 304, ['If-None-Match: *']],
  ['HEAD', 'HEAD /v1/events', 200],
  ['a record that is not there', 'GET /v1/events/nothing', 404],
  ['a wrong parameter', 'GET /v1/events?limit=x', 400],
  ['a wrong path', 'GET /nothing', 404],
  ['an empty id', 'GET /v1/events/', 404],
  ['a wrong method', 'DELETE /v1/events', 405],
  ['OPTIONS', 'OPTIONS /v1/events', 204],
  ['OPTIONS of the server', 'OPTIONS *', 204],
  ['a wrong media type', 'GET /v1/events', 406, ['Accept: text/html']],
  ['the document', 'GET /openapi.json', 200],
  ['the document as YAML', 'GET /openapi.yaml', 200],
  ['a problem type', 'GET /problems/not_found', 200],
  ['the reference', 'GET /docs', 200],
  ['a guide', 'GET /guide/data', 200],
  ['the icon', 'GET /favicon.ico', 200],
  ['the explorer', 'GET /', 200, ['Accept: text/html']],
  ['a file of the explorer', 'GET /assets/a.js', 200],
  ['health', 'GET /healthz', 200],
  ['readiness', 'GET /readyz', 200],
];

describe.each(levels)('at log level %s', (level) => {
  let server: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    server = await start(level);
  });
  afterAll(() => server.close());

  const ask = (line: string, visitor: string, headers: readonly string[]) =>
    raw(server.port, request(line, ['Host: localhost', `X-Visitor: ${visitor}`, ...headers]));

  it.each(kinds)('a plugin sees %s', async (_, line, status, headers = []) => {
    const answer = await ask(line, 'guest', headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('x-guarded')).toBe('yes');
    const [method, path] = line.split(' ');
    expect(server.seen.onRequest.at(-1)).toBe(`${method} ${path}`);
    await expect.poll(() => server.seen.onResponse.at(-1)).toBe(`${method} ${path} ${status} guest`);
  });

  it.each(kinds)('a plugin refuses %s', async (_, line, _status, headers = []) => {
    const answer = await ask(line, 'intruder', headers);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('etag')).toBe(undefined);
  });
});

describe('outside of it stand only', () => {
  let server: Awaited<ReturnType<typeof startSample>>;
  beforeAll(async () => {
    server = await startSample();
  });
  afterAll(() => server.app.close());

  it.each([
    ['what is no HTTP', 'nonsense\r\n\r\n', 400, 'malformed_request'],
    ['a method that does not exist', request('FROBNICATE /v1/birds'), 400, 'malformed_request'],
    ['headers that are too large', request('GET /', [`X: ${'a'.repeat(20_000)}`]), 431, 'header_too_large'],
    ['a path that cannot be decoded', request('GET /%ff'), 400, 'malformed_request'],
    ['a parameter that cannot be decoded', request('GET /v1/birds/%ff'), 400, 'invalid_parameter'],
    ['a parameter that is too long', request(`GET /v1/birds/${'a'.repeat(129)}`), 414, 'uri_too_long'],
    ['CONNECT', request('CONNECT x:80'), 405, 'method_not_allowed'],
  ])('%s: answered by the same writer of problems', async (_, sent, status, code) => {
    const answer = await raw(server.port, sent);
    rawProblemOf(answer, status, code);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(server.admitted).toEqual([]);
  });
});

/** An operation whose answers may be cached, since they come from the store. */
const cachedRoute = defineRoute({
  method: 'GET',
  path: '/v1/kept',
  operationId: 'getKept',
  tag: 'Birds',
  summary: 'A cached answer',
  description: 'Answers the same until the store changes.',
  query: z.strictObject({ q: z.string().optional().meta({ description: 'Search text.' }) }),
  response: { schema: z.looseObject({}).meta({ id: 'Kept', description: 'Anything.' }), description: 'It.' },
  errors: ['store_unusable'],
  handle: () => ({ body: {} }),
});

describe('the log', () => {
  it.each(['info', 'debug'] as const)('has one line for each request at %s', async (logLevel) => {
    const state = async () => ({ storeId: 's', changes: 1 });
    const cache = { state, maxBytes: 1_000_000 };
    const server = await startSample({ routes: [cachedRoute], logLevel, cache });
    const lines = (path: string) => server.log.filter((line) => line.includes(`"path":"${path}"`));
    for (const path of ['/v1/kept', '/v1/kept', '/v1/kept', '/nothing', '/v1/%ff']) {
      await raw(server.port, request(`GET ${path}?q=secret`));
    }
    await expect.poll(() => lines('/v1/%ff').length).toBe(1);
    expect(lines('/nothing')[0]).toContain('"statusCode":404');
    const kept = lines('/v1/kept').map((line) => line.includes('"answeredBy":"kept"'));
    expect(kept).toEqual(logLevel === 'debug' ? [false, false, true] : [false, false, false]);
    await server.app.close();
  });
});
