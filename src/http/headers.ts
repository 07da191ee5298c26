import type { FastifyReply } from 'fastify';

/**
 * Headers that every answer carries. An API answers data, never a page: nothing in an answer may load, run, or be
 * framed. `nosniff` keeps browsers from guessing another media type.
 */
export const commonHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

/** Headers whose values add up to a list (RFC 9110 §5.3), so that two parts of the server may each add their own. */
export const isListHeader = (name: string): boolean => name === 'link' || name === 'vary';

/** Sets headers on a reply; a value of a list is added to those that are there. */
export function addHeaders(reply: FastifyReply, headers: Readonly<Record<string, string>>): void {
  for (const name in headers) {
    const value = headers[name] ?? '';
    const before = isListHeader(name) ? reply.getHeader(name) : undefined;
    reply.header(name, before === undefined ? value : `${before}, ${value}`);
  }
}
