import { execFileSync, spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { recordsIn } from '../../../src/domain/json-octets.ts';
import { perPlural } from '../../../src/domain/kinds.ts';
import { recordSchemas, referencesOf, type WrittenRecords } from '../../../src/domain/records.ts';
import { resolveTime, timeKeys } from '../../../src/domain/time/fuzzy-time.ts';
import { inMemory, openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { importFiles } from '../../helpers/import-files.ts';
import { lineOf, type MadeRecord, recordsOf } from './records.ts';
import { contestedShare, generatorVersion, type Shape } from './shape.ts';
import { markers } from './words.ts';
import { blocksOf } from './write.ts';

const shape: Shape = { events: 2000, seed: 1, longShare: 0.05 };
const made = [...recordsOf(shape)];
const textOf = (one: Shape) => [...blocksOf(one)].join('');

function ofKind<K extends MadeRecord['kind']>(
  kind: K,
  from: readonly MadeRecord[] = made,
): WrittenRecords[K][] {
  return from.filter((one) => one.kind === kind).map((one) => one.record as WrittenRecords[K]);
}

const share = <T>(items: readonly T[], has: (item: T) => boolean) => items.filter(has).length / items.length;
const words = (event: WrittenRecords['event']) => `${event.title} ${event.summary ?? ''}`.toLowerCase();

/** Longer than a season, or without a bound. */
function isLong(time: WrittenRecords['event']['time']): boolean {
  if (time === undefined) return false;
  const { start, end } = timeKeys(time);
  return start === null || end === null || end - start > 93 * 86_400;
}

describe('the bytes', () => {
  it('are the same for the same shape, and these, until the generator gets another version', () => {
    const text = textOf({ events: 200, seed: 7, longShare: 0.05 });
    expect(textOf({ events: 200, seed: 7, longShare: 0.05 })).toBe(text);
    expect({ generatorVersion, sha256: hash('sha256', text) }).toEqual({
      generatorVersion: 2,
      sha256: '5008272b27c6c7750beb980537443b523416bde80c2d4d74d0cc5c50c0a79ffa',
    });
  });

  it('are others for another seed', () => {
    expect(textOf({ ...shape, events: 50, seed: 2 })).not.toBe(textOf({ ...shape, events: 50 }));
  });

  it('hold each record on a line of its own, with its kind', () => {
    const lines = textOf(shape).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      made.map(({ kind, record }) => ({ kind, ...record })),
    );
  });
});

describe('the records', () => {
  it('fit the model', () => {
    for (const one of made) {
      const result = recordSchemas[one.kind].safeParse(one.record);
      expect(result.error?.issues ?? [], lineOf(one)).toEqual([]);
    }
  });

  it('refer only to records before them, and no two have one id', () => {
    const before = new Set<string>();
    for (const { kind, record } of made) {
      for (const reference of referencesOf(kind, record as never)) {
        expect(before.has(`${reference.kind} ${reference.id}`), `${kind} ${record.id}: ${reference.id}`).toBe(
          true,
        );
      }
      expect(before.has(`${kind} ${record.id}`)).toBe(false);
      before.add(`${kind} ${record.id}`);
    }
  });

  it('have passages that lie in their sources', () => {
    const lengths = new Map(ofKind('source').map((source) => [source.id, source.contentLength ?? 0]));
    for (const { evidence = [] } of ofKind('claim')) {
      for (const { sourceId, end } of evidence) expect(end).toBeLessThanOrEqual(lengths.get(sourceId) ?? 0);
    }
  });

  it('are as many as asked for, three claims to an event', () => {
    expect(ofKind('event')).toHaveLength(2000);
    expect(ofKind('claim')).toHaveLength(6000);
    const about = Map.groupBy(ofKind('claim'), (claim) => claim.eventIds?.[0]);
    expect([...about.values()].every((claims) => claims.length === 3)).toBe(true);
  });
});

describe('their shares', () => {
  it('of long and open times are as asked for', () => {
    const long = (longShare: number) =>
      share(ofKind('event', [...recordsOf({ ...shape, longShare })]), (event) => isLong(event.time));
    expect(long(0.05)).toBeGreaterThan(0.035);
    expect(long(0.05)).toBeLessThan(0.065);
    expect(long(0)).toBe(0);
    expect(long(1)).toBe(1);
  });

  it('have times of every precision', () => {
    const precisions = ofKind('event').flatMap(({ time }) => (time ? [resolveTime(time).precision] : []));
    expect(new Set(precisions)).toEqual(
      new Set('second minute day part_of_month month season year decade range'.split(' ')),
    );
  });

  it('of marker words are as the searches take them to be', () => {
    const events = ofKind('event');
    const holds = (word: string) => share(events, (event) => words(event).includes(word));
    expect(holds(markers.common.word)).toBeGreaterThan(0.08);
    expect(holds(markers.common.word)).toBeLessThan(0.12);
    expect(holds(` ${markers.prefix.prefix}`)).toBeGreaterThan(0.06);
    expect(holds(` ${markers.prefix.prefix}`)).toBeLessThan(0.1);
    for (const size of [500, 2000]) {
      const found = ofKind('event', [...recordsOf({ ...shape, events: size })]);
      expect(found.filter((event) => words(event).includes(markers.rare.word))).toHaveLength(20);
    }
  });

  it('fall to few actors and few places', () => {
    const largest = (ids: readonly string[]) =>
      Math.max(...[...Map.groupBy(ids, (id) => id).values()].map((same) => same.length)) / ids.length;
    const claimants = ofKind('claim').map((claim) => claim.claimantId);
    expect(largest(claimants)).toBeGreaterThan(0.05);
    expect(largest(claimants)).toBeLessThan(0.25);
    expect(new Set(claimants).size).toBeGreaterThan(200);
    expect(largest(ofKind('event').map((event) => event.place?.countryCode ?? '-'))).toBeGreaterThan(0.1);
  });

  it('of contested events are what the store finds, too', async () => {
    const store = openSqliteStore(inMemory);
    const small = [...recordsOf({ ...shape, events: 400 })];
    const lists = perPlural((kind) => ofKind(kind, small));
    const file = { datasetId: 'bench', dataset: ofKind('dataset', small)[0], ...lists };
    const bytes = new TextEncoder().encode(JSON.stringify(file));
    await importFiles(store, [{ name: 'bench.json', bytes }], '2026-01-01T00:00:00.000Z');
    const { data } = await store.listEvents({ contested: true, sort: 'time' }, { limit: 200 });
    await store.close();
    const share = recordsIn(data).length / 400;
    expect(share).toBeGreaterThan(contestedShare / 2);
    expect(share).toBeLessThan(contestedShare * 2);
  });
});

describe('the command', () => {
  const directory = mkdtempSync(join(tmpdir(), 'claimline-bench-data-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const program = new URL('../data.ts', import.meta.url).pathname;
  const run = (...args: string[]) => spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });

  it('writes the same to standard output, to a file, and gzipped', () => {
    const plain = join(directory, 'plain.ndjson');
    const zipped = join(directory, 'zipped.ndjson.gz');
    const shown = run('--events', '60', '--seed', '3', '--long-share', '0');
    expect(shown.stdout).toBe(textOf({ events: 60, seed: 3, longShare: 0 }));
    for (const out of [plain, zipped]) {
      execFileSync(
        process.execPath,
        [program, '--events', '60', '--seed', '3', '--long-share', '0', '--out', out],
        { stdio: 'ignore' },
      );
    }
    expect(readFileSync(plain, 'utf8')).toBe(shown.stdout);
    expect(gunzipSync(readFileSync(zipped)).toString()).toBe(shown.stdout);
  });

  it.each([
    [[]],
    [['--events', '0']],
    [['--events', '1e3']],
    [['--events', '10', '--long-share', '2']],
    [['--evnts', '10']],
  ])('refuses %j with how it is used', (args) => {
    const { status, stdout, stderr } = run(...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('--events N');
  });
});
