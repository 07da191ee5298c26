import type { ImportPhase, ImportWatcher } from '../actions/import-files.ts';
import { type ImportProblem, warningLine } from '../domain/import-problem.ts';
import { perKind, type RecordKind, recordKinds } from '../domain/kinds.ts';
import { limits } from '../domain/limits.ts';
import type { RecordBatch, WriteReport } from '../domain/store.ts';
import { tableLines } from './table.ts';
import type { Terminal } from './terminal.ts';

/** Prints the phases and the result of an import for people. */

const phaseTexts: Record<ImportPhase, string> = {
  reading: 'Reading',
  checking: 'Checking',
  writing: 'Writing',
};

/** Returns a watcher that shows the current phase of the import of this path. */
export function watcherOf(terminal: Terminal, path: string): ImportWatcher {
  return async (phase) => {
    terminal.phase(`${phaseTexts[phase]} ${path}`);
    // Checking and writing block the event loop, so the text is written out before.
    await new Promise((resume) => setImmediate(resume));
  };
}

type RecordCounts = Record<RecordKind, number>;

export const countsOf = (batch: RecordBatch): RecordCounts =>
  perKind(recordKinds, (kind) => batch[kind]?.length ?? 0);

export const countTable = (counts: RecordCounts): string[] =>
  tableLines(
    ['kind', 'records'],
    recordKinds.map((kind) => [kind, counts[kind]]),
  );

export const nothingWritten = 'No problems found. Nothing was written.';

export const reportTable = (report: WriteReport): string[] =>
  tableLines(
    ['kind', 'created', 'updated', 'unchanged'],
    recordKinds.map((kind) => {
      const { created, updated, unchanged } = report[kind];
      return [kind, created, updated, unchanged];
    }),
  );

/** Shows warnings, which do not stop an import. */
export function noteWarnings(terminal: Terminal, warnings: readonly ImportProblem[]): void {
  const max = limits.reportedProblemsMax;
  for (const warning of warnings.slice(0, max)) terminal.note(warningLine(warning));
  if (warnings.length >= max) terminal.note(`Only the first ${max} warnings are listed.`);
}
