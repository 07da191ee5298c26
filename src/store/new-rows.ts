import type { Insertable } from 'kysely';
import { ownedKinds } from '../domain/kinds.ts';
import type { Dialect, Point, WordsTable } from './engine.ts';
import type { Program } from './program.ts';
import type { Tables } from './schema.ts';
import { insertRows } from './statement.ts';

/**
 * The new rows of one write, put in table by table once all are known: what the rows of one table touch is then at
 * hand for the next, which takes half the time of going from table to table with each record.
 */

/** Tables in an order in which few rows come before what they refer to: only that costs a look back. */
const order = [
  ...ownedKinds,
  'source_author',
  'source_derivation',
  'source_external_id',
  'actor_name',
  'actor_external_id',
  'actor_relation',
  'actor_relation_claim',
  'event_participant',
  'event_relation',
  'event_stretch',
  'event_tag',
  'event_external_id',
  'claim_event',
  'claim_actor',
  'claim_source',
  'claim_attribution',
  'claim_relation',
  'claim_external_id',
  'claim_stretch',
  'evidence',
  'revision',
] as const satisfies readonly (keyof Tables)[];
export type NewTable = (typeof order)[number];

export class NewRows {
  readonly #rows = new Map<NewTable, object[]>();
  readonly #words = new Map<WordsTable, { seq: number; texts: readonly string[] }[]>();
  readonly #points: Point[] = [];

  add<T extends NewTable>(table: T, ...rows: readonly Insertable<Tables[T]>[]): void {
    const held = this.#rows.get(table);
    if (held === undefined) this.#rows.set(table, [...rows]);
    else held.push(...rows);
  }

  addWords(table: WordsTable, seq: number, texts: readonly string[]): void {
    const held = this.#words.get(table);
    if (held === undefined) this.#words.set(table, [{ seq, texts }]);
    else held.push({ seq, texts });
  }

  addPoint(point: Point): void {
    this.#points.push(point);
  }

  /** Adds all rows of tables that others have, but no words and no points. */
  addAll(others: NewRows): void {
    for (const [table, rows] of others.#rows) this.add(table, ...(rows as Insertable<Tables[NewTable]>[]));
  }

  /** The rows of a table. */
  of(table: NewTable): readonly object[] {
    return this.#rows.get(table) ?? [];
  }

  get words(): ReadonlyMap<WordsTable, readonly { seq: number; texts: readonly string[] }[]> {
    return this.#words;
  }

  get points(): readonly Point[] {
    return this.#points;
  }

  *write(dialect: Dialect): Program<void> {
    for (const table of order) {
      // Rows were added as the table's own.
      yield* insertRows(dialect.sql, table, (this.#rows.get(table) ?? []) as Insertable<Tables[NewTable]>[]);
    }
    for (const [table, words] of this.#words) {
      for (const { seq, texts } of words) yield* dialect.indexWords(table, seq, texts);
    }
    for (const point of this.#points) yield* dialect.indexPoint(point);
  }
}
