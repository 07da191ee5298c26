import type { IncomingMessage } from 'node:http';
import { HttpProblem, type ProblemCode } from '../problem.ts';

/**
 * Refuses requests that Node's parser lets through and no route should see. The connection is closed after each: where
 * such a request ends, and what follows it, is not certain.
 * @throws HttpProblem `malformed_request`, `uri_too_long`, `header_too_large`, `unsupported_transfer_coding`,
 * `unsupported_http_version`
 */
export function requireWellFormed(request: IncomingMessage, maxUrlChars: number, maxHeaders: number): void {
  requireKnownFraming(request);
  if (request.rawHeaders.length / 2 > maxHeaders) {
    throw refusal('header_too_large', `A request may have at most ${maxHeaders} header lines.`);
  }
  requireOneHost(request);
  const url = request.url ?? '/';
  if (url.length > maxUrlChars) {
    throw refusal(
      'uri_too_long',
      `The URL may have at most ${maxUrlChars} characters; it has ${url.length}.`,
    );
  }
  // A fragment never leaves the client (RFC 9110 §7.1); the router would cut it off unseen.
  if (url.includes('#')) throw refusal('malformed_request', 'The request target must not have a fragment.');
}

const refusal = (code: ProblemCode, detail: string): HttpProblem =>
  new HttpProblem(code, detail, { connection: 'close' });

/** Another version may end a message elsewhere (RFC 9110 §15.6.6), and so may a coding that is not undone (RFC 9112 §6.1). */
function requireKnownFraming({ httpVersion, headers }: IncomingMessage): void {
  if (httpVersion !== '1.1' && httpVersion !== '1.0') {
    throw refusal(
      'unsupported_http_version',
      `The server speaks HTTP/1.1 and HTTP/1.0, not HTTP/${httpVersion}.`,
    );
  }
  const coding = headers['transfer-encoding'];
  if (coding !== undefined && coding.trim().toLowerCase() !== 'chunked') {
    const given = JSON.stringify(coding.slice(0, 100));
    throw refusal(
      'unsupported_transfer_coding',
      `Transfer-Encoding must be chunked, and nothing else; got ${given}.`,
    );
  }
}

/**
 * Requests of HTTP/1.1 name their host exactly once (RFC 9112 §3.2): two could be read as either, and one that is no
 * host is refused by the same section.
 */
function requireOneHost({ headers, rawHeaders, httpVersion }: IncomingMessage): void {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (isHost(rawHeaders[at])) hosts += 1;
  if (hosts > 1 || (hosts === 0 && httpVersion !== '1.0')) {
    throw refusal('malformed_request', `The request must have one Host header; it has ${hosts}.`);
  }
  const host = headers.host ?? '';
  // Nearly all requests name the same host: it is read once.
  if (host === lastGoodHost) return;
  if (host !== '' && (!/^[\w.~%!$&'()*+,;=:[\]-]+$/.test(host) || !URL.canParse(`http://${host}/`))) {
    throw refusal('malformed_request', 'The Host header is not a host name or address.');
  }
  lastGoodHost = host;
}

let lastGoodHost = '';

const isHost = (name: string | undefined): boolean => name?.length === 4 && name.toLowerCase() === 'host';
