import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Running, raw, rawProblemOf, request, startSample } from './harness.ts';

/** A request is answered the same whether it goes past the framework or through it, as all do that are logged. */

let direct: Running;
let framework: Running;
beforeAll(async () => {
  direct = await startSample({ logLevel: 'error' });
  framework = await startSample({ logLevel: 'info' });
});
afterAll(async () => {
  await direct.app.close();
  await framework.app.close();
});

/** All of an answer but what is another one each time. */
async function answerOf({ port }: Running, sent: string) {
  const { status, headers, body } = await raw(port, sent);
  headers.delete('date');
  return {
    status,
    headers: Object.fromEntries([...headers].sort()),
    body: body.replace(/urn:uuid:[\w-]+/, 'urn:uuid:…'),
  };
}

async function expectSame(line: string, headers?: readonly string[]): Promise<void> {
  const sent = request(line, headers);
  expect(await answerOf(direct, sent), line).toEqual(await answerOf(framework, sent));
}

const host = 'Host: x';

describe('both ways answer the same', () => {
  it.each([
    ['a record', 'GET /v1/birds/ada'],
    ['a list', 'GET /v1/birds?limit=5'],
    ['a path below a record', 'GET /v1/birds/ada/count?limit=3'],
    ['faults of parameters', 'GET /v1/birds?limit=0&wing=2'],
    ['what was not foreseen', 'GET /v1/crash'],
    ['what is to be tried again', 'GET /v1/busy'],
    ['an empty id', 'GET /v1/birds/'],
    ['an id with a slash after it', 'GET /v1/birds/ada/'],
    ['an id of the greatest length', `GET /v1/birds/${'a'.repeat(128)}`],
    ['an id that is longer', `GET /v1/birds/${'a'.repeat(129)}`],
    ['an encoded id', 'GET /v1/birds/%61da'],
    ['an id that is no UTF-8', 'GET /v1/birds/%ff'],
    ['dots', 'GET /v1/birds/..'],
    ['an empty query', 'GET /v1/birds/ada?'],
    ['another case', 'GET /V1/birds/ada'],
    ['nothing there', 'GET /v1/fish'],
    ['HEAD', 'HEAD /v1/birds/ada'],
    ['a failed HEAD', 'HEAD /v1/birds?limit=0'],
    ['OPTIONS', 'OPTIONS /v1/birds/ada'],
    ['a wrong method', 'DELETE /v1/birds/ada'],
    ['the document', 'GET /openapi.json'],
  ])('%s', (_, line) => expectSame(line));

  it.each([
    ['a copy that is good', [host, 'If-None-Match: "v7"']],
    ['a copy that is old', [host, 'If-None-Match: "v6"']],
    ['a media type that is not had', [host, 'Accept: text/html']],
    ['no host', []],
    ['two hosts', [host, 'Host: y']],
    ['a body', [host, 'Content-Length: 2']],
  ])('%s', async (_, headers) => {
    await expectSame('GET /v1/birds/ada', headers);
  });

  it('whatever the URL', async () => {
    const piece = fc.constantFrom(
      'v1',
      'birds',
      'ada',
      'count',
      '',
      '.',
      'a%20b',
      '%ff',
      'x~y',
      'a;b',
      ':a',
      '*',
    );
    const path = fc.array(piece, { maxLength: 6 }).map((pieces) => `/${pieces.join('/')}`);
    const query = fc.constantFrom('', '?', '?limit=2', '?limit=x', '?limit=1&limit=2', '?%', '?=', '?a');
    await fc.assert(
      fc.asyncProperty(path, query, (one, other) => expectSame(`GET ${one}${other}`)),
      { numRuns: 200 },
    );
  });
});

describe('past the framework', () => {
  it('go plain requests, and only those', async () => {
    const seen: string[] = [];
    const counted = await startSample({
      logLevel: 'error',
      pages: (app) => {
        app.addHook('onRequest', async ({ url }) => void seen.push(url));
      },
    });
    for (const path of [
      '/v1/birds/ada',
      '/v1/birds?limit=0',
      '/v1/birds/%61da',
      '/v1/birds/ada/count?limit=3',
    ])
      await raw(counted.port, request(`GET ${path}`));
    expect(seen).toEqual(['/v1/birds/%61da']);
    await counted.app.close();
  });

  it('what goes wrong is in the log', () => {
    expect(direct.log.some((line) => line.includes('SELECT secret'))).toBe(true);
    expect(direct.log.some((line) => line.includes('incoming'))).toBe(false);
  });

  it('requests are turned away beyond the number worked on', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const small = await startSample({ logLevel: 'error', limits: { maxInFlight: 2 } }, promise);
    const held = [1, 2].map(() => raw(small.port, request('GET /v1/slow')));
    const birds = () => raw(small.port, request('GET /v1/birds'));
    await expect.poll(async () => (await birds()).status).toBe(503);
    rawProblemOf(await birds(), 503, 'overloaded');
    resolve();
    for (const each of held) expect((await each).status).toBe(200);
    expect((await birds()).status).toBe(200);
    await small.app.close();
  });
});
