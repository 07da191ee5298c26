import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Running, startSample } from './harness.ts';

/** The guides, as the server shows them. */

let server: Running;
beforeAll(async () => {
  server = await startSample();
});
afterAll(() => server.app.close());

const names = readdirSync(new URL('../../../src/web/guide/', import.meta.url)).map((file) =>
  file.replace('.md', ''),
);

it('are all on the first page', async () => {
  const html = await (await fetch(`${server.origin}/guide`)).text();
  const linked = [...html.matchAll(/href="guide\/([a-z]+)"/g)].map(([, name]) => name);
  expect(linked.sort()).toEqual(names.sort());
});

describe.each(names)('/guide/%s', (name) => {
  it('is a page without scripts that needs nothing from elsewhere', async () => {
    const response = await fetch(`${server.origin}/guide/${name}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await response.text();
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html).not.toMatch(/<script|src="|\son[a-z]+=/);
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, link]) => link ?? '');
    expect(links.filter((link) => /^\w+:/.test(link) && !link.startsWith('https://'))).toEqual([]);
    for (const link of links.filter((link) => !/^\w+:/.test(link))) {
      const linked = await fetch(new URL(link, `${server.origin}/guide/${name}`));
      expect(linked.status, link).toBe(200);
    }
  });

  it('is compressed for a client that accepts it so', async () => {
    const ask = (coding: string) =>
      fetch(`${server.origin}/guide/${name}`, { headers: { 'accept-encoding': coding } });
    const [plain, coded] = [await ask('identity'), await ask('br')];
    expect([plain, coded].map(({ headers }) => headers.get('content-encoding'))).toEqual([null, 'br']);
    expect([plain, coded].map(({ headers }) => headers.get('vary'))).toEqual(
      Array(2).fill('Accept-Encoding'),
    );
    expect(await coded.text()).toBe(await plain.text());
  });

  it('is revalidated by its entity tag', async () => {
    const url = `${server.origin}/guide/${name}`;
    const tag = (await fetch(url)).headers.get('etag') ?? '';
    const again = await fetch(url, { headers: { 'If-None-Match': tag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });
});
