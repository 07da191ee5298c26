import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { ClaimlineError } from '../../domain/errors.ts';
import { utf8Of } from '../../domain/text-encoding.ts';
import { HttpProblem } from '../problem.ts';

/**
 * The request body of an operation: text or JSON of at most `maxBytes` bytes, in UTF-8, or in UTF-16 with a byte order
 * mark.
 */
export type RequestBody = { description: string; maxBytes: number } & (
  | { contentType: 'text/plain'; example: string }
  | {
      contentType: 'application/json';
      /** A named component (`.meta({ id })`) with an example. */
      schema: z.ZodType;
    }
);

/** The client disconnected, or its time ran out, before its body was complete. Usually nobody reads the response. */
export class BodyAborted extends Error {
  override readonly name = 'BodyAborted';
}

/**
 * Reads the whole body of a request; returns an empty text if there is none. The stream of a rejected request is not
 * destroyed, so that a client that is still sending can read the response.
 *
 * @throws HttpProblem `unsupported_media_type`, `payload_too_large`, `malformed_request`
 * @throws BodyAborted
 */
export async function readTextBody(
  request: IncomingMessage,
  accepted: RequestBody | undefined,
): Promise<string> {
  if (accepted === undefined) throw unsupportedBody(accepted, request);
  requireEncoding(request, accepted);
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > accepted.maxBytes) throw tooLarge(accepted.maxBytes);
  const octets = await collect(request, accepted.maxBytes);
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(utf8Of(octets));
  } catch (error) {
    if (!(error instanceof ClaimlineError)) throw error;
    throw new HttpProblem('malformed_request', error.message);
  }
}

function tooLarge(maxBytes: number): HttpProblem {
  return new HttpProblem('payload_too_large', `The request body may have at most ${maxBytes} bytes.`);
}

/** Makes the error that names the accepted media type. `Accept` in the response tells it to programs (RFC 9110 §15.5.16). */
export function unsupportedBody(
  accepted: RequestBody | undefined,
  { headers }: Pick<IncomingMessage, 'headers'>,
): HttpProblem {
  if (accepted === undefined) {
    return new HttpProblem('unsupported_media_type', 'The operation takes no request body.');
  }
  const { contentType } = accepted;
  const { 'content-type': type, 'content-encoding': coding } = headers;
  const got = type === undefined ? 'no Content-Type' : JSON.stringify(type);
  const coded = coding === undefined ? '' : ` with Content-Encoding ${JSON.stringify(coding)}`;
  const detail = `The request body must be ${contentType} in UTF-8, without Content-Encoding; got ${got}${coded}.`;
  return new HttpProblem('unsupported_media_type', detail, { accept: contentType });
}

/** Throws if a body has another media type, or is not in UTF-8. Names of charsets ignore case and may be quoted (RFC 9110 §8.3.2); US-ASCII is UTF-8. */
function requireEncoding(request: IncomingMessage, accepted: RequestBody): void {
  const mediaType = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== accepted.contentType) throw unsupportedBody(accepted, request);
  const charset = /;\s*charset\s*=\s*"?([^\s";]*)/i.exec(request.headers['content-type'] ?? '')?.[1];
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  const readable = charset === undefined || ['utf-8', 'utf8', 'us-ascii'].includes(charset.toLowerCase());
  if (!readable || (encoding !== 'identity' && encoding !== '')) throw unsupportedBody(accepted, request);
}

function collect(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let bytes = 0;
  const onData = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxBytes) settle(() => reject(tooLarge(maxBytes)));
    else chunks.push(chunk);
  };
  const onEnd = () => settle(() => resolve(Buffer.concat(chunks, bytes)));
  const onGone = () => settle(() => reject(new BodyAborted('the request ended before its body')));
  const settle = (then: () => void) => {
    request.off('data', onData).off('end', onEnd).off('close', onGone).off('error', onGone);
    // An error may still come when the socket closes; without a listener it would end the process.
    request.on('error', () => undefined);
    then();
  };
  request.on('data', onData).on('end', onEnd).on('close', onGone).on('error', onGone);
  return promise;
}
