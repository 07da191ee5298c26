import { ClaimlineError, type ErrorCode, type Fault } from '../../../domain/errors.ts';

/** Messages between the server and a reader process. */

export type ToReader = { job: string; args: readonly unknown[] };

export type FromReader =
  | { kind: 'ready' }
  | { kind: 'result'; result: unknown }
  | { kind: 'error'; error: SentError };

/** An error in transit: of an error's own class, copying keeps no more than its name. */
type SentError = { code: ErrorCode | null; message: string; faults: readonly Fault[]; cause: unknown };

export function sendable(error: unknown): SentError {
  const { code, faults } = error instanceof ClaimlineError ? error : { code: null, faults: [] };
  const { message, cause } = error instanceof Error ? error : { message: String(error), cause: undefined };
  return { code, message, faults, cause: causeText(code === null ? error : cause) };
}

export function revived({ code, message, faults, cause }: SentError): Error {
  return code === null ? new Error(message, { cause }) : new ClaimlineError(code, message, faults, cause);
}

const causeText = (cause: unknown): unknown =>
  cause instanceof Error ? (cause.stack ?? cause.message) : cause;
