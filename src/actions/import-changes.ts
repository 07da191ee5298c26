import { type RecordKind, recordKinds } from '../domain/kinds.ts';
import { type MemberChange, memberChanges } from '../domain/member-changes.ts';
import type { RecordBatch, RecordChange, WriteReport } from '../domain/store.ts';
import { emptyReport } from '../domain/write-report.ts';
import type { RecordFault } from '../formats/check-record.ts';

/** Tells what an import changes, or would change. */

/** A record that an import creates or updates, with the members that differ; a new record has none listed. */
export type ListedChange = {
  outcome: 'created' | 'updated';
  kind: RecordKind;
  id: string;
  members: MemberChange[];
};

export const listedChange = ({ kind, id, before, after }: RecordChange): ListedChange =>
  before === null
    ? { outcome: 'created', kind, id, members: [] }
    : { outcome: 'updated', kind, id, members: memberChanges(before, after) };

/** Counts what a write of a batch would do, from its comparison with the store. */
export function reportOf(batch: RecordBatch, changes: readonly RecordChange[]): WriteReport {
  const report = emptyReport();
  for (const kind of recordKinds) report[kind].unchanged = batch[kind]?.length ?? 0;
  for (const { kind, before } of changes) {
    report[kind].unchanged -= 1;
    report[kind][before === null ? 'created' : 'updated'] += 1;
  }
  return report;
}

/** Returns the warning that a record goes back to an earlier version of itself: the input is probably an old copy. */
export function earlierWarnings(change: RecordChange): RecordFault[] {
  if (change.before === null || change.earlier === null) return [];
  const { version, recordedAt } = change.earlier;
  const detail =
    `goes back to version ${version} of the record, of ${recordedAt}, from version ${change.version}: ` +
    'is the input older than the database?';
  return [{ path: [], detail }];
}
