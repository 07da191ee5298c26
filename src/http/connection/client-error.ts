import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { commonHeaders } from '../headers.ts';
import { HttpProblem, type ProblemCode, problemResponse } from '../problem.ts';
import type { Connections } from './connections.ts';

/**
 * Requests that never reach a route: the parser refused them, or they took too long. Node leaves only the socket,
 * so the answer is written out whole (RFC 9112 §9.5, §9.6), then the connection is closed.
 */

/** A whole HTTP/1.1 response that carries a problem and ends the connection. */
export function rawProblem(problem: HttpProblem, requestId: string = randomUUID()): string {
  const { status, headers, body } = problemResponse(problem, requestId);
  const all: Record<string, string> = {
    ...commonHeaders,
    ...headers,
    date: new Date().toUTCString(),
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}

/**
 * Answers a request that the parser refused, if it can still be answered, and closes the connection.
 * Gives the code that was answered; undefined where nothing could be.
 */
export function answerClientError(
  error: NodeJS.ErrnoException,
  socket: Socket,
  connections: Connections,
  maxUrlChars: number,
): ProblemCode | undefined {
  if (!socket.writable || error.code === 'ECONNRESET' || !connections.canAnswer(socket)) {
    socket.destroy();
    return undefined;
  }
  const problem = clientProblem(error, maxUrlChars);
  socket.end(rawProblem(problem), () => socket.destroy());
  return problem.code;
}

/** What Node's parser errors mean. Its own texts are not repeated: they change with its version. */
function clientProblem(error: NodeJS.ErrnoException, maxUrlChars: number): HttpProblem {
  const problem = (code: ProblemCode, detail: string) => new HttpProblem(code, detail);
  switch (error.code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return problem('request_timeout', 'The request did not arrive whole within the time it has.');
    case 'HPE_HEADER_OVERFLOW':
      return longUrl(error, maxUrlChars)
        ? problem('uri_too_long', `The URL may have at most ${maxUrlChars} characters.`)
        : problem('header_too_large', 'The header section is larger than the server takes.');
    case 'HPE_INVALID_METHOD':
      return problem('malformed_request', 'The request line does not begin with a method of HTTP.');
    default:
      return problem('malformed_request', 'The request is not well-formed HTTP/1.1.');
  }
}

/** The parser counts the URL as part of the header; which of the two was too long shows in what it was fed. */
function longUrl(error: NodeJS.ErrnoException, maxUrlChars: number): boolean {
  if (!('rawPacket' in error) || !Buffer.isBuffer(error.rawPacket)) return false;
  const start = error.rawPacket.subarray(0, maxUrlChars + 32).toString('latin1');
  return /^[A-Z-]+ \S+$/.test(start);
}
