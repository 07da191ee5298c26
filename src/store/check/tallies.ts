import { sql as literal } from 'kysely';
import { kinds, ownedKinds, perPlural } from '../../domain/kinds.ts';
import { foldVersion } from '../../domain/search/terms.ts';
import type { Findings } from '../../domain/store-check.ts';
import { secondsPerDay } from '../../domain/time/calendar.ts';
import type { Sql } from '../engine.ts';
import { type Program, rowsOf } from '../program.ts';
import type { Tables } from '../schema.ts';
import { spanDays } from '../tally.ts';
import { noBound } from '../timeline.ts';
import { compareRows } from './compare.ts';

/** Counts that are kept beside the rows, against the rows counted anew. */

export function* checkTallies(sql: Sql, findings: Findings): Program<void> {
  const counted = new Map<string, Tables['dataset_tally']>();
  const of = (dataset_id: string) => {
    const tally = counted.get(dataset_id) ?? { dataset_id, ...perPlural(() => 0) };
    counted.set(dataset_id, tally);
    return tally;
  };
  for (const { id } of yield* rowsOf(sql.selectFrom('dataset').select('id'))) of(id);
  for (const kind of ownedKinds) {
    const groups = yield* rowsOf(
      sql
        // Every kind has the column; one table stands for all of them in the types.
        .selectFrom(kind as 'event')
        .select((eb) => ['dataset_id', eb.fn.countAll<number>().as('records')])
        .groupBy('dataset_id'),
    );
    for (const { dataset_id, records } of groups) of(dataset_id)[kinds[kind].plural] = records;
  }
  const stored = yield* rowsOf(sql.selectFrom('dataset_tally').selectAll());
  const compared = {
    kind: 'tally',
    table: 'dataset_tally',
    key: ['dataset_id'],
    owner: 'dataset_id',
  } as const;
  compareRows(findings, compared, stored, counted.values());
}

/** The day of an instant, rounded down, as whole numbers only: they are too large for exact fractions. */
const dayOf = (column: 'starts_s' | 'ends_s' | 'latest_start_s' | 'earliest_end_s') => {
  const at = literal.ref(column);
  const day = literal.lit(secondsPerDay);
  return literal<number>`case abs(${at}) when ${literal.lit(noBound)} then ${at}
    else (${at} - ((${at} % ${day}) + ${day}) % ${day}) / ${day} end`;
};

export function* checkSpans(sql: Sql, findings: Findings): Program<void> {
  const kept = sql
    .selectFrom('event_span')
    .select([
      ...spanDays,
      literal<number | null>`events`.as('kept'),
      literal<number | null>`null`.as('counted'),
    ]);
  const days = [dayOf('starts_s'), dayOf('ends_s'), dayOf('latest_start_s'), dayOf('earliest_end_s')];
  const counted = sql
    .selectFrom('event')
    .select(() => [
      dayOf('starts_s').as('starts_day'),
      dayOf('ends_s').as('ends_day'),
      dayOf('latest_start_s').as('latest_start_day'),
      dayOf('earliest_end_s').as('earliest_end_day'),
      literal<number | null>`null`.as('kept'),
      literal<number | null>`count(*)`.as('counted'),
    ])
    .where('gaps', '=', 0)
    .groupBy(days);
  const wrong = yield* rowsOf(
    sql
      .selectFrom(kept.unionAll(counted).as('both'))
      .select((eb) => [
        ...spanDays,
        eb.fn.sum<number | null>('kept').as('kept'),
        eb.fn.sum<number | null>('counted').as('counted'),
      ])
      .groupBy(spanDays)
      .having((eb) => eb(eb.fn.sum('kept'), 'is distinct from', eb.fn.sum('counted'))),
  );
  for (const { starts_day, ends_day, kept, counted } of wrong) {
    findings.add({
      kind: 'span',
      id: `from day ${dayText(starts_day)} to day ${dayText(ends_day)}`,
      place: 'event_span.events',
      found: kept === null ? null : String(kept),
      expected: counted === null ? null : String(counted),
    });
  }
}

const dayText = (day: number) => (day === noBound ? 'unknown' : String(day));

/** Checks the one row of the store, and that the indexes of words were made as this program folds words. */
export function* checkState(sql: Sql, findings: Findings): Program<void> {
  const rows = yield* rowsOf(sql.selectFrom('store_state').select(['only_row', 'fold_version']));
  for (const { fold_version } of rows) {
    if (fold_version === foldVersion) continue;
    const [found, expected] = [String(fold_version), String(foldVersion)];
    findings.add({ kind: 'fold', id: null, place: 'store_state.fold_version', found, expected });
  }
  if (rows.length === 1 && rows[0]?.only_row === 1) return;
  const found = `${rows.length} rows: ${rows.map(({ only_row }) => only_row).join(', ')}`;
  findings.add({ kind: 'file', id: null, place: 'store_state', found, expected: '1 row: 1' });
}
