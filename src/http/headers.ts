import type { FastifyReply } from 'fastify';

/**
 * Headers of every response. Responses of the API are data, not pages: a browser must not run them, frame them or load
 * anything for them. `nosniff` keeps browsers from guessing another media type.
 */
export const commonHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

/** Cache-Control of a file whose path changes with its content. */
export const cachedForEver = 'public, max-age=31536000, immutable';

const none = "'none'";

/**
 * Returns the Content-Security-Policy of a page for people. Only the given sources are allowed, such as
 * `{ 'script-src': "'self'" }`.
 */
export const pagePolicy = (allowed: Readonly<Record<string, string>>): string =>
  Object.entries({
    'default-src': none,
    'base-uri': none,
    'form-action': none,
    'frame-ancestors': none,
    ...allowed,
  })
    .map((directive) => directive.join(' '))
    .join('; ');

/** Tells if the values of a header form a list (RFC 9110 §5.3). Several parts of the server may add values to it. */
export const isListHeader = (name: string): boolean => name === 'link' || name === 'vary';

/** Sets headers on a reply. A value of a list header is added to the present values. */
export function addHeaders(reply: FastifyReply, headers: Readonly<Record<string, string>>): void {
  for (const name in headers) {
    const value = headers[name] ?? '';
    const before = isListHeader(name) ? reply.getHeader(name) : undefined;
    reply.header(name, before === undefined ? value : `${before}, ${value}`);
  }
}
