import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  claimline,
  type ErrorDocument,
  freshDirectory,
  jsonOf,
  seedDirectory,
  small,
  writeJson,
} from './harness.ts';

const cwd = freshDirectory();

it('finds nothing wrong with the seed dataset, and needs no database', async () => {
  const outcome = await claimline(['validate', seedDirectory], { cwd, env: { DATABASE_URL: 'nonsense' } });
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  expect(outcome.stdout).toMatch(/No problems found\.\n$/);
  expect(readdirSync(cwd)).toEqual([]);
});

it('counts the records, with --json', async () => {
  const path = writeJson(join(cwd, 'sound.json'), small());
  expect(jsonOf(await claimline(['validate', '--json', path], { cwd }))).toEqual({
    valid: true,
    records: { dataset: 1, source: 1, actor: 2, event: 1, claim: 1 },
    warnings: [],
  });
});

it('names probable slips, and refuses them with --strict', async () => {
  const files = small();
  const path = writeJson(join(cwd, 'doubtful.json'), {
    ...files,
    events: files.events?.map((event) => ({ ...event, time: { edtf: '2023-24' } })),
  });
  const place = { file: 'doubtful.json', record: 'event bridge-opening', pointer: '/events/0/time/edtf' };
  const outcome = await claimline(['validate', '--json', path], { cwd });
  expect(jsonOf(outcome)).toMatchObject({ valid: true, warnings: [place] });
  expect(outcome.code).toBe(0);
  expect(outcome.stderr).toMatch(/^Warning: doubtful\.json#.*: 2023-24 means winter 2023/);
  const strict = await claimline(['validate', '--json', '--strict', path], { cwd });
  expect(strict.code).toBe(1);
  expect(jsonOf<ErrorDocument>(strict).error.problems).toMatchObject([place]);
});

it('wants what the files refer to in the files', async () => {
  const { dataset: _, actors: __, ...rest } = small();
  const path = writeJson(join(cwd, 'part.json'), rest);
  const outcome = await claimline(['validate', '--json', path], { cwd });
  expect(outcome.code).toBe(1);
  const pointers = jsonOf<ErrorDocument>(outcome).error.problems?.map(({ pointer }) => pointer);
  expect(pointers?.toSorted()).toEqual(['/claims/0/claimantId', '/datasetId'].toSorted());
});

it.each([
  ['records.ndjson', 'NDJSON'],
  ['records.jsonl.gz', 'NDJSON'],
  ['records.csv', 'CSV'],
])('says of %s which command reads it', async (name, format) => {
  writeFileSync(join(cwd, name), '{"kind":"dataset","id":"storms"}\n{"kind":"actor","id":"a"}\n');
  const { code, stderr, stdout } = await claimline(['validate', name], { cwd });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(
    `  ${name}: is ${format} by its name, expected a dataset file (JSON): claimline import`,
  );
});

it.each([
  ['no UTF-8', Buffer.from([0xff, 0xfe, 0x7b])],
  ['no JSON', Buffer.from('plain text')],
  ['no object', Buffer.from('[]')],
  ['nothing', Buffer.from('')],
])('a file that is %s', async (_, bytes) => {
  const path = join(cwd, 'bad.json');
  writeFileSync(path, bytes);
  const { code, stderr, stdout } = await claimline(['validate', path], { cwd });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('  bad.json: ');
});

it('finds the faults of all records of a file that names no dataset', async () => {
  const { datasetId: _, ...file } = small();
  const path = writeJson(join(cwd, 'unnamed.json'), {
    ...file,
    events: [...(file.events ?? []), { id: 'x', type: 'none', title: 'X' }],
  });
  const outcome = await claimline(['validate', '--json', path], { cwd });
  const found = jsonOf<ErrorDocument>(outcome).error.problems?.map(({ pointer }) => pointer);
  expect(found).toEqual(['/datasetId', '/events/1/type']);
});
