import type { FastifyReply, FastifyRequest } from 'fastify';
import { addHeaders } from './headers.ts';

/**
 * Cross-origin reading (CORS, Fetch standard §3.3). A browser lets a page of another origin read an answer only if
 * the answer says so. An origin that is not allowed gets the same answer without these headers, never a refusal.
 */

/** Origins whose pages may read answers: none, all, or a list such as `['https://example.org']`. */
export type AllowedOrigins = readonly string[] | '*' | 'none';

/** Headers of an answer that scripts of other origins may read beside the safelisted ones. */
const exposed = 'Deprecation, ETag, Link, Retry-After, Sunset';

/** Sets the headers of cross-origin reading on a reply. Answers are cached without them. */
export function allowOrigin(allowed: AllowedOrigins, { headers }: FastifyRequest, reply: FastifyReply): void {
  if (allowed === 'none') return;
  const { origin } = headers;
  // A cache in between must not give the answer for one origin to another (Fetch standard §3.3.5).
  if (allowed !== '*') addHeaders(reply, { vary: 'Origin' });
  const isAllowed = allowed === '*' || (origin !== undefined && allowed.includes(origin));
  if (!isAllowed) return;
  reply.header('access-control-allow-origin', allowed === '*' ? '*' : origin);
  reply.header('access-control-expose-headers', exposed);
}

/** Sets what a preflight asks for (Fetch standard §3.3.2), if `allowOrigin` has allowed its origin. */
export function answerPreflight(allow: string, reply: FastifyReply): void {
  if (!reply.hasHeader('access-control-allow-origin')) return;
  reply.headers({
    'access-control-allow-methods': allow,
    'access-control-allow-headers': 'Accept, Content-Type, If-None-Match',
    'access-control-max-age': '86400',
  });
}
