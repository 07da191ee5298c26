import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
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

describe('NDJSON and CSV', () => {
  const validate = (name: string, text: string, ...args: string[]) => {
    writeFileSync(join(cwd, name), text);
    return claimline(['validate', name, ...args], { cwd, env: { DATABASE_URL: 'nonsense' } });
  };

  it.each([
    [
      'rows.csv',
      'id,type,title,participants.0.actorId,participants.0.role\ne,protest,E,elsewhere,host\n',
      ['--kind', 'event'],
    ],
    [
      'lines.ndjson',
      '{"kind":"event","id":"e","type":"protest","title":"E","relations":[{"type":"part_of","eventId":"elsewhere"}]}\n',
      [],
    ],
  ])('%s is checked without the records that it refers to', async (name, text, args) => {
    expect(await validate(name, text, ...args)).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/event +1\n/),
    });
    const outcome = await validate(name, text, ...args, '--json');
    expect(jsonOf(outcome)).toMatchObject({ valid: true, records: { event: 1 }, warnings: [] });
  });

  it('lists every fault of every row, with its column', async () => {
    const text = 'Ref;Type;Title;time.edtf\na;protest;A;03.02.2024\nb;riot;;2024\na;protest;Again;2024\n';
    writeFileSync(join(cwd, 'map.json'), '{"columns":{"Ref":"id"}}');
    const outcome = await validate('faulty.csv', text, '--kind', 'event', '--map', 'map.json', '--json');
    expect(outcome.code).toBe(1);
    const { error } = jsonOf<ErrorDocument>(outcome);
    expect(error.problems).toMatchObject([
      { line: 2, column: 'time.edtf', detail: expect.stringContaining('expected 2024-02-03') },
      { line: 3, column: 'Type', detail: expect.stringMatching(/got the text "riot".* --map/) },
      { line: 3, pointer: '/title' },
    ]);
  });

  it('is refused where an option has no effect', async () => {
    const path = writeJson(join(cwd, 'sound.json'), small());
    const outcome = await claimline(['validate', path, '--make-ids'], { cwd });
    expect(outcome).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--make-ids works only with CSV'),
    });
  });
});

it.each([
  ['no UTF-8', Buffer.from([0xff, 0xfe, 0x7b])],
  ['no JSON', Buffer.from('plain text')],
  ['no object', Buffer.from('7')],
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
