import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readFiles } from '../../src/actions/read-files.ts';
import { canonicalJson } from '../../src/domain/canonical.ts';
import { DatasetFile } from '../../src/domain/dataset-file.ts';
import {
  claimline,
  type ErrorDocument,
  freshDirectory,
  jsonOf,
  seedDirectory,
  small,
  start,
  writeJson,
} from './harness.ts';

const cwd = freshDirectory();
beforeAll(async () => {
  const { code, stderr } = await claimline(['import', seedDirectory], { cwd });
  expect(code, stderr).toBe(0);
});

/** All records of a dataset file, or several, by kind and id, in a form that does not depend on their order. */
const recordsOf = (files: readonly DatasetFile[]) =>
  files
    .flatMap(({ dataset, sources, actors, events, claims }) => [
      ...(dataset === undefined ? [] : [`dataset ${canonicalJson(dataset)}`]),
      ...Object.entries({ sources, actors, events, claims }).flatMap(([kind, records]) =>
        (records ?? []).map((record) => `${kind} ${canonicalJson(record)}`),
      ),
    ])
    .toSorted();

describe('exporting', () => {
  it('writes exactly the records that were taken in, as one dataset file', async () => {
    const { code, stdout, stderr } = await claimline(['export'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const file = DatasetFile.parse(JSON.parse(stdout));
    const originals = await readFiles(seedDirectory);
    expect(recordsOf([file])).toEqual(
      recordsOf(originals.map(({ bytes }) => DatasetFile.parse(JSON.parse(Buffer.from(bytes).toString())))),
    );
  });

  it('taken in again gives no new versions, and the same export from another database', async () => {
    const { stdout } = await claimline(['export', '--out', 'out.json', '--json'], { cwd });
    expect(JSON.parse(stdout)).toEqual({ datasetId: 'crocus-city-hall-2024', file: 'out.json' });
    const again = jsonOf<{ records: Record<string, { created: number; updated: number }> }>(
      await claimline(['import', 'out.json', '--json'], { cwd }),
    );
    for (const { created, updated } of Object.values(again.records))
      expect([created, updated]).toEqual([0, 0]);
    const env = { DATABASE_URL: 'sqlite:copy.db' };
    expect((await claimline(['import', 'out.json'], { cwd, env })).code).toBe(0);
    const copy = await claimline(['export'], { cwd, env });
    expect(copy.stdout).toBe(readFileSync(join(cwd, 'out.json'), 'utf8'));
  });

  it.each(['out.ndjson', 'out.ndjson.gz', 'out.json.gz'])(
    'as %s taken in again gives no new versions, and the same export from another database',
    async (out) => {
      const { code } = await claimline(['export', '--out', out], { cwd });
      expect(code).toBe(0);
      const bytes = readFileSync(join(cwd, out));
      expect(bytes.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b]))).toBe(out.endsWith('.gz'));
      const again = await claimline(['import', out, '--json'], { cwd });
      for (const { created, updated } of Object.values(
        jsonOf<{ records: Record<string, { created: number; updated: number }> }>(again).records,
      )) {
        expect([created, updated]).toEqual([0, 0]);
      }
      const env = { DATABASE_URL: `sqlite:copy-of-${out}.db` };
      expect((await claimline(['import', out], { cwd, env })).code).toBe(0);
      for (const args of [['export'], ['export', '--format', 'ndjson']]) {
        const [copy, original] = [await claimline(args, { cwd, env }), await claimline(args, { cwd })];
        expect(copy.stdout).toBe(original.stdout);
      }
    },
  );

  it('writes no CSV, and says so', async () => {
    const { code, stderr } = await claimline(['export', '--out', 'out.csv'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('A dataset is exported as JSON or NDJSON');
    expect(existsSync(join(cwd, 'out.csv'))).toBe(false);
  });

  it('replaces a file whole, and leaves nothing else behind', async () => {
    const directory = join(cwd, 'target');
    mkdirSync(directory);
    writeFileSync(join(directory, 'out.json'), 'old');
    const { code } = await claimline(['export', '--out', join(directory, 'out.json')], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(join(directory, 'out.json'), 'utf8')).datasetId).toBe(
      'crocus-city-hall-2024',
    );
    expect(readdirSync(directory)).toEqual(['out.json']);
  });

  it.each([
    ['a directory', '.', 'it exists and is not a regular file'],
    ['a device', '/dev/null', 'it exists and is not a regular file'],
    ['a directory that is not there', 'none/out.json', 'there is no such file or directory'],
    ['a place that cannot be written to', '/proc/out.json', 'Cannot write /proc/out.json'],
  ])('does not write to %s', async (_, out, reason) => {
    const { code, stdout, stderr } = await claimline(['export', '--out', out], { cwd });
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(reason);
    expect(existsSync('/dev/null')).toBe(true);
  });

  it.each(['json', 'ndjson'])('is quiet when its reader goes away (%s)', async (format) => {
    const child = start(['export', '--format', format], { cwd });
    let stderr = '';
    child.stderr?.on('data', (text) => {
      stderr += text;
    });
    child.stdout?.once('readable', () => child.stdout?.destroy());
    const code = await new Promise((ended) => child.once('exit', ended));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('exporting one of several', () => {
  const several = freshDirectory();
  beforeAll(async () => {
    for (const id of ['bridge', 'tunnel']) {
      const { code, stderr } = await claimline(
        ['import', writeJson(join(several, `${id}.json`), small(id))],
        {
          cwd: several,
        },
      );
      expect(code, stderr).toBe(0);
    }
  });

  it('asks which, and lists them', async () => {
    const { code, stdout, stderr } = await claimline(['export'], { cwd: several });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      'claimline: The database holds 2 datasets: name one with --dataset (bridge, tunnel).\n',
    );
  });

  it('writes the one that is named, and nothing of the other', async () => {
    const { code, stdout } = await claimline(['export', '--dataset', 'tunnel'], { cwd: several });
    expect(code).toBe(0);
    expect(stdout).not.toContain('bridge-');
  });

  it('does not know others', async () => {
    const outcome = await claimline(['export', '--dataset', 'ferry', '--json'], { cwd: several });
    expect(outcome.code).toBe(1);
    expect(jsonOf<ErrorDocument>(outcome).error).toMatchObject({ code: 'not_found' });
  });
});

it('makes no database where there is none, and says so', async () => {
  const empty = freshDirectory();
  const { code, stderr } = await claimline(['export'], { cwd: empty });
  expect(code).toBe(3);
  expect(stderr).toContain('There is no database at sqlite:claimline.db: create one with claimline import');
  expect(readdirSync(empty)).toEqual([]);
});
