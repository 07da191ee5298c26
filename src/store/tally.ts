import { kinds, type OwnedKind, ownedKinds, perPlural, type RecordKind } from '../domain/kinds.ts';
import { dayAt } from '../domain/time/calendar.ts';
import type { Sql } from './engine.ts';
import { firstOf, type Program, run } from './program.ts';
import type { Tables } from './schema.ts';
import { statement } from './statement.ts';
import { noBound } from './timeline.ts';

/** Counts that are kept beside the rows, since counting them anew with every write would read them all. */

type SpanCount = Tables['event_span'];
type RecordCount = Tables['dataset_tally'];
type Bounds = Pick<Tables['event'], 'starts_s' | 'ends_s' | 'latest_start_s' | 'earliest_end_s' | 'gaps'>;

const dayOf = (seconds: number) => (Math.abs(seconds) === noBound ? seconds : dayAt(seconds));

/** How many records of a kind there are: all, or those of some datasets. */
export function* tallied(sql: Sql, kind: OwnedKind, datasetIds?: readonly string[]): Program<number> {
  const row = yield* firstOf(
    sql
      .selectFrom('dataset_tally')
      .select(({ fn }) => fn.sum<number | null>(kinds[kind].plural).as('records'))
      .$if(datasetIds !== undefined, (query) => query.where('dataset_id', 'in', datasetIds ?? [])),
  );
  return row?.records ?? 0;
}

/** By how much one write changes the counts. */
export class Tallies {
  readonly #records = new Map<string, RecordCount>();
  readonly #spans = new Map<string, SpanCount>();

  /** A record that came into a dataset, from another one where it was in one; a dataset itself, into itself. */
  record(kind: RecordKind, from: string | null, to: string): void {
    if (kind === 'dataset') this.#of(to);
    if (kind === 'dataset' || from === to) return;
    if (from !== null) this.#of(from)[kinds[kind].plural] -= 1;
    this.#of(to)[kinds[kind].plural] += 1;
  }

  #of(datasetId: string): RecordCount {
    const known = this.#records.get(datasetId);
    if (known !== undefined) return known;
    const none = { dataset_id: datasetId, ...perPlural(() => 0) };
    this.#records.set(datasetId, none);
    return none;
  }

  /** An event that has these bounds now, and had others before where it was there. */
  span(before: Bounds | null, now: Bounds): void {
    if (before !== null) this.#addSpan(before, -1);
    this.#addSpan(now, 1);
  }

  #addSpan({ starts_s, ends_s, latest_start_s, earliest_end_s, gaps }: Bounds, events: number): void {
    // Days do not say all of a time with gaps: those are counted one by one.
    if (gaps === 1) return;
    const days = {
      starts_day: dayOf(starts_s),
      ends_day: dayOf(ends_s),
      latest_start_day: dayOf(latest_start_s),
      earliest_end_day: dayOf(earliest_end_s),
    };
    const key = Object.values(days).join(' ');
    const known = this.#spans.get(key);
    if (known === undefined) this.#spans.set(key, { ...days, events });
    else known.events += events;
  }

  *write(sql: Sql): Program<void> {
    for (const counts of this.#records.values()) {
      yield* run(addRecords(sql, counts.dataset_id, ...countColumns.map((column) => counts[column])));
    }
    for (const { events, ...days } of this.#spans.values()) {
      if (events === 0) continue;
      const values = spanDays.map((column) => days[column]);
      yield* run(addSpan(sql, events, ...values));
      if (events < 0) yield* run(dropEmptySpan(sql, ...values));
    }
  }
}

/** Columns of a dataset's counts, one for each kind. */
export const countColumns = ownedKinds.map((kind) => kinds[kind].plural);

const addRecords = statement((sql: Sql, dataset_id: string, ...counts: readonly number[]) =>
  sql
    .insertInto('dataset_tally')
    .values({ dataset_id, ...perPlural((kind) => counts[ownedKinds.indexOf(kind)] ?? 0) })
    .onConflict((conflict) =>
      conflict
        .column('dataset_id')
        .doUpdateSet((eb) =>
          Object.fromEntries(
            countColumns.map((column) => [
              column,
              eb(`dataset_tally.${column}`, '+', eb.ref(`excluded.${column}`)),
            ]),
          ),
        ),
    ),
);

/** The columns that tell the counts of events by day apart. */
export const spanDays = ['starts_day', 'ends_day', 'latest_start_day', 'earliest_end_day'] as const;

const addSpan = statement((sql: Sql, events: number, ...days: readonly number[]) =>
  sql
    .insertInto('event_span')
    .values({
      ...(Object.fromEntries(spanDays.map((column, index) => [column, days[index] ?? 0])) as Omit<
        SpanCount,
        'events'
      >),
      events,
    })
    .onConflict((conflict) =>
      conflict
        .columns([...spanDays])
        .doUpdateSet((eb) => ({ events: eb('event_span.events', '+', eb.ref('excluded.events')) })),
    ),
);

const dropEmptySpan = statement((sql: Sql, ...days: readonly number[]) =>
  sql
    .deleteFrom('event_span')
    .where((eb) =>
      eb.and([...spanDays.map((column, index) => eb(column, '=', days[index] ?? 0)), eb('events', '=', 0)]),
    ),
);
