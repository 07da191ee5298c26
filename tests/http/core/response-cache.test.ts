import { expect, it } from 'vitest';
import type { Finished } from '../../../src/http/finished.ts';
import { ResponseCache } from '../../../src/http/response-cache.ts';

/** What is kept, and for how long. */

const answer = (bytes = 100): Finished => ({
  tag: '"x"',
  headers: [],
  headersWithoutContent: [],
  body: { bytes, octets: 'x'.repeat(bytes) },
});

function over(maxBytes = 1_000_000) {
  let state = { storeId: 's', changes: 1 };
  const cache = new ResponseCache(async () => state, maxBytes);
  let made = 0;
  const get = (url: string, bytes?: number) =>
    cache.through(url, async () => {
      made += 1;
      return answer(bytes);
    });
  const change = (next: Partial<typeof state> = { changes: state.changes + 1 }) => {
    state = { ...state, ...next };
  };
  return { cache, get, change, made: () => made };
}

it('makes an answer once while the store stays as it is', async () => {
  const { get, made } = over();
  expect(await get('/a')).toBe(await get('/a'));
  await get('/b');
  expect(made()).toBe(2);
});

it('makes it anew after any change, of the store or for another one', async () => {
  const { get, change, made } = over();
  await get('/a');
  change();
  await get('/a');
  change({ storeId: 't' });
  await get('/a');
  expect(made()).toBe(3);
});

it('keeps nothing that was made while the store changed', async () => {
  const { cache, get, change, made } = over();
  await cache.through('/a', async () => {
    change();
    await get('/b');
    return answer();
  });
  await get('/a');
  expect(made()).toBe(2);
});

it('keeps no failure', async () => {
  const { cache, get } = over();
  await expect(cache.through('/a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect((await get('/a')).tag).toBe('"x"');
});

it('keeps no answer that would take more than a sixteenth, and lets the oldest go for the newest', async () => {
  const { get, made } = over(160_000);
  for (const _ of [1, 2]) await get('/large', 10_000);
  expect(made()).toBe(2);
  for (let at = 0; at < 40; at += 1) await get(`/${at}`, 5000);
  await get('/39', 5000);
  expect(made()).toBe(42);
  await get('/0', 5000);
  expect(made()).toBe(43);
});

it('keeps what a client needs to know its copy is good for longer than the answer, and no longer than the state', async () => {
  const { cache, get, change } = over(160_000);
  await get('/0', 5000);
  expect(await cache.kept('/0')).toMatchObject({ tag: '"x"', body: { bytes: 5000 } });
  for (let at = 1; at < 40; at += 1) await get(`/${at}`, 5000);
  expect(await cache.kept('/0')).toEqual({ tag: '"x"', headersWithoutContent: [] });
  expect(await cache.kept('/none')).toBeUndefined();
  change();
  expect(await cache.kept('/0')).toBeUndefined();
  expect(await cache.kept('/39')).toBeUndefined();
});
