import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from '../../../src/domain/store.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { freshDirectory, launcher } from '../../cli/harness.ts';
import { type Api, startApi } from '../../helpers/api.ts';
import { actor, event } from '../../helpers/records.ts';
import { reads } from './operations.ts';
import { smallWorld } from './small-world.ts';

/**
 * Answers from the cache are the answers that would be made now: servers over one database, of which one keeps all
 * answers, one only a few, and one none, are asked the same, while they or another process write.
 */

const file = join(freshDirectory(), 'store.db');
let keeping: Api;
let forgetful: Api;
let making: Api;
beforeAll(async () => {
  keeping = await startApi(smallWorld, openSqliteStore(file));
  // Room for one or two pages, and for many validators.
  forgetful = await startApi([], openSqliteStore(file), { cacheBytes: 40_000 });
  making = await startApi([], openSqliteStore(file), { cacheBytes: 0 });
});
afterAll(async () => {
  await keeping.close();
  await forgetful.close();
  await making.close();
});

const paths = [
  ...Object.values(reads),
  '/v1/events?limit=2',
  '/v1/events?limit=2&include=actors',
  '/v1/events?on=2024-06-01',
  '/v1/events/oslo?include=actors',
  '/v1/events/written-1',
  '/v1/actors/written-0',
  '/v1/claims?limit=3',
  '/v1/claims?contested=true',
  // Both refuse the same requests.
  '/v1/events?limit=0',
  '/v1/events?cursor=x',
  '/v1/events/',
  '/v1/events#x',
  '/nowhere',
];
const accepts = ['', 'Accept: */*', 'Accept: application/json', 'Accept: text/html', 'Accept: ;;'];

const encodings = ['', '', 'gzip', 'zstd', 'gzip;q=0.5, zstd;q=0', 'gzip, identity;q=0', '*;q=0'];

type Step =
  | { does: 'asks'; method: string; path: string; accept: string; encoding: string; conditional: number }
  | { does: 'writes'; through: 'keeping' | 'making'; id: string; text: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('asks' as const),
      method: fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'OPTIONS', 'DELETE'),
      path: fc.constantFrom(...paths.slice(0, 6), ...paths),
      accept: fc.constantFrom(...accepts.slice(0, 3), ...accepts),
      encoding: fc.constantFrom(...encodings),
      conditional: fc.nat(3),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('writes' as const),
      through: fc.constantFrom('keeping' as const, 'making' as const),
      id: fc.constantFrom('written-0', 'written-1'),
      text: fc.constantFrom('one', 'two', 'три'),
    }),
  },
);

const write = (store: Store, id: string, text: string) =>
  store.write(
    {
      actor: [{ datasetId: 'hills', record: actor(id, { name: text }) }],
      event: [{ datasetId: 'hills', record: event(id, { title: text, time: { edtf: '2024-06-01' } }) }],
    },
    '2026-02-01T00:00:00.000Z',
  );

/** An answer without what tells one moment, or one occurrence of a problem, from another. */
async function answer(api: Api, method: string, path: string, headers: readonly string[]) {
  const { status, text, headers: given } = await api.rawUnchecked(method, path, headers);
  const lines = [...given].filter(([name]) => name !== 'date');
  return { status, lines, text: text.replace(/urn:uuid:[0-9a-f-]+/, '') };
}

it('are byte for byte those that would be made now, whoever wrote', async () => {
  const seen = new Map<string, string[]>();
  const run = async (one: Step) => {
    if (one.does === 'writes') {
      await write((one.through === 'keeping' ? keeping : making).store, one.id, one.text);
      return;
    }
    const tags = seen.get(one.path) ?? [];
    // Now and then the latest tag that was given, or one before it, or none.
    const tag = tags.at(-one.conditional);
    const headers = [
      ...(one.accept === '' ? [] : [one.accept]),
      ...(one.encoding === '' ? [] : [`Accept-Encoding: ${one.encoding}`]),
      ...(one.conditional > 0 && tag !== undefined ? [`If-None-Match: ${tag}`] : []),
    ];
    const kept = await answer(keeping, one.method, one.path, headers);
    expect(kept).toEqual(await answer(making, one.method, one.path, headers));
    expect(kept).toEqual(await answer(forgetful, one.method, one.path, headers));
    const given = kept.lines.find(([name]) => name === 'etag')?.[1];
    if (given !== undefined && given !== tags.at(-1)) seen.set(one.path, [...tags, given]);
  };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      for (const one of steps) await run(one);
    }),
    { numRuns: 40 },
  );
});

it('are not stale after a write of another process', async () => {
  const path = join(file, '..', 'other.json');
  for (const title of ['first', 'second']) {
    writeFileSync(
      path,
      JSON.stringify({ datasetId: 'other', dataset: { id: 'other', title, licence: 'CC0-1.0' } }),
    );
    // The servers, which run in this process, go on meanwhile.
    await promisify(execFile)(process.execPath, [
      launcher,
      'import',
      path,
      '--database-url',
      `sqlite:${file}`,
    ]);
    for (const _ of [1, 2]) {
      const body = await keeping.get<{ title: string }>('/v1/datasets/other');
      expect(body.title).toBe(title);
    }
  }
});
