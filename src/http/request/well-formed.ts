import type { IncomingMessage } from 'node:http';
import { HttpProblem, type ProblemCode } from '../problem.ts';
import { echo } from './query-string.ts';

/**
 * Refuses malformed requests that Node's parser accepts, before a route sees them. Each refusal closes the connection,
 * since the end of such a request is not certain.
 * @throws HttpProblem `malformed_request`, `uri_too_long`, `header_too_large`, `unsupported_transfer_coding`,
 * `unsupported_http_version`
 */
export function requireWellFormed(request: IncomingMessage, maxUrlChars: number, maxHeaders: number): void {
  requireKnownFraming(request);
  requireKnownTarget(request);
  if (request.rawHeaders.length / 2 > maxHeaders) {
    throw refusal(
      'header_too_large',
      `A request may have at most ${maxHeaders} header lines; it has ${request.rawHeaders.length / 2}.`,
    );
  }
  requireOneHost(request);
  const url = request.url ?? '/';
  if (url.length > maxUrlChars) {
    throw refusal(
      'uri_too_long',
      `The URL may have at most ${maxUrlChars} characters; it has ${url.length}.`,
    );
  }
  // A request target has no fragment (RFC 9110 §7.1); the router would drop it silently.
  if (url.includes('#')) throw refusal('malformed_request', 'The request target must not have a fragment.');
}

/** Refuses a request target that is neither a path nor, for OPTIONS, the whole server (RFC 9112 §3.2). */
function requireKnownTarget({ method, url = '/' }: IncomingMessage): void {
  if (!url.startsWith('/') && (url !== '*' || method !== 'OPTIONS')) throw unknownTarget(url);
}

/** Makes the error for a request target that is not a path. */
export const unknownTarget = (target: string): HttpProblem =>
  refusal(
    'malformed_request',
    `The request target must be a path such as /v1/events, or an http URL with a host; got ${echo(target)}.`,
  );

const refusal = (code: ProblemCode, detail: string): HttpProblem =>
  new HttpProblem(code, detail, { connection: 'close' });

/** Refuses versions (RFC 9110 §15.6.6) and transfer codings (RFC 9112 §6.1) with which a message may end elsewhere. */
function requireKnownFraming({ httpVersion, headers }: IncomingMessage): void {
  if (httpVersion !== '1.1' && httpVersion !== '1.0') {
    throw refusal(
      'unsupported_http_version',
      `The server speaks HTTP/1.1 and HTTP/1.0, not HTTP/${httpVersion}.`,
    );
  }
  const coding = headers['transfer-encoding'];
  if (coding !== undefined && httpVersion === '1.0') {
    throw refusal('malformed_request', 'A request of HTTP/1.0 must not have a Transfer-Encoding.');
  }
  if (coding !== undefined && coding.trim().toLowerCase() !== 'chunked') {
    throw refusal(
      'unsupported_transfer_coding',
      `Transfer-Encoding must be chunked, and nothing else; got ${echo(coding)}.`,
    );
  }
}

/**
 * Refuses a request without exactly one valid Host header (RFC 9112 §3.2): of two, a proxy may use one and
 * this server the other. A request of HTTP/1.0 may have none.
 */
function requireOneHost({ headers, rawHeaders, httpVersion }: IncomingMessage): void {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (isHost(rawHeaders[at])) hosts += 1;
  if (hosts > 1 || (hosts === 0 && httpVersion !== '1.0')) {
    throw refusal('malformed_request', `The request must have one Host header; it has ${hosts}.`);
  }
  const host = headers.host ?? '';
  // Nearly all requests name the same host, so the last valid one is not checked again.
  if (host === lastGoodHost) return;
  if (host !== '' && (!/^[\w.~%!$&'()*+,;=:[\]-]+$/.test(host) || !URL.canParse(`http://${host}/`))) {
    throw refusal(
      'malformed_request',
      `The Host header must be a host name or an address, such as localhost:3000; got ${echo(host)}.`,
    );
  }
  lastGoodHost = host;
}

let lastGoodHost = '';

const isHost = (name: string | undefined): boolean => name?.length === 4 && name.toLowerCase() === 'host';
