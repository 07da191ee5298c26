import { type DatasetInput, type DatasetSummary, renderDataset } from '../domain/dataset.ts';
import { perPlural } from '../domain/kinds.ts';
import type { RecordStamps } from '../domain/primitives.ts';
import type { PageRequest } from '../domain/query.ts';
import type { Page } from '../domain/store.ts';
import { dayAt, dayText } from '../domain/time/calendar.ts';
import type { Sql } from './engine.ts';
import { pageOf, sortKey } from './keyset.ts';
import { firstOf, type Program, rowsOf, run } from './program.ts';
import { rendered } from './rows.ts';
import type { Tables } from './schema.ts';
import { countColumns } from './tally.ts';
import { noBound } from './timeline.ts';

/** Datasets: their rows, their list, and what they hold. */

/** Writes a dataset's row; the records it sums up must be counted already. */
export function* writeDataset(sql: Sql, input: DatasetInput, stamps: RecordStamps): Program<void> {
  const { id, ...columns } = yield* datasetRow(sql, input, stamps);
  yield* run(
    sql
      .insertInto('dataset')
      .values({ id, ...columns })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(columns)),
  );
}

/** The row of a dataset, with what it sums up as it is counted now. */
export function* datasetRow(sql: Sql, input: DatasetInput, stamps: RecordStamps): Program<Tables['dataset']> {
  const summary = yield* summaryOf(sql, input.id);
  return {
    id: input.id,
    title: input.title,
    licence: input.licence,
    description: input.description ?? null,
    origin: input.origin ?? null,
    url: input.url ?? null,
    lang: input.lang ?? null,
    time_zone: input.timeZone ?? null,
    version: stamps.version,
    recorded_at: stamps.recordedAt,
    updated_at: stamps.updatedAt,
    ...rendered(renderDataset(input, stamps, summary)),
  };
}

function* summaryOf(sql: Sql, datasetId: string): Program<DatasetSummary> {
  const counts = yield* firstOf(
    sql.selectFrom('dataset_tally').select(countColumns).where('dataset_id', '=', datasetId),
  );
  const of = sql.selectFrom('event').where('dataset_id', '=', datasetId);
  const first = yield* firstOf(
    of.select((eb) => eb.fn.min<number | null>('starts_s').as('at')).where('starts_s', '<', noBound),
  );
  const last = yield* firstOf(
    of.select((eb) => eb.fn.max<number | null>('ends_s').as('at')).where('ends_s', '<', noBound),
  );
  const none = perPlural(() => 0);
  return { counts: counts ?? none, earliest: dateOf(first?.at ?? null), latest: dateOf(last?.at ?? null) };
}

/** The day that an instant falls on in UTC. */
const dateOf = (seconds: number | null) => (seconds === null ? null : dayText(dayAt(seconds)));

export function* countDatasets(sql: Sql): Program<number> {
  const row = yield* firstOf(
    sql.selectFrom('dataset').select(({ fn }) => fn.countAll<number>().as('datasets')),
  );
  return row?.datasets ?? 0;
}

export function* listDatasets(sql: Sql, page: PageRequest): Program<Page> {
  const after = page.after === undefined ? undefined : sortKey(page.after, ['string'])[0];
  const rows = yield* rowsOf(
    sql
      .selectFrom('dataset')
      .select(['id', 'body'])
      .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
      .orderBy('id')
      .limit(page.limit + 1),
  );
  return pageOf(rows, page.limit, (row) => [row.id]);
}
