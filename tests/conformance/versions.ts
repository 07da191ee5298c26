import { expect } from 'vitest';
import { recordKinds } from '../../src/domain/kinds.ts';
import {
  actor,
  bodyOf,
  claim,
  dataset,
  event,
  firstDay,
  passage,
  put,
  type Records,
  secondDay,
  source,
} from '../helpers/records.ts';
import { type OpenStore, testsOn } from './suite.ts';

const one = (created: number, updated: number, unchanged: number) => ({ created, updated, unchanged });

export function versionsSuite(open: OpenStore): void {
  const { onEmpty, onBasics } = testsOn(open);
  const all: Records = {
    dataset: [dataset('home')],
    source: [source('s')],
    actor: [actor('speaker', { names: [{ value: 'n', kind: 'alias', lang: 'en' }] })],
    event: [event('e', { time: { edtf: '2024' }, place: { name: 'p', countryCode: 'RU' } })],
    claim: [claim('c', { eventIds: ['e'], evidence: [passage('s')] })],
  };

  onEmpty('the same records again change nothing at all', async (store) => {
    await put(store, all, firstDay);
    const state = await store.state();
    const bodies = await Promise.all(recordKinds.map((kind) => store.read(kind, all[kind]?.[0]?.id ?? '')));
    const report = await put(store, all, secondDay);
    for (const kind of recordKinds) expect(report[kind], kind).toEqual(one(0, 0, 1));
    expect(await store.state()).toEqual(state);
    expect(await Promise.all(recordKinds.map((kind) => store.read(kind, all[kind]?.[0]?.id ?? '')))).toEqual(
      bodies,
    );
  });

  onEmpty('the order of properties makes no new version, the order of a list does', async (store) => {
    await put(store, all);
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (value === null || typeof value !== 'object') return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, part]) => [key, reversed(part)]),
      );
    };
    const report = await put(store, reversed(all) as Records, secondDay);
    for (const kind of recordKinds) expect(report[kind], kind).toEqual(one(0, 0, 1));
    await put(store, { event: [event('e', { tags: ['a', 'b'] })] });
    expect((await put(store, { event: [event('e', { tags: ['b', 'a'] })] })).event).toEqual(one(0, 1, 0));
  });

  onBasics('exactly the records that changed get their next version', async (store) => {
    await put(store, { actor: [actor('a'), actor('b')] }, firstDay);
    const report = await put(
      store,
      { actor: [actor('a'), actor('b', { description: 'now described' }), actor('c')] },
      secondDay,
    );
    expect(report.actor).toEqual(one(1, 1, 1));
    expect(await bodyOf(store, 'actor', 'a')).toMatchObject({
      version: 1,
      recordedAt: firstDay,
      updatedAt: firstDay,
    });
    expect(await bodyOf(store, 'actor', 'b')).toMatchObject({
      version: 2,
      recordedAt: firstDay,
      updatedAt: secondDay,
    });
    expect(await bodyOf(store, 'actor', 'c')).toMatchObject({
      version: 1,
      recordedAt: secondDay,
      updatedAt: secondDay,
    });
    // Back to what it was is a change too: history only grows.
    expect((await put(store, { actor: [actor('b')] })).actor).toEqual(one(0, 1, 0));
    expect(await bodyOf(store, 'actor', 'b')).toMatchObject({ version: 3, description: null });
  });

  onBasics('what is computed makes no version', async (store) => {
    await put(store, { claim: [claim('yes', { eventIds: ['attack'] })] }, firstDay);
    await put(store, { claim: [claim('no', { eventIds: ['attack'], polarity: 'negative' })] }, secondDay);
    expect(await bodyOf(store, 'claim', 'yes')).toMatchObject({
      contested: true,
      version: 1,
      updatedAt: firstDay,
    });
    expect(await bodyOf(store, 'event', 'attack')).toMatchObject({
      contested: true,
      claimCount: 2,
      version: 1,
    });
  });

  onBasics(
    'the state moves once with each write that changes something, and with no other',
    async (store) => {
      const start = await store.state();
      expect(start.storeId).toMatch(/^\S{16,}$/);
      await put(store, { actor: [actor('a')], event: [event('e')] });
      const moved = await store.state();
      expect(moved).toEqual({ storeId: start.storeId, changes: start.changes + 1 });
      await put(store, { actor: [actor('a')] });
      await expect(
        put(store, { actor: [actor('x')], claim: [claim('y', { claimantId: 'nobody' })] }),
      ).rejects.toThrow();
      expect(await store.state()).toEqual(moved);
      await put(store, { actor: [actor('a', { name: 'b' })] });
      expect((await store.state()).changes).toBe(moved.changes + 1);
    },
  );

  onEmpty('two stores never have the same identity', async (store) => {
    const other = await open();
    const identities = [await store.state(), await other.state()].map((state) => state.storeId);
    await other.close();
    expect(new Set(identities).size).toBe(2);
  });

  onBasics('records come back as written, in the order of their ids, page by page', async (store) => {
    const ids = ['b', 'a', 'a-', 'a.', 'a_', 'a0', '9'];
    const records = ids.map((id) => actor(id, { names: [{ value: `ł ${id}`, kind: 'alias' }] }));
    await put(store, { actor: records });
    const sorted = [...ids, 'speaker', 'other'].sort();
    const found: string[] = [];
    for (let after: string | null = null; ; ) {
      const rows = await store.written('home', 'actor', after, 2);
      found.push(...rows.map((row) => row.id));
      if (rows.length < 2) break;
      after = rows.at(-1)?.id ?? null;
    }
    expect(found).toEqual(sorted);
    const [row] = await store.written('home', 'actor', 'a.', 1);
    expect(row).toMatchObject({ id: 'a0', version: 1 });
    expect(JSON.parse(row?.record ?? '')).toEqual(records.find((record) => record.id === 'a0'));
    expect((await store.written('home', 'dataset', null, 5)).map((entry) => entry.id)).toEqual(['home']);
  });

  onBasics('what is written is the current version, not an earlier one', async (store) => {
    await put(store, { event: [event('e', { title: 'one' })] });
    await put(store, { event: [event('e', { title: 'two' })] });
    const rows = await store.written('home', 'event', 'attack', 10);
    expect(rows.map(({ id, version, record }) => [id, version, JSON.parse(record).title])).toEqual([
      ['e', 2, 'two'],
    ]);
  });
}
