import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isObject } from '../../../src/http/openapi/json.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { type Api, startApi } from '../../helpers/api.ts';
import { raw } from '../core/harness.ts';
import { smallWorld } from './small-world.ts';

/** A server behind a proxy that serves it below a path: links lead to where people reach it. */

const publicUrl = 'https://news.example/claimline';
let api: Api;
let proxy: Server;
let base = '';
beforeAll(async () => {
  api = await startApi(smallWorld, openSqliteStore(':memory:'), { publicUrl });
  // Removes the path, as `proxy_pass http://…:3000/` of nginx does.
  proxy = createServer((incoming, outgoing) => {
    const path = incoming.url?.startsWith('/claimline/')
      ? incoming.url.slice('/claimline'.length)
      : undefined;
    if (path === undefined) return void outgoing.writeHead(404).end();
    request(api.origin + path, { headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    }).end();
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/claimline/`;
});
afterAll(async () => {
  proxy.close();
  proxy.closeAllConnections();
  await api.close();
});

describe('links', () => {
  it('to the next page lead there, from the cache too', async () => {
    for (const _ of [1, 2, 3]) {
      const { headers } = await fetch(`${api.origin}/v1/events?limit=1`);
      expect(headers.get('link')).toMatch(
        /^<https:\/\/news\.example\/claimline\/v1\/events\?limit=1&cursor=[\w.~-]+>; rel="next"$/,
      );
    }
  });

  it('in the documents and the catalogue lead there', async () => {
    for (const path of ['/openapi.json', '/openapi-3.0.json']) {
      const { servers } = await api.get<{ servers: { url: string }[] }>(path);
      expect(servers.map(({ url }) => url)).toEqual([publicUrl]);
    }
    const { linkset } = await api.get<{ linkset: object[] }>('/.well-known/api-catalog');
    const targets = linkset.flatMap((set) => Object.values(set).flat());
    const hrefs = targets.map((target) => (isObject(target) ? target.href : target));
    expect(hrefs.length).toBeGreaterThan(4);
    for (const href of hrefs) expect(href).toMatch(/^https:\/\/news\.example\/claimline\//);
  });

  it('of the first page lead there', async () => {
    const { headers } = await fetch(base);
    expect(headers.get('link')).toContain(`<${publicUrl}/openapi.json>; rel="service-desc"`);
    expect(headers.get('link')).not.toContain('</');
  });

  it('of the first page as text lead there', async () => {
    const text = await (await fetch(base, { headers: { accept: 'text/plain' } })).text();
    const targets = [...text.matchAll(/ (\S*\/\S+)$/gm)].map(([, target]) => target);
    expect(targets).toContain(`${publicUrl}/docs`);
    expect(targets).toContain(`${publicUrl}/guide`);
    for (const target of targets) expect(target).toMatch(/^https:\/\/news\.example\/claimline\//);
  });

  it('to the explanation of an error lead there, wherever the request is rejected', async () => {
    const typeOf = (code: string) => `${publicUrl}/problems/${code}`;
    for (const [path, code] of [
      ['v1/events?frm=2024', 'unknown_parameter'],
      ['v1/events/none', 'not_found'],
      ['nowhere', 'not_found'],
      ['v1/events/%FF', 'invalid_parameter'],
    ] as const) {
      expect(await (await fetch(base + path)).json()).toMatchObject({ type: typeOf(code), code });
    }
    const { port } = new URL(api.origin);
    for (const [text, code] of [
      ['NOT HTTP\r\n\r\n', 'malformed_request'],
      ['CONNECT a.example:443 HTTP/1.1\r\nHost: a.example\r\n\r\n', 'method_not_allowed'],
    ] as const) {
      expect((await raw(Number(port), text)).body).toContain(`"type":"${typeOf(code)}"`);
    }
  });

  it.each(['', '?event=oslo', '?from=2024-06-01', 'docs', 'guide', 'guide/data'])(
    'in the page /%s can all be followed below the path',
    async (path) => {
      const html = await (await fetch(base + path, { headers: { accept: 'text/html' } })).text();
      const targets = [...html.matchAll(/<(?:a|link|script)[^>]*?\s(?:href|src)="([^"#]+)"/g)]
        .map(([, target = '']) => new URL(target.replaceAll('&amp;', '&'), base + path))
        .filter(({ origin }) => origin === new URL(base).origin);
      expect(targets.length).toBeGreaterThan(0);
      for (const target of targets)
        expect([target.href, (await fetch(target)).status]).toEqual([target.href, 200]);
    },
  );
});
