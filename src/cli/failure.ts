import { badLineText, ImportStopped } from '../actions/lines/report.ts';
import { faultLine, SettingsError } from '../config.ts';
import { ClaimlineError, type ErrorCode, type Fault } from '../domain/errors.ts';
import { ImportRefused, problemLine, warningLine } from '../domain/import-problem.ts';
import { limits } from '../domain/limits.ts';
import { TimeError } from '../domain/time/time-error.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';

/** Turns failures into messages for people and documents for programs. */

/** The error codes of the command line, in addition to those of the domain. */
export type CliErrorCode =
  | 'invalid_usage'
  | 'invalid_setting'
  | 'unreadable_file'
  | 'unwritable_file'
  | 'cannot_listen'
  | 'worker_failed'
  | 'generator_failed'
  | 'interrupted'
  | 'internal';

/** A failure that only the command line can have. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: CliErrorCode;

  constructor(code: CliErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

export type Failure = {
  exitCode: ExitCode;
  /** The JSON document that `--json` prints. */
  document: { error: { code: CliErrorCode | ErrorCode; message: string } & Record<string, unknown> };
  /** The lines for people: the message, then one line for each fault. */
  lines: string[];
};

const exitCodeOf: Record<CliErrorCode | ErrorCode, ExitCode> = {
  invalid_usage: exitCodes.usage,
  invalid_setting: exitCodes.usage,
  unreadable_file: exitCodes.failed,
  unwritable_file: exitCodes.surroundings,
  cannot_listen: exitCodes.surroundings,
  worker_failed: exitCodes.surroundings,
  generator_failed: exitCodes.failed,
  interrupted: exitCodes.failed,
  internal: exitCodes.internal,
  invalid_parameter: exitCodes.failed,
  unknown_parameter: exitCodes.failed,
  invalid_cursor: exitCodes.failed,
  invalid_record: exitCodes.failed,
  not_found: exitCodes.failed,
  store_unusable: exitCodes.surroundings,
  store_busy: exitCodes.surroundings,
  query_timeout: exitCodes.failed,
  overloaded: exitCodes.failed,
  deadline_exceeded: exitCodes.failed,
};

function failure(
  code: CliErrorCode | ErrorCode,
  message: string,
  details: readonly string[] = [],
  more: object = {},
): Failure {
  return {
    exitCode: exitCodeOf[code],
    document: { error: { code, message, ...more } },
    lines: [message, ...details.map((detail) => `  ${detail}`)],
  };
}

/** Turns any thrown value into a failure. `withStack` adds the stack of an unexpected error. */
export function failureOf(error: unknown, withStack: boolean): Failure {
  if (error instanceof ImportRefused) return refusedImport(error);
  if (error instanceof ImportStopped) return stoppedImport(error);
  if (error instanceof ClaimlineError) return known(error);
  if (error instanceof TimeError) return unreadableTime(error);
  if (error instanceof CliError) return failure(error.code, error.message);
  if (error instanceof SettingsError) {
    const faults = error.faults.map((fault) => ({ ...fault, detail: faultLine(fault) }));
    return failure('invalid_setting', error.message, error.faults.map(faultLine), { faults });
  }
  const reason = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error && withStack ? (error.stack ?? '').split('\n') : [];
  const hint = withStack ? [] : ['LOG_LEVEL=debug shows the stack trace.'];
  return failure('internal', `An error in the program itself: ${reason}`, [...stack, ...hint]);
}

function refusedImport(error: ImportRefused): Failure {
  const details = error.problems.map(problemLine);
  const listed = limits.reportedProblemsMax;
  if (details.length === listed) details.push(`Only the first ${listed} are listed.`);
  const { problems, warnings } = error;
  return failure(error.code, error.message, [...details, ...warnings.map(warningLine)], {
    problems,
    warnings,
  });
}

const badLineAdvice =
  'claimline validate, and --dry-run without --on-error, list the problems of all lines; --on-error skip leaves bad lines out.';

/** Describes a stopped import: the reason, then all other problems and warnings, and last the outcome. */
function stoppedImport({ code, message, reason, outcome, report }: ImportStopped): Failure {
  const { records, lines, badLines, dependentLines, problems, warnings, waiting } = report;
  const isBadLine = problems.length > 0 && reason === badLineText(report);
  const others = [...problems.slice(isBadLine ? 1 : 0).map(problemLine), ...warnings.map(warningLine)];
  const more = { records, lines, badLines, dependentLines, problems, warnings, waiting };
  const advice = isBadLine ? [badLineAdvice] : [];
  if (others.length === 0) return withLast(failure(code, message, [], more), advice);
  const told = failure(code, reason, others, { ...more, message });
  return withLast(told, [outcome, ...advice]);
}

/** Adds lines that are no faults. */
const withLast = (told: Failure, last: readonly string[]): Failure => ({
  ...told,
  lines: [...told.lines, ...last],
});

function known(error: ClaimlineError): Failure {
  const details = error.faults.map(({ detail }) => detail).filter((detail) => detail !== error.message);
  return failure(error.code, error.message, details, { faults: error.faults });
}

/** Describes an unreadable time. Shows the expression with the wrong part underlined. */
function unreadableTime(error: TimeError): Failure {
  const { expression, part, offset, problem, expected } = error;
  const parameter = error.parameter ?? 'edtf';
  const fault: Fault & object = { parameter, detail: error.message, code: 'invalid_parameter' };
  const underlined = part !== '' && !/[\s\p{C}]/u.test(expression) && expression.length <= 80;
  const marks = [expression, `${' '.repeat(offset)}${'^'.repeat(Math.max(1, part.length))}`];
  return failure('invalid_parameter', error.message, underlined ? marks : [], {
    faults: [fault],
    time: { expression, part, offset, problem, expected },
  });
}
