import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import { limits } from '../domain/limits.ts';
import type { TimeCondition } from '../domain/query.ts';
import type { CountedList, RecordCount } from '../domain/store.ts';
import { boundClaimConditions } from './claim.ts';
import type { Dialect, Sql } from './engine.ts';
import { boundEventConditions } from './event.ts';
import { batchesOf, firstOf, type Program, rowsOf } from './program.ts';
import { samplePlaces } from './sample.ts';
import type { Tables } from './schema.ts';
import { dayColumns, knownTimeConditions, onlyDays, timeConditions } from './time-conditions.ts';

/** How many records a list has: counted, or estimated with bounded work. */

type Found = { possible: number; certain: number };

/** Every table in order of time has its columns; `event` stands for them in the types. */
const eb = expressionBuilder<Tables, 'event'>();

/** Counts every record that meets the conditions. */
export function* countRecords(dialect: Dialect, list: CountedList): Program<RecordCount> {
  const { time } = list.query;
  const found = (yield* countByDay(dialect.sql, list)) ?? (yield* countRows(dialect, list, null));
  return countOf('exact', time, found);
}

/**
 * Estimates how many records meet the conditions. Few are counted; where only time is asked for, days are summed up.
 * Else a sample is taken: rows at even distances in the order of the table, and how many of them meet the conditions.
 */
export function* estimateRecords(dialect: Dialect, list: CountedList): Program<RecordCount> {
  const { time } = list.query;
  const byDay = yield* countByDay(dialect.sql, list);
  if (byDay !== null) return countOf('exact', time, byDay);
  const most = limits.countedExactlyMax;
  const few = yield* countRows(dialect, list, most + 1);
  if (few.possible <= most) return countOf('exact', time, few);
  return countOf('estimate', time, yield* sampled(dialect, list, few));
}

function countOf(basis: RecordCount['basis'], time: TimeCondition | undefined, found: Found): RecordCount {
  if (time === undefined) return { basis, total: found.possible };
  return { basis, total: found[time.match], ...found };
}

/** Events of which nothing but a time in whole days is asked are counted by their days, not one by one. */
function* countByDay(sqlBuilder: Sql, { kind, query }: CountedList): Program<Found | null> {
  if (kind !== 'event') return null;
  const days = onlyDays(query);
  if (days === null) return null;
  const spans = expressionBuilder<Tables, 'event_span'>();
  const counted = [
    ...timeConditions(both(days).possible, dayColumns),
    ...knownTimeConditions(query.hasTime, dayColumns),
  ];
  const row = yield* firstOf(
    sqlBuilder
      .selectFrom('event_span')
      .select(({ fn }) => [
        fn.sum<number | null>('events').as('possible'),
        fn
          .sum<number | null>('events')
          .filterWhere(spans.and(timeConditions(both(days).certain, dayColumns)))
          .as('certain'),
      ])
      .where(spans.and(counted)),
  );
  return { possible: row?.possible ?? 0, certain: row?.certain ?? 0 };
}

/** What may lie in the window, with what surely does among it; the narrower relation is within the wider one. */
const both = (time: TimeCondition | undefined) => ({
  possible: time && { ...time, match: 'possible' as const },
  certain: time && { ...time, match: 'certain' as const },
});

function conditionsOf(dialect: Dialect, list: CountedList): Expression<SqlBool>[] {
  const time = timeConditions(both(list.query.time).possible);
  if (list.kind === 'claim') return [...boundClaimConditions(dialect, list.query), ...time];
  return [...boundEventConditions(dialect, list.query), ...time, ...knownTimeConditions(list.query.hasTime)];
}

/** @param most stops at so many rows; null for none */
function* countRows(
  dialect: Dialect,
  list: CountedList,
  most: number | null,
  among: readonly Expression<SqlBool>[] = [],
): Program<Found> {
  // One table stands for all in the types: Kysely cannot type a statement over a table chosen at run time.
  const table = list.kind as 'event';
  const certain = eb.and(timeConditions(both(list.query.time).certain));
  const rows = dialect.sql
    .selectFrom(table)
    .select(sql<number>`iif(${certain}, 1, 0)`.as('certain'))
    .where(eb.and([...conditionsOf(dialect, list), ...among]))
    .$if(most !== null, (query) => query.limit(most ?? 0));
  const row = yield* firstOf(
    dialect.sql
      .selectFrom(rows.as('row'))
      .select(({ fn }) => [
        fn.countAll<number>().as('possible'),
        fn.sum<number | null>('row.certain').as('certain'),
      ]),
  );
  return { possible: row?.possible ?? 0, certain: row?.certain ?? 0 };
}

/**
 * What a sample says of all: its share of rows that meet the conditions, times the rows of the table.
 * @param known so many there are at the least
 */
function* sampled(dialect: Dialect, list: CountedList, known: Found): Program<Found> {
  const table = list.kind as 'event';
  const sample = { rows: 0, possible: 0, certain: 0 };
  for (const batch of batchesOf(yield* samplePlaces(dialect.sql, list.kind, limits.countSampleRows), 2000)) {
    const within = eb('seq', 'in', batch);
    const rows = yield* rowsOf(dialect.sql.selectFrom(table).select('seq').where(within));
    const found = yield* countRows(dialect, list, null, [within]);
    sample.rows += rows.length;
    sample.possible += found.possible;
    sample.certain += found.certain;
  }
  const scale = sample.rows === 0 ? 0 : (yield* rowsOfTable(dialect.sql, list.kind)) / sample.rows;
  const possible = Math.max(known.possible, Math.round(sample.possible * scale));
  return {
    possible,
    certain: Math.min(possible, Math.max(known.certain, Math.round(sample.certain * scale))),
  };
}

function* rowsOfTable(builder: Sql, kind: CountedList['kind']): Program<number> {
  const column = kind === 'event' ? 'events' : 'claims';
  const row = yield* firstOf(
    builder.selectFrom('dataset_tally').select(({ fn }) => fn.sum<number | null>(column).as('rows')),
  );
  return row?.rows ?? 0;
}
