import { ClaimlineError } from './errors.ts';
import { limits } from './limits.ts';

/** One thing that is wrong with a file of records, and where. */
export type ImportProblem = {
  /** Name of the file. */
  file: string;
  /** The line, counted from 1, in a file of one record a line. */
  line?: number;
  /** The record at fault, as kind and id, such as `claim isis-claims-responsibility`; null for the file itself. */
  record: string | null;
  /** The place in the file, or in the record of the line, as an RFC 6901 pointer; empty for the whole. */
  pointer: string;
  /** What is wrong and what was expected. */
  detail: string;
};

export function problemLine({ file, line, record, pointer, detail }: ImportProblem): string {
  const where = [line === undefined ? file : `${file}:${line}`, pointer]
    .filter((part) => part !== '')
    .join('#');
  return `${where}${record === null ? '' : ` (${record})`}: ${detail}`;
}

/** Files that cannot be taken in, with everything that is wrong with them. */
export class ImportRefused extends ClaimlineError {
  readonly problems: readonly ImportProblem[];

  constructor(problems: readonly ImportProblem[]) {
    const listed = problems.slice(0, limits.reportedProblemsMax);
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super(
      'invalid_record',
      `${count} found; nothing was taken in.`,
      listed.map((problem) => ({
        pointer: problem.pointer,
        detail: problemLine(problem),
        code: 'invalid_record',
      })),
    );
    this.problems = listed;
  }
}
