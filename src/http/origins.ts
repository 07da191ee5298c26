import type { FastifyReply, FastifyRequest } from 'fastify';
import { addHeaders } from './headers.ts';

/**
 * Cross-origin reading (CORS, Fetch standard §3.3). A browser lets a page of another origin read a response only if its
 * headers allow it. An origin that is not allowed gets the same response without these headers, never an error.
 */

/** Origins whose pages may read responses: none, all, or a list such as `['https://example.org']`. */
export type AllowedOrigins = readonly string[] | '*' | 'none';

/** Response headers that scripts of other origins may read, beside the safelisted ones. */
const exposed = 'Deprecation, ETag, Link, Retry-After, Sunset';

/** Sets the headers of cross-origin reading on a reply. Responses are cached without them. */
export function allowOrigin(allowed: AllowedOrigins, { headers }: FastifyRequest, reply: FastifyReply): void {
  if (allowed === 'none') return;
  const { origin } = headers;
  // A shared cache must not send the response for one origin to another (Fetch standard §3.3.5).
  if (allowed !== '*') addHeaders(reply, { vary: 'Origin' });
  const isAllowed = allowed === '*' || (origin !== undefined && allowed.includes(origin));
  if (!isAllowed) return;
  reply.header('access-control-allow-origin', allowed === '*' ? '*' : origin);
  reply.header('access-control-expose-headers', exposed);
}

/** Sets the headers of a preflight response (Fetch standard §3.3.2) if `allowOrigin` has allowed the origin. */
export function answerPreflight(allow: string, reply: FastifyReply): void {
  if (!reply.hasHeader('access-control-allow-origin')) return;
  reply.headers({
    'access-control-allow-methods': allow,
    'access-control-allow-headers': 'Accept, Content-Type, If-None-Match',
    'access-control-max-age': '86400',
  });
}
