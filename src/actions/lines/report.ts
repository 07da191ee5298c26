import { ClaimlineError, type ErrorCode } from '../../domain/errors.ts';
import { type ImportProblem, problemLine } from '../../domain/import-problem.ts';
import { jsonPointer } from '../../domain/json-pointer.ts';
import type { RecordKind } from '../../domain/kinds.ts';
import { limits } from '../../domain/limits.ts';
import type { WriteReport } from '../../domain/store.ts';
import { addReport, countsIn, emptyReport } from '../../domain/write-report.ts';
import type { BadLine } from '../../formats/read-line.ts';

/** Counts of an import by lines, and its first problems. */
export type LineReport = {
  /** Imported records by kind. A record that is already there with the same contents counts as unchanged. */
  records: WriteReport;
  /** The last line that was read. */
  lines: number;
  badLines: number;
  /** Faults of bad lines: the first ones, at most `limits.reportedProblemsMax`. */
  problems: ImportProblem[];
  /** Records that wait for other records; 0 after a complete import. */
  waiting: number;
};

export const newReport = (): LineReport => ({
  records: emptyReport(),
  lines: 0,
  badLines: 0,
  problems: [],
  waiting: 0,
});

export function addWritten(report: LineReport, written: WriteReport): void {
  addReport(report.records, written);
}

export function addRepeated(report: LineReport, kind: RecordKind): void {
  report.records[kind].unchanged += 1;
}

const problemsOf = (file: string, { line, record, faults }: BadLine): ImportProblem[] =>
  faults.map(({ path, detail }) => ({ file, line, record, pointer: jsonPointer(path), detail }));

export function addBad(report: LineReport, file: string, bad: BadLine): void {
  report.badLines += 1;
  const room = limits.reportedProblemsMax - report.problems.length;
  if (room > 0) report.problems.push(...problemsOf(file, bad).slice(0, room));
}

const recordsIn = ({ records }: LineReport): number =>
  Object.values(countsIn(records)).reduce((sum, count) => sum + count);

/** An import by lines that ended early. Imported records stay, and running the same import again continues it. */
export class ImportStopped extends ClaimlineError {
  readonly report: LineReport;

  /** @param reason the cause, as a sentence */
  constructor(code: ErrorCode, reason: string, report: LineReport, isDry: boolean, cause?: unknown) {
    super(code, `${reason} ${isDry ? 'Nothing was written.' : standing(report)}`, [], cause);
    this.report = report;
  }
}

function standing(report: LineReport): string {
  const imported = `${recordsIn(report)} records of ${report.lines} lines were imported and stay`;
  const waiting =
    report.waiting === 0
      ? ''
      : `; ${report.waiting} more wait for records of later lines and were not imported`;
  return `${imported}${waiting}. Run the same import again to continue.`;
}

/** Returns the first problem as a sentence: the reason for an import to stop. */
export const badLineText = ({ problems: [problem] }: LineReport): string =>
  problem === undefined ? 'A line is bad.' : `${problemLine(problem)}.`;
