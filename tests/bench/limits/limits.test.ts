import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serialize } from 'node:v8';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { perPlural } from '../../../src/domain/kinds.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { importFiles } from '../../helpers/import-files.ts';
import { recordsOf } from '../data/records.ts';
import { ask } from '../harness/answers.ts';
import { serveClaimline, startServer } from '../harness/servers.ts';
import { RowReader, type Rows, restOf, tablesOf } from './rows.ts';
import { runStatements, StatementTrace } from './statements.ts';

/** What Claimline is held against does the same work: the same bytes, the same statements, the same rows. */

const shape = { events: 60, seed: 5, longShare: 0.05 };
const directory = mkdtempSync(join(tmpdir(), 'claimline-limits-'));
const path = join(directory, 'made.db');
const program = (name: string) => fileURLToPath(new URL(name, import.meta.url));

beforeAll(async () => {
  const records = [...recordsOf(shape)];
  const of = (kind: string) => records.filter((one) => one.kind === kind).map((one) => one.record);
  const file = { datasetId: 'bench', dataset: of('dataset')[0], ...perPlural(of) };
  const store = openSqliteStore(path);
  await importFiles(
    store,
    [{ name: 'bench.json', bytes: Buffer.from(JSON.stringify(file)) }],
    '2026-01-01T00:00:00.000Z',
  );
  await store.close();
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

it('bare Fastify sends the status, headers and bytes that Claimline sent', async () => {
  const ours = await serveClaimline(path);
  const paths = ['/v1/events?limit=3', '/v1/claims?limit=2'];
  const answers = await Promise.all(paths.map((one) => ask(ours.origin, one)));
  const unchanged = await ask(ours.origin, paths[0] ?? '', answers[0]?.headers.etag);
  await ours.stop();
  expect(unchanged.status).toBe(304);
  const kept = join(directory, 'answers');
  writeFileSync(kept, serialize({ lists: answers, unchanged: [unchanged] }));
  const bare = await startServer(process.execPath, [program('bare-fastify.ts'), kept], /listening at (\S+)/);
  const got = [await ask(bare.origin, '/lists/v1/a?b=c'), await ask(bare.origin, '/lists/x')];
  const again = await ask(bare.origin, '/unchanged/v1/events');
  await bare.stop();
  expect(got).toEqual(expect.arrayContaining(answers));
  expect(again).toEqual(unchanged);
});

it('statements are written down as the server runs them, and run again without it', async () => {
  const trace = new StatementTrace(path);
  const requests = { lines: ['/v1/events?limit=3', '/v1/events?limit=4'] };
  const file = await trace.statementsOf('lists', requests, 2);
  const lines = execFileSync('cat', [file], { encoding: 'utf8' }).split('\n');
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(line).toMatch(/from (\\")?event/);
  const times = await runStatements(path, file, 0.05);
  await trace.close();
  expect(times.p50Ms).toBeGreaterThan(0);
  expect(times.p99Ms).toBeGreaterThanOrEqual(times.p50Ms);
});

it('every row of every table is read once, in the order of the records', () => {
  const db = new Database(path, { readonly: true });
  const reader = new RowReader(db);
  const all: Rows[] = [];
  let chunk: { kind: string; id: string }[] = [];
  for (const { kind, record } of recordsOf(shape)) {
    chunk.push({ kind, id: record.id });
    if (chunk.length === 50) {
      all.push(...reader.read(chunk));
      chunk = [];
    }
  }
  all.push(...reader.read(chunk), ...restOf(db));
  for (const { name } of tablesOf(db)) {
    const rows = all.flatMap(({ table, values }) => (table.name === name ? values : []));
    const count = db.prepare(`select count(*) from ${name}`).pluck().get();
    expect(rows.length, name).toBe(count);
    expect(new Set(rows.map((row) => JSON.stringify(row))).size, name).toBe(count);
  }
  expect(
    all.filter(({ table }) => table.name === 'actor_words').flatMap(({ values }) => values),
  ).toHaveLength(62);
  db.close();
});

it('raw inserts put all of them into a database of the same schema', () => {
  const output = execFileSync(
    process.execPath,
    [program('raw-inserts.ts'), path, JSON.stringify(shape), join(directory, 'raw.db')],
    { encoding: 'utf8' },
  );
  const { records, seconds } = JSON.parse(output);
  expect(records).toBe([...recordsOf(shape)].length);
  expect(seconds).toBeGreaterThan(0);
});
