import { mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemKinds } from '../../../src/http/problem.ts';
import { openSqliteStore, pageSize } from '../../../src/store/sqlite/open.ts';
import { type Api, startApi } from '../../helpers/api.ts';
import { items, lists } from './operations.ts';
import { smallWorld } from './small-world.ts';

/** When the database is lost under a running server: an answer that is documented, and that tells nothing of it. */

let api: Api;
let directory: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'claimline-'));
  const file = join(directory, 'store.db');
  // Written and closed first, so that no page of it is kept in memory.
  const written = await startApi(smallWorld, openSqliteStore(file));
  await written.close();
  api = await startApi([], openSqliteStore(file));
  const damaged = openSync(file, 'r+');
  for (let at = pageSize; at < statSync(file).size; at += pageSize)
    writeSync(damaged, Buffer.alloc(pageSize, 0xff), 0, pageSize, at);
});
afterAll(async () => {
  await api.close().catch(() => undefined);
  rmSync(directory, { recursive: true });
});

describe.each(Object.entries({ ...lists, ...items }))('%s', (_, path) => {
  it('answers 503 without a word of the cause', async () => {
    const problem = await api.problem(path, 503, 'store_unusable');
    const { detail, errors, title } = problem;
    const told = { detail: problemKinds.store_unusable.description, errors: [], title: 'Store unusable' };
    expect({ detail, errors, title }).toEqual(told);
  });
});

it('is not ready, and alive', async () => {
  await api.problem('/readyz', 503, 'store_unusable');
  expect(await api.get('/healthz')).toEqual({ status: 'ok' });
  expect(api.log.join('')).toContain('database disk image is malformed');
});
