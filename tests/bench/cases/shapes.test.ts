import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anyOf, type Filter } from '../../../src/domain/filters/filter.ts';
import { idOf } from '../../../src/domain/primitives.ts';
import { parameterNames } from '../../helpers/filter-parameters.ts';
import { ask } from '../harness/answers.ts';
import { CpuMeter, untilIdle } from '../harness/cpu.ts';
import { outputOf } from '../harness/processes.ts';
import { launcher, root, type Serving, serveClaimline } from '../harness/servers.ts';
import { shapesFound } from '../report/shapes.ts';
import { filtered, type ShapeRequest, shapesOf } from './shapes.ts';
import { type Sample, sampleOf, Values } from './values.ts';

/** Shapes follow from the filters, ask for what the records have, and are measured on a server that is at rest. */

const directory = mkdtempSync(join(tmpdir(), 'claimline-shapes-'));
let serving: Serving;
let sample: Sample;
let shapes: ShapeRequest[];

beforeAll(async () => {
  const database = join(directory, 'seed.db');
  const seed = `${root}data/crocus-city-hall-2024`;
  await outputOf(process.execPath, [launcher, 'import', seed, '--database-url', `sqlite:${database}`]);
  serving = await serveClaimline(database, {
    pin: false,
    env: { CACHE_MB: '0', QUERY_TIMEOUT_MS: '20000' },
  });
  sample = await sampleOf(serving.origin);
  shapes = shapesOf(sample, 20);
});
afterAll(async () => {
  await serving.stop();
  rmSync(directory, { recursive: true, force: true });
});

const namesIn = (path: string) => [...new URL(path, 'http://x').searchParams.keys()];
const pathOf = (path: string) => path.replace('{actorId}', '[^/?]+');

it('every filter is asked by alone and beside every other, in every list', () => {
  for (const { path, filters, fixed } of filtered) {
    const own = shapes
      .filter((one) => new RegExp(`^${pathOf(path)}(\\?|$)`).test(one.path))
      .map((one) => namesIn(one.path));
    const names = Object.entries(filters).filter(([name]) => name !== fixed);
    const asks = ([name, filter]: [string, Filter]) => {
      const parameters = parameterNames(name, filter);
      return (keys: readonly string[]) => parameters.some((one) => keys.includes(one));
    };
    for (const [index, one] of names.entries()) {
      expect(own.some(asks(one)), `${path} ${one[0]}`).toBe(true);
      for (const other of names.slice(index + 1)) {
        const both = own.some((keys) => asks(one)(keys) && asks(other)(keys));
        expect(both, `${path} ${one[0]} and ${other[0]}`).toBe(true);
      }
    }
  }
});

it('no request is refused, and values that are said to be frequent, rare or absent are', async () => {
  const step = Math.ceil(shapes.length / 60);
  for (const { path } of shapes.filter((_, index) => index % step === 0)) {
    expect((await ask(serving.origin, path)).status, path).toBe(200);
  }
  const values = new Values(sample);
  const found = async (name: string, filter: Filter, frequency: 'frequent' | 'rare' | 'absent') => {
    const parameters = new URLSearchParams(values.parametersFor(name, filter, 'claims', frequency) ?? {});
    const { body } = await ask(serving.origin, `/v1/claims?limit=1&count=exact&${parameters}`);
    return JSON.parse(body.toString()).page.count.total as number;
  };
  const claims = filtered.find(({ path }) => path === '/v1/claims')?.filters ?? {};
  for (const name of ['act', 'claimantId', 'aboutActorId']) {
    const filter = claims[name] as Filter;
    const [many, few] = [await found(name, filter, 'frequent'), await found(name, filter, 'rare')];
    expect(many, name).toBeGreaterThan(few);
    expect(few, name).toBeGreaterThan(0);
    expect(await found(name, filter, 'absent'), name).toBe(0);
  }
});

it('a filter that nobody knew of has values, too', () => {
  const filter = anyOf(idOf('an event'), 'Only what a new filter names.');
  const events = sample.events as { id: string }[];
  const given = new Values(sample).parametersFor('answersTo', filter, 'claims', 'frequent');
  expect(events.map(({ id }) => id)).toContain(given?.answersTo);
});

it('the same sample gives the same requests', () => {
  expect(shapesOf(structuredClone(sample), 20)).toEqual(shapes);
});

it('CPU time is that of the server and of its readers, and ends when it is idle', async () => {
  await untilIdle(serving.pids);
  const meter = new CpuMeter(serving.pids);
  for (let turn = 0; turn < 20; turn += 1)
    await ask(serving.origin, `/v1/events?q=a&limit=20&count=exact&facet=type`);
  const busy = meter.lap();
  expect(busy?.loop).toBeGreaterThan(0);
  expect(busy?.all).toBeGreaterThan(busy?.loop ?? 0);
});

it('a family is told by its median and its worst; what was stopped is counted, what was refused is not', () => {
  const shape = (cpuMs: number, status = 200) => ({
    family: 'lists',
    path: `/${cpuMs}`,
    status,
    cpuMs,
    loopMs: cpuMs / 10,
    wallMs: cpuMs * 2,
  });
  const { families, worst, refused } = shapesFound([shape(1), shape(3), shape(2000, 503), shape(5000, 400)]);
  expect(families).toEqual([
    {
      family: 'lists',
      shapes: 3,
      stopped: 1,
      medianCpuMs: 3,
      worstCpuMs: 2000,
      medianLoopMs: 0.3,
      worstLoopMs: 200,
      medianWallMs: 6,
      worstWallMs: 4000,
    },
  ]);
  expect(worst.map(({ path }) => path)).toEqual(['/2000', '/3', '/1']);
  expect(refused).toBe(1);
});
