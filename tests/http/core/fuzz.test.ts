import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Running, raw, request, startSample } from './harness.ts';

/** For any request, no response is a 500, and every refusal is a problem. */

let server: Running;
beforeAll(async () => {
  server = await startSample({ logLevel: 'silent' });
});
afterAll(() => server.app.close());

const names = fc.constantFrom(
  'limit',
  'kind',
  'weight',
  'ringed',
  'q',
  'sort',
  'from',
  'to',
  '__proto__',
  'x',
);
const rawText = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => encodeURIComponent(text.toWellFormed())),
  fc.string({
    unit: fc.constantFrom('%', '0', 'f', 'z', 'c', '&', '=', '+', ';', '[', ']', '"', '\\', '{', '?'),
  }),
  fc.integer().map(String),
  fc.double().map(String),
);
const query = fc
  .array(fc.tuple(fc.oneof(names, rawText), rawText), { maxLength: 6 })
  .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&'));
const path = fc.oneof(
  fc.constantFrom('/v1/birds', '/v1/birds/ada', '/openapi.json', '/docs'),
  fc
    .array(fc.oneof(fc.constantFrom('v1', 'birds', 'ada', 'count', '..', '.', ''), rawText), { maxLength: 5 })
    .map((segments) => `/${segments.map((segment) => segment.replaceAll('?', '')).join('/')}`),
);
const method = fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'POST', 'OPTIONS', 'DELETE', 'PROPFIND');

it('never fails on a URL', async () => {
  await fc.assert(
    fc.asyncProperty(method, path, query, async (verb, route, search) => {
      const answer = await raw(
        server.port,
        request(`${verb} ${route}?${search}`, ['Host: x', 'Content-Length: 0']),
      );
      expect([200, 204, 400, 404, 405, 414, 415]).toContain(answer.status);
      if (answer.status >= 400) expect(answer.headers.get('content-type')).toBe('application/problem+json');
    }),
    { numRuns: 600 },
  );
});

it('never fails on a header', async () => {
  const headerName = fc.constantFrom(
    'Host',
    'Accept',
    'If-None-Match',
    'Content-Type',
    'Content-Encoding',
    'Expect',
    'Range',
    'Origin',
  );
  const headerValue = fc.string({
    unit: fc.integer({ min: 32, max: 255 }).map((code) => String.fromCharCode(code)),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(headerName, headerValue), { maxLength: 3 }), async (headers) => {
      const lines = headers.map(([name, value]) => `${name}: ${value}`);
      for (const line of ['GET /v1/birds', 'POST /v1/birds/ada/count']) {
        const octets = Buffer.from(request(line, ['Host: x', 'Content-Length: 2', ...lines], 'hi'), 'latin1');
        const answer = await raw(server.port, [octets]);
        expect([200, 304, 400, 406, 415]).toContain(answer.status);
      }
    }),
    { numRuns: 200 },
  );
});
