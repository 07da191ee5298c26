import { ClaimlineError } from './errors.ts';
import { limits } from './limits.ts';

/** Describes one problem of an imported file and its place. */
export type ImportProblem = {
  /** Name of the file. */
  file: string;
  /** The line, counted from 1; only in NDJSON and CSV. */
  line?: number;
  /** The column as the header names it; only in CSV. */
  column?: string;
  /** The kind and id of the record, such as `claim isis-claims-responsibility`; null for a problem of the whole file. */
  record: string | null;
  /** The place as an RFC 6901 pointer into the file, or into the record of the line; empty for the whole. */
  pointer: string;
  /** Describes the problem and the expected value. */
  detail: string;
};

export function problemLine({ file, line, column, record, pointer, detail }: ImportProblem): string {
  const where = [line === undefined ? file : `${file}:${line}`, pointer]
    .filter((part) => part !== '')
    .join('#');
  const inColumn = column === undefined ? '' : `column ${JSON.stringify(column)}: `;
  return `${where}${record === null ? '' : ` (${record})`}: ${inColumn}${detail}`;
}

/** Returns a probable slip as a line for people. */
export const warningLine = (warning: ImportProblem): string => `Warning: ${problemLine(warning)}`;

/** Reports files that cannot be imported, with all of their problems. */
export class ImportRefused extends ClaimlineError {
  readonly problems: readonly ImportProblem[];
  /** Probable slips in the records without faults. */
  readonly warnings: readonly ImportProblem[];

  constructor(problems: readonly ImportProblem[], warnings: readonly ImportProblem[] = []) {
    const listed = problems.slice(0, limits.reportedProblemsMax);
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super(
      'invalid_record',
      `${count} found. Nothing was written.`,
      listed.map((problem) => ({
        pointer: problem.pointer,
        detail: problemLine(problem),
        code: 'invalid_record',
      })),
    );
    this.problems = listed;
    this.warnings = warnings.slice(0, limits.reportedProblemsMax);
  }
}
