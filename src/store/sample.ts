import { sql } from 'kysely';
import type { OwnedKind } from '../domain/kinds.ts';
import type { Sql } from './engine.ts';
import { type Program, rowsOf } from './program.ts';
import { rowsPerDay } from './sequence.ts';
import { tallied } from './tally.ts';

/** Rows that stand for all of a table, for what need not be counted row by row. */
export type Sample = {
  /** The column that tells rows apart, and what is in it; a place may be empty. */
  column: 'seq' | 'key';
  places: readonly (number | string)[];
  /** How many rows the whole table has. */
  tableRows: number;
};

export function* sampleOf(builder: Sql, table: OwnedKind | 'proposition', most: number): Program<Sample> {
  if (table === 'proposition') return yield* sampleKeys(builder, most);
  const places = yield* samplePlaces(builder, table, most);
  return { column: 'seq', places, tableRows: yield* tallied(builder, table) };
}

/**
 * Keys of propositions are hashes, spread evenly over all that there can be: the first ones are as good a sample as
 * any, and how far they reach says how many there are.
 */
function* sampleKeys(builder: Sql, most: number): Program<Sample> {
  const first = builder.selectFrom('proposition').select('key').orderBy('key').limit(most);
  const places = (yield* rowsOf(first)).map(({ key }) => key);
  const last = places.at(-1);
  const isAll = last === undefined || places.length < most;
  return {
    column: 'key',
    places,
    tableRows: isAll ? places.length : Math.round(places.length / reachOf(last)),
  };
}

/** More digits than a number holds exactly would add nothing. */
const reachDigits = 12;
/** Which share of all keys lie up to this one. */
const reachOf = (key: string) => (Number.parseInt(key.slice(0, reachDigits), 16) + 1) / 16 ** reachDigits;

/** Days that are looked at: where there are more, the first ones stand for all. */
const daysMax = 20_000;

/**
 * Places at even distances. Rows of a day are numbered from 0, so that a day's last place says how many it has, but for
 * those that have moved away. Two seeks a day find them all. Actors are numbered as if all were of one day.
 */
function* samplePlaces(builder: Sql, table: OwnedKind, most: number): Program<number[]> {
  const rows = sql.table(table);
  const day = (place: string) => sql`(${sql.ref(place)} >> ${sql.lit(Math.log2(rowsPerDay))})`;
  const found = yield* rowsOf({
    compile: () =>
      sql<{ first: number; last: number }>`
        with recursive day (first) as (
          select min(seq) from ${rows}
          union all
          select (select min(seq) from ${rows} where seq >= (${day('day.first')} + 1) * ${sql.lit(rowsPerDay)})
          from day where day.first is not null
          limit ${sql.lit(daysMax)}
        )
        select first, (
          select max(seq) from ${rows} where seq < (${day('day.first')} + 1) * ${sql.lit(rowsPerDay)}
        ) as last from day where first is not null`.compile(builder),
  });
  const total = found.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  const step = Math.max(1, total / most);
  const places: number[] = [];
  let before = 0;
  for (const { first, last } of found) {
    const here = last - first + 1;
    for (let at = Math.ceil(before / step) * step; at < before + here; at += step) {
      places.push(first + Math.floor(at - before));
    }
    before += here;
  }
  return places;
}
