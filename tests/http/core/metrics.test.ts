import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addHomePage } from '../../../src/http/home/home-page.ts';
import { Metrics } from '../../../src/http/metrics/metrics.ts';
import { allRoutes, documentInfo } from '../../../src/http/routes/index.ts';
import { createServer, type ServerOptions } from '../../../src/http/server.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { small } from '../../cli/harness.ts';
import { requestsOf, type Samples, scrape } from '../../helpers/exposition.ts';
import { importFiles } from '../../helpers/import-files.ts';
import { actor } from '../../helpers/records.ts';
import { raw, request } from './harness.ts';

async function start(options: Partial<ServerOptions> = {}) {
  const store = openSqliteStore(':memory:');
  const bytes = Buffer.from(JSON.stringify(small()));
  await importFiles(store, [{ name: 'bridge.json', bytes }], '2026-01-01T00:00:00.000Z');
  const readers = { lanes: 2, waiting: 4, running: 1, timeouts: 7, killed: 3 };
  const databaseBytes = () => ({ database: 4096, wal: 512 });
  const metrics = new Metrics({ store, databaseBytes, readers: () => readers });
  const routes = allRoutes({ store, version: '0.0.0' });
  const app = createServer({
    routes,
    info: documentInfo('0.0.0'),
    logLevel: 'silent',
    cache: { state: () => store.state(), maxBytes: 1_000_000 },
    pages: (scope) => addHomePage(scope, { store, routes, files: undefined }),
    onRefusal: metrics.countRefusal,
    ...options,
  });
  metrics.addTo(app);
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  const close = () => app.close();
  return { store, origin, port: Number(new URL(origin).port), close };
}

/** Every kind of answer, with the operation and the status that it counts for. */
const asked: readonly [line: string, operation: string, status: number, headers?: string[]][] = [
  ['GET /v1/events', 'listEvents', 200],
  ['GET /v1/events', 'listEvents', 200],
  ['GET /v1/events', 'listEvents', 200],
  ['GET /v1/events', 'listEvents', 304, ['If-None-Match: *']],
  ['HEAD /v1/events', 'listEvents', 200],
  ['GET /v1/events?limit=x', 'listEvents', 400],
  ['GET /v1/events', 'listEvents', 406, ['Accept: text/html']],
  ['GET /v1/events/bridge-opening', 'getEvent', 200],
  ['GET /v1/events/missing-zebra', 'getEvent', 404],
  ['GET /v1/search?q=wildebeest', 'searchRecords', 200],
  ['GET /healthz', 'checkHealth', 200],
  ['GET /docs', '/docs', 200],
  ['GET /', '/', 200],
  ['GET /nothing-giraffe', 'unknown', 404],
  ['DELETE /v1/events', 'unknown', 405],
  ['GET /v1/events/%ff', 'unknown', 400],
  [`GET /v1/events/${'a'.repeat(2000)}`, 'unknown', 414],
  ['FROBNICATE /hyena', 'unknown', 400],
];

const keyOf = (operation: string, status: number) => `${operation} ${status}`;

describe('metrics', () => {
  let server: Awaited<ReturnType<typeof start>>;
  let samples: Samples;
  let text: string;
  const expected = new Map<string, number>();

  beforeAll(async () => {
    server = await start();
    for (const [line, operation, status, headers = []] of asked) {
      const answer = await raw(server.port, request(line, ['Host: localhost', ...headers]));
      expect(answer.status, line).toBe(status);
      expected.set(keyOf(operation, status), (expected.get(keyOf(operation, status)) ?? 0) + 1);
    }
    // A request is counted once its answer has been sent, which the client may know before.
    while (allRequests((await scrape(server.origin)).samples) < asked.length) await setImmediate();
    ({ samples, text } = await scrape(server.origin));
  });
  afterAll(async () => {
    await server.close();
    await server.store.close();
  });

  it('count requests by operation and status: cached, refused and unknown ones, too', () => {
    for (const [key, count] of expected) {
      const [operation = '', status = ''] = key.split(' ');
      expect([key, requestsOf(samples, operation, status)]).toEqual([key, count]);
    }
  });

  it('have the latency of each operation, in buckets that add up', () => {
    const countOf = (operation: string) =>
      samples.get(`claimline_http_request_duration_seconds_count{operation="${operation}"}`);
    expect(countOf('listEvents')).toBe(7);
    expect(countOf('getEvent')).toBe(2);
    expect(
      samples.get('claimline_http_request_duration_seconds_sum{operation="listEvents"}'),
    ).toBeGreaterThan(0);
    const buckets = [...samples].filter(([key]) =>
      /^claimline_http_request_duration_seconds_bucket\{.*operation="listEvents"/.test(key),
    );
    const counts = buckets.map(([, count]) => count);
    expect(counts).toEqual(counts.toSorted((one, other) => one - other));
    expect(buckets.at(-1)).toEqual([expect.stringContaining('le="+Inf"'), 7]);
  });

  it('tell no path, no id and no word of a request or a record', () => {
    expect(text).not.toMatch(/bridge|zebra|wildebeest|giraffe|hyena|aaaa|FROB|DELETE/);
  });

  it('tell how full the cache is, and how often it was of use', () => {
    expect(samples.get('claimline_cache_entries')).toBeGreaterThan(0);
    expect(samples.get('claimline_cache_bytes')).toBeGreaterThan(0);
    // The list is cached from its second answer on; a record and a search came once, and a refusal is no answer.
    expect(samples.get('claimline_cache_hits_total')).toBe(3);
    expect(samples.get('claimline_cache_misses_total')).toBe(4);
  });

  it('tell how large the store is, and how busy its readers are', () => {
    const kinds = { dataset: 1, source: 1, actor: 2, event: 1, claim: 1 };
    for (const [kind, count] of Object.entries(kinds)) {
      expect([kind, samples.get(`claimline_store_records{kind="${kind}"}`)]).toEqual([kind, count]);
    }
    expect(samples.get('claimline_store_bytes{file="database"}')).toBe(4096);
    expect(samples.get('claimline_store_bytes{file="wal"}')).toBe(512);
    expect(samples.get('claimline_reader_lanes')).toBe(2);
    expect(samples.get('claimline_reader_calls{state="waiting"}')).toBe(4);
    expect(samples.get('claimline_reader_calls{state="running"}')).toBe(1);
    expect(samples.get('claimline_reader_timeouts_total')).toBe(7);
    expect(samples.get('claimline_reader_kills_total')).toBe(3);
    expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(0);
  });

  it('count a write', async () => {
    const changes = 'claimline_store_changes_total';
    const before = (await scrape(server.origin)).samples.get(changes) ?? 0;
    await server.store.write(
      { actor: [{ datasetId: 'bridge', record: actor('bridge-witness') }] },
      '2026-01-02T00:00:00.000Z',
    );
    const after = (await scrape(server.origin)).samples;
    expect(after.get(changes)).toBe(before + 1);
    expect(after.get('claimline_store_records{kind="actor"}')).toBe(3);
  });
});

/** All but those for the metrics themselves. */
function allRequests(samples: Samples): number {
  const counted = [...samples].filter(
    ([key]) => key.startsWith('claimline_http_requests_total') && !key.includes('"/metrics"'),
  );
  return counted.reduce((sum, [, count]) => sum + count, 0);
}

it('are answered by a server that takes no more requests, and one whose store is gone', async () => {
  const server = await start({ limits: { maxInFlight: 0 } });
  expect((await fetch(`${server.origin}/v1/events`)).status).toBe(503);
  await expect.poll(async () => requestsOf((await scrape(server.origin)).samples, 'listEvents', 503)).toBe(1);
  await server.store.close();
  const { samples } = await scrape(server.origin);
  expect(samples.has('claimline_store_records{kind="event"}')).toBe(false);
  expect(requestsOf(samples, 'listEvents', 503)).toBe(1);
  await server.close();
});
