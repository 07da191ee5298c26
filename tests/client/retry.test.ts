import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { type ClientOptions, createClient } from '../../src/client/client.ts';
import {
  breakOff,
  hangUp,
  json,
  type Peer,
  problem,
  silence,
  startAbsentPeer,
  startPeer,
  text,
} from './peer.ts';

/** The client against servers that are busy, slow, broken or gone. */

/** Signals hold what listens to them weakly: collecting garbage at the wrong moment must not lose an abort. */
setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const healthy = json({ status: 'ok' });

/** A client of a peer that notes how long it would wait, and does not. */
function impatient(peer: Peer, options: Partial<ClientOptions> = {}) {
  const waitsMs: number[] = [];
  const sleep = async (durationMs: number) => {
    waitsMs.push(durationMs);
  };
  return { waitsMs, client: createClient({ baseUrl: peer.baseUrl, sleep, ...options }) };
}

describe('an answer that says "not now"', () => {
  it.each([
    [408, 'request_timeout'],
    [429, 'too_many'],
    [503, 'overloaded'],
  ])('%i is tried again', async (status, code) => {
    const peer = await startPeer(problem(status, code), problem(status, code), healthy);
    const { client, waitsMs } = impatient(peer);
    expect(await client.checkHealth()).toEqual({ status: 'ok' });
    expect(peer.received).toHaveLength(3);
    expect(waitsMs).toHaveLength(2);
  });

  it('is thrown once it was tried again as often as it may be', async () => {
    const peer = await startPeer(problem(503, 'overloaded'));
    const { client, waitsMs } = impatient(peer);
    await expect(client.checkHealth()).rejects.toMatchObject({ status: 503, code: 'overloaded' });
    expect(peer.received).toHaveLength(4);
    expect(waitsMs).toHaveLength(3);
    for (const [tried, waitMs] of waitsMs.entries()) {
      expect(waitMs).toBeGreaterThanOrEqual(125 * 2 ** tried);
      expect(waitMs).toBeLessThanOrEqual(250 * 2 ** tried);
    }
  });

  it('is waited for as long as Retry-After says in seconds', async () => {
    const peer = await startPeer(problem(503, 'overloaded', { 'retry-after': '7' }), healthy);
    const { client, waitsMs } = impatient(peer);
    await client.checkHealth();
    expect(waitsMs).toEqual([7000]);
  });

  it.each([
    ['IMF-fixdate', (date: Date) => date.toUTCString()],
    ['rfc850', (date: Date) => date.toUTCString().replace(/^(\w+), (\d+) (\w+) ..(\d+)/, 'Friday, $2-$3-$4')],
    [
      'asctime',
      (date: Date) => date.toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) (\S+) GMT/, '$1 $3 $2 $5 $4'),
    ],
  ])('is waited for until the date that Retry-After names, as %s', async (_, form) => {
    const date = form(new Date(Date.now() + 10_000));
    const peer = await startPeer(problem(429, 'too_many', { 'retry-after': date }), healthy);
    const { client, waitsMs } = impatient(peer);
    await client.checkHealth();
    expect(waitsMs[0]).toBeGreaterThan(6_000);
    expect(waitsMs[0]).toBeLessThanOrEqual(10_000);
  });

  it('is not waited for when that date is past, and as ever when Retry-After is nonsense', async () => {
    const past = problem(503, 'overloaded', { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' });
    const peer = await startPeer(past, problem(503, 'overloaded', { 'retry-after': 'soon' }), healthy);
    const { client, waitsMs } = impatient(peer);
    await client.checkHealth();
    expect(waitsMs[0]).toBe(0);
    expect(waitsMs[1]).toBeGreaterThanOrEqual(250);
  });

  it('is thrown at once when it asks for more patience than there is', async () => {
    const busy = problem(503, 'overloaded', { 'retry-after': '31' });
    const peer = await startPeer(busy, busy, healthy);
    const { client, waitsMs } = impatient(peer);
    await expect(client.checkHealth()).rejects.toMatchObject({ code: 'overloaded' });
    expect([peer.received.length, waitsMs]).toEqual([1, []]);
    const longer = impatient(peer, { maxRetryAfterMs: 60_000 });
    expect(await longer.client.checkHealth()).toEqual({ status: 'ok' });
    expect(longer.waitsMs).toEqual([31_000]);
  });
});

describe('a failure on the way', () => {
  it.each([
    ['a connection closed', hangUp],
    ['an answer broken off', breakOff],
  ])('%s is tried again', async (_, failure) => {
    const peer = await startPeer(failure, healthy);
    const { client, waitsMs } = impatient(peer);
    expect(await client.checkHealth()).toEqual({ status: 'ok' });
    expect(waitsMs).toHaveLength(1);
  });

  it('is tried again when the server is slower than timeoutMs, and then thrown', async () => {
    const peer = await startPeer(silence);
    const { client } = impatient(peer, { timeoutMs: 50, retries: 1 });
    await expect(client.checkHealth()).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(peer.received).toHaveLength(2);
  });

  it('is what the platform throws when nobody is there', async () => {
    const { client, waitsMs } = impatient(await startAbsentPeer(), { retries: 2 });
    await expect(client.checkHealth()).rejects.toThrow(TypeError);
    expect(waitsMs).toHaveLength(2);
  });

  it('does not lose the text to verify', async () => {
    const peer = await startPeer(problem(503, 'deadline_exceeded'), hangUp, json({ counts: {} }));
    const { client } = impatient(peer);
    await client.verifySource('article', 'The text, „as it stands“.');
    expect(peer.received.map(({ method, url, body }) => [method, url, body])).toEqual(
      Array(3).fill(['POST', '/v1/sources/article/verification', 'The text, „as it stands“.']),
    );
    expect(peer.received[2]?.headers['content-type']).toBe('text/plain');
  });
});

describe('what is not tried again', () => {
  it.each([
    ['a problem', problem(500, 'internal'), { name: 'ProblemError', code: 'internal' }],
    [
      "a proxy's page",
      text(502, 'text/html', '<h1>Bad gateway</h1>'),
      { name: 'UnexpectedAnswerError', status: 502 },
    ],
    [
      "another server's page",
      text(200, 'text/html', '<h1>Hello</h1>'),
      { name: 'UnexpectedAnswerError', status: 200 },
    ],
    ['JSON that is none', text(200, 'application/json', '{"status":'), { name: 'SyntaxError' }],
    [
      "another's problem",
      text(400, 'application/problem+json', '{"title":"No"}'),
      { name: 'UnexpectedAnswerError' },
    ],
    [
      'a problem that is none',
      text(400, 'application/problem+json', 'No'),
      { name: 'UnexpectedAnswerError' },
    ],
    ['nothing', text(200, 'application/json', ''), { name: 'SyntaxError' }],
  ])('%s', async (_, reply, error) => {
    const peer = await startPeer(reply);
    const { client } = impatient(peer);
    await expect(client.checkHealth()).rejects.toMatchObject(error);
    expect(peer.received).toHaveLength(1);
  });
});

describe('a call that is aborted', () => {
  const reason = new Error('no longer needed');

  it.each([
    ['before it begins', healthy, 'none'],
    ['while it waits for the answer', silence, 'sent'],
    ['while it waits to try again', problem(503, 'overloaded', { 'retry-after': '20' }), 'sent'],
  ])('%s rejects with the reason', async (_, reply, when) => {
    const peer = await startPeer(reply);
    // The timers of the client itself: an abort must wake them.
    const client = createClient({ baseUrl: peer.baseUrl });
    const controller = new AbortController();
    if (when === 'none') controller.abort(reason);
    const call = client.checkHealth({ signal: controller.signal });
    setTimeout(() => controller.abort(reason), 200);
    await expect(call).rejects.toBe(reason);
    expect(peer.received).toHaveLength(when === 'none' ? 0 : 1);
  });

  it('rejects even if memory was tidied up meanwhile', async () => {
    const peer = await startPeer(silence);
    // Ten rounds of tidying up take long on a busy machine.
    const client = createClient({ baseUrl: peer.baseUrl, retries: 0, timeoutMs: 4000 });
    const controller = new AbortController();
    const call = client.checkHealth({ signal: controller.signal });
    const late = client.checkHealth();
    for (let round = 0; round < 10; round += 1) {
      await new Promise((wake) => setTimeout(wake, 20));
      collectGarbage();
    }
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
    await expect(late).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('ends an iteration between two pages', async () => {
    const peer = await startPeer(json({ data: [{ id: 'a' }], page: { nextCursor: 'n', hasMore: true } }));
    const client = createClient({ baseUrl: peer.baseUrl });
    const controller = new AbortController();
    const read = async () => {
      for await (const { id } of client.each.listEvents({ signal: controller.signal })) {
        if (id === 'a') controller.abort(reason);
      }
    };
    await expect(read()).rejects.toBe(reason);
    expect(peer.received.map(({ url }) => url)).toEqual(['/v1/events']);
  });
});

it('waits by itself between attempts, and sends headers with every one', async () => {
  const peer = await startPeer(problem(503, 'overloaded', { 'retry-after': '1' }), healthy);
  const client = createClient({ baseUrl: peer.baseUrl, headers: { authorization: 'Bearer of-a-proxy' } });
  const begun = performance.now();
  await client.checkHealth();
  expect(performance.now() - begun).toBeGreaterThan(950);
  expect(peer.received.map(({ headers }) => headers.authorization)).toEqual(
    Array(2).fill('Bearer of-a-proxy'),
  );
});
