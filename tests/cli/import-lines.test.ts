import {
  createWriteStream,
  existsSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DatasetFile } from '../../src/domain/dataset-file.ts';
import { ndjsonLine } from '../../src/formats/ndjson.ts';
import { actor, event } from '../helpers/records.ts';
import {
  claimline,
  type ErrorDocument,
  freshDirectory,
  jsonOf,
  outcomeOf,
  type RunOptions,
  small,
  start,
  writeJson,
} from './harness.ts';

const cwd = freshDirectory();

/** The small dataset, one record a line. */
function linesOf(id = 'bridge'): string[] {
  const { dataset, sources = [], actors = [], events = [], claims = [] }: DatasetFile = small(id);
  const of = (kind: string, records: readonly object[]) =>
    records.map((record) => ndjsonLine(kind, id, record));
  return [
    ...of('dataset', dataset === undefined ? [] : [dataset]),
    ...of('source', sources),
    ...of('actor', actors),
    ...of('event', events),
    ...of('claim', claims),
  ];
}

const total = { dataset: 1, source: 1, actor: 2, event: 1, claim: 1 };
const created = (counts: Record<string, number>) =>
  Object.fromEntries(
    Object.entries(counts).map(([kind, count]) => [kind, { created: count, updated: 0, unchanged: 0 }]),
  );
type Result = { dryRun: boolean; records: unknown; lines: number; badLines: number; problems: Problem[] };
type Problem = { file: string; line: number; record: string | null; pointer: string; detail: string };
type Stopped = ErrorDocument & { error: Omit<Result, 'dryRun'> & { waiting: number } };

let databases = 0;
/** A database of its own for each import. */
const fresh = (): Record<string, string> => {
  databases += 1;
  return { DATABASE_URL: `sqlite:lines-${databases}.db` };
};
const databaseOf = ({ DATABASE_URL = '' }: Record<string, string>) => DATABASE_URL.replace(/^sqlite:/, '');
const run = (args: readonly string[], options: Partial<RunOptions> = {}) =>
  claimline(['import', ...args], { cwd, env: fresh(), ...options });

beforeAll(() => {
  const text = linesOf().join('');
  writeFileSync(join(cwd, 'bridge.ndjson'), text);
  writeFileSync(join(cwd, 'bridge.jsonl'), text);
  writeFileSync(join(cwd, 'bridge.NDJSON.gz'), gzipSync(text));
  writeFileSync(join(cwd, 'zipped.ndjson'), gzipSync(text));
  writeFileSync(join(cwd, 'no-ending'), text);
  writeJson(join(cwd, 'bridge.json'), small());
  writeFileSync(join(cwd, 'bridge.json.gz'), gzipSync(readFileSync(join(cwd, 'bridge.json'))));
});

describe('importing records by line', () => {
  it.each([
    'bridge.ndjson',
    'bridge.jsonl',
    'bridge.NDJSON.gz',
    'zipped.ndjson',
    'no-ending',
    'bridge.json.gz',
  ])('from %s', async (file) => {
    const env = fresh();
    const outcome = await run([file, '--json'], { env });
    expect(outcome.stderr).toBe('');
    expect(jsonOf<Result>(outcome)).toMatchObject({ dryRun: false, records: created(total) });
    const exported = await claimline(['export'], { cwd, env });
    const reference = fresh();
    await run(['bridge.json'], { env: reference });
    expect(exported.stdout).toBe((await claimline(['export'], { cwd, env: reference })).stdout);
  });

  it.each([
    ['NDJSON', () => linesOf().join('')],
    ['gzipped NDJSON', () => gzipSync(linesOf().join(''))],
    ['a dataset file', () => readFileSync(join(cwd, 'bridge.json'))],
  ])('from standard input: %s', async (_, content) => {
    const outcome = await run(['-', '--json'], { stdin: content() });
    expect([outcome.code, outcome.stderr]).toEqual([0, '']);
    expect(jsonOf<Result>(outcome).records).toEqual(created(total));
  });

  it('from standard input as CSV, with kind and dataset given', async () => {
    const env = fresh();
    await run(['bridge.ndjson'], { env });
    const stdin =
      'id,type,title,time.edtf,participants.0.actorId,participants.0.role\nfeast,meeting,"A feast, late",2024-05,bridge-mayor,host\n';
    const outcome = await run(['-', '--kind', 'event', '--dataset', 'bridge', '--json'], { env, stdin });
    expect(outcome.stderr).toBe('');
    expect(jsonOf<Result>(outcome).records).toMatchObject({ event: { created: 1 } });
    const file = jsonOf<DatasetFile>(await claimline(['export'], { cwd, env }));
    expect(file.events).toContainEqual({
      id: 'feast',
      type: 'meeting',
      title: 'A feast, late',
      time: { edtf: '2024-05' },
      participants: [{ actorId: 'bridge-mayor', role: 'host' }],
    });
  });

  it('tells people the same in a table, and changes nothing the second time', async () => {
    const env = fresh();
    const rows = (created: string, unchanged: string, counts = [1, 1, 2, 1, 1]) =>
      ['dataset', 'source ', 'actor  ', 'event  ', 'claim  '].map(
        (kind, index) =>
          `${kind}  ${created.replace('N', String(counts[index]))}        0  ${unchanged.replace('N', String(counts[index]))}`,
      );
    const head = 'kind     created  updated  unchanged';
    const first = await run(['bridge.ndjson'], { env });
    expect(first).toEqual({
      code: 0,
      stderr: '',
      stdout: `${[head, ...rows('      N', '        0'), `New database: ${join(cwd, databaseOf(env))}`].join('\n')}\n`,
    });
    const second = await run(['bridge.ndjson'], { env });
    expect(second.stdout).toBe(`${[head, ...rows('      0', '        N')].join('\n')}\n`);
  });

  it('only checks with --dry-run, and makes no database', async () => {
    const env = fresh();
    const before = readdirSync(cwd);
    const outcome = await run(['bridge.ndjson', '--dry-run', '--json'], { env });
    expect(jsonOf(outcome)).toEqual({
      dryRun: true,
      records: created(total),
      lines: 6,
      badLines: 0,
      dependentLines: 0,
      problems: [],
      warnings: [],
    });
    expect((await run(['bridge.ndjson', '--dry-run'], { env })).stdout).toContain('Nothing was written');
    expect(readdirSync(cwd)).toEqual(before);
  });
});

describe('what lines change', () => {
  const [mayor, ...others] = linesOf().filter((line) => line.includes('"kind":"actor"'));
  const renamed = (mayor ?? '').replace(/"name":"[^"]*"/, '"name":"The mayor"');
  const circle = ['one', 'two'].map((id, index) =>
    ndjsonLine(
      'event',
      'bridge',
      event(id, { relations: [{ type: 'about', eventId: ['two', 'one'][index] ?? '' }] }),
    ),
  );
  const updated = { outcome: 'updated', kind: 'actor', id: 'bridge-mayor' };
  const members = [{ pointer: '/name', before: 'Name of bridge-mayor', after: 'The mayor' }];

  it('is listed with --diff, records in circles over many chunks included', async () => {
    const env = fresh();
    await run(['bridge.ndjson'], { env });
    const many = Array.from({ length: 2000 }, (_, index) =>
      ndjsonLine('actor', 'bridge', actor(`a-${index}`)),
    );
    writeFileSync(join(cwd, 'edits.ndjson'), [renamed, circle[0], ...many, circle[1], ...others].join('\n'));
    const dry = await run(['edits.ndjson', '--dry-run', '--diff', '--json'], { env });
    const listed = jsonOf<{ changes: { kind: string; id: string }[] }>(dry).changes;
    expect(listed).toHaveLength(2003);
    expect(listed[0]).toEqual({ ...updated, members });
    expect(listed.slice(-2).map(({ id }) => id)).toEqual(['one', 'two']);
    const written = jsonOf<{ records: object }>(await run(['edits.ndjson', '--diff', '--json'], { env }));
    expect(written).toMatchObject({ changes: listed, records: jsonOf<{ records: object }>(dry).records });
    expect((await run(['edits.ndjson', '--diff'], { env })).stdout).toMatch(/^kind/);
  });

  it('draws a warning where a record goes back to an earlier version', async () => {
    const env = fresh();
    await run(['bridge.ndjson'], { env });
    writeFileSync(join(cwd, 'renamed.ndjson'), renamed);
    const people = await run(['renamed.ndjson', '--diff'], { env });
    expect(people.stdout).toContain(
      'updated actor bridge-mayor\n  /name: "Name of bridge-mayor" → "The mayor"\n',
    );
    const back = await run(['bridge.ndjson', '--json'], { env });
    expect(jsonOf(back)).toMatchObject({
      warnings: [{ line: 3, record: 'actor bridge-mayor', pointer: '' }],
    });
    await run(['renamed.ndjson'], { env });
    expect((await run(['bridge.ndjson', '--strict'], { env })).code).toBe(1);
  });
});

describe('a bad line', () => {
  const lines = linesOf();
  const actors = Array.from({ length: 3000 }, (_, index) =>
    ndjsonLine('actor', 'bridge', actor(`actor-${index}`)),
  );
  const broken = [...lines, ...actors]
    .with(2, '{"kind":"actor"\n')
    .with(2500, ndjsonLine('actor', 'bridge', { id: 'x', type: 'firm', name: '' }));

  beforeAll(() => {
    writeFileSync(join(cwd, 'broken.ndjson'), broken.join(''));
  });

  it('ends the import, told with its place and with what was taken in', async () => {
    const outcome = await run(['broken.ndjson']);
    expect(outcome.code).toBe(1);
    expect(outcome.stdout).toBe('');
    expect(outcome.stderr).toMatch(
      /^claimline: broken\.ndjson:3: is not JSON: .*\. 2 records were imported and stay\. Correct the input and import it again\.\nclaimline validate, .*--on-error skip leaves bad lines out\.\n$/,
    );
    const { error } = jsonOf<Stopped>(await run(['broken.ndjson', '--json']));
    expect(error).toMatchObject({ code: 'invalid_record', lines: 3, badLines: 1, waiting: 0 });
    expect(error.problems).toEqual([
      expect.objectContaining({ file: 'broken.ndjson', line: 3, record: null, pointer: '' }),
    ]);
  });

  it('that ends the import does not hide the warnings before it', async () => {
    const season = { id: 'e', type: 'other', title: 'E', time: { edtf: '2023-24' } };
    const lines = [ndjsonLine('event', 'bridge', season), '{"kind":"actor"\n'];
    writeFileSync(join(cwd, 'warned.ndjson'), `${linesOf()[0]}${lines.join('')}`);
    const { stderr } = await run(['warned.ndjson', '--dry-run', '--on-error', 'stop']);
    expect(stderr).toMatch(
      /^claimline: warned\.ndjson:3: .*\n {2}Warning: warned\.ndjson:2#\/time\/edtf \(event e\).*\nNothing was written\. /,
    );
    const { error } = jsonOf<Stopped>(
      await run(['warned.ndjson', '--dry-run', '--on-error', 'stop', '--json']),
    );
    expect(error).toMatchObject({ warnings: [{ line: 2, record: 'event e' }] });
  });

  it('with several faults tells all of them, and then what was taken in and what to do', async () => {
    const bad = ndjsonLine('actor', 'bridge', { id: 'x', type: 'firm', name: '' });
    writeFileSync(join(cwd, 'faults.ndjson'), `${linesOf()[0]}${bad}`);
    const { stderr } = await run(['faults.ndjson']);
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^claimline: faults\.ndjson:2#\/type \(actor x\): must be one of [^.]*\.$/),
      '  faults.ndjson:2#/name (actor x): must not be empty',
      '1 record was imported and stays. Correct the input and import it again.',
      expect.stringMatching(/^claimline validate, .* list the problems of all lines; --on-error skip leaves/),
      '',
    ]);
    const { error } = jsonOf<Stopped>(await run(['faults.ndjson', '--json']));
    expect(error.message).toMatch(/firm.*Correct the input and import it again\.$/);
  });

  it('is told also when damage ends the import after it', async () => {
    writeFileSync(join(cwd, 'damaged.csv'), 'id,type,name\nx,firm,Ana\ny,person,"Bo\n');
    const { stderr } = await run(['damaged.csv', '--kind', 'actor', '--dataset', 'bridge', '--dry-run']);
    expect(stderr.split('\n')).toEqual([
      'claimline: damaged.csv:3: a quote is opened in the row that begins here and never closed.',
      expect.stringMatching(/^ {2}damaged\.csv:2#\/type \(actor x\): column "type": must be one of /),
      'Nothing was written. Correct the input and import it again.',
      '',
    ]);
  });

  it('whose fault is a sentence ends with one full stop', async () => {
    const event = { id: 'e', type: 'other', title: 'E', time: { edtf: '[2024,2025]', extent: 'all_of' } };
    writeFileSync(join(cwd, 'extent.ndjson'), ndjsonLine('event', 'bridge', event));
    const { stderr } = await run(['extent.ndjson']);
    expect(stderr).toMatch(/one_of\. Nothing was imported\. Correct the input/);
  });

  it('is left out with --on-error skip, and put where it can be mended', async () => {
    const env = fresh();
    const args = ['broken.ndjson', '--on-error', 'skip', '--rejects', 'rejected.ndjson'];
    const outcome = await run(args, { env });
    expect(outcome.code).toBe(1);
    expect(outcome.stderr.split('\n')).toEqual([
      expect.stringMatching(/^broken\.ndjson:3: is not JSON: /),
      expect.stringMatching(/^broken\.ndjson:2501#\/type \(actor x\): must be one of /),
      'broken.ndjson:2501#/name (actor x): must not be empty',
      expect.stringMatching(
        /^broken\.ndjson:6#\/claimantId \(claim bridge-is-safe\): refers to the actor "bridge-mayor"/,
      ),
      '3 lines were rejected.',
      '',
    ]);
    expect(readFileSync(join(cwd, 'rejected.ndjson'), 'utf8')).toBe(
      [broken[2], broken[2500], broken[5]].join(''),
    );
    const reasons = readFileSync(join(cwd, 'rejected.ndjson.reasons.ndjson'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(reasons.map(({ line, record, kept, problems }) => [line, record, kept, problems.length])).toEqual([
      [3, null, true, 1],
      [2501, 'actor x', true, 2],
      [6, 'claim bridge-is-safe', true, 1],
    ]);
    writeFileSync(
      join(cwd, 'mended.ndjson'),
      [lines[2], ndjsonLine('actor', 'bridge', actor('x')), lines[5]].join(''),
    );
    const mended = await run(['mended.ndjson', '--json'], { env });
    expect(jsonOf<Result>(mended).records).toEqual(
      created({ dataset: 0, source: 0, actor: 2, event: 0, claim: 1 }),
    );
  });

  it('is named once, and the lines that refer to its record are counted', async () => {
    const [, ...others] = linesOf('misspelt');
    const { dataset } = small('misspelt');
    const bad = ndjsonLine('dataset', 'misspelt', { ...dataset, timezone: 'UTC' });
    writeFileSync(join(cwd, 'misspelt.ndjson'), [bad, ...others].join(''));
    const outcome = await run(['misspelt.ndjson', '--dry-run']);
    expect(outcome.stderr.trim().split('\n')).toEqual([
      expect.stringContaining('misspelt.ndjson:1 (dataset misspelt): has no property "timezone"'),
      '6 lines were rejected, 5 of them only because they refer to records on rejected lines. Nothing was written.',
    ]);
    const asJson = await run(['misspelt.ndjson', '--dry-run', '--json']);
    expect(jsonOf<Result>(asJson)).toMatchObject({ badLines: 6, dependentLines: 5, problems: [{ line: 1 }] });
  });

  it('is told with all others by a dry run', async () => {
    const env = fresh();
    const before = readdirSync(cwd);
    const outcome = await run(['broken.ndjson', '--dry-run'], { env });
    expect(outcome.code).toBe(1);
    expect(outcome.stderr.split('\n')).toEqual([
      expect.stringMatching(/^broken\.ndjson:3: is not JSON: /),
      expect.stringMatching(/^broken\.ndjson:2501#\/type \(actor x\): must be one of /),
      'broken.ndjson:2501#/name (actor x): must not be empty',
      expect.stringMatching(/^broken\.ndjson:6#\/claimantId \(claim bridge-is-safe\): /),
      '3 lines were rejected. Nothing was written.',
      '',
    ]);
    const { problems } = jsonOf<Result>(await run(['broken.ndjson', '--dry-run', '--json'], { env }));
    expect(problems).toHaveLength(4);
    const stopped = await run(['broken.ndjson', '--dry-run', '--on-error', 'stop'], { env });
    expect(stopped.stderr).toMatch(
      /^claimline: broken\.ndjson:3: .*\. Nothing was written\. [^\n]*\n[^\n]*\n$/,
    );
    expect(readdirSync(cwd)).toEqual(before);
  });

  it('of a table is put under its header', async () => {
    writeFileSync(
      join(cwd, 'actors.csv'),
      'id,type,name\nx,person,Ana\ny,firm,"Bo,\nand Co"\nw,person,The "great"\nz,person,Cy\n',
    );
    const env = fresh();
    await run(['bridge.ndjson'], { env });
    const args = [
      '--kind',
      'actor',
      '--dataset',
      'bridge',
      '--on-error',
      'skip',
      '--rejects',
      'rejected.csv',
    ];
    const outcome = await run(['actors.csv', '--json', ...args], { env });
    expect(jsonOf<Result>(outcome)).toMatchObject({ badLines: 2, records: { actor: { created: 2 } } });
    expect(jsonOf<Result>(outcome).problems).toEqual([
      expect.objectContaining({ file: 'actors.csv', line: 3, record: 'actor y', pointer: '/type' }),
      expect.objectContaining({ file: 'actors.csv', line: 5, record: null, pointer: '' }),
    ]);
    expect(readFileSync(join(cwd, 'rejected.csv'), 'utf8')).toBe(
      'id,type,name\ny,firm,"Bo,\nand Co"\nw,person,The "great"\n',
    );
  });

  it('of which there are many is told of in part, and put aside in full', async () => {
    const bad = Array.from({ length: 1500 }, (_, index) =>
      ndjsonLine('actor', 'bridge', { id: `a-${index}` }),
    );
    writeFileSync(join(cwd, 'many.ndjson'), [...lines, ...bad].join(''));
    const outcome = await run(['many.ndjson', '--on-error', 'skip', '--rejects', 'many.rejects', '--json']);
    expect(jsonOf<Result>(outcome)).toMatchObject({ badLines: 1500 });
    expect(jsonOf<Result>(outcome).problems).toHaveLength(1000);
    expect(outcome.stderr).toContain('Only the first 1000 problems are listed.\n1500 lines were rejected.');
    expect(readFileSync(join(cwd, 'many.rejects'), 'utf8')).toBe(bad.join(''));
  });

  it('does not speak to the terminal', async () => {
    const { stderr } = await run(['-', '--format', 'ndjson'], { stdin: '\u001b[31m{"\n' });
    expect(stderr).not.toContain('\u001b');
  });
});

describe('wrong usage of an import', () => {
  it.each([
    [['bridge.json', '--on-error', 'skip'], '--on-error works only with NDJSON and CSV'],
    [['bridge.json', '--rejects', 'x'], '--rejects works only with NDJSON and CSV'],
    [['.', '--delimiter', ';'], '--delimiter works only with CSV; the input is json.'],
    [['.', '--format', 'csv'], 'A directory must hold dataset files (json), not csv.'],
    [['bridge.ndjson', '--dataset', 'A B'], '--dataset must be an id: 1 to 128'],
    [['bridge.ndjson', '--rejects', 'bridge.ndjson'], 'The rejected lines would overwrite the input'],
    [['bridge.ndjson', '--rejects', 'link.ndjson'], 'The rejected lines would overwrite the input'],
    [['bridge.ndjson', '--on-error', 'ignore'], '--on-error must be one of stop, skip; got "ignore".'],
    [['bridge.ndjson', '--format', 'xml'], '--format must be one of json, ndjson, csv; got "xml".'],
  ])('%j', async (args, sentence) => {
    if (!existsSync(join(cwd, 'link.ndjson')))
      symlinkSync(join(cwd, 'bridge.ndjson'), join(cwd, 'link.ndjson'));
    const before = readFileSync(join(cwd, 'bridge.ndjson'), 'utf8');
    const outcome = await run(args);
    expect([outcome.code, outcome.stdout]).toEqual([2, '']);
    expect(outcome.stderr).toContain(sentence);
    expect(readFileSync(join(cwd, 'bridge.ndjson'), 'utf8')).toBe(before);
  });

  it('and a place for rejects that cannot be written to', async () => {
    const outcome = await run(['bridge.ndjson', '--rejects', 'none/rejects']);
    expect(outcome.code).toBe(3);
    expect(outcome.stderr).toContain('Cannot write none/rejects: there is no such file or directory.');
  });

  it.each(['ndjson', 'csv', 'json'])('and a file that cannot be read, as %s', async (format) => {
    const outcome = await run(['/proc/self/mem', '--format', format]);
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toMatch(/mem( after line 0)?: it cannot be read: EIO/);
  });

  it('and a file that is not there', async () => {
    const outcome = await run(['nowhere.ndjson']);
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain('nowhere.ndjson: cannot be read: there is no such file or directory');
  });
});

describe('input that is damaged', () => {
  const lines = [
    ...linesOf(),
    ...Array.from({ length: 4000 }, (_, index) => ndjsonLine('actor', 'bridge', actor(`actor-${index}`))),
  ];

  it('a gzip cut short is told with its place; what it held before is taken in', async () => {
    const zipped = gzipSync(lines.join(''));
    writeFileSync(join(cwd, 'cut.ndjson.gz'), zipped.subarray(0, zipped.length / 2));
    for (const onError of ['stop', 'skip']) {
      const env = fresh();
      const outcome = await run(['cut.ndjson.gz', '--on-error', onError, '--json'], { env });
      expect(outcome.code).toBe(1);
      const { error } = jsonOf<Stopped>(outcome);
      expect(error.message).toMatch(
        /^cut\.ndjson\.gz after line \d+: the gzip data ends too early, after \d+ bytes: the file is incomplete\. \d+ records were imported and stay\./,
      );
      expect(error.lines).toBeGreaterThan(500);
      const whole = await run(['bridge.ndjson', '--json'], { env });
      expect(jsonOf<Result>(whole).records).toMatchObject({ actor: { created: 0, unchanged: 2 } });
    }
  });

  it('a gzip file damaged from its first byte on names no line, and nothing is imported', async () => {
    writeFileSync(join(cwd, 'noise.ndjson.gz'), Buffer.from('\x1f\x8b\x08abc', 'latin1'));
    const outcome = await run(['noise.ndjson.gz']);
    expect([outcome.code, outcome.stdout]).toEqual([1, '']);
    expect(outcome.stderr).toMatch(
      /^claimline: noise\.ndjson\.gz: the gzip data is .*\. Nothing was imported\. Correct the input and import it again\.\n$/,
    );
  });

  it('a quote that is never closed is told with the line where its row begins', async () => {
    const rows = Array.from(
      { length: 3000 },
      (_, index) => `a-${index},person,${index === 2000 ? '"' : ''}Ana`,
    );
    writeFileSync(join(cwd, 'quote.csv'), `id,type,name\n${rows.join('\n')}\n`);
    const env = fresh();
    await run(['bridge.ndjson'], { env });
    const outcome = await run(['quote.csv', '--kind', 'actor', '--dataset', 'bridge', '--on-error', 'skip'], {
      env,
    });
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toBe(
      'claimline: quote.csv:2002: a quote is opened in the row that begins here and never closed. ' +
        '2000 records were imported and stay. Correct the input and import it again.\n',
    );
  });

  it('a line of 200 MB is one bad line, and takes no memory', async () => {
    const path = join(cwd, 'long.ndjson.gz');
    const out = createGzip({ level: 1 });
    const file = out.pipe(createWriteStream(path));
    for (const line of linesOf()) out.write(line);
    out.write('{"kind":"actor","id":"');
    const piece = Buffer.alloc(1024 * 1024, 'x');
    for (let count = 0; count < 200; count += 1) {
      if (!out.write(piece)) await new Promise((drained) => out.once('drain', drained));
    }
    out.end(`"}\n${ndjsonLine('actor', 'bridge', actor('after'))}`);
    await finished(file);
    const child = start(['import', path, '--json', '--on-error', 'skip', '--rejects', 'long.rejects'], {
      cwd,
      env: fresh(),
    });
    let peakKib = 0;
    const watch = setInterval(() => {
      const status = `/proc/${child.pid}/status`;
      const [, kib = '0'] = (existsSync(status) && /VmHWM:\s+(\d+)/.exec(readFileSync(status, 'utf8'))) || [];
      peakKib = Math.max(peakKib, Number(kib));
    }, 20);
    const outcome = await outcomeOf(child);
    clearInterval(watch);
    expect(outcome.code).toBe(1);
    expect(jsonOf<Result>(outcome)).toMatchObject({
      records: { actor: { created: 3 } },
      problems: [{ line: 7, record: null, detail: 'is longer than the 1048576 bytes of a line' }],
    });
    expect(readFileSync(join(cwd, 'long.rejects'), 'utf8')).toBe('');
    expect(JSON.parse(readFileSync(join(cwd, 'long.rejects.reasons.ndjson'), 'utf8'))).toMatchObject({
      line: 7,
      kept: false,
    });
    expect(peakKib).toBeGreaterThan(0);
    expect(peakKib, 'far less than the line').toBeLessThan(190 * 1024);
  });
});
