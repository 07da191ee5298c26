import type { IncomingMessage, ServerResponse } from 'node:http';
import { deprecationHeaders } from './deprecation.ts';
import { commonHeaders } from './headers.ts';
import { entityTagOf, matchesTag, quotedTag } from './request/conditional.ts';
import { type Answer, isRendered, Pieces, type Rendered, type Route, responseContentType } from './route.ts';

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

/**
 * Octets of a body in pieces that follow one another, small ones as latin1 strings: Node writes such a first one together
 * with the header, in one piece.
 */
type WireBody = { bytes: number; octets: readonly WirePiece[] };
type WirePiece = string | Buffer;

/** From here on copying costs more than a further piece. */
const joinedMaxBytes = 16_384;

const bytesOf = (piece: string | Buffer): number =>
  typeof piece === 'string' ? Buffer.byteLength(piece) : piece.length;

function wirePiece(piece: string | Buffer, bytes: number): WirePiece {
  if (typeof piece === 'string') {
    const isOctets = bytes === piece.length && bytes <= joinedMaxBytes;
    return isOctets ? piece : wirePiece(Buffer.from(piece), bytes);
  }
  return bytes <= joinedMaxBytes ? piece.toString('latin1') : piece;
}

function wireBody(body: Rendered): WireBody {
  const pieces = body instanceof Pieces ? body.pieces : [body];
  let bytes = 0;
  const octets: WirePiece[] = [];
  for (const piece of pieces) {
    const length = bytesOf(piece);
    bytes += length;
    octets.push(wirePiece(piece, length));
  }
  return { bytes, octets: bytes <= joinedMaxBytes ? [octets.join('')] : octets };
}

const rendered = (body: Answer['body']): Rendered => (isRendered(body) ? body : JSON.stringify(body));

const wholeTag = (content: Rendered): string =>
  entityTagOf(content instanceof Pieces ? content.joined() : content);

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
  for (const name in answer.headers) headers.push(name, answer.headers[name] ?? '');
  const link = linksOf(answer, route);
  if (link !== undefined) headers.push('link', link);
  let tag: string | undefined;
  if (route.method === 'GET') {
    tag = answer.etag === undefined ? wholeTag(content) : quotedTag(answer.etag);
    headers.push('etag', tag);
  }
  const contentType = responseContentType(route);
  headers.push('content-type', contentType, 'content-length', String(body.bytes));
  return { tag, headers, body };
}

function linksOf({ link }: Answer, { deprecated }: Route): string | undefined {
  if (deprecated === undefined) return link;
  const links = [link, deprecationHeaders(deprecated).link].filter((each) => each !== undefined);
  return links.length === 0 ? undefined : links.join(', ');
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
  response.writeHead(200, headers);
  const last = body.octets.length - 1;
  for (let at = 0; at < last; at += 1) response.write(body.octets[at], 'latin1');
  response.end(body.octets[last], 'latin1');
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
