import type { components } from './api.ts';

type Problem = components['schemas']['Problem'];
/** A result of openapi-fetch: the text of a success in `data`; else in `error`, parsed if it is JSON. */
export type Received = { data?: string; error?: unknown; response: Response };

/** A problem that the server reported (RFC 9457). Its message is the problem's `detail`. */
export class ProblemError extends Error implements Problem {
  override readonly name = 'ProblemError';
  declare readonly type: Problem['type'];
  declare readonly title: Problem['title'];
  declare readonly status: Problem['status'];
  declare readonly detail: Problem['detail'];
  declare readonly instance: Problem['instance'];
  declare readonly code: Problem['code'];
  declare readonly errors: Problem['errors'];

  constructor({ type, title, status, detail, instance, code, errors }: Problem) {
    super(detail);
    Object.assign(this, { type, title, status, detail, instance, code, errors });
  }
}

/** A response that is not of this API, such as the error page of a proxy or another server. */
export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswerError';
  readonly status: number;

  constructor(operation: string, { status, headers }: Response) {
    super(`${operation}: the response is not of this API (${status}, ${headers.get('content-type')})`);
    this.status = status;
  }
}

/** Returns the body of a response: parsed JSON, or YAML as text. @throws ProblemError, UnexpectedAnswerError */
export function readResponse(operation: string, { data = '', error, response }: Received): unknown {
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('application/problem+json') && isProblem(error)) throw new ProblemError(error);
  if (!response.ok || !/\b(json|yaml)\b/.test(type)) throw new UnexpectedAnswerError(operation, response);
  return type.includes('json') ? JSON.parse(data) : data;
}

/** Tells if a problem is one of this API: in others every member may be absent (RFC 9457 §3.1). */
const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'detail' in value && 'code' in value && 'errors' in value;
