import type { z } from 'zod';
import type { RecordKind } from '../domain/kinds.ts';
import { recordSchemas, type WrittenRecords } from '../domain/records.ts';
import { issueText } from './issue-text.ts';

/** A record with its kind. */
export type KindedRecord = { [K in RecordKind]: { kind: K; record: WrittenRecords[K] } }[RecordKind];

/** What is wrong at one place of a record. */
export type RecordFault = { path: readonly PropertyKey[]; detail: string };

export type CheckedRecord = { sound: KindedRecord } | { sound: null; faults: RecordFault[] };

/** Checks a value against the model of its kind. */
export function checkRecord(kind: RecordKind, value: unknown): CheckedRecord {
  const schema: z.ZodType = recordSchemas[kind];
  const result = schema.safeParse(value, { reportInput: true });
  // The schema is the one of the kind, so what it let through is the kind's record.
  if (result.success) return { sound: { kind, record: result.data } as KindedRecord };
  const faults = result.error.issues.map((issue) => ({ path: issue.path, detail: issueText(issue, schema) }));
  return { sound: null, faults };
}

/** What a value that may be a record is called. */
export function labelOf(kind: RecordKind, value: unknown): string {
  const hasId = typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
  return `${kind} ${hasId ? value.id : 'without an id'}`;
}
