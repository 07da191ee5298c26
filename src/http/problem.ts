import { z } from 'zod';
import { ClaimlineError, type ErrorCode, errorCodes, type Fault } from '../domain/errors.ts';

/** Problem details (RFC 9457): the shape of every error response, and the map from error code to status. */

/** Describes one code: its HTTP status, a title of a few words, and one or two sentences. */
export type ProblemKind = { status: number; title: string; description: string };

/** The errors of the domain. Most descriptions come from the domain too. */
const domainKinds: Record<ErrorCode, ProblemKind> = {
  invalid_parameter: kind(400, 'Invalid parameter', errorCodes.invalid_parameter),
  unknown_parameter: kind(400, 'Unknown parameter', errorCodes.unknown_parameter),
  invalid_cursor: kind(400, 'Invalid cursor', errorCodes.invalid_cursor),
  invalid_record: kind(422, 'Invalid record', errorCodes.invalid_record),
  not_found: kind(404, 'Not found', 'The path does not exist, or no record of that kind has that id.'),
  store_unusable: kind(503, 'Store unusable', errorCodes.store_unusable),
  store_busy: kind(503, 'Store busy', errorCodes.store_busy),
  query_timeout: kind(503, 'Query timeout', errorCodes.query_timeout),
  overloaded: kind(503, 'Overloaded', errorCodes.overloaded),
  deadline_exceeded: kind(503, 'Deadline exceeded', errorCodes.deadline_exceeded),
};

/** The errors that exist only in HTTP. */
const httpKinds = {
  malformed_request: kind(400, 'Malformed request', 'The request, its URL or its text is malformed.'),
  method_not_allowed: kind(
    405,
    'Method not allowed',
    'The path does not allow this method. The Allow header lists the methods that it allows.',
  ),
  not_acceptable: kind(406, 'Not acceptable', 'The Accept header excludes the media type of the response.'),
  request_timeout: kind(408, 'Request timeout', 'The whole request did not arrive within the time limit.'),
  payload_too_large: kind(413, 'Payload too large', 'The request body is larger than the limit.'),
  uri_too_long: kind(414, 'URI too long', 'The URL, or one segment of its path, is longer than the limit.'),
  unsupported_media_type: kind(
    415,
    'Unsupported media type',
    'The operation does not accept the media type, character set or encoding of the request body.',
  ),
  misdirected_request: kind(
    421,
    'Misdirected request',
    'The Host header names a host that is not listed in ALLOWED_HOSTS.',
  ),
  header_too_large: kind(431, 'Header too large', 'The header section is larger than the limit.'),
  unsupported_transfer_coding: kind(
    501,
    'Unsupported transfer coding',
    'The request body has a transfer coding other than `chunked`.',
  ),
  shutting_down: kind(503, 'Shutting down', 'The server is stopping and takes no new requests.'),
  unsupported_http_version: kind(
    505,
    'Unsupported HTTP version',
    'The server supports HTTP/1.1 and HTTP/1.0.',
  ),
  internal: kind(
    500,
    'Internal error',
    'An unexpected error. The server log has its cause under the `instance` of the response.',
  ),
};

export type ProblemCode = ErrorCode | keyof typeof httpKinds;

/** Every problem code, with its status, title and description. */
export const problemKinds: Readonly<Record<ProblemCode, ProblemKind>> = { ...domainKinds, ...httpKinds };

function kind(status: number, title: string, description: string): ProblemKind {
  return { status, title, description };
}

/** Tells if a text is a problem code. */
export const isProblemCode = (text: string): text is ProblemCode => Object.hasOwn(problemKinds, text);

/** All problem codes, in the order of the documentation. */
export const problemCodes: readonly ProblemCode[] = Object.keys(problemKinds).filter(isProblemCode);

const codeLines = problemCodes.map((code) => {
  const { status, description } = problemKinds[code];
  return `- \`${code}\` (${status}): ${description}`;
});

export const ProblemCodeSchema = z.enum(problemCodes).meta({
  id: 'ProblemCode',
  description: `Stable code of the error. Later versions may add codes.\n\n${codeLines.join('\n')}`,
  examples: ['invalid_parameter'],
});

const ProblemFault = z
  .object({
    parameter: z
      .string()
      .optional()
      .meta({ description: 'The query or path parameter at fault.', examples: ['limit'] }),
    pointer: z
      .string()
      .optional()
      .meta({
        description: 'Place of the fault in a document, as a JSON Pointer (RFC 6901).',
        examples: ['/id'],
      }),
    detail: z.string().meta({
      description: 'The fault and the expected value, in one sentence.',
      examples: ['limit must be a whole number from 1 to 200; got "0".'],
    }),
    code: z.string().meta({ description: 'A stable code for this fault.', examples: ['invalid_parameter'] }),
  })
  .meta({
    id: 'ProblemFault',
    description: 'One fault of a request with its place.',
    examples: [
      {
        parameter: 'limit',
        detail: 'limit must be a whole number from 1 to 200; got "0".',
        code: 'invalid_parameter',
      },
    ],
  });

export const Problem = z
  .object({
    type: z.string().meta({
      description:
        'URL of the explanation: `/problems/` and the code. It begins with the public address of the server if it has one, otherwise it is relative to the server.',
      examples: ['/problems/invalid_parameter'],
    }),
    title: z
      .string()
      .meta({ description: 'The problem type in a few words.', examples: ['Invalid parameter'] }),
    status: z
      .int()
      .min(400)
      .max(599)
      .meta({ description: 'The HTTP status code.', examples: [400] }),
    detail: z.string().meta({
      description: 'The fault of this request and how to correct it.',
      examples: ['limit must be a whole number from 1 to 200; got "0".'],
    }),
    instance: z.string().meta({
      description: 'Id of this error as a URN. The server log has the same id.',
      examples: ['urn:uuid:2f9a1e0c-6f2f-4b8e-9d5c-3a1f0b7c9e21'],
    }),
    code: ProblemCodeSchema,
    errors: z.array(ProblemFault).meta({
      description: 'The faults that were found, at most 20. Empty if the error has no single faults.',
    }),
  })
  .meta({ id: 'Problem', description: 'An error response: problem details (RFC 9457).' });
export type Problem = z.infer<typeof Problem>;

/** Seconds that a client should wait before it sends the request again (RFC 9110 §10.2.3). */
const retryAfterSeconds: Partial<Record<ProblemCode, number>> = {
  store_busy: 1,
  query_timeout: 5,
  deadline_exceeded: 5,
  overloaded: 1,
};

/** An error of the HTTP layer. `headers` are added to the response, for example `Allow` to a 405. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly code: ProblemCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    this.code = code;
    this.headers = headers;
  }
}

/** Returns the code of any thrown value. */
export const codeOf = (error: unknown): ProblemCode =>
  error instanceof HttpProblem || error instanceof ClaimlineError ? error.code : 'internal';

/** A rendered error response. */
export type ProblemResponse = { status: number; headers: Record<string, string>; body: string };

/**
 * Describes any thrown value to a client. An unexpected error or a server error (5xx) of the domain has only the general
 * description, because its message may contain SQL, paths or a driver's text. The messages of the HTTP layer and of
 * `deadline_exceeded` are sent, because they are always the program's own.
 * @param publicUrl address that people reach the server under; empty for a `type` relative to the server
 */
export function describeProblem(error: unknown, requestId: string, publicUrl = ''): Problem {
  const known = error instanceof HttpProblem || error instanceof ClaimlineError;
  const code = codeOf(error);
  const { status, title, description } = problemKinds[code];
  const isOwnText = error instanceof HttpProblem || status < 500 || code === 'deadline_exceeded';
  return {
    type: `${publicUrl}/problems/${code}`,
    title,
    status,
    detail: known && isOwnText && error.message !== '' ? error.message : description,
    instance: `urn:uuid:${requestId}`,
    code,
    errors: error instanceof ClaimlineError && status < 500 ? [...error.faults] : [],
  };
}

/** Renders any thrown value as an error response. */
export function problemResponse(error: unknown, requestId: string, publicUrl = ''): ProblemResponse {
  const problem = describeProblem(error, requestId, publicUrl);
  const { code, status } = problem;
  const wait = retryAfterSeconds[code];
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(wait === undefined ? {} : { 'retry-after': String(wait) }),
      ...(error instanceof HttpProblem ? error.headers : {}),
    },
    body: JSON.stringify(problem),
  };
}

/** Describes a response that can have several codes: `code`: description, for each. */
export function describeCodes(codes: readonly ProblemCode[]): string {
  return codes.map((code) => `\`${code}\`: ${problemKinds[code].description}`).join(' ');
}

/** Joins the faults of a request into one error. At most 20 are listed, so that the response stays small. */
export function faultsError(faults: readonly Fault[]): ClaimlineError {
  const listed = faults.slice(0, 20);
  const unknownOnly = faults.every((fault) => fault.code === 'unknown_parameter');
  const first = faults[0]?.detail ?? 'The request has an invalid parameter.';
  const detail =
    faults.length === 1
      ? first
      : `${faults.length} faults, ${faults.length > listed.length ? `${listed.length} of them` : 'all'} in errors. The first: ${first}`;
  return new ClaimlineError(unknownOnly ? 'unknown_parameter' : 'invalid_parameter', detail, listed);
}
