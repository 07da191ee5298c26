import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClaimQuery, EventQuery, PageRequest, SortKey } from '../../src/domain/query.ts';
import { listActors } from '../../src/store/actor.ts';
import { listClaims } from '../../src/store/claim.ts';
import { listEvents } from '../../src/store/event.ts';
import type { Program } from '../../src/store/program.ts';
import { sqliteDialect } from '../../src/store/sqlite/dialect.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { actor, claim, dataset, event, put } from '../helpers/records.ts';

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
  await put(store, { actor: [actor('speaker')], event: [event('attack')] });
  for (let from = 0; from < eventCount; from += 4000) {
    const indexes = Array.from({ length: 4000 }, (_, index) => from + index);
    await put(store, {
      event: indexes.map((index) => {
        const edtf = timeOf(index);
        const point = { longitude: (index % 360) - 180, latitude: (index % 180) - 90 };
        return event(`e${index}`, {
          place: { name: 'p', point },
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

/** Steps a program through the database; notes the plan of every query and how many rows it looked at. */
function planOf<Result>(program: Program<Result>): { plan: string[]; result: Result } {
  const plan: string[] = [];
  let step = program.next([]);
  while (!step.done) {
    const { sql, parameters } = step.value;
    const bound = parameters as unknown[];
    const steps = db.prepare(`explain query plan ${sql}`).all(...bound) as { detail: string }[];
    plan.push(...steps.map((one) => one.detail));
    step = program.next(db.prepare(sql).all(...bound));
  }
  return { plan, result: step.value };
}

const events = (query: Partial<EventQuery>, page: PageRequest = { limit: 50 }) =>
  planOf(listEvents(sqliteDialect, { sort: 'time', ...query }, page));
const claims = (query: Partial<ClaimQuery>, page: PageRequest = { limit: 50 }) =>
  planOf(listClaims(sqliteDialect, { sort: 'time', ...query }, page));

/** Reading a whole table, or a whole index from one end with no bound. */
const scansOf = (plan: readonly string[], table: string) =>
  plan.filter((detail) => new RegExp(`^SCAN ${table}\\b`).test(detail));
const searchesBy = (plan: readonly string[], index: string) =>
  plan.filter((detail) => detail.includes(` ${index} (`));

const window = { start: Date.UTC(2020, 5, 1) / 1000, end: Date.UTC(2020, 5, 3) / 1000 };
const narrow = { match: 'possible', window } as const;
const deep: SortKey = [Date.UTC(2015, 0, 1) / 1000, Date.UTC(2015, 0, 2) / 1000, 'e5000'];

describe('what overlaps a narrow window', () => {
  for (const sort of ['time', 'time_desc'] as const) {
    it(`events, ${sort}: each branch is a range of the index by span, and no table is read through`, () => {
      const { plan, result } = events({ time: narrow, sort });
      expect(result.bodies.length).toBeGreaterThan(20);
      expect(scansOf(plan, 'event')).toEqual([]);
      const branches = searchesBy(plan, 'event_by_span');
      expect(branches).toHaveLength(18);
      // What has no known start is together, in the order of its ends.
      expect(searchesBy(plan, 'event_by_time').join()).toContain('starts_s=? AND ends_s>?');
      const bounded = branches.filter((detail) =>
        detail.includes('span_class=? AND starts_s>? AND starts_s<?'),
      );
      expect(bounded.length, 'classes with a bound on both sides').toBeGreaterThanOrEqual(17);
      expect(branches.every((detail) => detail.includes('span_class=?'))).toBe(true);
    });

    it(`claims, ${sort}: likewise`, () => {
      const { plan } = claims({ time: narrow, sort });
      expect(scansOf(plan, 'claim')).toEqual([]);
      expect(searchesBy(plan, 'claim_by_span')).toHaveLength(18);
      expect(searchesBy(plan, 'claim_by_time').join()).toContain('starts_s=? AND ends_s>?');
    });

    it(`a deep page, ${sort}, begins at its key in each branch`, () => {
      const wide = { match: 'possible', window: { start: first / 1000, end: window.end } } as const;
      const { plan, result } = events({ time: wide, sort }, { limit: 50, after: deep });
      expect(result.bodies).toHaveLength(50);
      expect(scansOf(plan, 'event')).toEqual([]);
      expect(searchesBy(plan, 'event_by_span').length).toBeGreaterThanOrEqual(18);
    });
  }

  it('nothing is sorted within a branch: the index has the order already', () => {
    const { plan } = events({ time: narrow });
    // One sort brings the branches together; it sees a page from each at most.
    expect(plan.filter((detail) => detail.includes('USE TEMP B-TREE'))).toHaveLength(1);
  });

  it('what surely lies in a narrow window is a range of the index by time', () => {
    const { plan, result } = events({ time: { ...narrow, match: 'certain' } });
    expect(result.bodies.length).toBeGreaterThan(0);
    expect(scansOf(plan, 'event')).toEqual([]);
    expect(searchesBy(plan, 'event_by_time').join()).toContain('starts_s>? AND starts_s<?');
  });
});

describe('lists without a window', () => {
  for (const sort of ['time', 'time_desc'] as const) {
    it(`a deep page, ${sort}, seeks its key`, () => {
      const { plan, result } = events({ sort }, { limit: 50, after: deep });
      expect(result.bodies).toHaveLength(50);
      expect(scansOf(plan, 'event')).toEqual([]);
      expect(plan.join('\n')).toMatch(/event_by_time \((\(starts_s,ends_s,id\)|starts_s)/);
    });
  }

  it('events without any time are found without those that have one', () => {
    const { plan, result } = events({ hasTime: false });
    expect(result.bodies).toHaveLength(50);
    expect(scansOf(plan, 'event')).toEqual([]);
    expect(searchesBy(plan, 'event_by_time').join()).toContain('starts_s=? AND ends_s>?');
    const deepKey: SortKey = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 'e5'];
    const next = events({}, { limit: 5, after: deepKey });
    expect(next.result.bodies).toHaveLength(5);
    expect(searchesBy(next.plan, 'event_by_time').join()).toContain('starts_s=? AND (ends_s,id)>(?,?)');
  });

  it('records without a time are not gone through for what a filter names', () => {
    // A hundred thousand undated claims must not be read for the three of one claimant.
    const ways: [ReturnType<typeof planOf>, RegExp][] = [
      [claims({ claimantIds: ['a1'] }), /claim_by_claimant \(claimant_id=\? AND starts_s=\?\)/],
      [claims({ propositionKeys: ['0'] }), /claim_by_proposition \(proposition_key=\? AND starts_s=\?\)/],
      [claims({ eventIds: ['e1'] }), /claim_1 \(id=\?\)/],
      [events({ actorIds: ['a1'] }), /event_1 \(id=\?\)/],
      [events({ types: ['trial', 'attack'] }), /event_by_type \(type=\? AND starts_s=\?\)/],
    ];
    for (const [{ plan }, way] of ways) {
      expect(plan.join('\n')).toMatch(way);
      const all = plan.filter((detail) => /_by_(time|span) \((starts_s|span_class)=\?/.test(detail));
      expect(all).toEqual([]);
    }
  });

  it('contested events come from the index of contested ones', () => {
    const { plan } = events({ contested: true });
    expect(scansOf(plan, 'event')).toEqual([]);
    expect(plan.join()).toContain('event_contested');
  });

  it('claims of an actor, of a proposition and about an event each have their way', () => {
    for (const query of [
      { claimantIds: ['a1'] },
      { propositionKeys: ['0'.repeat(32)] },
      { eventIds: ['e1'] },
      { aboutActorIds: ['a1'] },
      { sourceIds: ['s'] },
    ]) {
      const { plan } = claims(query);
      expect(scansOf(plan, 'claim'), JSON.stringify(query)).toEqual([]);
    }
  });

  it('events by actor, tag and source each have their way', () => {
    for (const query of [
      { actorIds: ['a1'] },
      { actorIds: ['a1'], roles: ['victim'] },
      { tags: ['t'] },
      { sourceIds: ['s'] },
      { types: ['trial'] },
      { countryCodes: ['RU'] },
    ]) {
      const { plan } = events(query);
      expect(scansOf(plan, 'event'), JSON.stringify(query)).toEqual([]);
    }
  });
});

describe('search and geography', () => {
  it('words of actors are looked up in the full-text index', () => {
    const { plan } = planOf(
      listActors(sqliteDialect, { sort: 'name', terms: ['name', 'a1'] }, { limit: 20 }),
    );
    expect(plan.join('\n')).toMatch(/SCAN actor_words VIRTUAL TABLE INDEX \d+:M/);
  });

  it('points are looked up in the tree', () => {
    const tree = /SCAN event_point VIRTUAL TABLE INDEX 2:\w+/;
    const box = { west: 10, south: 10, east: 11, north: 11 };
    for (const query of [
      { box },
      { near: { longitude: 10, latitude: 10, radiusKm: 50 } },
      { box, time: narrow },
    ]) {
      const { plan } = events(query);
      expect(plan.join('\n'), JSON.stringify(query)).toMatch(tree);
      expect(scansOf(plan, 'event'), JSON.stringify(query)).toEqual([]);
    }
    // Across the antimeridian there are two boxes, and two looks into the tree.
    const { plan } = events({ box: { ...box, west: 179, east: -179 }, sort: 'time' });
    expect(plan.filter((detail) => tree.test(detail)).length).toBeGreaterThanOrEqual(2);
  });
});
