/** Headers that every answer carries, whatever it says. */

/**
 * An API answers data, never a page: nothing in an answer may load, run, or be framed. `nosniff` keeps browsers from
 * guessing another media type.
 */
const securityHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

/** What any web page may read without credentials: the API is public and read-only. */
const corsHeaders: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Deprecation, ETag, Link, Retry-After, Sunset',
};

/** The headers of an answer to a request by this method. */
export function commonHeaders(method: string): Record<string, string> {
  const readable = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
  return { ...securityHeaders, ...(readable ? corsHeaders : {}) };
}

/** What a preflight is told (Fetch standard §3.3.2): the methods of the path, and the headers worth sending. */
export function preflightHeaders(allow: string): Record<string, string> {
  return {
    allow,
    'access-control-allow-methods': allow,
    'access-control-allow-headers': 'Accept, Content-Type, If-None-Match',
    'access-control-max-age': '86400',
  };
}
