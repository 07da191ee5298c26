import { createServer, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { HttpProblem } from '../problem.ts';
import { hasBody } from './admission.ts';
import { rawProblem } from './client-error.ts';
import type { Connections } from './connections.ts';

/** The limits of the server. Tests may lower each of them. */
export type HttpLimits = {
  /** Time for the header section of a request to arrive. Must be below `requestTimeoutMs`, or Node ignores it. */
  headersTimeoutMs: number;
  /** Time for a whole request to arrive. */
  requestTimeoutMs: number;
  /** Interval between the checks of both times. */
  connectionsCheckingIntervalMs: number;
  /** Time after which an idle connection is closed. */
  keepAliveTimeoutMs: number;
  /** Time without a byte in either direction after which a connection with a request in progress is closed. */
  stalledTimeoutMs: number;
  /** Time for the handler to make a response, counted from the arrival of the whole request. */
  handlerTimeoutMs: number;
  /** Time during which the rest of a rejected request is read, so that the client can read the response. */
  lingerMs: number;
  /** Octets of a header section including the URL, and number of its lines. */
  maxHeaderBytes: number;
  maxHeaders: number;
  maxUrlChars: number;
  /** Characters of one path parameter. The longest id must fit. */
  maxPathParameterChars: number;
  /** Requests in progress, and how many of them may have a body. */
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
 * Creates Node's HTTP server with every limit set. Node enforces `headersTimeoutMs` only if it is below
 * `requestTimeoutMs`, and only at each check of the connections.
 */
export function createHttpServer(
  listener: RequestListener,
  limits: HttpLimits,
  connections: Connections,
  publicUrl: string,
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
      // The stages check the Host header: Node's own response is not a problem document.
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
  // Node closes a connection without traffic, also if the client stops reading a response.
  server.timeout = limits.stalledTimeoutMs;
  // By default Node silently drops headers after the 2000th. The stages count all of them.
  server.maxHeadersCount = 0;
  // An unknown expectation may be ignored (RFC 9110 §10.1.1).
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.on('connect', (_request, socket: Duplex) => {
    const refusal = new HttpProblem('method_not_allowed', 'This server is not a proxy.', {
      allow: 'GET, HEAD, OPTIONS',
    });
    socket.on('error', () => socket.destroy());
    socket.end(rawProblem(refusal, publicUrl));
  });
  return server;
}

type Listener = Parameters<RequestListener>;

/**
 * Reads and drops the rest of a rejected request for `lingerMs`, then closes the connection. Closing it while the client
 * still sends would reset it, and the response would be lost (RFC 9112 §9.6).
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
 * Rewrites a request in absolute form to its path and query. A server must accept this form; its authority replaces the
 * Host header (RFC 9112 §3.2.2). A URL without a host is invalid (RFC 9110 §4.2.1) and stays for the stages to refuse.
 */
function takeOriginForm(request: Listener[0]): void {
  const url = request.url ?? '/';
  const absolute = url.startsWith('/') ? null : /^https?:\/\/([^/?#]+)(.*)$/i.exec(url);
  if (absolute === null) return;
  const [, authority = '', rest = ''] = absolute;
  request.headers.host = authority;
  request.url = rest.startsWith('/') ? rest : `/${rest}`;
}
