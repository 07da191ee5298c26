import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import type { TimeCondition } from '../domain/condition.ts';
import type { EventFilter } from '../domain/filters/event.ts';
import { limits } from '../domain/limits.ts';
import type { CountedList, RecordCount } from '../domain/store.ts';
import type { Certainty } from '../domain/time/buckets.ts';
import { actorList } from './actor.ts';
import { claimList } from './claim.ts';
import { countDatasets } from './dataset.ts';
import { countDisputes } from './dispute/list.ts';
import type { Dialect, Sql } from './engine.ts';
import { eventList } from './event.ts';
import { boundConditions } from './filters.ts';
import { firstOf, type Program } from './program.ts';
import { propositionList } from './proposition/list.ts';
import { type Sample, sampleOf } from './sample.ts';
import type { Tables } from './schema.ts';
import { sourceList } from './source.ts';
import { tallied } from './tally.ts';
import { dayColumns, knownTimeConditions, onlyDays, timeConditions } from './time-conditions.ts';
import { boundsOf } from './time-relation.ts';

/** How many records a list has: counted, or estimated with bounded work. */

/** How many records there are by each match of a window. */
type Found = Certainty;

/** Lists of which each record is one row of the table of its kind. */
type RowList = Exclude<CountedList, { kind: 'dispute' | 'dataset' }>;

/** One table stands for all in the types: Kysely cannot type a statement over a table chosen at run time. */
const eb = expressionBuilder<Tables, 'event'>();

/** Counts every record that meets the conditions. */
export function* countRecords(dialect: Dialect, list: CountedList): Program<RecordCount> {
  if (isAlwaysCounted(list)) return { basis: 'exact', total: yield* countFew(dialect, list) };
  const found = (yield* countKept(dialect, list)) ?? (yield* countRows(dialect, list, null));
  return countOf('exact', timeOf(list), found);
}

/**
 * Estimates how many records meet the conditions. Few are counted; where only time is asked for, days are summed up.
 * Else a sample is taken: rows from all over the table, and how many of them meet the conditions.
 */
export function* estimateRecords(dialect: Dialect, list: CountedList): Program<RecordCount> {
  if (isAlwaysCounted(list)) return yield* countRecords(dialect, list);
  const kept = yield* countKept(dialect, list);
  if (kept !== null) return countOf('exact', timeOf(list), kept);
  const most = limits.countedExactlyMax;
  const few = yield* countRows(dialect, list, most + 1);
  if (few.possible <= most) return countOf('exact', timeOf(list), few);
  return countOf('estimate', timeOf(list), yield* sampled(dialect, list, few));
}

function countOf(basis: RecordCount['basis'], time: TimeCondition | undefined, found: Found): RecordCount {
  if (time === undefined) return { basis, total: found.possible };
  return { basis, total: found[countOfMatch[time.match]], ...found };
}

/** The name that the number of records has by each match. */
const countOfMatch = { possible: 'possible', under_way: 'underWay', certain: 'certain' } as const;

const timeOf = (list: RowList): TimeCondition | undefined =>
  list.kind === 'event' || list.kind === 'claim' ? list.query.time : undefined;

/** Returns whether a list is always counted: datasets and disputes are few, so that a sample would save no work. */
function isAlwaysCounted(list: CountedList): list is Exclude<CountedList, RowList> {
  return list.kind === 'dispute' || list.kind === 'dataset';
}

function countFew(dialect: Dialect, list: Exclude<CountedList, RowList>): Program<number> {
  return list.kind === 'dispute' ? countDisputes(dialect, list.query) : countDatasets(dialect.sql);
}

/** Says that a list has all datasets, or all records of a kind or of datasets, which are counted as they are written. */
export function isTallied(list: CountedList): boolean {
  if (list.kind === 'dataset') return true;
  if (isAlwaysCounted(list) || list.kind === 'proposition') return false;
  const { datasetId: _, ...others } = list.query;
  return Object.values(others).every((condition) => condition === undefined);
}

/** Returns what stored counts say; null where a condition is beyond them. */
function* countKept(dialect: Dialect, list: RowList): Program<Found | null> {
  if (list.kind === 'proposition') return null;
  if (isTallied(list)) {
    const total = yield* tallied(dialect.sql, list.kind, list.query.datasetId);
    return { possible: total, underWay: total, certain: total };
  }
  if (list.kind !== 'event') return null;
  const kept = yield* countByDay(dialect.sql, list.query);
  return kept === null ? null : sumOf(kept, yield* countRows(dialect, list, null, true));
}

const sumOf = (one: Found, other: Found): Found => ({
  possible: one.possible + other.possible,
  underWay: one.underWay + other.underWay,
  certain: one.certain + other.certain,
});

/** Events without gaps of which nothing but a time in whole days is asked are counted by their days, not one by one. */
function* countByDay(builder: Sql, query: EventFilter): Program<Found | null> {
  const days = onlyDays(query);
  if (days === null) return null;
  const spans = expressionBuilder<Tables, 'event_span'>();
  const by = byMatch(days);
  const counted = [
    ...timeConditions(by.possible, dayColumns),
    ...knownTimeConditions(query.hasTime, dayColumns),
  ];
  const within = (time: TimeCondition | undefined) => spans.and(timeConditions(time, dayColumns));
  const row = yield* firstOf(
    builder
      .selectFrom('event_span')
      .select(({ fn }) => [
        fn.sum<number | null>('events').as('possible'),
        fn.sum<number | null>('events').filterWhere(within(by.underWay)).as('underWay'),
        fn.sum<number | null>('events').filterWhere(within(by.certain)).as('certain'),
      ])
      .where(spans.and(counted)),
  );
  return { possible: row?.possible ?? 0, underWay: row?.underWay ?? 0, certain: row?.certain ?? 0 };
}

/** The same window by each match. Each narrower match is within the wider ones. */
const byMatch = (time: TimeCondition | undefined) => ({
  possible: time && { ...time, match: 'possible' as const },
  underWay: time && { ...time, match: 'under_way' as const },
  certain: time && { ...time, match: 'certain' as const },
});

/** The conditions of a list by each match of its window; the narrower ones hold only for rows that meet the widest. */
function metBy(dialect: Dialect, list: RowList): { [Match in keyof Found]: Expression<SqlBool> } {
  const time = byMatch(timeOf(list));
  const bounds = boundsOf(list.kind === 'claim' ? 'claim' : 'event');
  return {
    possible: eb.and([...conditionsOf(dialect, list), ...timeConditions(time.possible, bounds)]),
    underWay: eb.and(timeConditions(time.underWay, bounds)),
    certain: eb.and(timeConditions(time.certain, bounds)),
  };
}

/** How far a row that may lie in the window meets it: 1 possibly, 2 under way, 3 certainly. */
const degreeOf = ({ underWay, certain }: ReturnType<typeof metBy>) =>
  sql<number>`iif(${certain}, 3, iif(${underWay}, 2, 1))`;

const lists = {
  event: eventList,
  claim: claimList,
  actor: actorList,
  source: sourceList,
  proposition: propositionList,
};

function conditionsOf(dialect: Dialect, { kind, query }: RowList): Expression<SqlBool>[] {
  const known = kind === 'event' ? knownTimeConditions(query.hasTime, boundsOf('event')) : [];
  return [...boundConditions(lists[kind], dialect, query), ...known];
}

/**
 * @param most stops at so many rows; null for none
 * @param withGaps whether only times with gaps are counted
 */
function* countRows(dialect: Dialect, list: RowList, most: number | null, withGaps = false): Program<Found> {
  const met = metBy(dialect, list);
  const rows = dialect.sql
    .selectFrom(list.kind as 'event')
    .select(degreeOf(met).as('met'))
    .where(met.possible)
    .$if(withGaps, (query) => query.where(sql.ref('gaps'), '=', sql.lit(1)))
    .$if(most !== null, (query) => query.limit(most ?? 0));
  const row = yield* firstOf(
    dialect.sql
      .selectFrom(rows.as('row'))
      .select(({ fn }) => [
        fn.countAll<number>().as('possible'),
        fn.countAll<number>().filterWhere('row.met', '>=', 2).as('underWay'),
        fn.countAll<number>().filterWhere('row.met', '=', 3).as('certain'),
      ]),
  );
  return { possible: row?.possible ?? 0, underWay: row?.underWay ?? 0, certain: row?.certain ?? 0 };
}

/**
 * What a sample says of all: its share of rows that meet the conditions, times the rows of the table.
 * @param known so many there are at the least
 */
function* sampled(dialect: Dialect, list: RowList, known: Found): Program<Found> {
  const sample = yield* sampleOf(dialect.sql, list.kind, limits.countSampleRows);
  const found = yield* firstOf(countIn(dialect, list, sample));
  const scale = found === undefined || found.rows === 0 ? 0 : sample.tableRows / found.rows;
  const scaled = (match: keyof Found) => Math.max(known[match], Math.round((found?.[match] ?? 0) * scale));
  const possible = scaled('possible');
  const underWay = Math.min(possible, scaled('underWay'));
  return { possible, underWay, certain: Math.min(underWay, scaled('certain')) };
}

/**
 * Only the places say which rows are read: where the conditions did, too, an index for them could be the way in, and all
 * that meets them be gone through once for each place.
 */
function countIn(dialect: Dialect, list: RowList, { column, places }: Sample) {
  const met = metBy(dialect, list);
  const rows = dialect.sql
    .selectFrom(list.kind as 'event')
    .select(sql<number>`iif(${met.possible}, ${degreeOf(met)}, 0)`.as('met'))
    .where(sql.ref<number | string>(column), 'in', places);
  return dialect.sql
    .selectFrom(rows.as('row'))
    .select(({ fn }) => [
      fn.countAll<number>().as('rows'),
      fn.countAll<number>().filterWhere('row.met', '>=', 1).as('possible'),
      fn.countAll<number>().filterWhere('row.met', '>=', 2).as('underWay'),
      fn.countAll<number>().filterWhere('row.met', '=', 3).as('certain'),
    ]);
}
