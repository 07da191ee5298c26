import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientRecipes } from '../../../src/cli/sdk/recipes.ts';
import { escapeHtml } from '../../../src/domain/html.ts';
import { type Running, raw, request, startSample } from './harness.ts';
import { sampleInfo } from './sample-routes.ts';

/** The API reference as a document: complete without scripts, and nothing in it leads nowhere. */

let server: Running;
let html: string;
beforeAll(async () => {
  server = await startSample({
    clients: clientRecipes('1.2.3'),
    info: { ...sampleInfo, description: 'Birds. <img src=x> and `<b>`.' },
  });
  html = await (await fetch(`${server.origin}/docs`)).text();
});
afterAll(() => server.app.close());

type Document = {
  paths: Record<string, Record<string, { operationId: string; parameters?: { name: string }[] }>>;
  components: { schemas: Record<string, { properties?: Record<string, unknown> }> };
};
const idsIn = (page: string) => [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id);

it('may run only scripts of this server, and load nothing from another', async () => {
  const response = await fetch(`${server.origin}/docs`);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/default-src 'none'.*connect-src 'self'/);
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(html).not.toMatch(/<style|<script(?![^>]* src="\.\/)|\sstyle=|\son\w+=|<link[^>]* href="\w+:/);
});

it('has an address for every operation, parameter, type and member', async () => {
  const document: Document = JSON.parse(await (await fetch(`${server.origin}/openapi.json`)).text());
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
  const wanted = [
    ...operations.flatMap(({ operationId, parameters = [] }) => [
      operationId,
      ...parameters.map(({ name }) => `${operationId}.${name}`),
    ]),
    ...Object.entries(document.components.schemas).flatMap(([name, { properties = {} }]) => [
      name,
      ...Object.keys(properties).map((member) => `${name}.${member}`),
    ]),
  ];
  const ids = idsIn(html);
  expect(ids).toEqual(expect.arrayContaining(wanted));
  expect(new Set(ids).size, 'each address is one place').toBe(ids.length);
});

it('leads nowhere that does not exist', async () => {
  const targets = [...html.matchAll(/href="([^"]+)"/g)].map(([, target = '']) => target);
  const ids = new Set(idsIn(html));
  const inPage = targets.filter((target) => target.startsWith('#'));
  expect(inPage.filter((target) => !ids.has(target.slice(1)))).toEqual([]);
  // The sample server has no first page; its examples of requests need records that it does not have.
  const others = new Set(targets.filter((target) => !/^(#|\.\/)/.test(target)));
  expect(others.size).toBeGreaterThan(4);
  for (const target of others)
    expect([target, (await fetch(new URL(target, `${server.origin}/docs`))).status]).toEqual([target, 200]);
});

it('shows HTML in descriptions as text', () => {
  expect(html).toContain('Birds. &lt;img src=x&gt; and <code>&lt;b&gt;</code>.');
});

describe('tells how to get a client in', () => {
  it.each(clientRecipes('1.2.3'))('$title', ({ language, title, use }) => {
    const [, section = ''] = html.split(`id="client-${language}"`);
    expect(section).toContain(`>${title}</a>`);
    expect(section).toContain(`npx claimline sdk ${language} --out client`);
    const program = use.find((line) => line.includes('http://127.0.0.1:3000')) ?? '';
    expect(section).toContain(escapeHtml(program.trim()));
  });
});

it('is asked for each time, compressed too', async () => {
  const page = await raw(server.port, request('GET /docs', ['Host: x', 'Accept-Encoding: gzip']));
  expect(page.headers.get('cache-control')).toBe('no-cache');
  expect(gunzipSync(Buffer.from(page.body, 'latin1')).toString()).toBe(html);
  const tag = page.headers.get('etag') ?? '';
  const again = ['Host: x', 'Accept-Encoding: gzip', `If-None-Match: ${tag}`];
  expect((await raw(server.port, request('GET /docs', again))).status).toBe(304);
});

it('is not an operation of the API', async () => {
  const document = await (await fetch(`${server.origin}/openapi.json`)).text();
  expect(document).not.toContain('"/docs');
});
