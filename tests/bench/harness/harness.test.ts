import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spelled, spellings } from '../cases/spellings.ts';
import { seenBy, Undici } from './load.ts';
import { contest } from './rounds.ts';
import { median, quantile, rounded } from './stats.ts';

describe('statistics', () => {
  it('take the middle of the samples, in whatever order they come', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(
      quantile(
        Array.from({ length: 101 }, (_, index) => 100 - index),
        0.99,
      ),
    ).toBe(99);
    expect(() => median([])).toThrow('no samples');
  });

  it('claim three digits', () => {
    expect([12_345, 0.012345, 1].map(rounded)).toEqual([12_300, 0.0123, 1]);
  });
});

describe('spellings of a query', () => {
  it('all differ and all say the same', () => {
    const path = '/v1/search?q=zeppelin&kind=event&limit=20';
    const ways = spellings(path, 5000);
    expect(new Set(ways).size).toBe(5000);
    expect(ways[0]).toBe(path);
    const read = (way: string) => [...new URL(way, 'http://x').searchParams];
    for (const way of ways) expect(read(way)).toEqual(read(path));
  });

  it('of several queries take turns', () => {
    const ways = spelled(['/a?x=1', '/b?y=22'], 8);
    expect(new Set(ways).size).toBe(8);
    expect(ways.map((way) => way.slice(0, 2))).toEqual(['/a', '/b', '/a', '/b', '/a', '/b', '/a', '/b']);
  });

  it('leave what is encoded already', () => {
    for (const way of spellings('/v1/events?cursor=a%2Bb', 200))
      expect(decodeURIComponent(way)).toBe('/v1/events?cursor=a+b');
  });
});

it('what wrk saw is read from the line of its script', () => {
  const output =
    'Running 1s test @ http://127.0.0.1:3000\n  1 threads\nRequests/sec: 1\n' +
    '\n{"requests":3000,"microseconds":1500000,"bytes":9,"p50":250.000000,"p99":1500.000000,"max":2.0,"failed":1}\n';
  expect(seenBy(output)).toEqual({
    requestsPerSecond: 2000,
    p50Ms: 0.25,
    p99Ms: 1.5,
    failed: 1,
    requests: 3000,
  });
  expect(() => seenBy('unable to connect')).toThrow('unable to connect');
});

describe('load', () => {
  const asked: string[] = [];
  let server: Server;
  let origin = '';
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers['if-none-match'] ?? ''}`.trim());
      response.statusCode = request.url === '/broken' ? 500 : 200;
      request.resume().on('end', () => response.end('ok'));
    });
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());
  const brief = { connections: 2, seconds: 0.1 };

  it('asks for every line in turn, and counts what was answered', async () => {
    asked.length = 0;
    const seen = await new Undici().run(origin, { lines: ['/a', '/b'], tags: ['"1"', '"2"'] }, brief);
    expect(seen.failed).toBe(0);
    expect(seen.requests).toBe(asked.length);
    expect(seen.p99Ms).toBeGreaterThanOrEqual(seen.p50Ms);
    expect(new Set(asked)).toEqual(new Set(['GET /a "1"', 'GET /b "2"']));
  });

  it('posts bodies', async () => {
    asked.length = 0;
    await new Undici().run(origin, { lines: ['{}'], postTo: '/graphql' }, brief);
    expect(new Set(asked)).toEqual(new Set(['POST /graphql']));
  });

  it('counts refusals, and a contest does not take them for answers', async () => {
    const requests = { lines: ['/broken'] };
    const seen = await new Undici().run(origin, requests, brief);
    expect(seen.failed).toBe(seen.requests);
    const contender = { name: 'broken', origin, requests };
    const pace = { rounds: 1, seconds: 0.05, connections: 1, samples: 1 };
    await expect(contest(new Undici(), [contender], pace)).rejects.toThrow('broken failed to answer');
  });

  it('goes to the contenders in turn, round by round', async () => {
    asked.length = 0;
    const contenders = ['/one', '/two'].map((line) => ({ name: line, origin, requests: { lines: [line] } }));
    const seen = await contest(new Undici(), contenders, {
      rounds: 2,
      seconds: 0.02,
      connections: 1,
      samples: 1,
    });
    expect([...seen.keys()]).toEqual(['/one', '/two']);
    expect(seen.get('/one')?.p99OverMs).toBeUndefined();
    const turns = asked.filter((line, index) => line !== asked[index - 1]);
    expect(turns.slice(0, 6)).toEqual(['GET /one', 'GET /two', 'GET /one', 'GET /two', 'GET /one']);
  });

  it('holds the others against a limit in the same round', async () => {
    const contenders = ['/one', '/two'].map((line) => ({
      name: line,
      origin,
      requests: { lines: [line] },
      pids: [process.pid],
      isLimit: line === '/two',
    }));
    const pace = { rounds: 1, seconds: 0.05, connections: 1, samples: 1 };
    const seen = await contest(new Undici(), contenders, pace);
    const [one, two] = [seen.get('/one'), seen.get('/two')];
    const [own, limit] = [one?.p99Ms ?? 0, two?.p99Ms ?? 0];
    // Each is rounded to three digits.
    const off = Math.abs((one?.p99OverMs ?? Number.NaN) - (own - limit));
    expect(off).toBeLessThan(0.02 * Math.max(own, limit));
    expect(two?.p99OverMs).toBeUndefined();
    expect(one?.cpuUs).toBeGreaterThan(0);
  });
});
