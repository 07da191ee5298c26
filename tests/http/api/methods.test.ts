import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/http/problem.ts';
import { type Api, startApi } from '../../helpers/api.ts';
import { posts, reads } from './operations.ts';
import { smallWorld } from './small-world.ts';

/** Methods that a path does not take, media types that nobody can take, and paths at which there is nothing. */

let api: Api;
beforeAll(async () => {
  api = await startApi(smallWorld);
});
afterAll(() => api.close());

const wrong = ['POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'MKCOL', 'SEARCH', 'QUERY'];

describe.each(Object.entries(reads))('%s', (_, path) => {
  it('refuses other methods with what it takes', async () => {
    for (const method of wrong) {
      const { status, headers, body } = await api.raw(method, path, ['Content-Length: 0']);
      expect([status, headers.get('allow'), (body as Problem).code]).toEqual([
        405,
        'GET, HEAD, OPTIONS',
        'method_not_allowed',
      ]);
      expect((body as Problem).detail).toContain(method);
    }
  });

  it('tells OPTIONS what it takes', async () => {
    const response = await fetch(api.origin + path, { method: 'OPTIONS' });
    expect([response.status, response.headers.get('allow'), await response.text()]).toEqual([
      204,
      'GET, HEAD, OPTIONS',
      '',
    ]);
  });

  it('refuses whoever does not take its one media type', async () => {
    const type = (await api.send(path)).headers.get('content-type') ?? '';
    for (const accept of [
      'text/html',
      'application/xml',
      `${type};q=0`,
      'image/*',
      'application/problem+json',
    ]) {
      const problem = await api.problem(path, 406, 'not_acceptable', { headers: { accept } });
      expect(problem.detail).toContain(type);
    }
    for (const accept of [type, 'application/*', '*/*;q=0.1', `text/html, ${type};q=0.2`]) {
      expect((await api.send(path, { headers: { accept } })).status).toBe(200);
    }
  });
});

it.each(Object.entries(posts))('%s takes POST alone', async (_, path) => {
  for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND']) {
    const { status, headers } = await api.raw(
      method,
      path,
      method === 'GET' || method === 'HEAD' ? [] : ['Content-Length: 0'],
    );
    expect([method, status, headers.get('allow')]).toEqual([method, 405, 'OPTIONS, POST']);
  }
  const init = { method: 'POST', body: 'x', headers: { accept: 'text/html', 'content-type': 'text/plain' } };
  await api.problem(path, 406, 'not_acceptable', init);
});

it.each(['/', '/docs', '/favicon.ico'])('%s takes GET', async (path) => {
  const { status, headers } = await api.raw('DELETE', path);
  expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  const head = await fetch(api.origin + path, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

describe('paths at which there is nothing', () => {
  it.each([
    ['/v1', '/openapi.json'],
    ['/v1/', '/openapi.json'],
    ['/v1/event', '/v1/events'],
    ['/v1/events/', '/v1/events'],
    ['/V1/EVENTS', '/v1/events'],
    ['/v1/events/oslo/', '/v1/events/{eventId}'],
    ['/v1/events/oslo/sources', '/v1/events/{eventId}/claims'],
    ['/v1//events', '/v1/events'],
    ['/v2/events', '/openapi.json'],
    ['/v1/claims/navy-doubts/evidence/1', '/v1/claims'],
    ['/favicon.png', '/openapi.json'],
    ['/.env', '/openapi.json'],
    ['/v1/events/oslo;x=1/claims', ''],
    ['/v1/events%2Foslo', ''],
    ['/v1/evnts', 'The path "/v1/evnts" does not exist. Did you mean /v1/events?'],
    ['/v1/timelines', 'Did you mean /v1/timeline?'],
  ])('%s', async (path, hint) => {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const { status, body } = await api.raw(method, path, method === 'GET' ? [] : ['Content-Length: 0']);
      const { code, detail } = body as Problem;
      const expected = path.includes(';') ? [method === 'GET' ? 400 : 405] : [404];
      expect(expected).toContain(status);
      expect(['not_found', 'invalid_parameter', 'method_not_allowed']).toContain(code);
      expect(detail).toContain(status === 404 ? hint : '');
    }
  });

  it.each([
    '/v1/../v1/events',
    '/../../etc/passwd',
    '/v1/events/..%2f..%2fetc',
    '//',
    '/%00',
    '/%ff',
    '/v1/%2e%2e/x',
  ])('%s is never found', async (path) => {
    const { status, text } = await api.raw('GET', path);
    expect([400, 404]).toContain(status);
    expect(text).not.toContain('root:');
  });
});
