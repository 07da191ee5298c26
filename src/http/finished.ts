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
 * A finished response of an operation: its body, and its headers as a flat list of names and values, which Node writes
 * without copying. It depends only on the URL and the form that the client prefers, so that it can be cached.
 */
export type Finished = {
  /** The entity tag. Undefined for an operation other than GET. */
  tag: string | undefined;
  headers: string[];
  /** Index in `headers` of the first content header. The name and value of `etag` are directly before it. */
  contentAt: number;
  body: WireBody;
  /** Compressed forms of a constant response, each made on its first use. Undefined for other responses. */
  coded?: Partial<Record<Coding, Finished>> | undefined;
};

/** The part of a response that is enough for a 304: its entity tag and headers. */
export type Validator = {
  tag: string | undefined;
  /** Headers of the 304: those of the 200 without the content headers (RFC 9110 §15.4.5). */
  headersWithoutContent: string[];
};

/**
 * The octets of a body in consecutive pieces. Small pieces are latin1 strings, because Node writes a first piece that is a
 * string together with the header.
 */
type WireBody = { bytes: number; octets: readonly WirePiece[] };
type WirePiece = string | Buffer;

/** Largest piece that is joined with others. Copying a larger one costs more than writing it separately. */
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

/** Returns the headers of every response of an operation, as a flat list. */
export function headersOf(route: Route): string[] {
  return Object.entries({
    ...commonHeaders,
    // Every response is text, which is compressed for a client that accepts it.
    vary: 'Accept-Encoding',
    'cache-control': route.cache ?? 'no-cache',
  }).flat();
}

/** Renders the result of a handler. `common` are the headers of the operation from `headersOf`. */
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

/** Returns the validator of a response. */
export const validatorOf = ({ tag, headers, contentAt }: Finished): Validator => ({
  tag,
  headersWithoutContent: headers.slice(0, contentAt),
});

/**
 * Returns a response in the form that the client prefers. The compressed form has its own entity tag. If the client has
 * that version already, only the validator is returned and nothing is compressed.
 */
export function inForm(
  finished: Finished,
  { coding, minBytes }: Form,
  ifNoneMatch: string | undefined,
): Finished | Promise<Finished | Validator> {
  return finished.body.bytes < minBytes ? finished : inCoding(finished, coding, ifNoneMatch);
}

async function inCoding(
  finished: Finished,
  coding: Coding,
  ifNoneMatch: string | undefined,
): Promise<Finished | Validator> {
  const validator = codedValidator(finished, coding);
  if (validator.tag !== undefined && matchesTag(ifNoneMatch, validator.tag)) return validator;
  const made = finished.coded?.[coding] ?? (await compressed(finished, coding, validator));
  if (finished.coded !== undefined) finished.coded[coding] = made;
  return made;
}

function codedValidator(finished: Finished, coding: Coding): Validator {
  const { tag, headersWithoutContent } = validatorOf(finished);
  if (tag === undefined) return { tag, headersWithoutContent };
  const its = codedTag(tag, coding);
  return { tag: its, headersWithoutContent: [...headersWithoutContent.slice(0, -1), its] };
}

async function compressed(
  finished: Finished,
  coding: Coding,
  { tag, headersWithoutContent }: Validator,
): Promise<Finished> {
  const { contentAt } = finished;
  const body = wireBody(await compress(joined(finished.body), coding));
  const [type = '', contentType = ''] = finished.headers.slice(contentAt);
  const content = [type, contentType, 'content-encoding', coding, 'content-length', String(body.bytes)];
  return { tag, headers: [...headersWithoutContent, ...content], contentAt, body };
}

const joined = ({ octets }: WireBody): Buffer =>
  Buffer.concat(octets.map((piece) => (typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece)));

/**
 * Sends a response, or 304 if the client has this version already. Returns false and sends nothing if only the validator
 * is known and the client does not have that version.
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

/** Sends a whole response. For HEAD Node leaves out the body. */
function sendWhole({ headers, body: { octets } }: Finished, reply: FastifyReply): void {
  const response = hijacked(reply);
  // The client has disconnected.
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

/** Adds the headers that hooks and plugins have set on the reply. They replace ours; the values of list headers are added. */
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
