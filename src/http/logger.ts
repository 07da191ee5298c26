import type { FastifyRequest } from 'fastify';
import { codeOf, type ProblemCode } from './problem.ts';
import { pathOf, searchOf } from './request/query-string.ts';

/** The least severe level that is written to the log. `silent` writes nothing. */
export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

export type LogStream = { write: (line: string) => void };

/**
 * Returns the settings of the log: JSON lines on standard error, because standard output belongs to the command line.
 * Requests are logged by method and path. The query is left out, because it may hold a person's search;
 * `queries` adds it.
 */
export function loggerOptions(level: LogLevel, stream: LogStream = process.stderr, queries = false) {
  if (level === 'silent') return false as const;
  return {
    level,
    stream,
    serializers: {
      req: (request: FastifyRequest) => ({
        method: request.method,
        path: pathOf(request.url),
        ...(queries && request.url.includes('?') ? { query: searchOf(request.url) } : {}),
      }),
      res: (reply: { statusCode: number }) => ({ statusCode: reply.statusCode }),
    },
  };
}

/** The errors that the log has a line for, at every level up to this one. Other errors are the client's. */
const failureLevels: Partial<Record<ProblemCode, 'error' | 'warn'>> = {
  internal: 'error',
  store_unusable: 'error',
  store_busy: 'warn',
  query_timeout: 'warn',
  overloaded: 'warn',
  deadline_exceeded: 'warn',
};

/**
 * Logs the failure of a request. An error whose cause must be found is logged whole, with its stack; a refusal that is
 * by design, such as that of a slow query, in one line.
 */
export function logFailure({ log, id }: FastifyRequest, error: unknown): void {
  const code = codeOf(error);
  const level = failureLevels[code];
  if (level === 'error') log.error({ reqId: id, err: error }, 'request failed');
  if (level === 'warn') {
    log.warn({ reqId: id, code, reason: error instanceof Error ? error.message : '' }, 'request refused');
  }
}
