import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Running, raw, request, startSample } from './harness.ts';

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
  expect(html).toContain('<script src="/docs/scalar.js"></script>');
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/default-src 'none'.*connect-src 'self'/);
  expect(policy).not.toMatch(/http|unsafe-eval|script-src[^;]*unsafe-inline/);
  const inline = html.match(/<script>([\s\S]*?)<\/script>/)?.[1] ?? '';
  expect(policy).toContain(`'sha256-${createHash('sha256').update(inline).digest('base64')}'`);
});

it('serves its script zipped or plain, and not again while it is the same', async () => {
  const url = `${server.origin}/docs/scalar.js`;
  const zipped = await fetch(url);
  const plain = await fetch(url, { headers: { 'Accept-Encoding': 'identity' } });
  expect([zipped.headers.get('content-encoding'), plain.headers.get('content-encoding')]).toEqual([
    'gzip',
    null,
  ]);
  const body = await plain.text();
  expect(await zipped.text()).toBe(body);
  expect(Number(zipped.headers.get('content-length'))).toBeLessThan(body.length / 2);
  const [zippedTag, plainTag] = [zipped.headers.get('etag') ?? '', plain.headers.get('etag') ?? ''];
  expect(zippedTag).not.toBe(plainTag);
  expect((await fetch(url, { headers: { 'If-None-Match': zippedTag } })).status).toBe(304);
  const head = await raw(server.port, request('HEAD /docs/scalar.js'));
  expect([head.status, head.body, head.headers.get('etag')]).toEqual([200, '', plainTag]);
});

it('is not an operation of the API', async () => {
  const document = await (await fetch(`${server.origin}/openapi.json`)).text();
  expect(document).not.toContain('"/docs');
});
