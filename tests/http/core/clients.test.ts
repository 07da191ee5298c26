import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { currentClient } from '../../../src/domain/client.ts';
import { defineRoute, type Route } from '../../../src/http/route.ts';
import { stopServer } from '../../../src/http/shutdown.ts';
import { type Running, startSample } from './harness.ts';
import { sampleInfo } from './sample-routes.ts';

/** For which client an operation works, over TCP: by the address of the connection, or as a trusted proxy says. */

const Client = z
  .strictObject({ client: z.string().meta({ description: 'Who asks.', examples: ['192.0.2.1'] }) })
  .meta({ id: 'Client', description: 'Who asks.' });
const common = {
  tag: 'Birds',
  summary: 'Tell who asks',
  description: 'Tells for which client the operation works.',
  response: { schema: Client, description: 'Who asks.' },
  errors: [],
  handle: async () => {
    await new Promise(setImmediate);
    return { body: { client: currentClient() } };
  },
} as const;
const routes: Route[] = [
  defineRoute({ ...common, method: 'GET', path: '/v1/client', operationId: 'getClient' }),
  defineRoute({
    ...common,
    method: 'POST',
    path: '/v1/client',
    operationId: 'postClient',
    requestBody: { contentType: 'text/plain', description: 'A text.', maxBytes: 100_000, example: 'hello' },
  }),
];

type Asked = { from?: string; forwarded?: string; body?: string };

/** Asks from an address of this machine; returns the client that the server took the request for. */
function asked(port: number, { from = '127.0.0.1', forwarded, body }: Asked): Promise<string> {
  const headers = {
    ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }),
    ...(body === undefined ? {} : { 'content-type': 'text/plain' }),
  };
  const options = { port, host: '127.0.0.1', path: '/v1/client', localAddress: from, headers };
  return new Promise((resolve, reject) => {
    request({ ...options, method: body === undefined ? 'GET' : 'POST' }, (response) => {
      response.setEncoding('utf8').on('data', (text) => resolve(JSON.parse(text).client));
    })
      .on('error', reject)
      .end(body);
  });
}

describe('without trusted proxies', () => {
  let server: Running;
  beforeAll(async () => {
    server = await startSample({ routes, info: sampleInfo });
  });
  afterAll(() => stopServer(server.app, { drainMs: 0 }));

  it('a client is the address of its connection, whatever it says', async () => {
    expect(await asked(server.port, {})).toBe('127.0.0.1');
    expect(await asked(server.port, { from: '127.0.0.2', forwarded: '192.0.2.1' })).toBe('127.0.0.2');
  });

  it('so is one that sends a body', async () => {
    expect(await asked(server.port, { from: '127.0.0.2', body: 'x'.repeat(90_000) })).toBe('127.0.0.2');
  });

  it('requests at the same time are told apart', async () => {
    const addresses = Array.from({ length: 20 }, (_, at) => `127.0.0.${at + 1}`);
    expect(await Promise.all(addresses.map((from) => asked(server.port, { from })))).toEqual(addresses);
  });
});

describe('with trusted proxies', () => {
  let server: Running;
  beforeAll(async () => {
    server = await startSample({ routes, info: sampleInfo, trustedProxies: ['127.0.0.1', '10.0.0.0/8'] });
  });
  afterAll(() => stopServer(server.app, { drainMs: 0 }));

  it.each([
    ['is the last address before the proxy', { forwarded: '192.0.2.1' }, '192.0.2.1'],
    ['is none that the client itself wrote before', { forwarded: '192.0.2.66, 192.0.2.1' }, '192.0.2.1'],
    ['is the one before the first of several proxies', { forwarded: '192.0.2.1, 10.1.2.3' }, '192.0.2.1'],
    ['is a network of IPv6', { forwarded: '2001:db8:0:7:1::1' }, '2001:db8:0:7::/64'],
    ['is the proxy where it names nobody', {}, '127.0.0.1'],
    ['is the address of another connection', { from: '127.0.0.2', forwarded: '192.0.2.1' }, '127.0.0.2'],
    ['is known with a body', { forwarded: '192.0.2.1', body: 'x'.repeat(90_000) }, '192.0.2.1'],
  ])('a client %s', async (_, given, client) => {
    expect(await asked(server.port, given)).toBe(client);
  });
});
