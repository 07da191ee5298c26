import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Popularity } from '../../../src/http/popularity.ts';

/** How often what was asked for: exact for few, never far too much for many, and forgotten in time. */

it('counts each of a few exactly, up to 255', () => {
  const urls = fc.array(fc.constantFrom('/a', '/b', '/c?d=e', '', '/ä'), { maxLength: 400 });
  fc.assert(
    fc.property(urls, (asked) => {
      const popularity = new Popularity();
      const times = new Map<string, number>();
      for (const url of asked) {
        const count = Math.min(255, (times.get(url) ?? 0) + 1);
        times.set(url, count);
        expect(popularity.note(url)).toBe(count);
      }
      for (const [url, count] of times) expect(popularity.timesOf(url)).toBe(count);
      expect(popularity.timesOf('/never')).toBe(0);
    }),
  );
  const popularity = new Popularity();
  for (let time = 0; time < 300; time += 1) popularity.note('/a');
  expect(popularity.timesOf('/a')).toBe(255);
});

it('knows what is asked for often among far more that is asked for once', () => {
  const popularity = new Popularity();
  let most = 0;
  for (let at = 0; at < 1_000_000; at += 1) {
    most = Math.max(most, popularity.note(`/v1/events/e${at}`));
    if (at % 10_000 === 0) popularity.note('/often');
  }
  expect(most).toBeLessThan(3);
  expect(popularity.timesOf('/often')).toBeGreaterThan(50);
});

it('forgets what was asked for long ago', () => {
  const popularity = new Popularity();
  for (let time = 0; time < 200; time += 1) popularity.note('/once');
  for (let time = 0; time < 9_000_000; time += 1) popularity.note('/now');
  expect(popularity.timesOf('/once')).toBe(0);
  expect(popularity.timesOf('/now')).toBeGreaterThan(100);
});
