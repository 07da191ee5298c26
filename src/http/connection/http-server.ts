import { createServer, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { HttpProblem } from '../problem.ts';
import { hasBody } from './admission.ts';
import { rawProblem } from './client-error.ts';
import type { Connections } from './connections.ts';

/** Bounds of the server, all of which tests may make smaller. */
export type HttpLimits = {
  /** Time for the header section of a request; below `requestTimeoutMs`, or Node ignores it. */
  headersTimeoutMs: number;
  /** Time for a whole request to arrive. */
  requestTimeoutMs: number;
  /** How often both are checked. */
  connectionsCheckingIntervalMs: number;
  /** How long an idle connection is kept. */
  keepAliveTimeoutMs: number;
  /** How long a connection may neither take nor bring a byte while a request is under way, at any stage. */
  stalledTimeoutMs: number;
  /** Time for an answer to be made, counted from when its request is whole. */
  handlerTimeoutMs: number;
  /** How long a refused request may go on sending, so that the client gets to read why. */
  lingerMs: number;
  /** Octets of a header section, URL included, and its lines. */
  maxHeaderBytes: number;
  maxHeaders: number;
  maxUrlChars: number;
  /** Characters of one path parameter: the longest id. */
  maxPathParameterChars: number;
  /** Requests worked on at a time, and how many of them may have a body. */
  maxInFlight: number;
  maxBodiesInFlight: number;
};

export const defaultHttpLimits: Readonly<HttpLimits> = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  connectionsCheckingIntervalMs: 1000,
  keepAliveTimeoutMs: 10_000,
  stalledTimeoutMs: 60_000,
  handlerTimeoutMs: 20_000,
  lingerMs: 2000,
  maxHeaderBytes: 16_384,
  maxHeaders: 200,
  maxUrlChars: 8192,
  maxPathParameterChars: 128,
  maxInFlight: 256,
  maxBodiesInFlight: 16,
};

/**
 * Node's server with every bound set: a header dripped octet by octet is cut at `headersTimeoutMs` only if that is
 * below `requestTimeout`, and only as often as connections are checked.
 */
export function createHttpServer(
  listener: RequestListener,
  limits: HttpLimits,
  connections: Connections,
): Server {
  if (limits.headersTimeoutMs >= limits.requestTimeoutMs) {
    throw new Error('headersTimeoutMs must be below requestTimeoutMs');
  }
  const server = createServer(
    {
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: limits.connectionsCheckingIntervalMs,
      keepAliveTimeout: limits.keepAliveTimeoutMs,
      maxHeaderSize: limits.maxHeaderBytes,
      // Checked by us, since Node's own answer is no problem document.
      requireHostHeader: false,
    },
    (request, response) => {
      connections.begin(request, response);
      takeOriginForm(request);
      linger(request, response, limits.lingerMs);
      listener(request, response);
    },
  );
  server.on('connection', (socket) => connections.opened(socket));
  // Node destroys a connection without progress, even one whose client takes no more of an answer.
  server.timeout = limits.stalledTimeoutMs;
  // Node would drop headers past the two thousandth unseen; we count them all.
  server.maxHeadersCount = 0;
  // An expectation that is not understood may be ignored (RFC 9110 §10.1.1).
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.on('connect', (_request, socket: Duplex) => {
    const refusal = new HttpProblem('method_not_allowed', 'This server is no proxy.', {
      allow: 'GET, HEAD, OPTIONS',
    });
    socket.on('error', () => socket.destroy());
    socket.end(rawProblem(refusal));
  });
  return server;
}

type Listener = Parameters<RequestListener>;

/**
 * Closing a connection on a client that is still sending resets it, and the answer is lost (RFC 9112 §9.6). So what
 * is left of a refused request is read and dropped for a while, then the connection is cut.
 */
function linger(request: Listener[0], response: Listener[1], lingerMs: number): void {
  if (!hasBody(request)) return;
  response.once('finish', () => {
    if (request.complete) return;
    request.resume();
    const cut = setTimeout(() => request.socket.destroy(), lingerMs);
    request.once('close', () => clearTimeout(cut)).once('end', () => clearTimeout(cut));
  });
}

/**
 * Rewrites a request in absolute form, which a server must take, to its path and query. The authority in it counts,
 * and the Host header does not (RFC 9112 §3.2.2).
 */
function takeOriginForm(request: Listener[0]): void {
  const url = request.url ?? '/';
  const absolute = url.startsWith('/') ? null : /^https?:\/\/([^/?#]*)(.*)$/i.exec(url);
  if (absolute === null) return;
  const [, authority = '', rest = ''] = absolute;
  request.headers.host = authority;
  request.url = rest.startsWith('/') ? rest : `/${rest}`;
}
