import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { commonHeaders } from '../headers.ts';
import { HttpProblem, type ProblemCode, problemResponse } from '../problem.ts';
import { nextRequestId } from '../request-id.ts';
import type { Connections } from './connections.ts';

/**
 * Answers requests that never reach a route: the parser rejected them, or they took too long. Node hands over only the
 * socket. The whole response is written to it, then the connection is closed (RFC 9112 §9.5, §9.6).
 */

/** Returns a whole HTTP/1.1 response with a problem and `Connection: close`. */
export function rawProblem(problem: HttpProblem, publicUrl: string): string {
  const { status, headers, body } = problemResponse(problem, nextRequestId(), publicUrl);
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

type Answering = { connections: Connections; maxUrlChars: number; publicUrl: string };

/**
 * Answers a request that the parser rejected, if a response can still be sent, and closes the connection. The responses
 * to the requests before it on the connection are sent first, so that each request gets its own (RFC 9112 §9.3.2).
 * @param answered is called with the code of the response, or undefined if none was sent
 */
export function answerClientError(
  error: NodeJS.ErrnoException,
  socket: Socket,
  { connections, maxUrlChars, publicUrl }: Answering,
  answered: (code: ProblemCode | undefined) => void,
): void {
  connections.afterEarlier(socket, () => {
    if (!socket.writable || error.code === 'ECONNRESET' || !connections.canAnswer(socket)) {
      socket.destroy();
      answered(undefined);
      return;
    }
    const problem = clientProblem(error, maxUrlChars);
    socket.end(rawProblem(problem, publicUrl), () => socket.destroy());
    answered(problem.code);
  });
}

/** Translates an error of Node's parser. Its own text is not used, because it changes between versions of Node. */
function clientProblem(error: NodeJS.ErrnoException, maxUrlChars: number): HttpProblem {
  const problem = (code: ProblemCode, detail: string) => new HttpProblem(code, detail);
  switch (error.code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return problem('request_timeout', 'The whole request did not arrive within the time limit.');
    case 'HPE_HEADER_OVERFLOW':
      return longUrl(error, maxUrlChars)
        ? problem('uri_too_long', `The URL may have at most ${maxUrlChars} characters.`)
        : problem('header_too_large', 'The header section is larger than the limit.');
    case 'HPE_INVALID_METHOD':
      return problem('malformed_request', 'The request line does not begin with an HTTP method.');
    case 'HPE_INVALID_URL': {
      const detail =
        'The URL of the request has a character that it cannot have, such as a letter outside ASCII. Percent-encode it ' +
        '(RFC 3986 §2.1); curl -G --data-urlencode does so.';
      return problem('malformed_request', detail);
    }
    default:
      return problem('malformed_request', 'The request is not well-formed HTTP/1.1.');
  }
}

/**
 * Tells if the URL was too long. The parser counts the URL as part of the header and reports one error for both. It was
 * the URL if the first octets of the packet are a method and one text without a space.
 */
function longUrl(error: NodeJS.ErrnoException, maxUrlChars: number): boolean {
  if (!('rawPacket' in error) || !Buffer.isBuffer(error.rawPacket)) return false;
  const start = error.rawPacket.subarray(0, maxUrlChars + 32).toString('latin1');
  return /^[A-Z-]+ \S+$/.test(start);
}
