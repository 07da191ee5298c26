import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import type { ClaimInput } from '../../src/domain/claim.ts';
import type { EventInput } from '../../src/domain/event.ts';
import type { SourceInput } from '../../src/domain/source.ts';
import { timeKeys } from '../../src/domain/time/fuzzy-time.ts';
import type { Stretch } from '../../src/domain/time/match.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { firstRecords, laterRecords } from '../helpers/record-arbitraries.ts';
import { batchOf, dataset, declares, firstDay, type Records } from '../helpers/records.ts';
import { computedRows } from './computed-rows.ts';

/** What is kept beside the rows is what the records as they are now come to, whatever was written before. */

const directory = mkdtempSync(join(tmpdir(), 'claimline-computed-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
let made = 0;

const noBound = Number.MAX_SAFE_INTEGER;
const words = fc.constantFrom('Caf\u00e9 noir', 'Cafe\u0301', 'siege of the hall', undefined);
const times = fc.constantFrom(
  '2024-03-22',
  '2024-03-22/2024-03-23',
  'Y-200000000',
  '/2024',
  '1969/..',
  undefined,
);

/** The records of a write with more to index: words, times and points. */
const enriched = (records: fc.Arbitrary<Records>): fc.Arbitrary<Records> =>
  fc
    .tuple(records, words, times, fc.option(fc.integer({ min: 1, max: 80 }), { nil: undefined }))
    .map(([of, text, edtf, at]) => ({
      ...of,
      source: (of.source ?? []).map((one) => ({
        ...one,
        ...(text === undefined ? {} : { title: text }),
        ...(edtf === undefined ? {} : { publishedAt: { edtf } }),
      })),
      event: (of.event ?? []).map((one) => ({
        ...one,
        ...(text === undefined ? {} : { summary: text }),
        // The index of points keeps 32 bits of a number, which hold these exactly.
        place: at === undefined ? undefined : { name: 'Hall', point: { longitude: at, latitude: -at } },
      })),
      claim: (of.claim ?? []).map((one) => ({
        ...one,
        evidence: (one.evidence ?? []).map((locator) =>
          text === undefined ? locator : { ...locator, quote: text },
        ),
      })),
    }));

const writes = fc.tuple(
  enriched(firstRecords),
  fc.array(fc.tuple(enriched(laterRecords), fc.constantFrom('home', 'away')), { maxLength: 4 }),
);

it('places, classes, counts and words are those of the records, after any writes', async () => {
  await fc.assert(
    fc.asyncProperty(writes, async ([first, later]) => {
      made += 1;
      const path = join(directory, `${made}.db`);
      const store = openSqliteStore(path);
      await store.write(
        batchOf({ dataset: [dataset('home', declares), dataset('away', declares)] }, 'home'),
        firstDay,
      );
      await store.write(batchOf(first, 'home'), firstDay);
      for (const [records, datasetId] of later) await store.write(batchOf(records, datasetId), firstDay);
      await store.close();
      expect(computedRows(path)).toEqual(expectedRows(path));
    }),
    { numRuns: 40 },
  );
}, 120_000);

type Row = { kind: string; id: string; datasetId: string; record: unknown };
type Timed = {
  id: string;
  starts: number;
  ends: number;
  latestStart: number;
  earliestEnd: number;
  stretches: readonly Stretch[];
};

/** The same computed in the plainest way from the current versions of the records. */
function expectedRows(path: string): Record<string, unknown[]> {
  const db = new Database(path);
  const rows = (
    db
      .prepare(
        `select kind, id, dataset_id as datasetId, record from revision as one where version =
         (select max(version) from revision as other where other.kind = one.kind and other.id = one.id) order by id`,
      )
      .all() as (Row & { record: string })[]
  ).map((row): Row => ({ ...row, record: JSON.parse(row.record) }));
  db.close();
  const of = <T>(kind: string) => rows.filter((row) => row.kind === kind).map((row) => row.record as T);
  const events = of<EventInput>('event');
  const claims = of<ClaimInput>('claim');
  const sources = of<SourceInput>('source');
  const timedEvents = events.map((one) => timed(one.id, one.time));
  return {
    spans: spans(timedEvents.filter(({ stretches: apart }) => apart.length === 0)),
    'event stretches': stretches(timedEvents),
    'claim stretches': stretches(claims.map((one) => timed(one.id, one.madeAt))),
    tallies: tallies(rows),
    points: events.flatMap(({ id, place }) =>
      place?.point === undefined
        ? []
        : {
            id,
            west: place.point.longitude,
            east: place.point.longitude,
            south: place.point.latitude,
            north: place.point.latitude,
          },
    ),
    lost: [],
    'event places': timedEvents.map(placeOf),
    'event words': events.flatMap(({ id, title, summary, place, tags = [], time }) => [
      ...instances(id, 'text', [summary, place?.name, ...[...new Set(tags)].sort(), time?.text]),
      ...instances(id, 'title', [title]),
    ]),
    'claim places': claims.map((one) => placeOf(timed(one.id, one.madeAt))),
    'claim words': claims.flatMap(({ id, statement, evidence = [] }) =>
      instances(id, 'text', [statement, ...evidence.map((locator) => locator.quote)]),
    ),
    'source places': sources.map((one) => placeOf(timed(one.id, one.publishedAt))),
    'source words': sources.flatMap(({ id, title }) => instances(id, 'title', [title])),
  };
}

function timed(id: string, time: EventInput['time']): Timed {
  const {
    start = null,
    end = null,
    latestStart = null,
    earliestEnd = null,
    stretches: apart = [],
  } = time === undefined ? {} : timeKeys(time);
  return {
    id,
    starts: start ?? noBound,
    ends: end ?? noBound,
    latestStart: latestStart ?? noBound,
    earliestEnd: earliestEnd ?? -noBound,
    stretches: apart,
  };
}

const dayOf = (seconds: number) => (Math.abs(seconds) === noBound ? seconds : Math.floor(seconds / 86_400));

const stretches = (records: readonly Timed[]): unknown[] =>
  records.flatMap(({ id, stretches: apart }) =>
    apart.map(({ start, end, sure }) => ({
      id,
      starts_s: start ?? -noBound,
      ends_s: end ?? noBound,
      sure: Number(sure),
    })),
  );

function spans(events: readonly Timed[]): unknown[] {
  const daysOf = ({ starts, ends, latestStart, earliestEnd }: Timed) =>
    [starts, ends, latestStart, earliestEnd].map(dayOf);
  const groups = Map.groupBy(events, (one) => daysOf(one).join(' '));
  return [...groups]
    .map(([days, group]) => {
      const [starts_day = 0, ends_day = 0, latest_start_day = 0, earliest_end_day = 0] = days
        .split(' ')
        .map(Number);
      return { starts_day, ends_day, latest_start_day, earliest_end_day, events: group.length };
    })
    .sort(
      (a, b) =>
        a.starts_day - b.starts_day ||
        a.ends_day - b.ends_day ||
        a.latest_start_day - b.latest_start_day ||
        a.earliest_end_day - b.earliest_end_day,
    );
}

function tallies(rows: readonly Row[]): unknown[] {
  return [...Map.groupBy(rows, (row) => (row.kind === 'dataset' ? row.id : row.datasetId))]
    .map(([dataset_id, own]) => {
      const count = (kind: string) => own.filter((row) => row.kind === kind).length;
      return {
        dataset_id,
        sources: count('source'),
        actors: count('actor'),
        events: count('event'),
        claims: count('claim'),
      };
    })
    .sort((a, b) => (a.dataset_id < b.dataset_id ? -1 : 1));
}

/** The longest span of each class; one class more is for longer and open ones, one for unknown starts. */
const longest = [
  ...[60, 3600],
  ...[1, 2, 4, 7, 10, 16, 28, 29, 30, 31, 62, 92, 184, 365, 366].map((days) => days * 86_400),
  ...[731, 1096, 1461, 1827, 3652, 3653, 7305, 14_610, 36_525].map((days) => days * 86_400),
];

function placeOf({ id, starts, ends }: Timed) {
  if (starts === noBound) return { id, day: 8_000_001, span_class: 27 };
  const fitting = ends === noBound ? -1 : longest.findIndex((most) => ends - starts + 1 <= most);
  const day = Math.min(Math.max(dayOf(starts), -8_000_000), 8_000_000);
  return { id, day, span_class: fitting === -1 ? 26 : fitting };
}

/** The words of a column, in their order, without case and accents. */
function instances(id: string, col: string, texts: readonly (string | undefined)[]): unknown[] {
  const folded = texts
    .filter((text) => text !== undefined)
    .join('\n')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  return [...folded.matchAll(/[\p{L}\p{N}]+/gu)].map(([term], offset) => ({ id, col, offset, term }));
}
