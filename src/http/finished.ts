import type { IncomingMessage, ServerResponse } from 'node:http';
import { deprecationHeaders } from './deprecation.ts';
import { commonHeaders } from './headers.ts';
import { entityTagOf, matchesTag, quotedTag } from './request/conditional.ts';
import type { Answer, Route } from './route.ts';

/**
 * An answer of an operation as it goes out: header lines in the flat form that Node writes without copying them
 * about, and the body. It depends on nothing of the request but its URL, so that it can be kept and sent again.
 */
export type Finished = {
  /** Undefined where the operation's answers cannot be asked for again. */
  tag: string | undefined;
  /** Headers of the 200, and of the 304: those that the 200 would have but for the content's (RFC 9110 §15.4.5). */
  headers: string[];
  headersWithoutContent: string[];
  body: WireBody;
};

/** Octets of a body, small ones as a latin1 string: Node writes that together with the header, in one piece. */
type WireBody = { bytes: number; octets: string | Buffer };

/** From here on copying costs more than a second piece. */
const joinedMaxBytes = 16_384;

function wireBody(text: string): WireBody {
  const bytes = Buffer.byteLength(text);
  if (bytes === text.length && bytes <= joinedMaxBytes) return { bytes, octets: text };
  const octets = Buffer.from(text);
  return { bytes, octets: bytes <= joinedMaxBytes ? octets.toString('latin1') : octets };
}

/** The headers that all answers of an operation have. */
export function constantHeaders(route: Route): string[] {
  const { link: _link, ...notice } = deprecationHeaders(route.deprecated);
  const headers = { ...commonHeaders(route.method), ...notice, 'cache-control': route.cache ?? 'no-cache' };
  return Object.entries(headers).flat();
}

/** Finishes what a handler answered. `constant` are the operation's constant headers. */
export function finish(answer: Answer, route: Route, constant: readonly string[]): Finished {
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  const body = wireBody(text);
  const headersWithoutContent = [...constant];
  for (const [name, value] of Object.entries(answer.headers ?? {})) headersWithoutContent.push(name, value);
  const links = [answer.link, deprecationHeaders(route.deprecated).link].filter((link) => link !== undefined);
  if (links.length > 0) headersWithoutContent.push('link', links.join(', '));
  let tag: string | undefined;
  if (route.method === 'GET') {
    tag = answer.etag === undefined ? entityTagOf(text) : quotedTag(answer.etag);
    headersWithoutContent.push('etag', tag);
  }
  const contentType = route.response.contentType ?? 'application/json';
  const content = ['content-type', contentType, 'content-length', String(body.bytes)];
  return { tag, headers: [...headersWithoutContent, ...content], headersWithoutContent, body };
}

/** Sends a finished answer, or says that the client has it already. Node leaves the body out for HEAD. */
export function send(
  { tag, headers, headersWithoutContent, body }: Finished,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  // The client has gone away: there is nobody to write to.
  if (response.destroyed) return;
  if (tag !== undefined && matchesTag(request.headers['if-none-match'], tag)) {
    response.writeHead(304, headersWithoutContent).end();
  } else if (typeof body.octets === 'string') {
    response.writeHead(200, headers).end(body.octets, 'latin1');
  } else {
    response.writeHead(200, headers).end(body.octets);
  }
}
