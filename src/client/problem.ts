import type { components } from './api.ts';

type Problem = components['schemas']['Problem'];
/** An answer as openapi-fetch gives it: text where it is a success, else parsed if it can be. */
export type Answered = { data?: string; error?: unknown; response: Response };

/** The server refused or failed, and said why: problem details (RFC 9457). Its message is `detail`. */
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

/** Something answered that does not speak this API: a proxy with a page of its own, or another server. */
export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswerError';
  readonly status: number;

  constructor(operation: string, { status, headers }: Response) {
    super(`${operation}: no answer of this API (${status}, ${headers.get('content-type')})`);
    this.status = status;
  }
}

/** What an operation's answer stands for: parsed JSON, or YAML as text. Throws one of the errors above. */
export function readAnswer(operation: string, { data = '', error, response }: Answered): unknown {
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('application/problem+json') && isProblem(error)) throw new ProblemError(error);
  if (!response.ok || !/\b(json|yaml)\b/.test(type)) throw new UnexpectedAnswerError(operation, response);
  return type.includes('json') ? JSON.parse(data) : data;
}

/** Whether a problem is one of this API: others need not have any of these members (RFC 9457 §3.1). */
const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'detail' in value && 'code' in value && 'errors' in value;
