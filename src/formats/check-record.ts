import type { z } from 'zod';
import type { RecordKind } from '../domain/kinds.ts';
import { recordSchemas, type WrittenRecords } from '../domain/records.ts';
import { issueText } from './issue-text.ts';

/** A valid record with its kind. */
export type KindedRecord = { [K in RecordKind]: { kind: K; record: WrittenRecords[K] } }[RecordKind];

/**
 * A fault at one place of a record, such as `{ path: ['time', 'edtf'], detail: 'must not be empty' }`. `column` is the
 * column of a table that has the value, as its header names it.
 */
export type RecordFault = { path: readonly PropertyKey[]; detail: string; column?: string | undefined };

export type CheckedRecord = { sound: KindedRecord } | { sound: null; faults: RecordFault[] };

/** Checks a value against the schema of its kind. Returns the record, or every fault. */
export function checkRecord(kind: RecordKind, value: unknown): CheckedRecord {
  const schema: z.ZodType = recordSchemas[kind];
  const result = schema.safeParse(value, { reportInput: true });
  // The schema is that of the kind, so that a value that fits is a record of the kind.
  if (result.success) return { sound: { kind, record: result.data } as KindedRecord };
  const faults = result.error.issues.map((issue) => ({ path: issue.path, detail: issueText(issue, schema) }));
  return { sound: null, faults };
}
