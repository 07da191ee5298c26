import type { IncomingMessage, ServerResponse } from 'node:http';
import { deprecationHeaders } from './deprecation.ts';
import { commonHeaders } from './headers.ts';
import { entityTagOf, matchesTag, quotedTag } from './request/conditional.ts';
import { type Answer, type Route, responseContentType } from './route.ts';

/**
 * An answer of an operation as it goes out: header lines in the flat form that Node writes without copying them
 * about, and the body. It depends on nothing of the request but its URL, so that it can be kept and sent again.
 */
export type Finished = {
  /** Undefined where the operation's answers cannot be asked for again. */
  tag: string | undefined;
  /** The content's come last. */
  headers: string[];
  body: WireBody;
};

/** What tells a client that the copy it has is still good. */
export type Validator = {
  tag: string | undefined;
  /** Headers of a 304: those that the 200 would have but for the content's (RFC 9110 §15.4.5). */
  headersWithoutContent: string[];
};

/** Octets of a body, small ones as a latin1 string: Node writes that together with the header, in one piece. */
type WireBody = { bytes: number; octets: string | Buffer };

/** From here on copying costs more than a second piece. */
const joinedMaxBytes = 16_384;

function wireBody(body: string | Buffer): WireBody {
  if (typeof body === 'string') {
    const bytes = Buffer.byteLength(body);
    const isJoined = bytes === body.length && bytes <= joinedMaxBytes;
    return isJoined ? { bytes, octets: body } : wireBody(Buffer.from(body));
  }
  const bytes = body.length;
  return { bytes, octets: bytes <= joinedMaxBytes ? body.toString('latin1') : body };
}

const rendered = (body: Answer['body']): string | Buffer =>
  typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);

/** The headers that all answers of an operation have. */
export function constantHeaders(route: Route): string[] {
  const { link: _link, ...notice } = deprecationHeaders(route.deprecated);
  const headers = { ...commonHeaders(route.method), ...notice, 'cache-control': route.cache ?? 'no-cache' };
  return Object.entries(headers).flat();
}

/** Finishes what a handler answered. `constant` are the operation's constant headers. */
export function finish(answer: Answer, route: Route, constant: readonly string[]): Finished {
  const content = rendered(answer.body);
  const body = wireBody(content);
  const headers = [...constant];
  if (answer.headers !== undefined) headers.push(...Object.entries(answer.headers).flat());
  const links = [answer.link, deprecationHeaders(route.deprecated).link].filter((link) => link !== undefined);
  if (links.length > 0) headers.push('link', links.join(', '));
  let tag: string | undefined;
  if (route.method === 'GET') {
    tag = answer.etag === undefined ? entityTagOf(content) : quotedTag(answer.etag);
    headers.push('etag', tag);
  }
  const contentType = responseContentType(route);
  headers.push('content-type', contentType, 'content-length', String(body.bytes));
  return { tag, headers, body };
}

/** Entries of the flat form that are about the content: two names with their values. */
const contentEntries = 4;

/** What is left of an answer when its content is not needed. */
export const validatorOf = ({ tag, headers }: Finished): Validator => ({
  tag,
  headersWithoutContent: headers.slice(0, -contentEntries),
});

const isKnown = ({ tag }: { tag: string | undefined }, request: IncomingMessage): boolean =>
  tag !== undefined && matchesTag(request.headers['if-none-match'], tag);

/** Sends a finished answer, or says that the client has it already. Node leaves the body out for HEAD. */
export function send(finished: Finished, request: IncomingMessage, response: ServerResponse): void {
  // The client has gone away: there is nobody to write to.
  if (response.destroyed) return;
  if (isKnown(finished, request)) sendNotModified(validatorOf(finished), response);
  else sendWhole(finished, response);
}

function sendWhole({ headers, body }: Finished, response: ServerResponse): void {
  if (typeof body.octets === 'string') {
    response.writeHead(200, headers).end(body.octets, 'latin1');
  } else {
    response.writeHead(200, headers).end(body.octets);
  }
}

function sendNotModified({ headersWithoutContent }: Validator, response: ServerResponse): void {
  response.writeHead(304, headersWithoutContent).end();
}

/** Sends what was kept, as far as it is enough: of a validator, only that the client has the answer already. */
export function sendKept(
  kept: Finished | Validator,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  if ('body' in kept) send(kept, request, response);
  else if (response.destroyed || !isKnown(kept, request)) return false;
  else sendNotModified(kept, response);
  return true;
}
