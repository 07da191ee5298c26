import { z } from 'zod';
import { ClaimlineError, type ErrorCode, errorCodes, type Fault } from '../domain/errors.ts';

/** Problem details (RFC 9457): the one shape of every error answer, and the one map from code to status. */

/** What one code means to a client: the status it comes with, a title of a few words, and one sentence. */
export type ProblemKind = { status: number; title: string; description: string };

/** The statuses of the failures that the domain knows; their descriptions are the domain's own. */
const domainKinds: Record<ErrorCode, ProblemKind> = {
  invalid_parameter: kind(400, 'Invalid parameter', errorCodes.invalid_parameter),
  unknown_parameter: kind(400, 'Unknown parameter', errorCodes.unknown_parameter),
  invalid_cursor: kind(400, 'Invalid cursor', errorCodes.invalid_cursor),
  invalid_record: kind(422, 'Invalid record', errorCodes.invalid_record),
  not_found: kind(
    404,
    'Not found',
    'There is nothing under that path, or no record of that kind has that id.',
  ),
  store_unusable: kind(503, 'Store unusable', errorCodes.store_unusable),
  store_busy: kind(503, 'Store busy', errorCodes.store_busy),
  query_timeout: kind(503, 'Query timeout', errorCodes.query_timeout),
  overloaded: kind(503, 'Overloaded', errorCodes.overloaded),
  deadline_exceeded: kind(503, 'Deadline exceeded', errorCodes.deadline_exceeded),
};

/** Failures that only exist in HTTP. */
const httpKinds = {
  malformed_request: kind(400, 'Malformed request', 'The request is not well-formed HTTP, URL or text.'),
  method_not_allowed: kind(
    405,
    'Method not allowed',
    'The path exists, but not with that method; the Allow header lists the methods it has.',
  ),
  not_acceptable: kind(
    406,
    'Not acceptable',
    'The Accept header leaves out the only media type that the operation answers in.',
  ),
  request_timeout: kind(408, 'Request timeout', 'The request did not arrive whole within the time it has.'),
  payload_too_large: kind(413, 'Payload too large', 'The request body is larger than the operation takes.'),
  uri_too_long: kind(
    414,
    'URI too long',
    'The URL, or one segment of its path, is longer than the server takes.',
  ),
  unsupported_media_type: kind(
    415,
    'Unsupported media type',
    'The request body is of a type, character set or encoding that the operation does not take.',
  ),
  misdirected_request: kind(
    421,
    'Misdirected request',
    'The Host header names a host that this server is not reached as; ALLOWED_HOSTS lists those that it is.',
  ),
  header_too_large: kind(431, 'Header too large', 'The header section is larger than the server takes.'),
  unsupported_transfer_coding: kind(
    501,
    'Unsupported transfer coding',
    'The request body has a transfer coding other than chunked.',
  ),
  shutting_down: kind(503, 'Shutting down', 'The server is about to stop, and takes no new work.'),
  unsupported_http_version: kind(505, 'Unsupported HTTP version', 'The server speaks HTTP/1.1 and HTTP/1.0.'),
  internal: kind(500, 'Internal error', 'The server failed; its log has the cause under the instance given.'),
};

export type ProblemCode = ErrorCode | keyof typeof httpKinds;

/** Every problem code, with its status, title and description. */
export const problemKinds: Readonly<Record<ProblemCode, ProblemKind>> = { ...domainKinds, ...httpKinds };

function kind(status: number, title: string, description: string): ProblemKind {
  return { status, title, description };
}

/** Whether a text is one of the codes. */
export const isProblemCode = (text: string): text is ProblemCode => Object.hasOwn(problemKinds, text);

/** All codes, in the order they are documented in. */
export const problemCodes: readonly ProblemCode[] = Object.keys(problemKinds).filter(isProblemCode);

const codeLines = problemCodes.map((code) => {
  const { status, description } = problemKinds[code];
  return `- \`${code}\` (${status}): ${description}`;
});

export const ProblemCodeSchema = z.enum(problemCodes).meta({
  id: 'ProblemCode',
  description: `What went wrong, as a stable code. More codes may be added.\n\n${codeLines.join('\n')}`,
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
        description: 'The place at fault in a document, as a JSON Pointer (RFC 6901).',
        examples: ['/id'],
      }),
    detail: z.string().meta({
      description: 'What is wrong and what was expected, as one sentence.',
      examples: ['limit must be a whole number from 1 to 200; got "0".'],
    }),
    code: z.string().meta({ description: 'A stable code for this fault.', examples: ['invalid_parameter'] }),
  })
  .meta({
    id: 'ProblemFault',
    description: 'One thing that is wrong with a request, and where.',
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
      description: 'Where the problem type is explained: `/problems/` and the code, relative to this server.',
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
      description: 'What is wrong with this request and what to do about it.',
      examples: ['limit must be a whole number from 1 to 200; got "0".'],
    }),
    instance: z.string().meta({
      description: 'This very occurrence, as a URN; the server writes the same id into its log.',
      examples: ['urn:uuid:2f9a1e0c-6f2f-4b8e-9d5c-3a1f0b7c9e21'],
    }),
    code: ProblemCodeSchema,
    errors: z
      .array(ProblemFault)
      .meta({ description: 'Every fault that was found, where faults can be told apart; else empty.' }),
  })
  .meta({ id: 'Problem', description: 'An error answer: problem details after RFC 9457.' });
export type Problem = z.infer<typeof Problem>;

/** Seconds a client should wait before it tries again, where trying again makes sense (RFC 9110 §10.2.3). */
const retryAfterSeconds: Partial<Record<ProblemCode, number>> = {
  store_busy: 1,
  query_timeout: 5,
  deadline_exceeded: 5,
  overloaded: 1,
};

/** A failure that only HTTP knows. `headers` go out with the answer, such as `Allow` beside 405. */
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

/** An error answer, ready to be written. */
export type ProblemResponse = { status: number; headers: Record<string, string>; body: string };

/**
 * Renders any thrown value as an error answer. What the program did not foresee, and what goes wrong on the
 * server's side, tells no more than its kind: messages of drivers, SQL and paths stay in the log. Only the program
 * itself says that a deadline has passed, so its words are told.
 */
export function problemResponse(error: unknown, requestId: string): ProblemResponse {
  const known = error instanceof HttpProblem || error instanceof ClaimlineError;
  const code = known ? error.code : 'internal';
  const { status, title, description } = problemKinds[code];
  const tellsMessage = known && (status < 500 || code === 'deadline_exceeded');
  const problem: Problem = {
    type: `/problems/${code}`,
    title,
    status,
    detail: tellsMessage && error.message !== '' ? error.message : description,
    instance: `urn:uuid:${requestId}`,
    code,
    errors: error instanceof ClaimlineError && status < 500 ? [...error.faults] : [],
  };
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

/** How an answer with one of several codes is described: each code with its sentence. */
export function describeCodes(codes: readonly ProblemCode[]): string {
  return codes.map((code) => `\`${code}\`: ${problemKinds[code].description}`).join(' ');
}

/** Joins the faults of one request into one error; at most 20 are listed, so that no request is amplified. */
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
