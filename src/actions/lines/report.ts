import { ClaimlineError, type ErrorCode } from '../../domain/errors.ts';
import { type ImportProblem, problemLine } from '../../domain/import-problem.ts';
import { jsonPointer } from '../../domain/json-pointer.ts';
import type { RecordKind } from '../../domain/kinds.ts';
import { limits } from '../../domain/limits.ts';
import type { WriteReport } from '../../domain/store.ts';
import { addReport, countsIn, emptyReport } from '../../domain/write-report.ts';
import type { RecordFault } from '../../formats/check-record.ts';
import type { BadLine, SoundLine } from '../../formats/read-line.ts';
import { labelOf } from '../../formats/record-label.ts';

/** Counts of an import by lines, and its first problems. */
export type LineReport = {
  /** Imported records by kind. A record that is already there with the same contents counts as unchanged. */
  records: WriteReport;
  /** The last line that was read. */
  lines: number;
  badLines: number;
  /** Number of bad lines whose only fault is that they refer to records of other bad lines. */
  dependentLines: number;
  /** Faults of the other bad lines: the first ones, at most `limits.reportedProblemsMax`. */
  problems: ImportProblem[];
  /** Probable slips in imported records: the first ones, at most `limits.reportedProblemsMax`. */
  warnings: ImportProblem[];
  /** Records that wait for other records; 0 after a complete import. */
  waiting: number;
};

export const newReport = (): LineReport => ({
  records: emptyReport(),
  lines: 0,
  badLines: 0,
  dependentLines: 0,
  problems: [],
  warnings: [],
  waiting: 0,
});

export function addWritten(report: LineReport, written: WriteReport): void {
  addReport(report.records, written);
}

export function addRepeated(report: LineReport, kind: RecordKind): void {
  report.records[kind].unchanged += 1;
}

const problemsOf = (
  file: string,
  { line, record, faults }: Pick<BadLine, 'line' | 'record' | 'faults'>,
): ImportProblem[] =>
  faults.map(({ path, detail, column }) => {
    return { file, line, ...(column && { column }), record, pointer: jsonPointer(path), detail };
  });

export function addBad(report: LineReport, file: string, bad: BadLine): void {
  report.badLines += 1;
  if (bad.isDependent === true) {
    report.dependentLines += 1;
    return;
  }
  addUpToMax(report.problems, problemsOf(file, bad));
}

export function addWarnings(
  report: LineReport,
  file: string,
  line: SoundLine,
  faults: readonly RecordFault[],
): void {
  addUpToMax(
    report.warnings,
    problemsOf(file, { line: line.line, record: labelOf(line.kind, line.record), faults }),
  );
}

function addUpToMax(listed: ImportProblem[], more: readonly ImportProblem[]): void {
  const room = limits.reportedProblemsMax - listed.length;
  if (room > 0) listed.push(...more.slice(0, room));
}

const recordsIn = ({ records }: LineReport): number =>
  Object.values(countsIn(records)).reduce((sum, count) => sum + count);

/** An import by lines that ended early. Imported records stay, and the next import of the same input leaves them unchanged. */
export class ImportStopped extends ClaimlineError {
  readonly report: LineReport;
  /** The cause, as a sentence. */
  readonly reason: string;
  /** Tells what stays and what to do next. The message is the reason and the outcome. */
  readonly outcome: string;

  constructor(code: ErrorCode, reason: string, report: LineReport, isDry: boolean, cause?: unknown) {
    const outcome = `${isDry ? 'Nothing was written.' : standing(report)} ${adviceFor(code)}`;
    super(code, `${reason} ${outcome}`, [], cause);
    this.report = report;
    this.reason = reason;
    this.outcome = outcome;
  }
}

/** Returns the next step: input with a fault would stop at the same place again. */
const adviceFor = (code: ErrorCode): string =>
  code === 'invalid_record'
    ? 'Correct the input and import it again.'
    : 'Run the same import again to continue.';

function standing(report: LineReport): string {
  const count = recordsIn(report);
  if (count === 0 && report.waiting === 0) return 'Nothing was imported.';
  const imported =
    count === 1 ? '1 record was imported and stays' : `${count} records were imported and stay`;
  if (report.waiting === 0) return `${imported}.`;
  const waiting =
    report.waiting === 1
      ? '1 that refers to a missing record was not imported'
      : `${report.waiting} that refer to missing records were not imported`;
  return `${imported}; ${waiting}.`;
}

/** Returns the first problem as a sentence: the reason for an import to stop. Some details end with a full stop already. */
export const badLineText = ({ problems: [problem] }: LineReport): string =>
  problem === undefined ? 'A line is bad.' : problemLine(problem).replace(/[^.]$/, '$&.');
