import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TimeCondition } from '../../src/domain/condition.ts';
import type { ActorQuery, ClaimQuery, EventQuery, PageRequest, SortKey } from '../../src/domain/query.ts';
import type { CountedList } from '../../src/domain/store.ts';
import { listActors } from '../../src/store/actor.ts';
import { listClaims } from '../../src/store/claim.ts';
import { estimateRecords } from '../../src/store/count.ts';
import { listEvents } from '../../src/store/event.ts';
import { indexOf, isIndexed } from '../../src/store/indexed.ts';
import type { Program } from '../../src/store/program.ts';
import { listPropositions } from '../../src/store/proposition/list.ts';
import { listSources } from '../../src/store/source.ts';
import { sqliteDialect } from '../../src/store/sqlite/dialect.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { actor, claim, dataset, event, put, source } from '../helpers/records.ts';

/** How SQLite means to find the rows: an index that is there but not used shows only here. */

const eventCount = 20_000;
const first = Date.UTC(2000, 0, 1);
const dayMs = 86_400_000;
const dayOf = (index: number) => new Date(first + (index % 9000) * dayMs).toISOString().slice(0, 10);

/** Mostly days; now and then a span of every length, some without an end or a start. */
function timeOf(index: number): string | undefined {
  const day = dayOf(index);
  switch (index % 40) {
    case 0:
      return `${day}/..`;
    case 1:
      return `../${day}`;
    case 2:
      return undefined;
    case 3:
      return day.slice(0, 4);
    case 4:
      return day.slice(0, 7);
    case 5:
      return `${day.slice(0, 3)}X`;
    default:
      return day;
  }
}

const directory = mkdtempSync(join(tmpdir(), 'claimline-plans-'));
const path = join(directory, 'plans.db');
let db: Database.Database;

beforeAll(async () => {
  const store = openSqliteStore(path);
  await put(store, {
    dataset: [dataset('home')],
    actor: Array.from({ length: 200 }, (_, index) => actor(`a${index}`)),
  });
  await put(store, { actor: [actor('speaker')], source: [source('wire')], event: [event('attack')] });
  for (let from = 0; from < eventCount; from += 4000) {
    const indexes = Array.from({ length: 4000 }, (_, index) => from + index);
    await put(store, {
      event: indexes.map((index) => {
        const edtf = timeOf(index);
        const point = { longitude: (index % 360) - 180, latitude: (index % 180) - 90 };
        return event(`e${index}`, {
          place: { name: 'p', point, countryCode: index % 3 === 0 ? 'RU' : 'UA' },
          ...(edtf === undefined ? {} : { time: { edtf } }),
        });
      }),
      claim: indexes.slice(0, 500).map((index) => {
        const edtf = timeOf(index);
        return claim(`c${index}`, edtf === undefined ? {} : { madeAt: { edtf } });
      }),
    });
  }
  await store.close();
  db = new Database(path, { readonly: true });
}, 60_000);

afterAll(() => {
  db.close();
  rmSync(directory, { recursive: true, force: true });
});

/**
 * The plan of each statement of a program. None is given rows, so that a list asks for all of its parts; but what
 * says which classes of spans there are is answered.
 */
function plansOf(program: Program<unknown>): string[] {
  const plans: string[] = [];
  let step = program.next([]);
  while (!step.done) {
    const { sql, parameters, lasting } = step.value;
    const bound = parameters as unknown[];
    const steps = db.prepare(`explain query plan ${sql}`).all(...bound) as { detail: string }[];
    if (!lasting) plans.push(steps.map((one) => one.detail).join('\n'));
    step = program.next(lasting ? db.prepare(sql).all(...bound) : []);
  }
  return plans;
}

const events = (query: Partial<EventQuery>, page: PageRequest = { limit: 50 }) =>
  plansOf(listEvents(sqliteDialect, { sort: 'time', ...query }, page));
const claims = (query: Partial<ClaimQuery>, page: PageRequest = { limit: 50 }) =>
  plansOf(listClaims(sqliteDialect, { sort: 'time', ...query }, page));

const orders = ['time', 'time_desc'] as const;
const [start, end] = [Date.UTC(2020, 5, 1) / 1000, Date.UTC(2020, 5, 3) / 1000];
const windows: Record<string, TimeCondition | undefined> = {
  'no window': undefined,
  'what may lie in a window': { match: 'possible', window: { start, end } },
  'what may lie after a moment': { match: 'possible', window: { start, end: null } },
  'what may lie before a moment': { match: 'possible', window: { start: null, end } },
  'what surely lies in a window': { match: 'certain', window: { start, end } },
  'what surely lies before a moment': { match: 'certain', window: { start: null, end } },
};
const places: Record<string, SortKey | undefined> = {
  'first page': undefined,
  'deep page': [Date.UTC(2015, 0, 1) / 1000, Date.UTC(2015, 0, 2) / 1000, 'e5000'],
  'page in the window': [start + 3600, end, 'e5000'],
  'page of what has no start': [Number.MAX_SAFE_INTEGER, Date.UTC(2020, 5, 2) / 1000, 'e5'],
};

/** What makes the work of a statement more than a page: a table or an index read from its beginning, or a sort. */
function unbounded(plan: string, table: string): string[] {
  const lines = plan.split('\n');
  const scans = lines.filter((line) => line.startsWith(`SCAN ${table}`));
  const unordered = lines.filter(
    (line) =>
      line.startsWith(`SEARCH ${table} `) &&
      !/\(rowid=\?\)|[ (]\(?starts_s[,>]|starts_s=\? AND (ends_s>\? AND )?\(ends_s,id\)/.test(line),
  );
  // One constant at a time, ranges are read in their order, and each is left where the page is full.
  const inRanges = /CONSTANT ROW|-ROW VALUES CLAUSE|SCAN (side|way)/.test(plan);
  const sorts = inRanges ? [] : lines.filter((line) => line.includes('USE TEMP B-TREE'));
  return [...scans, ...unordered, ...sorts];
}

/** Every list that is said to be bounded by an index, by the index that bounds it. */
const boundedEvents: Record<string, Omit<EventQuery, 'sort'>> = {
  event_by_time: {},
  event_contested: { contested: true },
  event_by_type: { type: ['trial'] },
  'event_by_type ': { type: ['trial', 'attack', 'protest'] },
  event_by_country: { countryCode: ['RU'] },
  event_by_dataset: { datasetId: ['home', 'other'] },
};
const boundedClaims: Record<string, Omit<ClaimQuery, 'sort'>> = {
  claim_by_time: {},
  claim_contested: { contested: true },
  claim_by_claimant: { claimantId: ['a1'] },
  'claim_by_claimant ': { claimantId: ['a1', 'a2'], includeAffiliates: true },
  claim_by_proposition: { propositionKey: ['0'.repeat(32)] },
  claim_by_predicate: { predicate: ['responsible_for', 'killed'] },
  claim_by_dataset: { datasetId: ['home'] },
};

function expectBounded(
  list: 'event' | 'claim',
  index: string,
  plansFor: (page: PageRequest) => string[],
): void {
  for (const [place, after] of Object.entries(places)) {
    const plans = plansFor({ limit: 50, ...(after === undefined ? {} : { after }) });
    for (const plan of plans) expect(unbounded(plan, list), `${place}\n${plan}`).toEqual([]);
    // A later page may have nothing left to look for.
    if (after === undefined) expect(plans.join('\n')).toContain(`INDEX ${index.trim()} (`);
  }
}

describe('lists that an index bounds', () => {
  for (const [window, time] of Object.entries(windows)) {
    for (const sort of orders) {
      it(`events, ${window}, ${sort}: ranges of the index of what is asked for, in their order`, () => {
        for (const [index, query] of Object.entries(boundedEvents)) {
          for (const hasTime of [undefined, true]) {
            const asked = { ...query, sort, time, hasTime };
            expect(isIndexed('listEvents', asked), index).toBe(true);
            expect(indexOf('listEvents', asked)).toBe(index.trim());
            expectBounded('event', index, (page) => events(asked, page));
          }
        }
      });

      it(`claims, ${window}, ${sort}: likewise`, () => {
        for (const [index, query] of Object.entries(boundedClaims)) {
          const asked = { ...query, sort, time };
          expect(isIndexed('listClaims', asked), index).toBe(true);
          expect(indexOf('listClaims', asked)).toBe(index.trim());
          expectBounded('claim', index, (page) => claims(asked, page));
        }
      });
    }
  }

  it('what is linked to one thing: its links in order of time, without the records themselves', () => {
    const linked: readonly [table: string, range: string, list: 'event' | 'claim', query: object][] = [
      ['event_participant', 'actor_id=?', 'event', { actorId: ['a1'] }],
      ['event_participant', 'actor_id=?', 'event', { actorId: ['a1'], role: ['victim'] }],
      ['event_participant', 'role=?', 'event', { role: ['victim'] }],
      ['event_tag', 'tag=?', 'event', { tag: ['t'] }],
      ['claim_event', 'event_id=?', 'claim', { eventId: ['e1'] }],
      ['claim_actor', 'actor_id=?', 'claim', { aboutActorId: ['a1'] }],
      ['claim_source', 'source_id=?', 'claim', { sourceId: ['s'] }],
    ];
    for (const [table, range, list, query] of linked) {
      for (const sort of orders) {
        for (const time of [undefined, windows['what surely lies in a window']]) {
          const asked = { ...query, sort, time };
          const isBounded =
            list === 'event' ? isIndexed('listEvents', asked) : isIndexed('listClaims', asked);
          expect(isBounded, JSON.stringify(asked)).toBe(true);
          const index = list === 'event' ? indexOf('listEvents', asked) : indexOf('listClaims', asked);
          for (const plan of list === 'event' ? events(asked) : claims(asked)) {
            expect(plan).toMatch(new RegExp(`INDEX ${index} |SEARCH ${index} USING PRIMARY KEY`));
            expect(plan).toMatch(
              new RegExp(
                `^SEARCH ${table} USING (COVERING INDEX \\w+|PRIMARY KEY) \\(${range.replace('?', '\\?')} AND `,
              ),
            );
            // What is linked more than once is told from what was found already, not put in order.
            expect(plan).not.toContain('USE TEMP B-TREE FOR ORDER BY');
            expect(plan).not.toMatch(/SEARCH (event|claim) /);
          }
        }
      }
    }
  });

  it('identifiers in other registers and addresses: the few records that have them, by an index', () => {
    const externalId = ['wikidata:Q1', 'acled:2'];
    const plansByTable = {
      event: events({ externalId }),
      claim: claims({ externalId }),
      actor: plansOf(listActors(sqliteDialect, { sort: 'name', externalId }, { limit: 50 })),
      source: plansOf(listSources(sqliteDialect, { sort: 'time', externalId }, { limit: 50 })),
    };
    for (const [table, plans] of Object.entries(plansByTable)) {
      expect(plans[0]).toContain(`${table}_external_id_by_reference (<expr>=?)`);
      expect(plans.join('\n')).not.toMatch(new RegExp(`SCAN ${table}\\b`));
    }
    const [byUrl] = plansOf(
      listSources(sqliteDialect, { sort: 'time', url: ['https://a.example/'] }, { limit: 50 }),
    );
    expect(byUrl).toContain('source_by_url (url=?');
    expect(byUrl).toContain('source_by_archived_url (archived_url=?');
  });

  it('what reaches into a window is looked up by class, and only in classes that there are', () => {
    const time = windows['what may lie in a window'];
    const classes = db.prepare('select count(distinct span_class) - 1 from event').pluck().get();
    for (const sort of orders) {
      const all = events({ time, sort }).join('\n');
      expect(all).toContain(`SCAN ${classes}-ROW VALUES CLAUSE`);
      expect(all).toMatch(/event_by_span \(span_class=\? AND \(?starts_s/);
      const ofType = events({ time, sort, type: ['trial'] }).join('\n');
      expect(ofType).toMatch(/event_long_by_type \(type=\? AND span_class=\? AND \(?starts_s/);
      expect(events({ time, sort, contested: true }).join('\n')).toMatch(
        /event_contested_by_span \(span_class=\? AND \(?starts_s/,
      );
      expect(claims({ time, sort, claimantId: ['a1'] }).join('\n')).toMatch(
        /claim_long_by_claimant \(claimant_id=\? AND span_class=\? AND \(?starts_s/,
      );
    }
  });

  it('what has no known time is found without what has one, whatever is asked for', () => {
    const range = /_by_time \(starts_s=\? AND \(ends_s,id\)>\(\?,\?\) AND ends_s<\?\)/;
    expect(events({ hasTime: false })).toHaveLength(1);
    expect(events({ hasTime: false }).join()).toMatch(range);
    // A hundred thousand undated claims must not be read for the three of one claimant.
    const ofClaimant = claims({ claimantId: ['a1'] }).at(-1);
    expect(ofClaimant).toMatch(/claim_by_claimant \(claimant_id=\? AND starts_s=\? AND \(ends_s,id\)/);
  });

  it('sources', () => {
    for (const [index, query] of Object.entries({
      source_by_time: {},
      source_by_publisher: { publisherId: ['a1'] },
      source_by_dataset: { datasetId: ['home', 'other'] },
    })) {
      for (const sort of orders) {
        expect(isIndexed('listSources', { ...query, sort })).toBe(true);
        expect(indexOf('listSources', { ...query, sort })).toBe(index);
        const plans = plansOf(listSources(sqliteDialect, { ...query, sort }, { limit: 50 }));
        for (const plan of plans) expect(unbounded(plan, 'source'), plan).toEqual([]);
        expect(plans.join('\n')).toContain(`INDEX ${index} (`);
      }
    }
  });

  it('actors and propositions', () => {
    for (const sort of ['name', 'name_desc'] as const) {
      const plan = (query: Omit<ActorQuery, 'sort'>) => {
        expect(isIndexed('listActors', { ...query, sort })).toBe(true);
        const found = plansOf(listActors(sqliteDialect, { ...query, sort }, { limit: 50 })).join('\n');
        expect(found).toContain(` ${indexOf('listActors', { ...query, sort })} `.trimEnd());
        return found;
      };
      expect(plan({})).toBe('SCAN actor USING INDEX actor_by_name');
      expect(plan({ type: ['person'] })).toBe('SEARCH actor USING INDEX actor_by_type (type=?)');
      expect(plan({ eventId: ['e1'] })).toContain('SEARCH actor USING INDEX sqlite_autoindex_actor_1 (id=?)');
    }
    for (const sort of ['claim_count', 'claim_count_desc'] as const) {
      for (const [index, query] of Object.entries({
        proposition_by_claim_count: {},
        proposition_contested: { contested: true },
      })) {
        expect(isIndexed('listPropositions', { ...query, sort })).toBe(true);
        expect(indexOf('listPropositions', { ...query, sort })).toBe(index);
        const [plan] = plansOf(listPropositions(sqliteDialect, { ...query, sort }, { limit: 50 }));
        expect(plan).toBe(`SCAN proposition USING INDEX ${index}`);
      }
    }
  });
});

describe('lists that no index bounds', () => {
  it('say so: two conditions, what other tables hold, places, many values', () => {
    const sort = 'time';
    const many = Array.from({ length: 11 }, (_, index) => `v${index}`);
    const box = { west: 1, south: 1, east: 2, north: 2 };
    for (const query of [
      { type: ['trial'], countryCode: ['RU'] },
      { type: many },
      { contested: false },
      { actorId: ['a1', 'a2'] },
      { actorId: ['a1'], time: windows['what may lie in a window'] },
      { role: ['victim', 'target'] },
      { tag: ['t', 'u'] },
      { sourceId: ['s'] },
      { bbox: box },
      { near: { longitude: 1, latitude: 1, radiusKm: 1 } },
    ]) {
      expect(isIndexed('listEvents', { ...query, sort }), JSON.stringify(query)).toBe(false);
    }
    for (const query of [
      { eventId: ['e'], time: windows['what may lie in a window'] },
      { aboutActorId: ['a', 'b'] },
      { act: ['denies'] },
      { claimantId: ['a1'], contested: true },
    ]) {
      expect(isIndexed('listClaims', { ...query, sort }), JSON.stringify(query)).toBe(false);
    }
    expect(isIndexed('listSources', { lang: ['de'], sort })).toBe(false);
    expect(isIndexed('listActors', { terms: ['a'], sort: 'name' })).toBe(false);
    expect(isIndexed('listActors', { type: ['person', 'ngo'], sort: 'name' })).toBe(false);
    expect(isIndexed('listPropositions', { actorId: ['a'], sort: 'claim_count' })).toBe(false);
  });

  it('events from a source are found by the claims that rest on it', () => {
    const plan = events({ sourceId: ['s'] }).join('\n');
    expect(plan).toMatch(/event_1 \(id=\?\)/);
    expect(plan).not.toMatch(/^SCAN event\b/m);
  });
});

/** The plan of the last statement of an estimate, which is told that there are too many records to count. */
function samplePlan(list: CountedList): string {
  const program = estimateRecords(sqliteDialect, list);
  let plan = '';
  let step = program.next([]);
  while (!step.done) {
    const { sql, parameters } = step.value;
    const bound = parameters as unknown[];
    const steps = db.prepare(`explain query plan ${sql}`).all(...bound) as { detail: string }[];
    plan = steps.map((one) => one.detail).join('\n');
    const counts = sql.includes('"possible"') && !sql.includes('"rows"');
    step = program.next(counts ? [{ possible: 1e6, certain: 0 }] : db.prepare(sql).all(...bound));
  }
  return plan;
}

describe('a sample', () => {
  it.each<CountedList>([
    { kind: 'event', query: { type: ['attack'] } },
    { kind: 'event', query: { actorId: ['a1'], time: windows['what may lie in a window'] } },
    { kind: 'event', query: { contested: true } },
    { kind: 'claim', query: { eventId: ['attack'] } },
    { kind: 'claim', query: { claimantId: ['speaker'], includeAffiliates: true } },
    { kind: 'actor', query: { type: ['organization'] } },
    { kind: 'actor', query: { eventId: ['attack'] } },
    { kind: 'source', query: { publisherId: ['a1'] } },
    { kind: 'proposition', query: { actorId: ['speaker'] } },
    { kind: 'proposition', query: { eventId: ['attack'] } },
  ])('is found by its places, whatever is asked: %j', (list) => {
    const place =
      list.kind === 'proposition' ? /autoindex_proposition_1 \(key=\?\)/ : /PRIMARY KEY \(rowid=\?\)/;
    const [first] = samplePlan(list).split('\n');
    expect(first).toMatch(place);
    expect(first).toContain(`SEARCH ${list.kind} USING`);
  });
});

describe('search and geography', () => {
  it('words of actors are looked up in the full-text index', () => {
    const plans = plansOf(listActors(sqliteDialect, { sort: 'name', terms: ['name', 'a1'] }, { limit: 20 }));
    expect(plans.join('\n')).toMatch(/SCAN actor_words VIRTUAL TABLE INDEX \d+:M/);
  });

  it('points are looked up in the tree', () => {
    const tree = /SCAN event_point VIRTUAL TABLE INDEX 2:\w+/;
    const box = { west: 10, south: 10, east: 11, north: 11 };
    for (const query of [
      { bbox: box },
      { near: { longitude: 10, latitude: 10, radiusKm: 50 } },
      { bbox: box, time: windows['what may lie in a window'] },
    ]) {
      const plan = events(query).join('\n');
      expect(plan, JSON.stringify(query)).toMatch(tree);
      expect(plan).not.toMatch(/^SCAN event\b/m);
    }
    // Across the antimeridian there are two boxes, and two looks into the tree.
    const [plan = ''] = events({ bbox: { ...box, west: 179, east: -179 } });
    expect(plan.split('\n').filter((line) => tree.test(line)).length).toBeGreaterThanOrEqual(2);
  });
});
