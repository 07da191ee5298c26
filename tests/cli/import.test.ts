import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  claimline,
  type ErrorDocument,
  freshDirectory,
  jsonOf,
  seedDirectory,
  small,
  writeJson,
} from './harness.ts';

type Report = { records: Record<string, { created: number; updated: number; unchanged: number }> };
const reported = (created: number, updated: number, unchanged: number) => ({ created, updated, unchanged });

/** Versions of all records, as `kind id` to number. */
function versionsIn(database: string): Record<string, number> {
  const db = new Database(database, { readonly: true });
  const rows = db.prepare('select kind, id, max(version) as version from revision group by kind, id').all();
  db.close();
  return Object.fromEntries(
    (rows as { kind: string; id: string; version: number }[]).map(({ kind, id, version }) => [
      `${kind} ${id}`,
      version,
    ]),
  );
}

describe('importing', () => {
  const cwd = freshDirectory();
  const file = join(cwd, 'bridge.json');
  beforeAll(() => {
    writeJson(file, small());
  });

  it('makes the database in the working directory and reports what was created', async () => {
    const outcome = await claimline(['import', 'bridge.json'], { cwd });
    expect(outcome).toEqual({
      code: 0,
      stderr: '',
      stdout: [
        'kind     created  updated  unchanged',
        'dataset        1        0          0',
        'source         1        0          0',
        'actor          2        0          0',
        'event          1        0          0',
        'claim          1        0          0',
        `New database: ${join(cwd, 'claimline.db')}`,
        '',
      ].join('\n'),
    });
    expect(readdirSync(cwd)).toEqual(['bridge.json', 'claimline.db']);
  });

  it('reports the fault of a dataset once, and not again for each of its records', async () => {
    const { dataset, ...others } = small('misspelt');
    const file = { ...others, dataset: { ...dataset, timezone: 'UTC' } };
    const outcome = await claimline(['import', writeJson(join(freshDirectory(), 'misspelt.json'), file)], {
      cwd,
    });
    expect(outcome.stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^claimline: 1 problem found/),
      expect.stringContaining('has no property "timezone" (did you mean "timeZone"?)'),
    ]);
  });

  it('changes nothing the second time', async () => {
    const before = versionsIn(join(cwd, 'claimline.db'));
    const outcome = await claimline(['import', file, '--json'], { cwd });
    expect(jsonOf<Report>(outcome).records).toEqual({
      dataset: reported(0, 0, 1),
      source: reported(0, 0, 1),
      actor: reported(0, 0, 2),
      event: reported(0, 0, 1),
      claim: reported(0, 0, 1),
    });
    expect(versionsIn(join(cwd, 'claimline.db'))).toEqual(before);
  });

  it('gives exactly the edited records their next version', async () => {
    const before = versionsIn(join(cwd, 'claimline.db'));
    const edited = small();
    edited.actors = edited.actors?.map((actor) =>
      actor.id === 'bridge-mayor' ? { ...actor, name: 'The mayor' } : actor,
    );
    edited.events = [
      ...(edited.events ?? []),
      { id: 'bridge-closing', type: 'statement', title: 'It is closed' },
    ];
    const { code, stdout } = await claimline(
      ['import', writeJson(join(cwd, 'edited.json'), edited), '--json'],
      {
        cwd,
      },
    );
    expect(code, stdout).toBe(0);
    const { records } = jsonOf<Report>({ stdout });
    expect([records.actor, records.event]).toEqual([reported(0, 1, 1), reported(1, 0, 1)]);
    expect(versionsIn(join(cwd, 'claimline.db'))).toEqual({
      ...before,
      'actor bridge-mayor': 2,
      'event bridge-closing': 1,
    });
  });

  it('takes a directory, and a database elsewhere', async () => {
    const database = join(cwd, 'elsewhere.db');
    const outcome = await claimline(
      ['import', seedDirectory, '--database-url', `sqlite:${database}`, '--json'],
      {
        cwd,
      },
    );
    expect(outcome.code).toBe(0);
    expect(jsonOf<Report>(outcome).records.dataset?.created).toBe(1);
    expect(existsSync(database)).toBe(true);
  });

  it('imports records with probable slips and names these; with --strict it imports nothing', async () => {
    const elsewhere = freshDirectory();
    const files = small();
    const path = writeJson(join(elsewhere, 'doubtful.json'), {
      ...files,
      events: files.events?.map((event) => ({ ...event, time: { edtf: '2023-24' } })),
    });
    const strict = await claimline(['import', '--strict', '--json', path], { cwd: elsewhere });
    expect(strict.code).toBe(1);
    expect(jsonOf<ErrorDocument>(strict).error.problems).toHaveLength(1);
    const outcome = await claimline(['import', '--json', path], { cwd: elsewhere });
    expect(outcome.code).toBe(0);
    expect(jsonOf(outcome)).toMatchObject({
      records: { event: reported(1, 0, 0) },
      warnings: [{ record: 'event bridge-opening', pointer: '/events/0/time/edtf' }],
    });
    const lines = '{"kind":"event","id":"season","type":"other","title":"Season","time":{"edtf":"2023-24"}}';
    writeFileSync(join(elsewhere, 'season.ndjson'), lines);
    const byLine = ['import', 'season.ndjson', '--dataset', 'bridge'];
    expect((await claimline([...byLine, '--strict'], { cwd: elsewhere })).code).toBe(1);
    const people = await claimline(byLine, { cwd: elsewhere });
    expect([people.code, people.stderr]).toEqual([
      0,
      expect.stringContaining(
        'Warning: season.ndjson:1#/time/edtf (event season): 2023-24 means winter 2023',
      ),
    ]);
  });

  it('lists the warnings beside the problems of refused files', async () => {
    const files = small();
    const events = files.events?.map((event) => ({ ...event, time: { edtf: '2023-24' } }));
    const claims = files.claims?.map((claim) => ({ ...claim, claimantId: 'nobody' }));
    const path = writeJson(join(freshDirectory(), 'both.json'), { ...files, events, claims });
    const { stderr } = await claimline(['import', path], { cwd });
    expect(stderr).toMatch(/\n {2}Warning: both\.json#\/events\/0\/time\/edtf/);
    const { error } = jsonOf<ErrorDocument>(await claimline(['import', path, '--json'], { cwd }));
    expect(error).toMatchObject({ problems: [{}], warnings: [{ pointer: '/events/0/time/edtf' }] });
  });

  it('checks only, with --dry-run', async () => {
    const elsewhere = freshDirectory();
    const outcome = await claimline(['import', '--dry-run', '--json', file], { cwd: elsewhere });
    expect(outcome.code).toBe(0);
    expect(jsonOf(outcome)).toEqual({
      dryRun: true,
      records: {
        dataset: reported(1, 0, 0),
        source: reported(1, 0, 0),
        actor: reported(2, 0, 0),
        event: reported(1, 0, 0),
        claim: reported(1, 0, 0),
      },
      warnings: [],
    });
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it('says that a database in memory keeps nothing', async () => {
    const { code, stderr } = await claimline(['import', file, '--database-url', 'sqlite::memory:'], { cwd });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'sqlite::memory: is a database in memory: the import is lost when this command ends.\n',
    });
  });
});

describe('what an import changes', () => {
  const cwd = freshDirectory();
  const [old, edited] = ['old.json', 'edited.json'].map((name) => join(cwd, name)) as [string, string];
  const event = { id: 'bridge-closing', type: 'statement', title: 'It is closed' } as const;
  beforeAll(async () => {
    writeJson(old, small());
    const { actors, events = [], ...rest } = small();
    const renamed = actors?.map((actor) =>
      actor.id === 'bridge-mayor' ? { ...actor, name: 'The mayor' } : actor,
    );
    writeJson(edited, { ...rest, actors: renamed, events: [...events, event] });
    await claimline(['import', old], { cwd });
  });
  const lines = [
    'updated actor bridge-mayor',
    '  /name: "Name of bridge-mayor" → "The mayor"',
    'created event bridge-closing',
  ];
  const changes = [
    {
      outcome: 'updated',
      kind: 'actor',
      id: 'bridge-mayor',
      members: [{ pointer: '/name', before: 'Name of bridge-mayor', after: 'The mayor' }],
    },
    { outcome: 'created', kind: 'event', id: 'bridge-closing', members: [] },
  ];
  const counts = { actor: reported(0, 1, 1), event: reported(1, 0, 1), claim: reported(0, 0, 1) };

  it('is listed by a dry run with --diff, member by member, and not written', async () => {
    const { stdout, code } = await claimline(['import', '--dry-run', '--diff', edited], { cwd });
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 3)).toEqual(lines);
    expect(stdout).toMatch(/actor {10}0 {8}1 {10}1\n[\s\S]*Nothing was written/);
    const json = await claimline(['import', '--dry-run', '--diff', '--json', edited], { cwd });
    expect(jsonOf(json)).toMatchObject({ dryRun: true, records: counts, changes, changesOmitted: 0 });
  });

  it('is listed by an import, too, and once only', async () => {
    const written = await claimline(['import', '--diff', '--json', edited], { cwd });
    expect(jsonOf(written)).toMatchObject({ dryRun: false, records: counts, changes });
    const again = await claimline(['import', '--diff', '--json', edited], { cwd });
    expect(jsonOf(again)).toMatchObject({ changes: [] });
  });

  it('draws a warning where a record goes back to an earlier version', async () => {
    const dry = await claimline(['import', '--dry-run', old], { cwd });
    expect(dry.code).toBe(0);
    expect(dry.stderr).toMatch(
      /^Warning: old\.json#\/actors\/0 \(actor bridge-mayor\): goes back to version 1 of the record, of \S+, from version 2: is the input older/,
    );
    const strict = await claimline(['import', '--strict', '--json', old], { cwd });
    expect(strict.code).toBe(1);
    expect(jsonOf<ErrorDocument>(strict).error.problems).toMatchObject([{ record: 'actor bridge-mayor' }]);
    const outcome = await claimline(['import', '--json', old], { cwd });
    expect(jsonOf(outcome)).toMatchObject({
      records: { actor: reported(0, 1, 1) },
      warnings: [{ record: 'actor bridge-mayor', pointer: '/actors/0' }],
    });
  });
});

/**
 * A database file without its two counters of changes (https://www.sqlite.org/fileformat2.html#file_change_counter):
 * opening a file takes it into WAL mode, closing it out again, and each counts.
 */
function contentOf(path: string): Buffer {
  const bytes = readFileSync(path);
  return bytes.fill(0, 24, 28).fill(0, 92, 96);
}

describe('importing what is broken', () => {
  const cwd = freshDirectory();
  const broken = join(cwd, 'broken');
  const expected = [
    { file: 'a.json', record: 'actor bridge-mayor', pointer: '/actors/0/type' },
    { file: 'a.json', record: 'claim bridge-is-safe', pointer: '/claims/0/evidence/0/end' },
    { file: 'a.json', record: 'claim bridge-is-safe', pointer: '/claims/0/claimantId' },
    { file: 'a.json', record: null, pointer: '/persons' },
    { file: 'b.json', record: null, pointer: '' },
    { file: 'c.json', record: 'event bridge-opening', pointer: '/events/0/id' },
    { file: 'c.json', record: 'event bridge-feast', pointer: '/events/1/time/edtf' },
  ];
  beforeAll(async () => {
    mkdirSync(broken);
    const first = small();
    const [mayor, ...others] = first.actors ?? [];
    const [claim] = first.claims ?? [];
    const [evidence] = claim?.evidence ?? [];
    writeJson(join(broken, 'a.json'), {
      ...first,
      persons: [],
      actors: [{ ...mayor, type: 'mayor' }, ...others],
      claims: [
        {
          ...claim,
          claimantId: 'nobody',
          evidence: [{ ...evidence, end: 100_000 }],
        },
      ],
    });
    writeFileSync(join(broken, 'b.json'), '{"datasetId": "bridge", ');
    writeJson(join(broken, 'c.json'), {
      datasetId: 'bridge',
      events: [
        ...(first.events ?? []),
        { id: 'bridge-feast', type: 'statement', title: 'Feast', time: { edtf: '2024-02-30' } },
      ],
    });
    const other = await claimline(['import', writeJson(join(cwd, 'other.json'), small('other'))], { cwd });
    expect(other.code, other.stderr).toBe(0);
  });

  it('lists all problems with file, record, pointer and what was expected, and writes nothing', async () => {
    const before = contentOf(join(cwd, 'claimline.db'));
    const outcome = await claimline(['import', 'broken', '--json'], { cwd });
    const { error } = jsonOf<ErrorDocument>(outcome);
    expect(outcome.code).toBe(1);
    expect(error.code).toBe('invalid_record');
    const byPlace = (a: { file: string; pointer: string }, b: { file: string; pointer: string }) =>
      `${a.file}${a.pointer}` < `${b.file}${b.pointer}` ? -1 : 1;
    const found = (error.problems ?? []).map(({ file, record, pointer }) => ({ file, record, pointer }));
    expect(found.toSorted(byPlace)).toEqual(expected.toSorted(byPlace));
    expect(error.problems?.every(({ detail }) => detail.length > 10)).toBe(true);
    expect(contentOf(join(cwd, 'claimline.db'))).toEqual(before);
  });

  it('tells a person the same on standard error', async () => {
    const { code, stdout, stderr } = await claimline(['import', 'broken'], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^claimline: 7 problems found\. Nothing was written\.\n/);
    expect(stderr).toContain('  a.json#/actors/0/type (actor bridge-mayor): must be one of "person", ');
    expect(stderr).toContain('  b.json: is not JSON at line 1, column ');
    expect(stderr.trimEnd().split('\n')).toHaveLength(8);
  });

  it('does not let a file speak to the terminal', async () => {
    writeFileSync(join(cwd, 'escape.json'), '\u001b[31m{"');
    const { code, stderr } = await claimline(['import', 'escape.json'], { cwd });
    expect(code).toBe(1);
    expect(stderr).not.toContain('\u001b');
  });

  it.each(['nowhere', 'empty'])('a path with nothing to read: %s', async (path) => {
    mkdirSync(join(cwd, 'empty'), { recursive: true });
    const { code, stderr } = await claimline(['import', path], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain(path);
  });

  it('a dataset file of another store is refused where its ids are taken', async () => {
    const thief = {
      ...small('other'),
      datasetId: 'thief',
      dataset: { id: 'thief', title: 'x', licence: 'CC0-1.0' },
    };
    const path = writeJson(join(cwd, 'thief.json'), thief);
    const { code, stderr } = await claimline(['import', path], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('is already used by the dataset "other"');
  });
});
