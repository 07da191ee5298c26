/**
 * Declares the errors of operations. Each has a stable code. HTTP translates it to a status, the command line to an exit
 * code. No code depends on the message of an error.
 */

/** Explains every error code in one sentence. */
export const errorCodes = {
  invalid_parameter: 'A parameter has a value that is not accepted.',
  unknown_parameter: 'The operation has no parameter of this name.',
  invalid_cursor: 'A cursor is damaged, was altered, or belongs to another query.',
  invalid_record: 'A record, or a file of records, does not fit the model.',
  not_found: 'No record of this kind has this id.',
  store_unusable:
    'The database cannot be opened, is damaged, or has a version that this program does not know.',
  store_busy: 'The database was locked by another process for longer than the waiting time.',
  query_timeout:
    'The query was stopped because it exceeded its time limit, which includes waiting: narrow it, or try again later.',
  overloaded: 'The server has reached its limit of concurrent requests, for this client or for all clients.',
  deadline_exceeded: 'The work was stopped because it exceeded its time limit.',
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** Describes one fault and its place: a parameter, or a JSON Pointer (RFC 6901) into a document. */
export type Fault = {
  /** The query or path parameter with the fault. */
  parameter?: string;
  /** The place in a JSON document, as an RFC 6901 pointer. */
  pointer?: string;
  /** Describes the fault and the expected value in one sentence. */
  detail: string;
  /** A stable code for this fault. */
  code: string;
};

/** An expected failure. The code identifies it, the message explains it, the faults name the places. */
export class ClaimlineError extends Error {
  override readonly name = 'ClaimlineError';
  readonly code: ErrorCode;
  readonly faults: readonly Fault[];

  constructor(code: ErrorCode, message: string, faults: readonly Fault[] = [], cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.faults = faults;
  }
}

/** The message for a damaged database. */
export const damagedText =
  'The database is damaged: restore it from a backup. claimline check says what is wrong with it.';

/**
 * Parses JSON from the store. The store writes only valid JSON, so invalid JSON means a damaged database.
 * @throws ClaimlineError `store_unusable`
 */
export function parsedStored<T>(text: string): T {
  try {
    // The record was checked before it was written.
    return JSON.parse(text) as T;
  } catch (error) {
    throw new ClaimlineError('store_unusable', damagedText, [], error);
  }
}

/** Makes the error for one parameter with an invalid value. */
export function parameterError(parameter: string, detail: string): ClaimlineError {
  return new ClaimlineError('invalid_parameter', detail, [{ parameter, detail, code: 'invalid_parameter' }]);
}
