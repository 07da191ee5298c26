import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AllowedOrigins } from '../../../src/http/origins.ts';
import { type Running, raw, rawProblemOf, request, startSample } from './harness.ts';

/** The pages that may read a response (CORS), and the host names under which the server responds. */

const mine = 'https://mine.example';
const other = 'https://other.example';

/** One request of each kind that may be answered. */
const lines = [
  'GET /v1/birds',
  'GET /v1/birds/ada',
  'HEAD /v1/birds',
  'GET /v1/birds?limit=0',
  'GET /v1/birds/bob',
  'GET /nothing',
  'DELETE /v1/birds',
  'OPTIONS /v1/birds',
  'POST /v1/birds/ada/count',
  'OPTIONS /v1/birds/ada/count',
  'GET /openapi.json',
  'GET /docs',
  'GET /v1/busy',
];

async function start(allowedOrigins: AllowedOrigins): Promise<Running> {
  const state = async () => ({ storeId: 's', changes: 1 });
  return startSample({ allowedOrigins, cache: { state, maxBytes: 1_000_000 } });
}

async function shownTo(server: Running, line: string, origin: string | undefined, more: string[] = []) {
  const headers = ['Host: x', ...(origin === undefined ? [] : [`Origin: ${origin}`]), ...more];
  const body = line.startsWith('POST') ? 'hello' : '';
  const type = body === '' ? [] : ['Content-Type: text/plain', 'Content-Length: 5'];
  const answer = await raw(server.port, request(line, [...headers, ...type], body));
  const get = (name: string) => answer.headers.get(name);
  return {
    status: answer.status,
    origin: get('access-control-allow-origin'),
    vary: get('vary')?.split(', ').includes('Origin') ?? false,
    exposed: get('access-control-expose-headers'),
    methods: get('access-control-allow-methods'),
    allow: get('allow'),
  };
}

describe.each<[string, AllowedOrigins, { toMine?: string; toOther?: string; varies: boolean }]>([
  ['no origin', 'none', { varies: false }],
  ['a list of origins', [mine, 'https://third.example'], { toMine: mine, varies: true }],
  ['every origin', '*', { toMine: '*', toOther: '*', varies: false }],
])('with %s allowed', (_, allowed, { toMine, toOther, varies }) => {
  let server: Running;
  beforeAll(async () => {
    server = await start(allowed);
  });
  afterAll(() => server.app.close());

  it.each(lines)('%s is answered the same to each, and may be read by those only', async (line) => {
    const whole = await shownTo(server, line, undefined);
    // From the third time on it may come from the cache.
    for (const origin of [mine, other, mine, undefined, other, mine]) {
      const shown = await shownTo(server, line, origin);
      const readable =
        origin === mine ? toMine : origin === other ? toOther : allowed === '*' ? '*' : undefined;
      expect(shown.origin).toBe(readable);
      expect(shown.exposed?.includes('ETag') ?? false).toBe(readable !== undefined);
      // The reference is compressed where that is wanted, and says so.
      expect(shown.vary).toBe(varies);
      expect([shown.status, shown.allow]).toEqual([whole.status, whole.allow]);
    }
  });

  it.each(['/v1/birds', '/v1/birds/ada/count'])('a preflight of %s agrees with the answer', async (path) => {
    const method = path.endsWith('count') ? 'POST' : 'GET';
    const asks = [`Access-Control-Request-Method: ${method}`];
    for (const origin of [mine, other]) {
      const preflight = await shownTo(server, `OPTIONS ${path}`, origin, asks);
      const answer = await shownTo(server, `${method} ${path}`, origin);
      expect(preflight.origin).toBe(answer.origin);
      expect(preflight.methods?.split(', ').includes(method) ?? false).toBe(answer.origin !== undefined);
    }
  });
});

describe('hosts', () => {
  const allowedHosts = ['localhost', '*.localhost', '127.0.0.1', '[::1]', 'example.org:8443'];
  let server: Running;
  beforeAll(async () => {
    server = await startSample({ allowedHosts });
  });
  afterAll(() => server.app.close());
  const ask = (target: string, host: string) => raw(server.port, request(`GET ${target}`, [`Host: ${host}`]));

  it.each([
    'localhost',
    'LOCALHOST:3000',
    'localhost.',
    'news.localhost:1',
    '127.0.0.1',
    '127.0.0.1:65535',
    '[::1]:80',
    'example.org:8443',
  ])('%s is answered', async (host) => {
    for (const path of ['/v1/birds', '/healthz-is-not-here', '/docs']) {
      expect([200, 404]).toContain((await ask(path, host)).status);
    }
  });

  it.each([
    'evil.example',
    'localhost.evil.example',
    'notlocalhost',
    '127.0.0.1.nip.io',
    'example.org',
    '[::2]',
  ])('%s is refused with the name of the setting, whatever is asked for', async (host) => {
    for (const path of ['/v1/birds', '/v1/birds/ada', '/openapi.json', '/docs', '/nothing']) {
      const problem = rawProblemOf(await ask(path, host), 421, 'misdirected_request');
      expect(problem.detail).toContain('ALLOWED_HOSTS');
      expect(problem.detail).toContain(host);
    }
  });

  it('the host of an absolute URL counts, and not the Host header (RFC 9112 §3.2.2)', async () => {
    expect((await ask('http://localhost/v1/birds', 'evil.example')).status).toBe(200);
    rawProblemOf(await ask('http://evil.example/v1/birds', 'localhost'), 421, 'misdirected_request');
  });

  it('a request of HTTP/1.0 need not name one', async () => {
    expect((await raw(server.port, 'GET /v1/birds HTTP/1.0\r\n\r\n')).status).toBe(200);
  });
});
