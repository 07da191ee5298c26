import { expect, it } from 'vitest';
import { requestsOf, scrape } from '../helpers/exposition.ts';
import { freshDirectory, type Served, seedDirectory, serve } from './harness.ts';
import { childrenOf, until } from './processes.ts';

/** `/metrics` of the program itself. */

async function stopped({ child, ended }: Served): Promise<void> {
  child.kill('SIGTERM');
  const { code, stderr } = await ended;
  expect(code, stderr).toBe(0);
}

it('is not there unless METRICS is true', async () => {
  const server = await serve([], { cwd: freshDirectory() });
  expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
  await stopped(server);
});

it('tells of a database in a file, and of queries that were stopped', async () => {
  const env = { METRICS: 'true', QUERY_TIMEOUT_MS: '1' };
  const server = await serve(['--seed', seedDirectory], { cwd: freshDirectory(), env });
  await until(async () => (await scrape(server.url)).samples.get('claimline_reader_lanes') !== 0);
  const slow = await fetch(`${server.url}/v1/timeline`);
  expect([slow.status, await slow.text()]).toEqual([503, expect.stringContaining('query_timeout')]);
  const { samples } = await scrape(server.url);
  expect(samples.get('claimline_reader_timeouts_total')).toBeGreaterThan(0);
  expect(samples.get('claimline_store_bytes{file="database"}')).toBeGreaterThan(0);
  expect(samples.get('claimline_store_records{kind="dataset"}')).toBe(1);
  await stopped(server);
});

it('is the sum over all workers, whichever answers, and goes on when one is replaced', async () => {
  const server = await serve(['--seed', seedDirectory, '--workers', '2', '--metrics'], {
    cwd: freshDirectory(),
  });
  const ask = () => fetch(`${server.url}/v1/datasets`, { headers: { connection: 'close' } });
  const counted = async () => requestsOf((await scrape(server.url)).samples, 'listDatasets', 200);
  for (let round = 0; round < 12; round += 1) expect((await ask()).status).toBe(200);
  await until(async () => (await counted()) === 12);
  for (let round = 0; round < 6; round += 1) expect(await counted()).toBe(12);
  const { samples } = await scrape(server.url);
  expect(samples.get('claimline_store_records{kind="dataset"}'), 'of the store they share').toBe(1);
  const [killed = 0] = childrenOf(server.child.pid);
  process.kill(killed, 'SIGKILL');
  await until(() => {
    const now = childrenOf(server.child.pid);
    return now.length === 2 && !now.includes(killed);
  });
  expect(await counted()).toBeLessThanOrEqual(12);
  await stopped(server);
}, 120_000);
