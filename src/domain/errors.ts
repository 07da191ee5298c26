/**
 * The few ways an operation can fail, told by a stable code. Rooms further out translate a code (to an HTTP
 * status, to an exit code); nobody tells errors apart by their message.
 */

/** What every error code means, in one sentence a person can act on. */
export const errorCodes = {
  invalid_parameter: 'A parameter has a value that is outside what it accepts.',
  unknown_parameter: 'A parameter is not one of those the operation knows.',
  invalid_cursor: 'A cursor is damaged, was altered, or belongs to another query.',
  invalid_record: 'A record, or a file of records, does not fit the model.',
  not_found: 'No record of that kind has that id.',
  store_unusable: 'The database cannot be opened, is damaged, or is of a version this program does not know.',
  store_busy: 'The database stayed locked by another process past the waiting time.',
  query_timeout:
    'The query was stopped because it took longer than one may, waiting included: narrow it, or try again later.',
  overloaded: 'The server is working on as many requests as it takes at a time, of this client or of all.',
  deadline_exceeded: 'The work was stopped because it took longer than it may.',
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** One thing that is wrong, and where: a query parameter, or a JSON Pointer (RFC 6901) into a document. */
export type Fault = {
  /** The query or path parameter at fault. */
  parameter?: string;
  /** The place in a JSON document, as an RFC 6901 pointer. */
  pointer?: string;
  /** What is wrong and what was expected, as one sentence. */
  detail: string;
  /** A stable code for this fault. */
  code: string;
};

/** An expected failure: its code says which, its message says what to do, its faults say where. */
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

/** What to do about a database of which a part is not what was written. */
export const damagedText =
  'The database is damaged: restore it from a backup. claimline check says what is wrong with it.';

/**
 * Reads JSON that the store gave. What was written was valid, so that what is not valid was changed since.
 * @throws ClaimlineError `store_unusable`
 */
export function parsedStored<T>(text: string): T {
  try {
    // What stands in a store was checked when it was written.
    return JSON.parse(text) as T;
  } catch (error) {
    throw new ClaimlineError('store_unusable', damagedText, [], error);
  }
}

/** A single parameter is wrong. */
export function parameterError(parameter: string, detail: string): ClaimlineError {
  return new ClaimlineError('invalid_parameter', detail, [{ parameter, detail, code: 'invalid_parameter' }]);
}
