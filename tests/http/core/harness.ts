import { connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import { Problem } from '../../../src/http/problem.ts';
import { createServer, type ServerOptions } from '../../../src/http/server.ts';
import { type Controls, sampleInfo, sampleRoutes } from './sample-routes.ts';

export type Running = {
  app: FastifyInstance;
  origin: string;
  port: number;
  controls: Controls;
  /** Paths of the requests that have been admitted, in order. */
  admitted: string[];
  log: string[];
};

/** A listening server with the sample routes; its log is kept in memory. */
export async function startSample(
  options: Partial<ServerOptions> = {},
  release?: Promise<void>,
): Promise<Running> {
  const controls: Controls = { seen: [], release: release ?? Promise.resolve(), aborted: [] };
  const log: string[] = [];
  const app = createServer({
    routes: sampleRoutes(controls),
    info: sampleInfo,
    logStream: { write: (line) => log.push(line) },
    ...options,
  });
  const admitted: string[] = [];
  app.addHook('onRequest', async ({ url }) => void admitted.push(url));
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  return { app, origin, port: Number(new URL(origin).port), controls, admitted, log };
}

export type RawAnswer = {
  status: number;
  headers: Map<string, string>;
  body: string;
  text: string;
  afterMs: number;
};

/** Sends octets as they are, piece by piece, and reads until the server closes or `untilMs` have passed. */
export async function raw(
  port: number,
  pieces: string | readonly (string | Buffer)[],
  { everyMs = 0, untilMs = 5000 }: { everyMs?: number; untilMs?: number } = {},
): Promise<RawAnswer> {
  const started = performance.now();
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  let text = '';
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
  });
  socket.on('close', () => resolve());
  const limit = setTimeout(() => resolve(), untilMs);
  const writing = (async () => {
    for (const piece of typeof pieces === 'string' ? [pieces] : pieces) {
      if (socket.destroyed) return;
      socket.write(piece);
      if (everyMs > 0) await new Promise((next) => setTimeout(next, everyMs));
    }
  })();
  await ended;
  clearTimeout(limit);
  socket.destroy();
  await writing;
  return { ...parseAnswer(text), text, afterMs: performance.now() - started };
}

function parseAnswer(text: string) {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { status: Number(statusLine.split(' ')[1] ?? 0), headers, body: rest.join('\r\n\r\n') };
}

/** A whole request that closes the connection after its answer. */
export const request = (line: string, headers: readonly string[] = ['Host: x'], body = ''): string =>
  [`${line} HTTP/1.1`, ...headers, 'Connection: close', '', body].join('\r\n');

/** Checks that an answer is a well-formed problem of this code, and gives it. */
function problemOf(
  answer: { status: number; contentType: string | null | undefined; body: string },
  status: number,
  code: string,
): Problem {
  expect({ status: answer.status, contentType: answer.contentType, body: answer.body }).toMatchObject({
    status,
    contentType: 'application/problem+json',
  });
  const problem = Problem.strict().parse(JSON.parse(answer.body));
  expect(problem).toMatchObject({ status, code, type: `/problems/${code}` });
  return problem;
}

/** The same for an answer of `fetch`. */
export async function fetchProblem(
  url: string,
  status: number,
  code: string,
  init?: RequestInit,
): Promise<Problem> {
  const response = await fetch(url, init);
  const body = await response.text();
  return problemOf(
    { status: response.status, contentType: response.headers.get('content-type'), body },
    status,
    code,
  );
}

/** The same for octets sent raw. */
export function rawProblemOf(answer: RawAnswer, status: number, code: string): Problem {
  const length = Number(answer.headers.get('content-length') ?? Number.NaN);
  expect(answer.body.length).toBe(length);
  return problemOf({ ...answer, contentType: answer.headers.get('content-type') }, status, code);
}
