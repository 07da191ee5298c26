import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { commonHeaders, isListHeader } from './headers.ts';
import { entityTagOf, matchesTag, quotedTag } from './request/conditional.ts';
import {
  isRendered,
  Pieces,
  type Rendered,
  type Route,
  type RouteResponse,
  responseContentType,
} from './route.ts';

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

const rendered = (body: RouteResponse['body']): Rendered => (isRendered(body) ? body : JSON.stringify(body));

const wholeTag = (content: Rendered): string =>
  entityTagOf(content instanceof Pieces ? content.joined() : content);

/** Returns the headers that every answer of an operation has, in the flat form. */
export function headersOf(route: Route): string[] {
  return Object.entries({
    ...commonHeaders,
    'cache-control': route.cache ?? 'no-cache',
  }).flat();
}

/** Renders a handler's answer. `common` are the operation's own headers, as `headersOf` gives them. */
export function finish(response: RouteResponse, route: Route, common: readonly string[]): Finished {
  const content = rendered(response.body);
  const body = wireBody(content);
  const headers = [...common];
  for (const name in response.headers) headers.push(name, response.headers[name] ?? '');
  if (response.link !== undefined) headers.push('link', response.link);
  let tag: string | undefined;
  if (route.method === 'GET') {
    tag = response.etag === undefined ? wholeTag(content) : quotedTag(response.etag);
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

/** Sends an answer, or 304 if the client has this version already. Node leaves the body out for HEAD. */
export function sendFinished(finished: Finished, request: FastifyRequest, reply: FastifyReply): void {
  if (isKnown(finished, request)) {
    sendNotModified(validatorOf(finished), reply);
    return;
  }
  const response = hijacked(reply);
  // The client has gone away: there is nobody to write to.
  if (response.destroyed) return;
  const { octets } = finished.body;
  response.writeHead(200, withReplyHeaders(finished.headers, reply));
  const last = octets.length - 1;
  for (let at = 0; at < last; at += 1) response.write(octets[at], 'latin1');
  response.end(octets[last], 'latin1');
}

/**
 * Sends what the cache holds for a URL. Returns false, and sends nothing, if that is only a validator and the client
 * does not have that version.
 */
export function sendKept(kept: Finished | Validator, request: FastifyRequest, reply: FastifyReply): boolean {
  if ('body' in kept) sendFinished(kept, request, reply);
  else if (!isKnown(kept, request)) return false;
  else sendNotModified(kept, reply);
  return true;
}

const isKnown = ({ tag }: { tag: string | undefined }, request: FastifyRequest): boolean =>
  tag !== undefined && matchesTag(request.headers['if-none-match'], tag);

function sendNotModified({ headersWithoutContent }: Validator, reply: FastifyReply): void {
  const response = hijacked(reply);
  if (!response.destroyed) response.writeHead(304, withReplyHeaders(headersWithoutContent, reply)).end();
}

function hijacked(reply: FastifyReply): ServerResponse {
  reply.hijack();
  return reply.raw;
}

/** Adds the headers that hooks and plugins have set on the reply; theirs win, except that lists add up. */
function withReplyHeaders(headers: string[], reply: FastifyReply): string[] {
  const set = reply.getHeaders();
  const names = Object.keys(set);
  if (names.length === 0) return headers;
  const all: string[] = [];
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] ?? '';
    if (isListHeader(name) || !(name in set)) all.push(name, headers[at + 1] ?? '');
  }
  for (const name of names) {
    for (const value of [set[name] ?? []].flat()) all.push(name, String(value));
  }
  return all;
}
