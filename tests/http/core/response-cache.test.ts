import { describe, expect, it } from 'vitest';
import type { Finished } from '../../../src/http/finished.ts';
import { ResponseCache } from '../../../src/http/response-cache.ts';

/** The responses that are cached, and for how long. */

const answer = (bytes = 100): Finished => ({
  tag: '"x"',
  headers: [],
  contentAt: 0,
  body: { bytes, octets: ['x'.repeat(bytes)] },
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
  const twice = async (url: string, bytes?: number) => {
    await get(url, bytes);
    await get(url, bytes);
  };
  const change = (next: Partial<typeof state> = { changes: state.changes + 1 }) => {
    state = { ...state, ...next };
  };
  return { cache, get, twice, change, made: () => made };
}

it('keeps an answer from the second time on that it is asked for, while the store stays as it is', async () => {
  const { get, made } = over();
  await get('/a');
  const second = await get('/a');
  expect(made()).toBe(2);
  expect(await get('/a')).toBe(second);
  await get('/b');
  expect(made()).toBe(3);
});

it('makes it anew after any change, of the store or for another one', async () => {
  const { get, twice, change, made } = over();
  await twice('/a');
  for (const next of [undefined, { storeId: 't' }]) {
    const before = made();
    change(next);
    await get('/a');
    expect(made()).toBe(before + 1);
    await get('/a');
    expect(made()).toBe(before + 1);
  }
});

it('keeps each form of an answer apart, and counts each', async () => {
  const { cache, twice } = over(160_000);
  const keys = ['/a', '/b', '/c', '/d', '/e'].flatMap((url) => [url, `${url}\ngzip`, `${url}\nzstd`]);
  for (const key of keys) await twice(key, 8000);
  const kept = await Promise.all(keys.map((key) => cache.kept(key)));
  // Three quarters of the room are for answers: 13 of 8,000 octets, with what an entry takes beside.
  expect(keys.filter((_, at) => 'body' in (kept[at] ?? {}))).toEqual(keys.slice(0, 13));
});

it('keeps a validator that is made alone, and makes the answer for who needs it', async () => {
  const { cache } = over();
  const validator = { tag: '"x-gzip"', headersWithoutContent: [] };
  for (const _ of [1, 2]) expect(await cache.through('/a', async () => validator)).toBe(validator);
  expect(await cache.kept('/a')).toBe(validator);
  const whole = await cache.through('/a', async () => answer());
  expect(await cache.kept('/a')).toBe(whole);
});

it('keeps nothing that was made while the store changed', async () => {
  const { cache, get, twice, change, made } = over();
  await twice('/b');
  await get('/a');
  await cache.through('/a', async () => {
    change();
    await get('/b');
    return answer();
  });
  const before = made();
  await get('/a');
  expect(made()).toBe(before + 1);
});

it('keeps no failure', async () => {
  const { cache, get, made } = over();
  await get('/a');
  await expect(cache.through('/a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect((await get('/a')).tag).toBe('"x"');
  expect(made()).toBe(2);
});

it('keeps no answer that would take more than a sixteenth', async () => {
  const { twice, get, made } = over(160_000);
  await twice('/large', 10_001);
  await get('/large', 10_001);
  expect(made()).toBe(3);
});

describe('where there is no room', () => {
  const numbers = Array.from({ length: 40 }, (_, at) => at);
  /** Of answers of 5,000 octets, 19 fit. */
  const full = async () => {
    const world = over(160_000);
    for (const at of numbers) await world.twice(`/${at}`, 5000);
    return world;
  };

  it('one of eight takes the place of what was not asked for the longest', async () => {
    const { cache } = await full();
    const kept = await Promise.all(numbers.map((at) => cache.kept(`/${at}`)));
    const whole = numbers.filter((at) => 'body' in (kept[at] ?? {}));
    expect(whole).toEqual([...numbers.slice(2, 19), 26, 34]);
  });

  it('what is asked for again and again is kept soon', async () => {
    const { get, made } = await full();
    const before = made();
    for (const _ of numbers) await get('/often', 5000);
    expect(made() - before).toBeLessThan(10);
  });

  it('what a client needs to know that its copy is good is kept for more answers, and no longer than the state', async () => {
    const { cache, change } = await full();
    expect(await cache.kept('/0')).toEqual({ tag: '"x"', headersWithoutContent: [] });
    expect(await cache.kept('/18')).toMatchObject({ tag: '"x"', body: { bytes: 5000 } });
    expect(await cache.kept('/39')).toEqual({ tag: '"x"', headersWithoutContent: [] });
    expect(cache.kept('/none')).toBeUndefined();
    change();
    expect(await cache.kept('/18')).toBeUndefined();
    expect(await cache.kept('/39')).toBeUndefined();
  });
});
