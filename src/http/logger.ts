import type { FastifyRequest } from 'fastify';
import { pathOf } from './request/query-string.ts';

/** How much is written to the log; `silent` writes nothing. */
export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

export type LogStream = { write: (line: string) => void };

/**
 * Settings of the log: JSON lines on standard error (standard output belongs to the command line). Requests are
 * logged by method and path: a query may hold what a person searched for, and is nobody else's business.
 */
export function loggerOptions(level: LogLevel, stream: LogStream = process.stderr) {
  if (level === 'silent') return false as const;
  return {
    level,
    stream,
    serializers: {
      req: (request: FastifyRequest) => ({ method: request.method, path: pathOf(request.url) }),
      res: (reply: { statusCode: number }) => ({ statusCode: reply.statusCode }),
    },
  };
}
