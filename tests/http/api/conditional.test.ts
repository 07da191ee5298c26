import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, startApi } from '../../helpers/api.ts';
import { importFiles } from '../../helpers/import-files.ts';
import { actor } from '../../helpers/records.ts';
import { reads } from './operations.ts';
import { smallWorld } from './small-world.ts';

/** Entity tags: on every GET, good for 304, and gone when what they stand for has changed. */

let api: Api;
beforeAll(async () => {
  api = await startApi(smallWorld);
});
afterAll(() => api.close());

it('covers every GET of the document', () => {
  const documented = api.contract.operations().filter(({ method }) => method === 'GET');
  expect(documented.map(({ operation }) => operation.operationId).toSorted()).toEqual(
    Object.keys(reads).toSorted(),
  );
});

describe.each(Object.entries(reads))('%s', (_, path) => {
  it('answers the same again, and 304 to whoever has it', async () => {
    const [first, again] = [await api.raw('GET', path), await api.raw('GET', path)];
    const etag = first.headers.get('etag') ?? '';
    expect([first.status, again.text, again.headers.get('etag')]).toEqual([200, first.text, etag]);
    for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const unchanged = await api.raw('GET', path, [`If-None-Match: ${tag}`]);
      expect([unchanged.status, unchanged.text, unchanged.headers.get('etag')]).toEqual([304, '', etag]);
      expect(unchanged.headers.get('cache-control')).toBe(first.headers.get('cache-control'));
    }
    for (const tag of ['"x"', etag.slice(1, -1), `"${etag}"`]) {
      expect((await api.raw('GET', path, [`If-None-Match: ${tag}`])).status).toBe(200);
    }
  });

  it('answers HEAD with the headers of GET and no body', async () => {
    const get = await api.raw('GET', path);
    const head = await api.raw('HEAD', path);
    expect([head.status, head.text]).toEqual([200, '']);
    const names = ['content-type', 'content-length', 'etag', 'link', 'cache-control'];
    expect(names.map((name) => head.headers.get(name))).toEqual(names.map((name) => get.headers.get(name)));
    const etag = get.headers.get('etag');
    expect((await api.raw('HEAD', path, [`If-None-Match: ${etag}`])).status).toBe(304);
  });
});

it('gives HEAD the link of a page that has more', async () => {
  const head = await api.raw('HEAD', '/v1/events?limit=2');
  expect(head.headers.get('link')).toBe((await api.send('/v1/events?limit=2')).headers.get('link'));
  expect(head.headers.get('link')).toContain('rel="next"');
});

it('gives HEAD the status of a refusal, without a body', async () => {
  expect((await api.raw('HEAD', '/v1/events?limit=0')).status).toBe(400);
  expect((await api.raw('HEAD', '/v1/events/none')).status).toBe(404);
});

it('does not hide a refusal behind 304', async () => {
  const headers = { 'if-none-match': '*' };
  await api.problem('/v1/events?limit=0', 400, 'invalid_parameter', { headers });
  await api.problem('/v1/events/none?include=actors', 404, 'not_found', { headers });
  await api.problem('/v1/events?cursor=AAAAAAAAAAAAAAAAAAAA', 400, 'invalid_cursor', { headers });
});

it('tells representations of one record apart', async () => {
  const tags = await Promise.all(
    ['/v1/events/oslo', '/v1/events/oslo?include=actors', '/v1/events/fiji'].map(
      async (path) => (await api.send(path)).headers.get('etag') ?? '',
    ),
  );
  expect(new Set(tags).size).toBe(3);
});

describe('after a change', () => {
  let changing: Api;
  beforeAll(async () => {
    changing = await startApi(smallWorld);
  });
  afterAll(() => changing.close());

  const tagsNow = async (paths: readonly string[]) =>
    Promise.all(paths.map(async (path) => (await changing.send(path)).headers.get('etag')));

  it('new tags stand for what is new, and the old for what is as it was', async () => {
    const touched = [
      '/v1/actors',
      '/v1/actors/hermit',
      '/v1/claims?include=actors',
      '/v1/claims/hermit-saw?include=actors',
      '/v1/propositions',
      '/v1/actors/hermit/positions',
    ];
    const untouched = ['/v1/actors/front', '/v1/events/oslo', '/v1/claims/navy-doubts', '/v1/vocabulary'];
    const before = [await tagsNow(touched), await tagsNow(untouched)];
    const renamed = { datasetId: 'hills', actors: [actor('hermit', { type: 'person', name: 'Renamed' })] };
    const bytes = Buffer.from(JSON.stringify(renamed));
    await importFiles(changing.store, [{ name: 'renamed.json', bytes }], '2026-01-02T00:00:00.000Z');
    const after = [await tagsNow(touched), await tagsNow(untouched)];
    expect(after[1]).toEqual(before[1]);
    for (const [index, tag] of (after[0] ?? []).entries())
      expect(tag, touched[index]).not.toBe(before[0]?.[index]);
    expect(await changing.get('/v1/actors/hermit')).toMatchObject({
      name: 'Renamed',
      version: 2,
      recordedAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-02T00:00:00.000Z',
    });
    expect(await changing.ids('/v1/actors?q=renamed')).toEqual(['hermit']);
    expect(await changing.ids('/v1/actors?q=%C3%B0or')).toEqual([]);
  });
});
