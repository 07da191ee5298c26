import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkFiles } from '../../src/actions/check-files.ts';
import { ownWarnings } from '../../src/actions/import-warnings.ts';
import { importLines } from '../../src/actions/lines/import-lines.ts';
import type { LineReport } from '../../src/actions/lines/report.ts';
import { type ImportProblem, ImportRefused, problemLine } from '../../src/domain/import-problem.ts';
import type { Store } from '../../src/domain/store.ts';
import { timeWarning } from '../../src/domain/time/time-warning.ts';
import type { KindedRecord } from '../../src/formats/check-record.ts';
import { ndjsonReader } from '../../src/formats/ndjson.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { openScratch } from '../../src/store/sqlite/scratch.ts';
import { pieces } from '../helpers/pieces.ts';
import {
  actor,
  claim,
  dataset,
  event,
  firstDay,
  killed,
  put,
  responsible,
  secondDay,
  source,
} from '../helpers/records.ts';

/** Probable slips in valid records: an import names them, and goes on unless it is strict. */

let store: Store;
beforeEach(() => {
  store = openSqliteStore(':memory:');
});
afterEach(() => store.close());

const url = 'https://example.org/a?b=1';
const externalIds = [{ scheme: 'wikidata', id: 'Q42' }];
const misc = readFileSync(new URL('../fixtures/misc.json', import.meta.url));

describe('a record alone', () => {
  const counted = (min: number | null, best: number | null, max: number | null): KindedRecord => ({
    kind: 'event',
    record: event('e', {
      participants: [{ actorId: 'a', role: 'victim', count: { min, best, max, unit: 'killed' } }],
    }),
  });
  const claimed = (more: Parameters<typeof claim>[1]): KindedRecord => ({
    kind: 'claim',
    record: claim('c', more),
  });
  const quantity = (min: number | null, best: number | null, max: number | null) => ({
    ...killed('e', null, null),
    object: { kind: 'quantity' as const, min, best, max, unit: 'persons' },
  });
  const retracting = { type: 'retracts', claimId: 'd', basis: 'explicit' } as const;

  it.each<[string, KindedRecord, string | null]>([
    [
      'best below min',
      counted(5, 4, null),
      '/participants/0/count must be in the order min, best, max; got min 5, best 4',
    ],
    [
      'max below best',
      counted(null, 4, 3),
      '/participants/0/count must be in the order min, best, max; got best 4, max 3',
    ],
    [
      'max below min',
      counted(5, null, 3),
      '/participants/0/count must be in the order min, best, max; got min 5, max 3',
    ],
    ['equal numbers', counted(5, 5, 5), null],
    ['best alone', counted(null, 5, null), null],
    [
      'a quantity whose best is above its max',
      claimed({ proposition: quantity(1, 9, 5) }),
      '/proposition/object must be in the order min, best, max; got min 1, best 9, max 5',
    ],
    ['a quantity in order', claimed({ proposition: quantity(1, 3, 5) }), null],
    [
      'responsibility for the deed of another',
      claimed({ act: 'claims_responsibility', proposition: responsible('other', 'e') }),
      '/proposition/subject/id names the actor "other", but the claimant is "speaker": whoever claims responsibility ' +
        'claims a deed of its own; for a deed of another, the act is "accuses" or "asserts"',
    ],
    [
      'responsibility for a deed of its own',
      claimed({ act: 'claims_responsibility', proposition: responsible('speaker', 'e') }),
      null,
    ],
    [
      'a retraction of nothing',
      claimed({ act: 'retracts', relations: [{ ...retracting, type: 'supports' }] }),
      '/relations has no entry with the type "retracts": which claim it retracts remains open, and that claim still stands',
    ],
    ['a retraction of a claim', claimed({ act: 'retracts', relations: [retracting] }), null],
    [
      'a correction of nothing',
      claimed({ act: 'corrects' }),
      '/relations has no entry with the type "corrects": which claim it corrects remains open, and that claim still stands',
    ],
    [
      'two years as a season',
      { kind: 'event', record: event('e', { time: { edtf: '2023-24' } }) },
      '/time/edtf 2023-24 means winter 2023–2024 (EDTF code 24); two years are written 2023/2024',
    ],
    [
      'a year of another calendar',
      { kind: 'source', record: source('s', { publishedAt: { edtf: '1402' } }) },
      '/publishedAt/edtf 1402 is read as a year of the Gregorian calendar; a date of the Persian or Islamic calendar must be converted',
    ],
  ])('%s', (_what, candidate, expected) => {
    const found = ownWarnings(candidate).map(({ path, detail }) => `/${path.join('/')} ${detail}`);
    expect(found).toEqual(expected === null ? [] : [expected]);
  });

  it.each([
    '2023-24',
    '2024-25',
    '2032-33',
    '2040-41',
    '2023-24/2024-21',
    '2020-21',
    '1402',
    '1402-05-01',
    '1402/1403',
    '[2023,1402-01]',
    '1399~',
  ])('the time %s is doubtful', (edtf) => expect(timeWarning(edtf)).not.toBeNull());
  it.each([
    '2023-21',
    '2023-12-24',
    '2023/2024',
    '2024-24',
    '1499',
    '1299',
    '14XX',
    'Y-1402',
    '-1402',
    '2024-03-22T14:02',
    '2024-03-22T14:02:00+14:00',
    '20140200',
  ])('the time %s is not', (edtf) => expect(timeWarning(edtf)).toBeNull());
});

describe('a local time', () => {
  it.each([
    ['2024-03-31T02:30', 'Europe/Berlin'],
    ['2024-03-31T02', 'Europe/Berlin'],
    ['2024-03-31T02:00:00', 'Europe/Berlin'],
    ['2024-03-31T02:59:59~', 'Europe/Berlin'],
    ['2024-03-10T02:30/2024-03-10T05:00', 'America/New_York'],
    ['[2024-03-10,2024-03-10T02:30]', 'America/New_York'],
    ['2022-03-27T00:30', 'Asia/Beirut'],
    ['2011-12-30', 'Pacific/Apia'],
    ['2011-12-30T12:00', 'Pacific/Apia'],
  ])('%s does not exist in %s', (edtf, timeZone) => {
    expect(timeWarning(edtf, timeZone)).toContain(` does not exist in ${timeZone}, since the clocks`);
  });

  it.each([
    ['2024-03-31T01:59:59', 'Europe/Berlin'],
    ['2024-03-31T03:00', 'Europe/Berlin'],
    // Twice, which is a time of either.
    ['2024-10-27T02:30', 'Europe/Berlin'],
    ['2024-03-31T02:30Z', 'Europe/Berlin'],
    ['2024-03-31T02:30', 'UTC'],
    ['2024-03-31', 'Europe/Berlin'],
    // The clocks of Beirut went from 24:00 to 01:00, those of Lord Howe Island half an hour ahead.
    ['2022-03-27', 'Asia/Beirut'],
    ['2024-10-06T02', 'Australia/Lord_Howe'],
    ['2011-12', 'Pacific/Apia'],
    ['2011-12-3X', 'Pacific/Apia'],
    ['1850-01-01T12:00', 'Europe/Moscow'],
    ['../..', 'Europe/Berlin'],
  ])('%s exists in %s', (edtf, timeZone) => expect(timeWarning(edtf, timeZone)).toBeNull());
});

describe('dataset files', () => {
  const fileOf = (content: object) => [{ name: 'f.json', bytes: Buffer.from(JSON.stringify(content)) }];
  const textsOf = (warnings: readonly ImportProblem[]) => warnings.map(problemLine);

  it('name two sources with one address, and two actors with one identifier', async () => {
    const { batch, warnings } = await checkFiles(store, [{ name: 'misc.json', bytes: misc }]);
    expect(batch.source).toHaveLength(2);
    expect(textsOf(warnings)).toEqual([
      `misc.json#/sources/1/url (source s2): ${url} is also the address of the source "s1"`,
      'misc.json#/actors/1/externalIds/0 (actor a2): wikidata:Q424242 is also an identifier of the actor "a1"',
    ]);
    const strict = checkFiles(store, [{ name: 'misc.json', bytes: misc }], { isStrict: true });
    await expect(strict).rejects.toThrow(ImportRefused);
    await expect(strict).rejects.toThrow('2 problems found. Nothing was written.');
  });

  it.each(['sources', 'events', 'claims'] as const)('name two %s with one identifier', async (plural) => {
    const make = { sources: source, events: event, claims: claim }[plural];
    const [one, two] = [make('one', { externalIds }), make('two', { externalIds })];
    const others = { actors: [actor('speaker', { externalIds })], events: [event('e')] };
    const content = { datasetId: 'home', dataset: dataset('home'), ...others };
    const { warnings } = await checkFiles(
      store,
      fileOf({ ...content, [plural]: plural === 'events' ? [...others.events, one, two] : [one, two] }),
    );
    expect(textsOf(warnings)).toEqual([
      expect.stringMatching(
        new RegExp(`${plural}/[12]/externalIds/0 .*: wikidata:Q42 is also an identifier of the .* "one"$`),
      ),
    ]);
  });

  it.each([
    ['https://Example.ORG/a', 'https://example.org:443/a'],
    ['http://example.org', 'HTTP://example.org:80/'],
  ])('compare addresses without the case of the host and the default port: %s, %s', async (one, two) => {
    const content = { datasetId: 'home', dataset: dataset('home') };
    const sources = [source('s', { url: one }), source('t', { url: two })];
    expect(textsOf((await checkFiles(store, fileOf({ ...content, sources }))).warnings)).toEqual([
      `f.json#/sources/1/url (source t): ${two} is also the address of the source "s"`,
    ]);
    await put(store, { dataset: [dataset('home')], source: [source('s', { url: one })] });
    const given = fileOf({ ...content, sources: [source('t', { url: two })] });
    expect((await checkFiles(store, given)).warnings).toHaveLength(1);
    const path = fileOf({
      ...content,
      sources: [source('s', { url: one }), source('t', { url: `${one}/A` })],
    });
    expect((await checkFiles(store, path)).warnings).toEqual([]);
  });

  it.each<[string | undefined, object, string | null]>([
    // By the zone of the record, of the dataset, or by no zone.
    ['Asia/Tokyo', { edtf: '2024-03-31T02:30', timeZone: 'Europe/Berlin' }, '2024-03-31T02:30'],
    ['Europe/Berlin', { edtf: '2024-03-31T02:30' }, '2024-03-31T02:30'],
    ['Europe/Berlin', { edtf: '2024-03-31T02:30', timeZone: 'Asia/Tokyo' }, null],
    ['Europe/Berlin', { edtf: '2024-03-31T02:30+01:00' }, null],
    ['Europe/Berlin', { edtf: '2024-03-31' }, null],
    [undefined, { edtf: '2024-03-31T02:30' }, null],
  ])('name a time of day that clocks skipped: zone of the dataset %s, time %o', async (zone, time, named) => {
    const home = dataset('home', zone === undefined ? {} : { timeZone: zone });
    const events = [{ ...event('e'), time }];
    const { warnings } = await checkFiles(store, fileOf({ datasetId: 'home', dataset: home, events }));
    const detail =
      `${named} does not exist in Europe/Berlin, since the clocks there skipped it: it counts from ` +
      '2024-03-31T01:30:00+01:00 to 2024-03-31T03:30:59+02:00; write which is meant, 2024-03-31T02:30+01:00 or ' +
      '2024-03-31T02:30+02:00';
    expect(textsOf(warnings)).toEqual(
      named === null ? [] : [`f.json#/events/0/time/edtf (event e): ${detail}`],
    );
    await put(store, { dataset: [home] });
    expect((await checkFiles(store, fileOf({ datasetId: 'home', events }))).warnings).toEqual(warnings);
  });

  it('keep the warnings beside the problems of a refusal', async () => {
    const content = { datasetId: 'home', dataset: dataset('home') };
    const sources = [source('s', { url }), source('t', { url }), source('u', { publisherId: 'nobody' })];
    const refused = checkFiles(store, fileOf({ ...content, sources }));
    await expect(refused).rejects.toMatchObject({
      problems: [{ pointer: '/sources/2/publisherId' }],
      warnings: [{ pointer: '/sources/1/url' }],
    });
  });

  it('are compared with the store, but not with records that they replace', async () => {
    await put(store, {
      dataset: [dataset('home')],
      source: [source('s', { url })],
      actor: [actor('a', { externalIds })],
    });
    const given = (...sources: object[]) => fileOf({ datasetId: 'home', dataset: dataset('home'), sources });
    expect(textsOf((await checkFiles(store, given(source('t', { url })))).warnings)).toEqual([
      `f.json#/sources/0/url (source t): ${url} is also the address of the source "s"`,
    ]);
    expect((await checkFiles(store, given(source('s', { url })))).warnings).toEqual([]);
    expect((await checkFiles(store, given(source('t', { url }), source('s')))).warnings).toEqual([]);
  });
});

describe('records line by line', () => {
  const line = (kind: string, record: object) => `${JSON.stringify({ kind, ...record })}\n`;
  const home = line('dataset', dataset('home'));
  const run = async (
    lines: readonly string[],
    more: { isDry?: boolean; isStrict?: boolean; at?: string } = {},
  ) => {
    const scratch = openScratch();
    const rejected: number[] = [];
    try {
      const report: LineReport = await importLines({
        store,
        scratch,
        reader: ndjsonReader(pieces(lines.join('')), {}),
        file: 'f.ndjson',
        at: firstDay,
        onError: 'skip',
        isDry: false,
        isStrict: false,
        keepsRaw: false,
        chunkRecords: 2,
        watcher: { rejected: (bad) => void rejected.push(bad.line), progressed: () => undefined },
        ...more,
      });
      return { report, rejected, warnings: report.warnings.map(problemLine) };
    } finally {
      scratch.close();
    }
  };
  const lines = [
    home,
    line('source', source('s1', { url })),
    // Waits for its publisher.
    line('source', source('s2', { url, publisherId: 'a2' })),
    line('source', source('s3', { url: `${url}&c` })),
    line('actor', actor('a1', { externalIds })),
    line('event', event('e', { time: { edtf: '2023-24' } })),
    line('actor', actor('a2', { externalIds })),
  ];
  const expected = [
    `f.ndjson:3#/url (source s2): ${url} is also the address of the source "s1"`,
    'f.ndjson:6#/time/edtf (event e): 2023-24 means winter 2023–2024 (EDTF code 24); two years are written 2023/2024',
    'f.ndjson:7#/externalIds/0 (actor a2): wikidata:Q42 is also an identifier of the actor "a1"',
  ];

  it.each([false, true])('are imported, and their slips named; dry run: %s', async (isDry) => {
    const { report, rejected, warnings } = await run(lines, { isDry });
    expect(warnings).toEqual(expected);
    expect([report.badLines, rejected]).toEqual([0, []]);
    expect(report.records.source.created).toBe(3);
  });

  it.each([false, true])(
    'are read in the zone that an earlier line gives their dataset: dry run %s',
    async (isDry) => {
      const zoned = line('dataset', dataset('home', { timeZone: 'Europe/Berlin' }));
      const filled = ['a', 'b', 'c'].map((id) => line('event', event(id)));
      const skipped = line('event', event('e', { time: { edtf: '2024-03-31T02:30' } }));
      const { warnings } = await run([zoned, ...filled, skipped], { isDry });
      expect(warnings).toEqual([expect.stringMatching(/^f.ndjson:5#.* does not exist in Europe\/Berlin/)]);
    },
  );

  it('are rejected in a strict import', async () => {
    const { report, rejected } = await run(lines, { isStrict: true });
    expect(report.problems.map(problemLine)).toEqual(expect.arrayContaining(expected));
    expect(rejected).toEqual([3, 6, 7]);
    expect(report.warnings).toEqual([]);
    expect([...(await store.existing('source', ['s1', 's2', 's3']))]).toEqual(['s1', 's3']);
  });

  it('are compared with the store', async () => {
    await put(store, { dataset: [dataset('home')], source: [source('old', { url })] });
    expect((await run([home, line('source', source('new', { url }))])).warnings).toEqual([
      `f.ndjson:2#/url (source new): ${url} is also the address of the source "old"`,
    ]);
    expect(
      (await run([home, line('source', source('old', { url, notes: 'edited' }))], { at: secondDay }))
        .warnings,
    ).toEqual([`f.ndjson:2#/url (source old): ${url} is also the address of the source "new"`]);
  });
});
