import { globSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formFor, staticCodingFor } from '../../../src/http/compression.ts';
import { type Api, startApi } from '../../helpers/api.ts';

/** Answers in content codings: the same octets, fewer on the wire, each form with a validator of its own. */

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

type Received = { status: number; headers: Record<string, string | string[] | undefined>; body: Buffer };

/** Asks without decompressing. */
async function ask(path: string, headers: Record<string, string>, method = 'GET'): Promise<Received> {
  const { promise, resolve, reject } = Promise.withResolvers<Received>();
  const asked = request(api.origin + path, { method, headers, agent: false }, async (response) => {
    const pieces: Buffer[] = [];
    for await (const piece of response) pieces.push(piece);
    resolve({
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: Buffer.concat(pieces),
    });
  });
  asked.on('error', reject).end();
  return promise;
}

const decoders: Record<string, (octets: Buffer) => Buffer> = {
  gzip: (octets) => gunzipSync(octets),
  zstd: (octets) => zstdDecompressSync(octets),
};
const large = { list: '/v1/events?limit=200', constant: '/openapi.json', yaml: '/openapi.yaml' };
const small = '/healthz';

describe.each(Object.entries(large))('a large answer: %s', (_, path) => {
  it.each(Object.keys(decoders))('is the same in %s, and smaller', async (coding) => {
    const plain = await ask(path, {});
    // The first two are made, and one after them may come from the cache.
    for (const _ of [1, 2, 3]) {
      const coded = await ask(path, { 'accept-encoding': coding });
      expect([coded.status, coded.headers['content-encoding']]).toEqual([200, coding]);
      expect(decoders[coding]?.(coded.body).equals(plain.body)).toBe(true);
      expect(coded.headers['content-length']).toBe(String(coded.body.length));
      expect(coded.body.length).toBeLessThan(plain.body.length / 3);
      expect(coded.headers['content-type']).toBe(plain.headers['content-type']);
    }
  });

  it('has a tag for each form, good for 304 in that form alone', async () => {
    const tags = new Map<string, string>();
    for (const coding of ['identity', 'gzip', 'zstd']) {
      const { headers } = await ask(path, { 'accept-encoding': coding });
      tags.set(coding, String(headers.etag));
    }
    const base = String(tags.get('identity')).slice(1, -1);
    expect(Object.fromEntries(tags)).toEqual({
      identity: `"${base}"`,
      gzip: `"${base}-gzip"`,
      zstd: `"${base}-zstd"`,
    });
    for (const [coding, tag] of tags) {
      for (const [other, otherTag] of tags) {
        const asked = { 'accept-encoding': coding, 'if-none-match': otherTag };
        const { status, body, headers } = await ask(path, asked);
        expect([coding, other, status]).toEqual([coding, other, coding === other ? 304 : 200]);
        expect(headers.etag).toBe(tag);
        if (status !== 304) continue;
        expect(body.length).toBe(0);
        expect([headers['content-encoding'], headers['content-type']]).toEqual([undefined, undefined]);
        expect(headers.vary).toBe('Accept-Encoding');
      }
    }
  });

  it('answers HEAD with the headers of GET', async () => {
    for (const coding of ['identity', 'gzip', 'zstd']) {
      const get = await ask(path, { 'accept-encoding': coding });
      const head = await ask(path, { 'accept-encoding': coding }, 'HEAD');
      expect(head.body.length).toBe(0);
      expect({ ...head.headers, date: '' }).toEqual({ ...get.headers, date: '' });
    }
  });
});

it('sends small answers and problems as they are', async () => {
  const plain = await ask(small, {});
  const asked = await ask(small, { 'accept-encoding': 'gzip, zstd' });
  expect({ ...asked.headers, date: '' }).toEqual({ ...plain.headers, date: '' });
  expect(asked.headers).not.toHaveProperty('content-encoding');
  const problem = await ask('/v1/events?limit=0', { 'accept-encoding': 'gzip' });
  expect([problem.status, problem.headers['content-encoding']]).toEqual([400, undefined]);
});

it('compresses even a small answer for a client that refuses it as it is', async () => {
  const path = '/v1/propositions?limit=1';
  const plain = await ask(path, {});
  expect(plain.body.length).toBeLessThan(1024);
  for (const _ of [1, 2, 3]) {
    expect((await ask(path, { 'accept-encoding': 'gzip' })).headers).not.toHaveProperty('content-encoding');
    const coded = await ask(path, { 'accept-encoding': 'gzip, identity;q=0' });
    expect(coded.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(coded.body).equals(plain.body)).toBe(true);
  }
});

it.each([
  ...Object.values(large),
  small,
  '/v1/vocabulary',
  '/v1/sources?limit=1',
  '/.well-known/api-catalog',
])('says that %s varies by Accept-Encoding', async (path) => {
  for (const headers of [{}, { 'accept-encoding': 'identity' }, { 'accept-encoding': 'gzip' }]) {
    const answer = await ask(path, headers);
    expect([answer.status, answer.headers.vary]).toEqual([200, 'Accept-Encoding']);
  }
});

it('never runs on the event loop', () => {
  const sources = globSync('src/http/**/*.ts');
  expect(sources).toContain('src/http/compression.ts');
  const blocking = sources.filter((file) =>
    /\b(gzip|deflate|deflateRaw|brotliCompress|zstdCompress)Sync\b/.test(readFileSync(file, 'utf8')),
  );
  expect(blocking).toEqual([]);
});

describe('the coding', () => {
  const chosen: [string | undefined, string][] = [
    [undefined, 'identity'],
    ['', 'identity'],
    ['identity', 'identity'],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['zstd', 'zstd'],
    ['gzip, deflate', 'gzip'],
    ['gzip, deflate, br, zstd', 'zstd'],
    ['gzip;q=1.0, zstd;q=0.5', 'gzip'],
    ['gzip;q=0.5, zstd;q=0.6', 'zstd'],
    ['gzip;q=0.5, identity;q=0.6', 'identity'],
    ['gzip;q=0, zstd;q=0', 'identity'],
    ['zstd;q=0, *', 'gzip'],
    ['*', 'zstd'],
    ['*;q=0', 'identity'],
    ['br, identity;q=0', 'identity'],
    ['gzip, identity;q=0', 'gzip'],
    [';;,q=', 'identity'],
  ];
  it.each(chosen)('for Accept-Encoding: %s is %s', async (accepted, coding) => {
    const headers: Record<string, string> = accepted === undefined ? {} : { 'accept-encoding': accepted };
    const answer = await ask(large.list, headers);
    expect(answer.headers['content-encoding'] ?? 'identity').toBe(coding);
  });

  it.each([
    [undefined, 'identity'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, br;q=0.9', 'gzip'],
    ['br;q=0, *', 'zstd'],
    ['deflate', 'identity'],
  ])('of a static file for Accept-Encoding: %s is %s', (accepted, coding) => {
    expect(staticCodingFor(accepted)).toBe(coding);
  });

  it('is looked up anew once very many different headers have come', () => {
    for (let at = 0; at < 1000; at += 1) expect(formFor(`gzip;q=0.${at}1, x${at}`).coding).toBe('gzip');
    expect(formFor('zstd').coding).toBe('zstd');
  });
});

it('of a list is the same from the cache and made now, for many clients at once', async () => {
  const codings = ['identity', 'gzip', 'zstd'];
  const answers = await Promise.all(
    Array.from({ length: 24 }, (_, at) =>
      ask('/v1/claims?limit=100', { 'accept-encoding': codings[at % 3] ?? '' }),
    ),
  );
  const octets = answers.map(({ headers, body }) => {
    const decode = decoders[String(headers['content-encoding'])];
    return (decode?.(body) ?? body).toString();
  });
  expect(new Set(octets).size).toBe(1);
});

it.each(Object.keys(decoders))('the first page is sent in %s too', async (coding) => {
  const browser = { accept: 'text/html', 'accept-encoding': coding };
  const { headers, body } = await ask('/', browser);
  expect([headers['content-encoding'], headers.vary]).toEqual([coding, 'Accept, Accept-Encoding']);
  expect(decoders[coding]?.(body).toString()).toMatch(/^<!doctype html>/i);
  const plain = await ask('/', { accept: 'text/html' });
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(body.length).toBeLessThan(plain.body.length);
});
