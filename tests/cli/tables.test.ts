import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EventInput } from '../../src/domain/event.ts';
import type { ImportProblem } from '../../src/domain/import-problem.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { claimline, freshDirectory, jsonOf } from './harness.ts';

/** Tables and record files as people have them, each imported by the real command. */

const fixtures = fileURLToPath(new URL('../fixtures/tables/', import.meta.url));
const cwd = freshDirectory();
const base = join(cwd, 'base.db');

beforeAll(async () => {
  const path = join(fixtures, 'actors.ndjson');
  const { code, stderr } = await claimline(['import', path, '--database-url', `sqlite:${base}`], { cwd });
  expect(code, stderr).toBe(0);
});

type Report = {
  records: { event: { created: number } };
  problems?: ImportProblem[];
  warnings: ImportProblem[];
};
type Found = { code: number | null; message: string; report: Report; events: Map<string, EventInput> };

/** Imports a file into a copy of the database with the actors; returns the report, and the events that are stored. */
async function imported(file: string, ...flags: string[]): Promise<Found> {
  const database = join(cwd, `${file}${flags.length}.db`);
  copyFileSync(base, database);
  const isTable = !/\.(nd)?json$/.test(file);
  const args = [
    'import',
    join(fixtures, file),
    '--dataset',
    'x',
    '--json',
    '--database-url',
    `sqlite:${database}`,
  ];
  const outcome = await claimline([...args, ...(isTable ? ['--kind', 'event'] : []), ...flags], { cwd });
  const document = jsonOf<Report & { error?: Report & { message: string } }>(outcome);
  const store = await openSqliteStore(database);
  try {
    const written = await store.written('x', 'event', null, 1000);
    const events = written.map(({ record }) => JSON.parse(record) as EventInput);
    return {
      code: outcome.code,
      message: document.error?.message ?? '',
      report: document.error ?? document,
      events: new Map(events.map((event) => [event.id, event])),
    };
  } finally {
    await store.close();
  }
}

const skip = ['--on-error', 'skip'];
const told = (problems: readonly ImportProblem[] = []) =>
  problems.map(({ line, column = '', detail }) => `${line} ${column}: ${detail}`);

describe('are imported', () => {
  const first = { id: 'a1', type: 'protest' };
  const strike = { ...first, title: 'Strike at the harbour', time: { edtf: '2024-02-03' } };
  const plain = { ...first, title: 'Strike', time: { edtf: '2024-02-03' } };
  const second = { id: 'a2', type: 'protest', title: 'Second', time: { edtf: '2024-02-04' } };
  const place = { name: 'p', point: { longitude: 24.03, latitude: 49.84 } };
  const cases: [file: string, events: object[], flags?: string[]][] = [
    ['01-bom.csv', [strike]],
    ['02-utf16le-tab.csv', [strike]],
    ['03-semicolon.csv', [strike]],
    ['04-tab.tsv', [strike]],
    ['04b-tab.csv', [strike]],
    ['05-crlf.csv', [strike]],
    ['06-cr-only.csv', [strike, second]],
    ['08-cp1252.csv', [{ ...plain, title: 'Café “Le Port”' }], ['--encoding', 'windows-1252']],
    ['09-cp1251.csv', [{ ...plain, title: 'Протест' }], ['--encoding', 'windows-1251']],
    ['11-blank-lines.csv', [strike, second]],
    ['12-trailing-column.csv', [plain]],
    ['13-header-case.csv', [plain]],
    ['14-header-space.csv', [plain]],
    ['14b-cell-space.csv', [plain]],
    [
      '16-na.csv',
      [
        { ...first, title: 'Strike' },
        { ...first, id: 'a2', title: 'Strike' },
      ],
      ['--na', 'NA,N/A,NULL,-'],
    ],
    ['20-newline-in-cell.csv', [{ ...plain, summary: 'line one\r\nline two\n\nline "four"' }]],
    ['24-unknown-column.csv', [plain], ['--ignore-unknown']],
    ['27-tags-cyrillic.csv', [{ ...first, title: 'Strike', tags: ['забастовка', 'Strike Action'] }]],
    [
      '28-gaps.csv',
      [{ ...first, title: 'Strike', participants: [{ actorId: 'union', role: 'participant' }] }],
    ],
    ['29-formula.csv', [{ ...first, title: '=HYPERLINK("http://x","y")', time: { edtf: '2024' } }]],
    ['30-nbsp.csv', [plain]],
    ['40-bom-ndjson.ndjson', [{ id: 'b1', type: 'protest', title: 'x' }]],
    [
      '41-crlf.ndjson',
      [
        { id: 'b1', type: 'protest', title: 'x' },
        { id: 'b2', type: 'protest', title: 'y' },
      ],
    ],
    ['42-array.json', [{ id: 'b1', type: 'protest', title: 'x' }]],
    [
      '45-lf-header-crlf-rows.csv',
      [
        { ...first, title: 'Strike at the harbour' },
        { id: 'a2', type: 'protest', title: 'Second' },
      ],
    ],
    ['49-quoted-header-bom.csv', [{ ...first, title: 'Strike' }]],
    ['51-nfd-cyrillic-latin.csv', [{ ...first, title: 'Cafe\u0301' }]],
    ['52-object-pipe.csv', [{ ...first, title: 'Strike | lockout', tags: ['strike', 'lock-out'] }]],
  ];
  it.each(cases)('%s', async (file, events, flags = []) => {
    const found = await imported(file, ...flags);
    expect(found.message).toBe('');
    expect([found.code, found.report.problems ?? [], found.report.warnings]).toEqual([0, [], []]);
    expect([...found.events.values()]).toEqual(events);
  });

  it('31-sci.csv, but for a coordinate with letters', async () => {
    const { code, report, events } = await imported('31-sci.csv', ...skip);
    expect(code).toBe(1);
    expect([...events.keys()]).toEqual(['a1', 'a2', 'a4', 'a5']);
    expect(events.get('a1')?.place).toEqual(place);
    expect(['a2', 'a4', 'a5'].map((id) => events.get(id)?.place?.point?.longitude)).toEqual([
      24.03, 24.03, 0.5,
    ]);
    expect(told(report.problems)).toEqual([
      '4 place.point.longitude: must be a number; got the text "24.03°E"',
    ]);
  });

  it('26-type-case.csv: another case of a type, but not another type', async () => {
    const { report, events } = await imported('26-type-case.csv', ...skip);
    expect([...events.values()]).toEqual([plain]);
    expect(told(report.problems)).toEqual([
      expect.stringMatching(/^3 type: must be one of .* got the text "Violence against civilians".* --map/),
    ]);
  });

  it('17-ids.csv with --make-ids, which keeps each id that does not fit as an external id', async () => {
    const { code, events } = await imported('17-ids.csv', '--make-ids');
    expect([code, events.size]).toEqual([0, 6]);
    const originals = [...events.values()].map(({ id, externalIds = [] }) => [id, externalIds[0]?.id]);
    expect(originals).toContainEqual(['12345', undefined]);
    expect(originals).toContainEqual([expect.stringMatching(/^syr-2013-1-[0-9a-f]{10}$/), 'SYR-2013-1']);
    expect(originals).toContainEqual([expect.stringMatching(/^1-[0-9a-f]{10}$/), 'с-1']);
    expect(events.get('12345')).not.toHaveProperty('externalIds');
    for (const { externalIds = [] } of events.values()) {
      for (const { scheme } of externalIds) expect(scheme).toBe('x');
    }
    // The same table again changes nothing: the ids are the same.
    const again = await imported('17-ids.csv', '--make-ids', '--strict');
    expect([...again.events.keys()]).toEqual([...events.keys()]);
  });
});

describe('draw a warning if there is nothing in them', () => {
  it.each(['34-empty.csv', '35-header-only.csv', '44-utf16.json', '55-empty.ndjson'])('%s', async (file) => {
    const { code, report } = await imported(file);
    expect([code, report.warnings.map(({ detail }) => detail)]).toEqual([0, ['holds no records']]);
    expect((await imported(file, '--strict')).code).toBe(1);
  });
});

describe('are refused, row by row', () => {
  const cases: [file: string, stored: string[], expected: RegExp[]][] = [
    ['08-cp1252.csv', [], [/^2 title: is not UTF-8 text.* --encoding windows-1252/]],
    ['09-cp1251.csv', [], [/^2 title: is not UTF-8 text.* --encoding windows-1251/]],
    [
      '15-decimal-comma.csv',
      [],
      [
        /^2 place\.point\.longitude: .*got the text "24,03". Write 24.03$/,
        /^2 place\.point\.latitude: .*"49,84"/,
      ],
    ],
    [
      '16-na.csv',
      [],
      [
        /^2 time\.edtf: .*"NA".* --na "NA"$/,
        /^2 place\.countryCode: .*"NULL".* --na "NULL"$/,
        /^3 time\.edtf: .*"-".* --na "-"$/,
        /^3 place\.name: is missing/,
        /^3 place\.countryCode: .*"n\/a".* --na "n\/a"$/,
      ],
    ],
    [
      '17-ids.csv',
      ['12345'],
      [2, 3, 4, 5, 7].map(
        (line) => new RegExp(`^${line} id: must be an id: 1 to 128 of a-z.* got .* --make-ids`),
      ),
    ],
    [
      '18-dup-ids.csv',
      ['a1'],
      [/^3 : is the id of an earlier record of this input, which has other contents$/],
    ],
    ['21-long.csv', [], [/^2 summary: must have at most 10000 characters; it has 10005$/]],
    ['22-quote-inside.csv', [], [/^2 : has a quote in the middle of a cell/]],
    ['23-ragged.csv', ['a1'], [/^3 : has 5 cells, but the header has 4$/]],
    ['25-no-id.csv', [], [/^2 : is missing: it must be an id/]],
    ['32-nul.csv', [], [/^2 title: must not contain U\+0000/]],
    [
      '33-one-column.csv',
      [],
      [/^2 : is missing: it must be one of "attack"/, /^2 : is missing: it must be a text/],
    ],
    ['38-single-quotes.csv', [], [/^2 : has 5 cells, but the header has 4$/]],
    [
      '39-backslash-quote.csv',
      [],
      [/^2 : has a quote that closes in the middle of a cell.* a backslash does not quote/],
    ],
    ['50-smart-quotes.csv', [], [/^2 : has 4 cells, but the header has 3: only straight quotes/]],
    ['53-zero-width-id.csv', [], [/^2 id: must be an id.*"a1\\u200b"/]],
  ];
  it.each(cases)('%s', async (file, stored, expected) => {
    const { code, report, events } = await imported(file, ...skip);
    expect(code).toBe(1);
    expect(told(report.problems)).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
    expect([...events.keys()]).toEqual(stored);
  });

  it('10-dates.csv, each date that is no EDTF with what to write instead', async () => {
    const { report, events } = await imported('10-dates.csv', ...skip);
    expect([...events.keys()]).toEqual(['d11', 'd21', 'd31', 'd33', 'd34', 'd37']);
    expect(report.warnings.map(({ line, pointer }) => [line, pointer])).toEqual([
      [35, '/time/edtf'],
      [39, '/time/edtf'],
    ]);
    expect(report.problems).toHaveLength(34);
    for (const { column, detail } of report.problems ?? []) {
      expect(column).toBe('time.edtf');
      expect(detail).toContain('; expected ');
    }
  });
});

describe('are refused as a whole', () => {
  it.each([
    ['19-dup-header.csv', /^19-dup-header\.csv:1: the header names the column "title" twice/],
    [
      '24-unknown-column.csv',
      /^24-unknown-column\.csv:1: the header names a column .*"event_id_cnty".* --ignore-unknown/,
    ],
    ['36-xlsx.csv', /an Excel workbook.*save the table as CSV/],
    ['37-html.csv', /a web page.*save the table as CSV/],
  ])('%s', async (file, message) => {
    const found = await imported(file);
    expect([found.code, found.events.size]).toEqual([1, 0]);
    expect(found.message).toMatch(message);
  });

  it.each([
    ['43-pretty.json', /^is not JSON at line 3, column 53: /],
    ['56-empty.json', /^is empty at line 1, column 1: /],
  ])('%s', async (file, detail) => {
    const { code, report } = await imported(file);
    expect(code).toBe(1);
    expect(report.problems?.map((problem) => problem.detail)).toEqual([expect.stringMatching(detail)]);
  });
});

it('every file has an outcome here', () => {
  const text = readFileSync(fileURLToPath(import.meta.url), 'utf8');
  expect(readdirSync(fixtures).filter((file) => !text.includes(`'${file}`))).toEqual([]);
});
