import { perKind, recordKinds } from './kinds.ts';
import type { WriteReport } from './store.ts';

export const emptyReport = (): WriteReport =>
  perKind(recordKinds, () => ({ created: 0, updated: 0, unchanged: 0 }));

/** Adds the counts of one report to another. */
export function addReport(sum: WriteReport, part: WriteReport): void {
  for (const kind of recordKinds) {
    for (const outcome of ['created', 'updated', 'unchanged'] as const)
      sum[kind][outcome] += part[kind][outcome];
  }
}

/** Returns the number of records of each kind in a report. */
export const countsIn = (report: WriteReport) =>
  perKind(recordKinds, (kind) => report[kind].created + report[kind].updated + report[kind].unchanged);
