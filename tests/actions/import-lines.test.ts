import { hash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importLines, type LineImport } from '../../src/actions/lines/import-lines.ts';
import type { LineReport } from '../../src/actions/lines/report.ts';
import { ImportStopped } from '../../src/actions/lines/report.ts';
import { fingerprintOf } from '../../src/domain/fingerprint.ts';
import { recordsIn } from '../../src/domain/json-octets.ts';
import { type RecordKind, recordKinds } from '../../src/domain/kinds.ts';
import type { Store } from '../../src/domain/store.ts';
import { ndjsonLine, ndjsonReader } from '../../src/formats/ndjson.ts';
import type { BadLine } from '../../src/formats/read-line.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { openScratch } from '../../src/store/sqlite/scratch.ts';
import { pieces } from '../helpers/pieces.ts';
import { firstRecords } from '../helpers/record-arbitraries.ts';
import {
  actor,
  batchOf,
  claim,
  dataset,
  declares,
  event,
  firstDay,
  flooded,
  housesFlooded,
  passage,
  put,
  type Records,
  responsible,
  secondDay,
  source,
} from '../helpers/records.ts';

let store: Store;
beforeEach(() => {
  store = openSqliteStore(':memory:');
});
afterEach(() => store.close());

type Options = Partial<Pick<LineImport, 'at' | 'onError' | 'isDry' | 'isStrict' | 'chunkRecords' | 'store'>>;
type Taken = { report: LineReport; bad: BadLine[]; stopped: ImportStopped | null };

/** Imports lines, chunk by chunk of few records, and tells how it ended. */
async function take(lines: readonly string[], options: Options = {}): Promise<Taken> {
  const scratch = openScratch();
  const bad: BadLine[] = [];
  try {
    const report = await importLines({
      store,
      scratch,
      reader: ndjsonReader(pieces(lines.join('')), {}),
      file: 'lines.ndjson',
      at: firstDay,
      onError: 'skip',
      isDry: false,
      isStrict: false,
      keepsRaw: true,
      chunkRecords: 2,
      watcher: {
        rejected: (line) => {
          bad.push(line);
        },
        progressed: () => undefined,
      },
      ...options,
    });
    return { report, bad, stopped: null };
  } catch (error) {
    if (!(error instanceof ImportStopped)) throw error;
    return { report: error.report, bad, stopped: error };
  } finally {
    scratch.close();
  }
}

const line = (kind: RecordKind, record: { id: string }, datasetId = 'home') =>
  ndjsonLine(kind, datasetId, record);
const home = line('dataset', dataset('home', declares));
const speaker = line('actor', actor('speaker'));

/** The lines of records, kind by kind. */
const linesOf = (records: Records): string[] =>
  recordKinds.flatMap((kind) => (records[kind] ?? []).map((record) => line(kind, record)));

/** Everything that a store answers. */
async function contents(of: Store): Promise<unknown> {
  const page = { limit: 200 };
  return [
    await of.listEvents({ sort: 'time' }, page),
    await of.listClaims({ sort: 'time' }, page),
    await of.listPropositions({ sort: 'claim_count' }, page),
    await of.listActors({ sort: 'name' }, page),
    await of.listSources({ sort: 'time' }, page),
    await of.listDatasets(page),
  ];
}

const reasons = (bad: readonly BadLine[]) =>
  bad.flatMap(({ line: number, record, faults }) =>
    faults.map(({ path, detail }) => `${number} ${record} /${path.join('/')} ${detail}`),
  );
const idsOf = async (kind: RecordKind, ids: readonly string[]) =>
  [...(await store.existing(kind, ids))].sort();

describe('records line by line', () => {
  it(
    'in any order come to what they come to in one write',
    () =>
      fc.assert(
        fc.asyncProperty(
          firstRecords.chain((records) =>
            fc.tuple(
              fc.constant(records),
              fc.shuffledSubarray([home, ...linesOf(records)], { minLength: 19 }),
            ),
          ),
          fc.integer({ min: 1, max: 5 }),
          async ([records, lines], chunkRecords) => {
            const whole = openSqliteStore(':memory:');
            const byLine = openSqliteStore(':memory:');
            try {
              await whole.write(
                batchOf({ dataset: [dataset('home', declares)], ...records }, 'home'),
                firstDay,
              );
              const { bad, report } = await take(lines, { store: byLine, chunkRecords });
              expect(reasons(bad)).toEqual([]);
              expect(report).toMatchObject({ lines: lines.length, badLines: 0, waiting: 0 });
              expect(await contents(byLine)).toEqual(await contents(whole));
              const again = await take(lines, { store: byLine, chunkRecords, at: secondDay });
              for (const kind of recordKinds)
                expect(again.report.records[kind]).toMatchObject({ created: 0, updated: 0 });
              expect(await contents(byLine)).toEqual(await contents(whole));
            } finally {
              await whole.close();
              await byLine.close();
            }
          },
        ),
        { numRuns: 40 },
      ),
    120_000,
  );

  it(
    'that are cut short anywhere are whole when they come again',
    () =>
      fc.assert(
        fc.asyncProperty(
          firstRecords.chain((records) =>
            fc.tuple(
              fc.constant(records),
              fc.shuffledSubarray([home, ...linesOf(records)], { minLength: 19 }),
            ),
          ),
          fc.integer({ min: 1, max: 18 }),
          async ([records, lines], length) => {
            const whole = openSqliteStore(':memory:');
            const cut = openSqliteStore(':memory:');
            try {
              await whole.write(
                batchOf({ dataset: [dataset('home', declares)], ...records }, 'home'),
                firstDay,
              );
              const broken = [...lines.slice(0, length), 'broken\n'];
              const first = await take(broken, { store: cut, onError: 'stop' });
              expect(first.stopped?.message).toContain(`lines.ndjson:${length + 1}: is not JSON`);
              await take(lines, { store: cut });
              expect(await contents(cut)).toEqual(await contents(whole));
            } finally {
              await whole.close();
              await cut.close();
            }
          },
        ),
        { numRuns: 40 },
      ),
    120_000,
  );

  it('that name each other in a circle are written together', async () => {
    const joined = (claimId: string) => [{ type: 'contradicts' as const, claimId, basis: 'editor' as const }];
    const lines = [
      home,
      line(
        'actor',
        actor('speaker', { relations: [{ type: 'part_of', actorId: 'whole', claimIds: ['a'] }] }),
      ),
      line('claim', claim('a', { relations: joined('b') })),
      line('event', event('e1', { relations: [{ type: 'about', eventId: 'e2' }] })),
      line('actor', actor('whole')),
      line('event', event('e2', { relations: [{ type: 'about', eventId: 'e1' }] })),
      line('claim', claim('b', { relations: joined('a'), proposition: responsible('whole', 'e1') })),
    ];
    for (const chunkRecords of [1, 2, 3]) {
      const one = openSqliteStore(':memory:');
      const { report, bad } = await take(lines, { store: one, chunkRecords });
      expect([bad, report.records.claim.created]).toEqual([[], 2]);
      const contested = await one.listPropositions({ sort: 'claim_count', contested: true }, { limit: 10 });
      expect(recordsIn(contested.data)).toHaveLength(2);
      await one.close();
    }
  });

  it('thousands of them, with the references of the first met by the last', async () => {
    const claims = Array.from({ length: 2500 }, (_, index) =>
      line('claim', claim(`c-${index}`, { eventIds: [`e-${index}`] })),
    );
    const events = Array.from({ length: 2500 }, (_, index) => line('event', event(`e-${2499 - index}`)));
    const { report, bad } = await take([...claims, ...events, speaker, home], { chunkRecords: 1000 });
    expect(bad).toEqual([]);
    expect(report.records).toMatchObject({ claim: { created: 2500 }, event: { created: 2500 } });
  });
});

describe('a line that is bad', () => {
  const sound = [home, speaker, line('source', source('s', { contentLength: 20 }))];
  const evidence = (more: object) => ({ evidence: [{ ...passage('s'), ...more }] });

  it.each([
    [
      'names what nobody has',
      [line('claim', claim('c', { eventIds: ['no'] }))],
      '4 claim c /eventIds/0 refers to the event "no", which is neither in the database nor on a valid line',
    ],
    [
      'names a dataset that nobody has',
      [line('actor', actor('x'), 'away')],
      '4 actor x /datasetId refers to the dataset "away", which is neither in the database nor on a valid line',
    ],
    [
      'has evidence beyond the end of a source',
      [line('claim', claim('c', evidence({ end: 21 })))],
      '4 claim c /evidence/0/end lies beyond the end of the source "s", which has 20 code points',
    ],
    [
      'has evidence beyond the end of a later source',
      [
        line('claim', claim('c', { evidence: [passage('t')] })),
        line('source', source('t', { contentLength: 9 })),
      ],
      '4 claim c /evidence/0/end lies beyond the end of the source "t", which has 9 code points',
    ],
    [
      'quotes something else',
      [line('claim', claim('c', evidence({ end: 3, quote: 'abc' })))],
      '4 claim c /evidence/0/quote does not match its locator: its length must be end minus start, and its SHA-256 quoteSha256',
    ],
    [
      'gives an id again, in one chunk',
      [line('actor', actor('x')), line('actor', actor('x', { name: 'Y' }))],
      '5 actor x /id is the id of an earlier record of this input, which has other contents',
    ],
    [
      'gives an id again, later',
      [
        line('actor', actor('x')),
        ...Array.from({ length: 5 }, (_, index) => line('actor', actor(`y${index}`))),
        line('actor', actor('x', { name: 'Y' })),
      ],
      '10 actor x /id is the id of an earlier record of this input, which has other contents',
    ],
    [
      'gives the id of one that waits again',
      [
        line('claim', claim('c', { eventIds: ['e'] })),
        line('actor', actor('z')),
        line('claim', claim('c')),
        line('event', event('e')),
      ],
      '6 claim c /id is the id of an earlier record of this input, which has other contents',
    ],
    [
      'is in a dataset that it describes otherwise',
      [`${JSON.stringify({ kind: 'dataset', datasetId: 'home', ...dataset('other') })}\n`],
      `4 dataset other /datasetId must be the dataset's own id, "other"; got the text "home"`,
    ],
  ])('because it %s', async (_, lines, reason) => {
    const run = { chunkRecords: 2 };
    const dry = await take([...sound, ...lines], { ...run, isDry: true });
    expect(reasons(dry.bad)).toEqual([reason]);
    expect(await idsOf('dataset', ['home'])).toEqual([]);
    const { bad, report } = await take([...sound, ...lines], run);
    expect(reasons(bad)).toEqual([reason]);
    expect(report.badLines).toBe(1);
    expect(report.problems).toHaveLength(1);
    expect(await idsOf('actor', ['speaker'])).toEqual(['speaker']);
    expect(bad[0]?.raw?.toString()).toBe([...sound, ...lines][(bad[0]?.line ?? 0) - 1]?.trim());
  });

  it('takes down those that name it, and nothing else', async () => {
    const lines = [
      ...sound,
      line('claim', claim('a', { relations: [{ type: 'supports', claimId: 'b', basis: 'editor' }] })),
      line('claim', claim('b', { relations: [{ type: 'supports', claimId: 'c', basis: 'editor' }] })),
      line('claim', claim('c', { eventIds: ['nothing'] })),
      line('claim', claim('d', { relations: [{ type: 'supports', claimId: 'e', basis: 'editor' }] })),
      line('claim', claim('e', { relations: [{ type: 'supports', claimId: 'd', basis: 'editor' }] })),
    ];
    for (const chunkRecords of [1, 2, 100]) {
      const { bad } = await take(lines, { chunkRecords });
      expect(reasons(bad).map((reason) => reason.split(',')[0])).toEqual([
        '4 claim a /relations/0/claimId refers to the claim "b"',
        '5 claim b /relations/0/claimId refers to the claim "c"',
        '6 claim c /eventIds/0 refers to the event "nothing"',
      ]);
      expect(await idsOf('claim', ['a', 'b', 'c', 'd', 'e'])).toEqual(['d', 'e']);
    }
  });

  it('is one whose id another dataset has', async () => {
    await store.write(batchOf({ dataset: [dataset('away')], actor: [actor('x')] }, 'away'), firstDay);
    const { bad } = await take([home, line('actor', actor('x'))], { at: secondDay });
    expect(reasons(bad)).toEqual(['2 actor x /id is already used by the dataset "away"']);
  });

  it('is one that differs from what stood before and was given first', async () => {
    await put(store, { dataset: [dataset('home')], actor: [actor('speaker')] });
    const others = Array.from({ length: 5 }, (_, index) => line('actor', actor(`y${index}`)));
    const lines = [home, speaker, ...others, line('actor', actor('speaker', { name: 'Other' }))];
    for (const isDry of [true, false]) {
      const { bad, report } = await take(lines, { at: secondDay, isDry });
      expect(reasons(bad)).toEqual([
        '8 actor speaker /id is the id of an earlier record of this input, which has other contents',
      ]);
      if (!isDry) expect(report.records.actor).toEqual({ created: 5, updated: 0, unchanged: 1 });
    }
  });

  it('is none that is given again as it was', async () => {
    const lines = [
      ...sound,
      speaker,
      ...linesOf({ actor: [actor('x'), actor('y'), actor('z')] }),
      speaker,
      home,
    ];
    const { bad, report } = await take(lines);
    expect(bad).toEqual([]);
    expect(report.records).toMatchObject({
      actor: { created: 4, unchanged: 2 },
      dataset: { created: 1, unchanged: 1 },
    });
  });
});

describe('the first bad line', () => {
  const lines = [
    home,
    speaker,
    line('actor', actor('x')),
    '{"kind":"actor","datasetId":"home","id":"bad"}\n',
    line('actor', actor('y')),
  ];

  it.each([1, 2, 3, 100])(
    'ends the import, and what came before it stays (chunks of %i)',
    async (chunkRecords) => {
      const { stopped, report } = await take(lines, { onError: 'stop', chunkRecords });
      expect(stopped?.code).toBe('invalid_record');
      expect(stopped?.message).toBe(
        'lines.ndjson:4#/type (actor bad): is missing: it must be one of ' +
          stopped?.message.slice(stopped.message.indexOf('"person"'), stopped.message.indexOf('. 3')) +
          '. 3 records were imported and stay. Correct the input and import it again.',
      );
      expect(report).toMatchObject({ badLines: 1, lines: 4 });
      expect(await idsOf('actor', ['x', 'y'])).toEqual(['x']);
      const mended = await take(
        [home, speaker, ...linesOf({ actor: [actor('x'), actor('bad'), actor('y')] })],
        { at: secondDay },
      );
      expect(mended.report.records.actor).toEqual({ created: 2, updated: 0, unchanged: 2 });
    },
  );

  it('may be one whose references are met by nothing to the end', async () => {
    const { stopped } = await take([home, line('claim', claim('c')), line('actor', actor('x'))], {
      onError: 'stop',
    });
    expect(stopped?.message).toBe(
      'lines.ndjson:2#/claimantId (claim c): refers to the actor "speaker", which is neither in the database nor on a valid line. ' +
        '2 records were imported and stay; 1 that refers to a missing record was not imported. ' +
        'Correct the input and import it again.',
    );
  });
});

it('refuses a fingerprint or a plain form that is not the one of the quote', async () => {
  const quote = 'the bridge 🏛';
  const locator = { sourceId: 's', start: 3, end: 15, quoteSha256: hash('sha256', quote), quote };
  const evidence = [
    { ...locator, quoteFingerprint: fingerprintOf(quote) },
    { ...locator, quoteFingerprint: fingerprintOf('the bridge') },
    { ...locator, plainSha256: hash('sha256', quote), plainLength: 12 },
    { ...locator, plainSha256: hash('sha256', 'the bridge'), plainLength: 11 },
  ];
  const { bad } = await take([
    home,
    speaker,
    line('source', source('s')),
    line('claim', claim('c', { evidence })),
  ]);
  expect(reasons(bad)).toEqual([
    `4 claim c /evidence/1/quoteFingerprint is not that of the quote, which is ${fingerprintOf(quote)}`,
    `4 claim c /evidence/3/plainSha256 is not that of the quote, which is ${hash('sha256', quote)}`,
    '4 claim c /evidence/3/plainLength is not that of the quote, which is 12',
  ]);
});

it('checks quotes and ranges that are right', async () => {
  const quote = 'the bridge 🏛';
  const evidence = [
    { sourceId: 's', start: 3, end: 3 + [...quote].length, quoteSha256: hash('sha256', quote), quote },
  ];
  const { bad } = await take([
    home,
    speaker,
    line('source', source('s', { contentLength: 15 })),
    line('claim', claim('c', { evidence })),
  ]);
  expect(reasons(bad)).toEqual([]);
});

describe('words that a dataset declares', () => {
  const wet = line('claim', claim('wet', { proposition: flooded('flood', 3) }));
  const bare = line(
    'claim',
    claim('bare', { proposition: { ...flooded('flood', 3), predicate: 'house_floded' } }),
  );
  const basics = [line('actor', actor('speaker')), line('event', event('flood'))];

  it.each([
    ['before the claims', [home, ...basics, bare, wet], 4],
    ['after the claims', [...basics, bare, wet, home], 3],
  ])('are known on a line %s, also in a dry run', async (_, lines, number) => {
    for (const isDry of [true, false]) {
      const { bad, report } = await take(lines, { isDry });
      expect(reasons(bad)).toEqual([
        `${number} claim bare /proposition/predicate must be a predicate of the program, or one that the dataset "home" ` +
          'declares in its "predicates"; got "house_floded" (did you mean "houses_flooded"?)',
      ]);
      expect([report.records.claim.created, report.waiting]).toEqual([1, 0]);
    }
    expect((await store.check()).faults).toEqual([]);
  });

  it('are those of the store, if the input has no dataset', async () => {
    await put(store, { dataset: [dataset('home', declares)] });
    const lines = [...basics, wet];
    expect((await take(lines)).bad).toEqual([]);
    expect(await idsOf('claim', ['wet'])).toEqual(['wet']);
  });

  it('stay declared as long as records use them', async () => {
    await take([home, ...basics, wet]);
    const bare = line('dataset', dataset('home'));
    const dry = line('claim', claim('wet', { proposition: responsible('speaker', 'flood') }));
    for (const isDry of [true, false]) {
      const { bad } = await take([bare], { isDry, at: secondDay });
      expect(reasons(bad)).toEqual([
        '1 dataset home /predicates no longer declares the predicate "houses_flooded" for its claim "wet", which uses it: ' +
          'change its claims first, or in the same import',
      ]);
    }
    expect((await take([dry, ...basics, bare], { isDry: true, at: secondDay })).bad).toEqual([]);
    expect((await take([dry, ...basics, bare], { at: secondDay })).bad).toEqual([]);
    expect(await store.declarations()).toEqual([]);
  });

  it('mean one thing: a line that says otherwise is left out, with the records that need it', async () => {
    await store.write(batchOf({ dataset: [dataset('away', declares)] }, 'away'), firstDay);
    const other = dataset('home', { predicates: [{ ...housesFlooded, unit: 'homes' }] });
    for (const isDry of [true, false]) {
      const { bad } = await take([line('dataset', other), ...basics, wet], { isDry });
      expect(reasons(bad)[0]).toMatch(
        /^1 dataset home \/predicates\/0 declares the predicate "houses_flooded" with another meaning than the dataset "away"/,
      );
      expect(bad.map(({ line: number }) => number)).toEqual([1, 2, 3, 4]);
    }
  });
});
