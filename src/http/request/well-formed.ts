import type { IncomingMessage } from 'node:http';
import { HttpProblem } from '../problem.ts';

/**
 * What Node's parser lets through and no route should see.
 * @throws HttpProblem `malformed_request`, `uri_too_long`, `header_too_large`
 */
export function requireWellFormed(request: IncomingMessage, maxUrlChars: number, maxHeaders: number): void {
  if (request.rawHeaders.length / 2 > maxHeaders) {
    throw new HttpProblem('header_too_large', `A request may have at most ${maxHeaders} header lines.`);
  }
  requireOneHost(request);
  const url = request.url ?? '/';
  if (url.length > maxUrlChars) {
    throw new HttpProblem(
      'uri_too_long',
      `The URL may have at most ${maxUrlChars} characters; it has ${url.length}.`,
    );
  }
  // A fragment never leaves the client (RFC 9110 §7.1); the router would cut it off unseen.
  if (url.includes('#'))
    throw new HttpProblem('malformed_request', 'The request target must not have a fragment.');
}

/**
 * Requests of HTTP/1.1 name their host exactly once (RFC 9112 §3.2): two could be read as either, and one that is no
 * host is refused by the same section.
 */
function requireOneHost({ headers, rawHeaders, httpVersion }: IncomingMessage): void {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (isHost(rawHeaders[at])) hosts += 1;
  if (hosts > 1 || (hosts === 0 && httpVersion !== '1.0')) {
    throw new HttpProblem('malformed_request', `The request must have one Host header; it has ${hosts}.`);
  }
  const host = headers.host ?? '';
  // Nearly all requests name the same host: it is read once.
  if (host === lastGoodHost) return;
  if (host !== '' && (!/^[\w.~%!$&'()*+,;=:[\]-]+$/.test(host) || !URL.canParse(`http://${host}/`))) {
    throw new HttpProblem('malformed_request', 'The Host header is not a host name or address.');
  }
  lastGoodHost = host;
}

let lastGoodHost = '';

const isHost = (name: string | undefined): boolean => name?.length === 4 && name.toLowerCase() === 'host';
