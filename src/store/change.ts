import type { RecordKind } from '../domain/kinds.ts';
import type { RecordStamps } from '../domain/primitives.ts';
import type { WrittenRecords } from '../domain/records.ts';
import type { Dialect } from './engine.ts';
import type { Expectation } from './expectation.ts';
import type { NewRows } from './new-rows.ts';
import type { Place, Places } from './sequence.ts';
import type { Tallies } from './tally.ts';

/** The row that a record had before a write. */
type Held = Place & { datasetId: string };

export type ChangeOf<K extends RecordKind> = {
  kind: K;
  record: WrittenRecords[K];
  /** The record as JSON. */
  text: string;
  stamps: RecordStamps;
  /** Null for a record that is new. */
  held: Held | null;
};
/** A record's next version: one shape for each kind, so that the kind tells the record's type. */
export type Change = { [K in RecordKind]: ChangeOf<K> }[RecordKind];

/** What the records of one write share. */
export type Writing = {
  dialect: Dialect;
  sequence: Places;
  tallies: Tallies;
  expected: Pick<Expectation, 'claim' | 'event'>;
  rows: NewRows;
};

export const changesTo = <K extends RecordKind>(changes: readonly Change[], kind: K): ChangeOf<K>[] =>
  // TypeScript does not see that the kind tells which of the shapes it is.
  changes.filter((change) => change.kind === kind) as unknown as ChangeOf<K>[];
