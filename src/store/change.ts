import type { RecordKind, WrittenRecords } from '../domain/dataset-file.ts';
import type { RecordStamps } from '../domain/primitives.ts';

/** A record's next version: one shape for each kind, so that the kind tells the record's type. */
export type Change = {
  [K in RecordKind]: { kind: K; record: WrittenRecords[K]; stamps: RecordStamps };
}[RecordKind];
