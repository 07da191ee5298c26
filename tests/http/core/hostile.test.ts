import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineRoute } from '../../../src/http/route.ts';
import { healthRoutes } from '../../../src/http/routes/health.ts';
import { documentInfo } from '../../../src/http/routes/index.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { fetchProblem, type Running, raw, rawProblemOf, request, startSample } from './harness.ts';

let server: Running;
beforeAll(async () => {
  server = await startSample();
});
afterAll(() => server.app.close());

const countPath = '/v1/birds/ada/count';
const post = (headers: readonly string[], body = '') =>
  raw(server.port, request(`POST ${countPath}`, ['Host: x', ...headers], body));
const text = (type: string, body: string | Uint8Array<ArrayBuffer>, more: Record<string, string> = {}) => ({
  method: 'POST',
  headers: { 'Content-Type': type, ...more },
  body,
});

describe('request bodies', () => {
  it.each([
    'text/plain',
    'text/plain; charset=utf-8',
    'TEXT/PLAIN;charset="UTF-8"',
    'text/plain;charset=us-ascii',
  ])('%s is read', async (type) => {
    const response = await fetch(`${server.origin}${countPath}`, text(type, 'héllo'));
    expect([response.status, await response.json()]).toEqual([200, { characters: 5 }]);
  });

  it.each([
    'application/json',
    'text/html',
    'text/plain; charset=utf-16',
    'text/plain;charset=latin1',
    'nonsense',
    'text/plainx',
    'application/json\t;x',
  ])('%s is not', async (type) => {
    const problem = await fetchProblem(
      `${server.origin}${countPath}`,
      415,
      'unsupported_media_type',
      text(type, 'hi'),
    );
    expect(problem.detail).toBe(
      `The request body must be text/plain in UTF-8, without Content-Encoding; got ${JSON.stringify(type)}.`,
    );
  });

  it('without a type are not read', async () => {
    const problem = rawProblemOf(await post(['Content-Length: 2'], 'hi'), 415, 'unsupported_media_type');
    expect(problem.detail).toContain('got no Content-Type.');
  });

  it.each(['gzip', 'br', 'gzip, identity'])('with Content-Encoding %s are not read', async (coding) => {
    const init = text('text/plain', 'hi', { 'Content-Encoding': coding });
    const problem = await fetchProblem(`${server.origin}${countPath}`, 415, 'unsupported_media_type', init);
    expect(problem.detail).toContain(`got "text/plain" with Content-Encoding "${coding}".`);
  });

  it('that are not UTF-8 are malformed', async () => {
    for (const octets of [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xe2, 0x82]]) {
      const init = text('text/plain', new Uint8Array(octets));
      await fetchProblem(`${server.origin}${countPath}`, 400, 'malformed_request', init);
    }
  });

  it('that are missing are the empty text, for the handler to judge', async () => {
    rawProblemOf(await post([]), 400, 'invalid_parameter');
    rawProblemOf(await post(['Content-Type: text/plain', 'Content-Length: 0']), 400, 'invalid_parameter');
  });

  it('may be as large as said, and no larger, declared or chunked', async () => {
    const url = `${server.origin}${countPath}`;
    expect((await fetch(url, text('text/plain', 'a'.repeat(1000)))).status).toBe(200);
    const problem = await fetchProblem(url, 413, 'payload_too_large', text('text/plain', 'a'.repeat(1001)));
    expect(problem.detail).toContain('1000 bytes');
    const chunk = `${(600).toString(16)}\r\n${'a'.repeat(600)}\r\n`;
    const headers = ['Content-Type: text/plain', 'Transfer-Encoding: chunked'];
    rawProblemOf(await post(headers, `${chunk}${chunk}0\r\n\r\n`), 413, 'payload_too_large');
    expect((await post(headers, `${chunk}0\r\n\r\n`)).status).toBe(200);
  });

  it('that are far too large still let the client read why', async () => {
    const url = `${server.origin}${countPath}`;
    await fetchProblem(url, 413, 'payload_too_large', text('text/plain', 'a'.repeat(20_000_000)));
    const stream = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode('a'.repeat(65_536)));
        sent += 1;
        if (sent === 200) controller.close();
      },
    });
    let sent = 0;
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain' },
      body: stream,
      duplex: 'half',
    };
    await fetchProblem(url, 413, 'payload_too_large', init);
  });

  it('that never end after a refusal are cut off', async () => {
    const short = await startSample({ limits: { lingerMs: 100 } });
    const head = `POST ${countPath} HTTP/1.1\r\nHost: x\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n`;
    const answer = await raw(short.port, [head, ...Array(50).fill('drip')], { everyMs: 50, untilMs: 4000 });
    rawProblemOf(answer, 415, 'unsupported_media_type');
    expect(answer.afterMs).toBeLessThan(3900);
    await short.app.close();
  });

  it('are taken only so many at a time', async () => {
    const small = await startSample({ limits: { maxBodiesInFlight: 1 } });
    const socket = connect(small.port, '127.0.0.1');
    socket.write(
      `POST ${countPath} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhe`,
    );
    await expect.poll(() => small.admitted.length).toBe(1);
    await fetchProblem(`${small.origin}${countPath}`, 503, 'overloaded', text('text/plain', 'hello'));
    expect((await fetch(`${small.origin}/v1/birds`)).status).toBe(200);
    socket.destroy();
    await new Promise((next) => setTimeout(next, 100));
    expect((await fetch(`${small.origin}${countPath}`, text('text/plain', 'hello'))).status).toBe(200);
    await small.app.close();
  });
});

describe('size', () => {
  it('of a URL is bounded', async () => {
    await fetchProblem(`${server.origin}/v1/birds?q=${'a'.repeat(9000)}`, 414, 'uri_too_long');
    rawProblemOf(
      await raw(server.port, request(`GET /v1/birds?q=${'a'.repeat(20_000)}`)),
      414,
      'uri_too_long',
    );
    rawProblemOf(await raw(server.port, request(`GET /${'a'.repeat(9000)}`)), 414, 'uri_too_long');
  });

  it.each(['/v1/birds?q=حداد', '/v1/birds/Ж', '/v1/birds?q=\u0001'])(
    'of a URL are ASCII, and the error for %j says how to write others',
    async (target) => {
      const problem = rawProblemOf(
        await raw(server.port, request(`GET ${target}`, ['Host: x'])),
        400,
        'malformed_request',
      );
      expect(problem.detail).toContain('Percent-encode');
    },
  );

  it('of a header is bounded', async () => {
    const answer = await raw(
      server.port,
      request('GET /v1/birds', ['Host: x', `X-Long: ${'a'.repeat(20_000)}`]),
    );
    rawProblemOf(answer, 431, 'header_too_large');
    expect(answer.headers.get('connection')).toBe('close');
    const many = Array.from({ length: 2100 }, (_, i) => `X-${i}: a`);
    rawProblemOf(
      await raw(server.port, request('GET /v1/birds', ['Host: x', ...many])),
      431,
      'header_too_large',
    );
  });

  it('of a header within bounds is taken whole', async () => {
    const many = Array.from({ length: 190 }, (_, i) => `X-${i}: a`);
    expect((await raw(server.port, request('GET /v1/birds', ['Host: x', ...many]))).status).toBe(200);
    rawProblemOf(
      await raw(server.port, request('GET /v1/birds', ['Host: x', ...many, 'Host: y'])),
      400,
      'malformed_request',
    );
  });
});

describe('malformed requests', () => {
  it.each([
    ['nonsense', 'hello\r\n\r\n'],
    ['an unknown method', 'FROB / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
    [
      'length and chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    ],
    ['no Host', 'GET /v1/birds HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['two Hosts', request('GET /v1/birds', ['Host: x', 'Host: y'])],
    ['the same Host twice', request('GET /v1/birds', ['Host: x', 'host: x'])],
    ['no host in Host', request('GET /v1/birds', ['Host: a b'])],
    ['half an address in Host', request('GET /v1/birds', ['Host: [::1'])],
    ['a fragment', request('GET /v1/birds#limit=0')],
    ['raw octets in the path', request('GET /v1/birds/\xe9')],
    ['a NUL', request('GET /v1/birds/\0')],
    ['a folded header', request('GET /v1/birds', ['Host: x', 'A: b', ' c'])],
    [
      'chunks of HTTP/1.0',
      `POST ${countPath} HTTP/1.0\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n0\r\n\r\n`,
    ],
    ['another protocol', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ])('%s', async (_, octets) => {
    rawProblemOf(await raw(server.port, [Buffer.from(octets, 'latin1')]), 400, 'malformed_request');
  });

  it.each(['*', 'http:///v1/birds', 'https://', 'ftp://x/v1/birds'])(
    'of %s name that target',
    async (target) => {
      const problem = rawProblemOf(
        await raw(server.port, request(`GET ${target}`)),
        400,
        'malformed_request',
      );
      expect(problem.detail).toContain(`got "${target}"`);
    },
  );

  it.each([
    ['no Host', 'GET /v1/birds HTTP/1.1\r\n\r\n', 400, 'malformed_request'],
    ['two Hosts', 'GET /v1/birds HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n', 400, 'malformed_request'],
    ['a fragment', 'GET /v1/birds#x HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'malformed_request'],
    ['another version', 'GET /v1/birds HTTP/2.0\r\nHost: x\r\n\r\n', 505, 'unsupported_http_version'],
    [
      'another transfer coding',
      `POST ${countPath} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nTransfer-Encoding: gzip, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`,
      501,
      'unsupported_transfer_coding',
    ],
  ])('%s: the connection is closed after the answer', async (_, octets, status, code) => {
    // The client does not ask for it, and `raw` reads until the server closes.
    const answer = await raw(server.port, octets, { untilMs: 20_000 });
    rawProblemOf(answer, status, code);
    expect(answer.headers.get('connection')).toBe('close');
  });

  it('whose version or coding is not supported are told what was given, and leave no line in the log', async () => {
    const version = rawProblemOf(
      await raw(server.port, 'GET /v1/birds HTTP/2.0\r\nHost: x\r\n\r\n'),
      505,
      'unsupported_http_version',
    );
    expect(version.detail).toContain('not HTTP/2.0');
    const coding = rawProblemOf(
      await post(['Content-Type: text/plain', 'Transfer-Encoding: gzip'], 'x'),
      501,
      'unsupported_transfer_coding',
    );
    expect(coding.detail).toContain('got "gzip"');
    expect(server.log.filter((line) => /request (failed|refused)/.test(line))).toEqual([]);
  });

  it.each([
    ['a line that is not HTTP', 'NOT HTTP\r\n\r\n'],
    [
      'a bad chunk',
      request(
        `POST ${countPath}`,
        ['Host: x', 'Content-Type: text/plain', 'Transfer-Encoding: chunked'],
        'zz\r\n',
      ),
    ],
  ])('are answered after the requests before them: %s', async (_, octets) => {
    const good = 'GET /v1/birds/ada HTTP/1.1\r\nHost: x\r\n\r\n';
    const answer = await raw(server.port, [good + good + octets]);
    expect(answer.text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 400']);
  });

  it('of HTTP/1.0 without Host are no fault', async () => {
    expect((await raw(server.port, 'GET /v1/birds HTTP/1.0\r\n\r\n')).status).toBe(200);
    expect((await raw(server.port, 'GET /docs HTTP/1.0\r\n\r\n')).status).toBe(200);
  });

  it('with an unknown expectation are answered all the same', async () => {
    expect((await raw(server.port, request('GET /v1/birds', ['Host: x', 'Expect: magic']))).status).toBe(200);
  });

  it('do not stop the next one on a kept connection', async () => {
    const bad = 'GET /v1/birds?limit=0 HTTP/1.1\r\nHost: x\r\n\r\n';
    const answer = await raw(server.port, [bad, request('GET /v1/birds/ada')], { everyMs: 50 });
    expect(answer.text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400', 'HTTP/1.1 200']);
  });
});

/** An operation that answers a text when it comes. */
const textRoute = (path: string, body: () => Promise<string | Buffer>) =>
  defineRoute({
    method: 'GET',
    path,
    operationId: 'getText',
    tag: 'Health',
    summary: 'A text',
    description: 'Answers a text.',
    response: { schema: z.string(), contentType: 'text/plain', description: 'The text.' },
    errors: [],
    handle: async () => ({ body: await body(), etag: 'x' }),
  });

describe('slow clients', () => {
  const limits = { headersTimeoutMs: 300, requestTimeoutMs: 600, connectionsCheckingIntervalMs: 50 };
  let slow: Running;
  beforeAll(async () => {
    slow = await startSample({ limits });
  });
  afterAll(() => slow.app.close());

  it('are cut off while they drip a header', async () => {
    const pieces = ['GET /v1/birds HTTP/1.1\r\n', ...Array(60).fill('X')];
    const answer = await raw(slow.port, pieces, { everyMs: 50 });
    rawProblemOf(answer, 408, 'request_timeout');
    expect(answer.headers.get('connection')).toBe('close');
    expect(answer.afterMs).toBeLessThan(4500);
  });

  it('are cut off while they drip a body', async () => {
    const head = `POST ${countPath} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 500\r\n\r\n`;
    const answer = await raw(slow.port, [head, ...Array(60).fill('x')], { everyMs: 50 });
    rawProblemOf(answer, 408, 'request_timeout');
    expect(answer.text.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(slow.log.filter((line) => line.includes('request failed'))).toEqual([]);
  });

  it('get one answer when they were answered before', async () => {
    const first = 'GET /v1/birds/ada HTTP/1.1\r\nHost: x\r\n\r\n';
    const answer = await raw(slow.port, [first, 'GET /v1/birds', ...Array(60).fill('x')], { everyMs: 50 });
    expect(answer.text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 408']);
  });

  it('are cut off when they take no more of an answer', async () => {
    // More than the system keeps for a client that never reads.
    const large = Buffer.alloc(64_000_000, 'x');
    const routes = [textRoute('/v1/large', async () => large)];
    const limits = { stalledTimeoutMs: 200, keepAliveTimeoutMs: 1_000_000 };
    const stalled = await startSample({ routes, info: documentInfo('0.0.0'), limits });
    const connections = () =>
      new Promise<number>((resolve) => stalled.app.server.getConnections((_, count) => resolve(count)));
    const socket = connect(stalled.port, '127.0.0.1').pause();
    socket.on('error', () => undefined).write('GET /v1/large HTTP/1.1\r\nHost: x\r\n\r\n');
    await expect.poll(() => stalled.admitted.length, { timeout: 20_000 }).toBe(1);
    await expect.poll(connections, { timeout: 20_000 }).toBe(0);
    socket.destroy();
    await stalled.app.close();
  });

  it('that take all the room there is do not keep probes from being answered', async () => {
    const store = openSqliteStore(':memory:');
    const { promise, resolve } = Promise.withResolvers<string>();
    const routes = [textRoute('/v1/held', () => promise), ...healthRoutes({ store, version: '0.0.0' })];
    const full = await startSample({ routes, info: documentInfo('0.0.0'), limits: { maxInFlight: 2 } });
    const held = [1, 2].map(() => fetch(`${full.origin}/v1/held`));
    await expect.poll(() => full.admitted.length).toBe(2);
    const statusOf = async (path: string) => (await fetch(full.origin + path)).status;
    expect(await statusOf('/openapi.json')).toBe(503);
    expect([await statusOf('/healthz'), await statusOf('/readyz')]).toEqual([200, 200]);
    resolve('done');
    for (const each of held) expect((await each).status).toBe(200);
    await full.app.close();
    await store.close();
  });

  it('need bounds that work', async () => {
    await expect(startSample({ limits: { headersTimeoutMs: 5000, requestTimeoutMs: 5000 } })).rejects.toThrow(
      'headersTimeoutMs',
    );
  });
});
