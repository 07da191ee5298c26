import type { RecordKind, WrittenRecords } from '../domain/dataset-file.ts';
import type { RecordStamps } from '../domain/primitives.ts';
import type { Dialect } from './engine.ts';
import type { Place, Sequence } from './sequence.ts';
import type { Tallies } from './tally.ts';

/** The row that a record had before a write. */
type Held = Place & { datasetId: string };

/** A record's next version: one shape for each kind, so that the kind tells the record's type. */
export type Change = {
  [K in RecordKind]: ChangeOf<K>;
}[RecordKind];
export type ChangeOf<K extends RecordKind> = {
  kind: K;
  record: WrittenRecords[K];
  stamps: RecordStamps;
  /** Null for a record that is new. */
  held: Held | null;
};

/** What the records of one write share. */
export type Writing = { dialect: Dialect; sequence: Sequence; tallies: Tallies };
