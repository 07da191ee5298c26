import { createHash } from 'node:crypto';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Running, raw, request, startSample } from './harness.ts';

const decoders = { br: brotliDecompressSync, gzip: gunzipSync, zstd: zstdDecompressSync };

let server: Running;
beforeAll(async () => {
  server = await startSample();
});
afterAll(() => server.app.close());

it('is one page whose scripts are all from this server or known by hash', async () => {
  const response = await fetch(`${server.origin}/docs`);
  const html = await response.text();
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(html).not.toMatch(/https?:\/\//);
  expect(html).toMatch(/<script src="\.\/assets\/scalar-\d+\.\d+\.\d+\.js"><\/script>/);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/default-src 'none'.*connect-src 'self'/);
  expect(policy).not.toMatch(/http|unsafe-eval|script-src[^;]*unsafe-inline/);
  const inline = html.match(/<script>([\s\S]*?)<\/script>/)?.[1] ?? '';
  expect(policy).toContain(`'sha256-${createHash('sha256').update(inline).digest('base64')}'`);
});

it('serves its script under a name of its version, in each coding, for good', async () => {
  const html = await (await fetch(`${server.origin}/docs`)).text();
  const path = /<script src="\.([^"]+)"/.exec(html)?.[1] ?? '';
  const lines = (coding: string) => ['Host: x', `Accept-Encoding: ${coding}`];
  const plain = await raw(server.port, request(`GET ${path}`), { untilMs: 20_000 });
  const body = Buffer.from(plain.body, 'latin1');
  expect([plain.status, plain.headers.get('content-encoding')]).toEqual([200, undefined]);
  const tags = new Set([plain.headers.get('etag')]);
  for (const [coding, decode] of Object.entries(decoders)) {
    const coded = await raw(server.port, request(`GET ${path}`, lines(coding)), { untilMs: 20_000 });
    expect(Object.fromEntries(coded.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': coding,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    });
    const octets = Buffer.from(coded.body, 'latin1');
    expect(octets.length).toBeLessThan(body.length / 2);
    expect(decode(octets).equals(body)).toBe(true);
    const tag = coded.headers.get('etag') ?? '';
    expect(tags.has(tag)).toBe(false);
    tags.add(tag);
    const again = request(`GET ${path}`, [...lines(coding), `If-None-Match: ${tag}`]);
    expect((await raw(server.port, again)).status).toBe(304);
  }
  const best = await raw(server.port, request(`HEAD ${path}`, lines('gzip, deflate, br, zstd')));
  expect([best.status, best.body, best.headers.get('content-encoding')]).toEqual([200, '', 'br']);
});

it('asks for its page each time, compressed too', async () => {
  const page = await raw(server.port, request('GET /docs', ['Host: x', 'Accept-Encoding: gzip']));
  expect(page.headers.get('cache-control')).toBe('no-cache');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(gunzipSync(Buffer.from(page.body, 'latin1')).toString()).toContain('<title>Claimline API</title>');
});

it('is not an operation of the API', async () => {
  const document = await (await fetch(`${server.origin}/openapi.json`)).text();
  expect(document).not.toContain('"/docs');
});
