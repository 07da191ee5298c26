import { ClaimlineError, type ErrorCode } from '../../domain/errors.ts';
import { type ImportProblem, problemLine } from '../../domain/import-problem.ts';
import { jsonPointer } from '../../domain/json-pointer.ts';
import type { RecordKind } from '../../domain/kinds.ts';
import { limits } from '../../domain/limits.ts';
import type { WriteReport } from '../../domain/store.ts';
import { addReport, countsIn, emptyReport } from '../../domain/write-report.ts';
import type { BadLine } from '../../formats/read-line.ts';

/** What an import by lines has come to. */
export type LineReport = {
  /** What was taken in; a record given again as it was counts as unchanged. */
  records: WriteReport;
  /** The last line that was read. */
  lines: number;
  badLines: number;
  /** What is wrong with bad lines: the first ones, at most `limits.reportedProblemsMax`. */
  problems: ImportProblem[];
  /** Records that wait for others; none once an import has come to its end. */
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

/** An import by lines that ended before its time. What was taken in stays, and the same import again goes on. */
export class ImportStopped extends ClaimlineError {
  readonly report: LineReport;

  /** @param reason why it ended, as a sentence */
  constructor(code: ErrorCode, reason: string, report: LineReport, isDry: boolean, cause?: unknown) {
    super(code, `${reason} ${isDry ? 'Nothing was written.' : standing(report)}`, [], cause);
    this.report = report;
  }
}

function standing(report: LineReport): string {
  const taken = `${recordsIn(report)} records of ${report.lines} lines were taken in, and stay`;
  const waiting =
    report.waiting === 0
      ? ''
      : `; ${report.waiting} more wait for records of later lines, and were not taken in`;
  return `${taken}${waiting}. The same import again goes on from there.`;
}

/** Why a bad line ends an import. */
export const badLineText = ({ problems: [problem] }: LineReport): string =>
  problem === undefined ? 'A line is bad.' : `${problemLine(problem)}.`;
