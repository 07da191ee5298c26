import { setImmediate as settled } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Turns } from '../../../src/http/home/turns.ts';

/** The turns of pages that are drawn. */

it('only so many run at a time, the others in the order in which they came', async () => {
  const turns = new Turns(2);
  const { signal } = new AbortController();
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const work = (number: number) =>
    turns.run(signal, () => {
      begun.push(number);
      return new Promise<void>((resolve) => ends.push(resolve));
    });
  const all = [0, 1, 2, 3].map(work);
  await settled();
  expect(begun).toEqual([0, 1]);
  ends[1]?.();
  await all[1];
  await settled();
  expect(begun).toEqual([0, 1, 2]);
  ends[0]?.();
  ends[2]?.();
  await Promise.all([all[0], all[2]]);
  await settled();
  ends[3]?.();
  await Promise.all(all);
  expect(begun).toEqual([0, 1, 2, 3]);
});

it('who goes while waiting gives up the turn, and work that fails passes it on', async () => {
  const turns = new Turns(1);
  const gone = new AbortController();
  const stays = new AbortController();
  const { promise, reject } = Promise.withResolvers<void>();
  const first = turns.run(stays.signal, () => promise);
  const second = turns.run(gone.signal, async () => 'second');
  const third = turns.run(stays.signal, async () => 'third');
  gone.abort(new Error('gone'));
  await expect(second).rejects.toThrow('gone');
  reject(new Error('failed'));
  await expect(first).rejects.toThrow('failed');
  expect(await third).toBe('third');
  await expect(turns.run(gone.signal, async () => 'late')).rejects.toThrow('gone');
});
