import { sql } from 'kysely';
import type { Sql } from './engine.ts';
import { type Program, rowsOf } from './program.ts';
import { rowsPerDay } from './sequence.ts';

/** Places of rows at even distances in a table in order of time, for what need not be counted row by row. */

/** Days that are looked at: where there are more, the first ones stand for all. */
const daysMax = 20_000;

/**
 * Rows of a day are numbered from 0, so that a day's last place says how many it has, but for those that have moved
 * away. Two seeks a day find them all.
 */
export function* samplePlaces(builder: Sql, table: 'event' | 'claim', most: number): Program<number[]> {
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
