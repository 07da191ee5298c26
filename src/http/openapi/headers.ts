import type { Route } from '../route.ts';
import type { JsonObject } from './json.ts';

/** Describes the headers of responses in the document. */

const headers = {
  ETag: {
    description:
      'A strong validator of this response (RFC 9110 §8.8.3). Send it back in `If-None-Match` to learn if the response has changed.',
    schema: { type: 'string' },
    example: '"Zx0c1p2m9Jq0r5w8K3uYtA"',
  },
  Link: {
    description:
      'Link to the next page of the list, with relation type `next` (RFC 8288); absent on the last page.',
    schema: { type: 'string' },
    example: '</v1/events?limit=50&cursor=b3BhcXVl>; rel="next"',
  },
  RetryAfter: {
    description:
      'Seconds to wait before the next attempt (RFC 9110 §10.2.3); absent if another attempt makes no sense.',
    schema: { type: 'integer', format: 'int32', minimum: 0, maximum: 3600 },
    example: 1,
  },
  Deprecation: {
    description:
      'The time at which the operation was or will be deprecated: `@` and seconds since 1970-01-01 in UTC (RFC 9745).',
    schema: { type: 'string' },
    example: '@1798761600',
  },
  Sunset: {
    description: 'The time from which the operation may be removed, as an HTTP-date (RFC 8594).',
    schema: { type: 'string' },
    example: 'Thu, 01 Jul 2027 00:00:00 GMT',
  },
} satisfies JsonObject;

/** Returns a reference to the header of that name. */
export const header = (name: keyof typeof headers): JsonObject => ({ $ref: `#/components/headers/${name}` });

/** Returns the headers that these paths refer to, as components; unused headers stay out of the document. */
export function headerComponents(paths: JsonObject): JsonObject {
  const text = JSON.stringify(paths);
  const used = Object.entries(headers).filter(([name]) => text.includes(`"#/components/headers/${name}"`));
  return Object.fromEntries(used);
}

/** Returns the headers that every response of a deprecated operation has, errors included. */
export function noticeHeaders({ deprecated }: Route): JsonObject {
  if (deprecated === undefined) return {};
  return {
    Deprecation: header('Deprecation'),
    ...(deprecated.sunset === undefined ? {} : { Sunset: header('Sunset') }),
    ...(deprecated.link === undefined ? {} : { Link: linkOf(deprecated.link, false) }),
  };
}

/** Returns the headers of a success. A 304 has those of its 200 (RFC 9110 §15.4.5). */
export function headersOf(route: Route): JsonObject {
  const list = route.response.list === true;
  const link = route.deprecated?.link;
  return {
    ...(route.method === 'GET' ? { ETag: header('ETag') } : {}),
    ...(list ? { Link: header('Link') } : {}),
    ...noticeHeaders(route),
    ...(list && link !== undefined ? { Link: linkOf(link, true) } : {}),
  };
}

/** Returns the Link header of an operation with an explanation of its deprecation (RFC 9745 §3). */
function linkOf(target: string, list: boolean): JsonObject {
  const explanation =
    'Link to the explanation of the deprecation, with relation type `deprecation` (RFC 9745).';
  const example = `<${target}>; rel="deprecation"`;
  if (!list) return { description: explanation, schema: { type: 'string' }, example };
  return {
    description: `${headers.Link.description} ${explanation}`,
    schema: { type: 'string' },
    example: `${headers.Link.example}, ${example}`,
  };
}
