import type { FastifyRequest } from 'fastify';
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
