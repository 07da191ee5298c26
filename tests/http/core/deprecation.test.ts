import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDocument } from '../../../src/http/openapi/document.ts';
import type { JsonObject } from '../../../src/http/openapi/json.ts';
import type { Route } from '../../../src/http/route.ts';
import { type Running, startSample } from './harness.ts';
import { checkDocument } from './openapi-rules.ts';
import { sampleInfo, sampleRoutes } from './sample-routes.ts';

/** The sample API in which three operations are to go, each told differently. */

const deprecations: Record<string, Route['deprecated']> = {
  listBirds: { since: '2026-01-01', sunset: '2027-07-01', link: '/docs', instead: 'getBird' },
  getBird: { since: '2026-01-01', link: 'https://example.org/changes?from=1&to=2' },
  countText: { since: '2026-12-31' },
};
const controls = { seen: [], release: Promise.resolve(), aborted: [] };
const deprecatedBy = (told: Record<string, Route['deprecated']>): Route[] =>
  sampleRoutes(controls).map((route) => {
    const deprecated = told[route.operationId];
    return deprecated === undefined ? route : { ...route, deprecated };
  });

let server: Running;
beforeAll(async () => {
  server = await startSample({ routes: deprecatedBy(deprecations), allowedOrigins: '*' });
});
afterAll(() => server.app.close());

async function noticeOf(path: string, init?: RequestInit) {
  const { status, headers } = await fetch(server.origin + path, init);
  return {
    status,
    deprecation: headers.get('deprecation'),
    sunset: headers.get('sunset'),
    link: headers.get('link'),
  };
}

const next = '</v1/birds?cursor=x>; rel="next"';
const listNotice = {
  deprecation: '@1767225600',
  sunset: 'Thu, 01 Jul 2027 00:00:00 GMT',
  link: `${next}, </docs>; rel="deprecation"`,
};
const birdNotice = {
  deprecation: '@1767225600',
  sunset: null,
  link: '<https://example.org/changes?from=1&to=2>; rel="deprecation"',
};

describe('an operation that is to go', () => {
  it('says so, and until when, beside the link to the next page', async () => {
    expect(await noticeOf('/v1/birds')).toEqual({ status: 200, ...listNotice });
    expect(await noticeOf('/v1/birds', { method: 'HEAD' })).toEqual({ status: 200, ...listNotice });
  });

  it('says it on 304 as on 200', async () => {
    const revalidated = { headers: { 'If-None-Match': '"v7"' } };
    expect(await noticeOf('/v1/birds/ada', revalidated)).toEqual({ status: 304, ...birdNotice });
    const etag = (await fetch(`${server.origin}/v1/birds`)).headers.get('etag') ?? '';
    const again = { headers: { 'If-None-Match': etag } };
    expect(await noticeOf('/v1/birds', again)).toEqual({ status: 304, ...listNotice });
  });

  it('says it on errors', async () => {
    expect(await noticeOf('/v1/birds/bob')).toEqual({ status: 404, ...birdNotice });
    expect(await noticeOf('/v1/birds?limit=x')).toMatchObject({
      status: 400,
      link: '</docs>; rel="deprecation"',
    });
    const unacceptable = { headers: { Accept: 'text/html' } };
    expect(await noticeOf('/v1/birds/ada', unacceptable)).toEqual({ status: 406, ...birdNotice });
  });

  it('says it on answers to POST', async () => {
    const text = { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'hello' };
    expect(await noticeOf('/v1/birds/ada/count', text)).toEqual({
      status: 200,
      deprecation: '@1798675200',
      sunset: null,
      link: null,
    });
  });

  it('lets pages of other origins read it', async () => {
    const exposed = (await fetch(`${server.origin}/v1/birds`)).headers.get('access-control-expose-headers');
    expect(exposed?.split(', ')).toEqual(expect.arrayContaining(['Deprecation', 'Sunset', 'Link']));
  });

  it('leaves the others alone', async () => {
    expect(await noticeOf('/openapi.json')).toEqual({
      status: 200,
      deprecation: null,
      sunset: null,
      link: null,
    });
  });
});

const documentOf = (routes: Route[], version: '3.1' | '3.0'): JsonObject =>
  buildDocument(routes, sampleInfo, version);
const operation = (version: '3.1' | '3.0', path: string, method = 'get') =>
  JSON.parse(JSON.stringify(documentOf(deprecatedBy(deprecations), version))).paths[path][method];

describe.each(['3.1', '3.0'] as const)('in the %s document, it', (version) => {
  it('is marked, and its description says what to do', () => {
    const { deprecated, description } = operation(version, '/v1/birds');
    expect(deprecated).toBe(true);
    expect(description).toBe(
      'All birds that meet every condition.\n\nDeprecated since 2026-01-01. Use `getBird` instead. It may be removed from 2027-07-01. [More information](/docs).',
    );
    expect(operation(version, '/openapi.json').deprecated).toBeUndefined();
  });

  it('has its headers on every answer, and nothing breaks a rule', () => {
    for (const response of Object.values(operation(version, '/v1/birds').responses)) {
      expect(response).toMatchObject({
        headers: {
          Deprecation: { $ref: '#/components/headers/Deprecation' },
          Sunset: { $ref: '#/components/headers/Sunset' },
          Link: { description: expect.stringMatching(/`deprecation` \(RFC 9745\)/) },
        },
      });
    }
    const { headers } = operation(version, '/v1/birds').responses['200'];
    expect(headers.Link).toMatchObject({
      description: expect.stringMatching(/^Link to the next page .*`deprecation`/),
      example: expect.stringMatching(/rel="next", <\/docs>; rel="deprecation"$/),
    });
    expect(operation(version, '/v1/birds/{birdId}').responses['304'].headers.Sunset).toBeUndefined();
    expect(operation(version, '/v1/birds/{birdId}/count', 'post').responses['200'].headers).toEqual({
      Deprecation: { $ref: '#/components/headers/Deprecation' },
    });
    expect(checkDocument(documentOf(deprecatedBy(deprecations), version))).toEqual([]);
  });

  it('brings no header into a document without deprecations', () => {
    const { components } = documentOf(sampleRoutes(controls), version);
    expect(Object.keys(Object(components).headers)).toEqual(['ETag', 'Link', 'RetryAfter']);
  });
});

describe('building stops on a deprecation', () => {
  it.each<[string, Route['deprecated'], RegExp]>([
    [
      'from no day',
      { since: '2026-02-30' },
      /getBird: its deprecation has "2026-02-30", which is not a date/,
    ],
    ['until no day', { since: '2026-01-01', sunset: '2027' }, /"2027", which is not a date/],
    ['that ends before it begins', { since: '2026-01-02', sunset: '2026-01-01' }, /must not be before/],
    ['whose link could leave its header', { since: '2026-01-01', link: '/a>; x' }, /not a URI reference/],
    [
      'for an operation that is not there',
      { since: '2026-01-01', instead: 'getOwl' },
      /replacement getOwl is not an operation/,
    ],
  ])('%s', (_, deprecated, message) => {
    expect(() => documentOf(deprecatedBy({ getBird: deprecated }), '3.1')).toThrow(message);
  });
});
