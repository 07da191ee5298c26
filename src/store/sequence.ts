import { type OwnedKind, ownedKinds, perKind, type TimedKind } from '../domain/kinds.ts';
import { dayAt } from '../domain/time/calendar.ts';
import type { Sql } from './engine.ts';
import { firstOf, type Program } from './program.ts';
import { statement } from './statement.ts';
import { noBound } from './timeline.ts';

/**
 * seq of events, claims and sources: ordered by the day they start, so that rows near in time are near in the
 * file, and an index in order of seq (full text) is in order of time. It is day * 2^29 + n: within what
 * JavaScript counts exactly, and with room for more rows of a day than a file can hold.
 */

export const rowsPerDay = 2 ** 29;
/** Days further away than this share one: seq would leave the exact integers. */
const furthestDay = 8_000_000;
/** What has no known start comes last. */
const startlessDay = furthestDay + 1;
/** The first place of rows without a known start. */
export const startlessFrom = startlessDay * rowsPerDay;

function seqDay(startsS: number): number {
  if (startsS === noBound) return startlessDay;
  return Math.max(-furthestDay, Math.min(furthestDay, dayAt(startsS)));
}

/** Whether a row that starts then may have this place. */
export const isPlaceOn = (seq: number, startsS: number): boolean =>
  Math.floor(seq / rowsPerDay) === seqDay(startsS);

/** Where a row is, and the time that put it there. */
export type Place = {
  seq: number;
  starts_s: number;
  ends_s: number;
  latest_start_s: number;
  earliest_end_s: number;
  gaps: number;
};

const lastPlaceIn = (table: OwnedKind) =>
  statement((sql: Sql, from: number, before: number) =>
    sql
      // One table stands for all of them in the types.
      .selectFrom(table as 'event')
      .select((eb) => eb.fn.max<number | null>('seq').as('last'))
      .where('seq', '>=', from)
      .where('seq', '<', before),
  );
const lastPlace = perKind(ownedKinds, lastPlaceIn);

/** Says where the rows of one write go. */
export type Places = Pick<Sequence, 'place' | 'untimedPlace'>;

/** Gives out places to the rows of one write. */
export class Sequence {
  readonly #sql: Sql;
  /** The next free place by table and day, for days that this write has asked about. */
  readonly #next = new Map<string, number>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** The place of a row that starts then: the one it has, where that is on the day, or else the day's next one. */
  *place(table: TimedKind, startsS: number, held: Place | null): Program<number> {
    const day = seqDay(startsS);
    if (held !== null && seqDay(held.starts_s) === day) return held.seq;
    return yield* this.#free(table, day * rowsPerDay, (day + 1) * rowsPerDay);
  }

  /** The place of a record of a kind that lies in no time: such records stand in the order in which they came. */
  *untimedPlace(table: Exclude<OwnedKind, TimedKind>, held: Place | null): Program<number> {
    return held?.seq ?? (yield* this.#free(table, 1, Number.MAX_SAFE_INTEGER));
  }

  *#free(table: OwnedKind, from: number, before: number): Program<number> {
    const key = `${table} ${from}`;
    let next = this.#next.get(key);
    if (next === undefined) {
      const row = yield* firstOf(lastPlace[table](this.#sql, from, before));
      next = row?.last == null ? from : row.last + 1;
    }
    this.#next.set(key, next + 1);
    return next;
  }
}
