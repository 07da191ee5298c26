import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Coding, compress, type Form } from './compression.ts';
import { commonHeaders, isListHeader } from './headers.ts';
import { publicLinks } from './public-url.ts';
import { codedTag, entityTagOf, matchesTag, quotedTag } from './request/conditional.ts';
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
 * about, and the body. It depends on nothing of the request but its URL and the form that the client takes, so that it
 * can be kept and sent again.
 */
export type Finished = {
  /** Undefined where the operation's answers cannot be asked for again. */
  tag: string | undefined;
  headers: string[];
  /** Index in `headers` from which on they are about the content; before it stand the name and value of `etag`. */
  contentAt: number;
  body: WireBody;
  /** Compressed forms of a constant answer, each made on its first use; undefined for any other. */
  coded?: Partial<Record<Coding, Finished>> | undefined;
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
    // Every answer is text, which is sent compressed to a client that takes it so.
    vary: 'Accept-Encoding',
    'cache-control': route.cache ?? 'no-cache',
  }).flat();
}

/** Renders a handler's answer. `common` are the operation's own headers, as `headersOf` gives them. */
export function finish(
  response: RouteResponse,
  route: Route,
  common: readonly string[],
  publicUrl = '',
): Finished {
  const content = rendered(response.body);
  const body = wireBody(content);
  const headers = [...common];
  for (const name in response.headers) headers.push(name, response.headers[name] ?? '');
  if (response.link !== undefined) headers.push('link', publicLinks(response.link, publicUrl));
  let tag: string | undefined;
  if (route.method === 'GET') {
    tag = response.etag === undefined ? wholeTag(content) : quotedTag(response.etag);
    headers.push('etag', tag);
  }
  const contentAt = headers.length;
  headers.push('content-type', responseContentType(route), 'content-length', String(body.bytes));
  return { tag, headers, contentAt, body, coded: response.isConstant ? {} : undefined };
}

/** What is left of an answer when its content is not needed. */
export const validatorOf = ({ tag, headers, contentAt }: Finished): Validator => ({
  tag,
  headersWithoutContent: headers.slice(0, contentAt),
});

/**
 * Returns an answer in the form that the client takes: as it is, or compressed, with an entity tag of its own. If the
 * client has that version, only the validator is returned, and nothing is compressed.
 */
export async function inForm(
  finished: Finished,
  { coding, minBytes }: Form,
  ifNoneMatch: string | undefined,
): Promise<Finished | Validator> {
  if (finished.body.bytes < minBytes) return finished;
  const validator = codedValidator(finished, coding);
  if (validator.tag !== undefined && matchesTag(ifNoneMatch, validator.tag)) return validator;
  const made = finished.coded?.[coding] ?? (await compressed(finished, coding));
  if (finished.coded !== undefined) finished.coded[coding] = made;
  return made;
}

function codedValidator(finished: Finished, coding: Coding): Validator {
  const { tag, headersWithoutContent } = validatorOf(finished);
  if (tag === undefined) return { tag, headersWithoutContent };
  const its = codedTag(tag, coding);
  return { tag: its, headersWithoutContent: [...headersWithoutContent.slice(0, -1), its] };
}

async function compressed(finished: Finished, coding: Coding): Promise<Finished> {
  const { contentAt } = finished;
  const { tag, headersWithoutContent } = codedValidator(finished, coding);
  const body = wireBody(await compress(joined(finished.body), coding));
  const [type = '', contentType = ''] = finished.headers.slice(contentAt);
  const content = [type, contentType, 'content-encoding', coding, 'content-length', String(body.bytes)];
  return { tag, headers: [...headersWithoutContent, ...content], contentAt, body };
}

const joined = ({ octets }: WireBody): Buffer =>
  Buffer.concat(octets.map((piece) => (typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece)));

/**
 * Sends an answer, or 304 if the client has this version already. Returns false, and sends nothing, if there is only a
 * validator and the client does not have that version.
 */
export function sendFinished(
  answer: Finished | Validator,
  request: FastifyRequest,
  reply: FastifyReply,
): boolean {
  const isWhole = 'body' in answer;
  if (isKnown(answer, request)) sendNotModified(isWhole ? validatorOf(answer) : answer, reply);
  else if (isWhole) sendWhole(answer, reply);
  else return false;
  return true;
}

/** Node leaves the body out for HEAD. */
function sendWhole({ headers, body: { octets } }: Finished, reply: FastifyReply): void {
  const response = hijacked(reply);
  // The client has gone away: there is nobody to write to.
  if (response.destroyed) return;
  response.writeHead(200, withReplyHeaders(headers, reply));
  const last = octets.length - 1;
  for (let at = 0; at < last; at += 1) response.write(octets[at], 'latin1');
  response.end(octets[last], 'latin1');
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
