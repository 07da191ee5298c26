import { z } from 'zod';
import { describeCodes, type ProblemCode, problemCodes, problemKinds } from '../problem.ts';
import { unwrapOnce } from '../request/messages.ts';
import type { Route } from '../route.ts';
import type { Conversion } from './components.ts';
import type { DocumentVersion } from './dialect.ts';
import { exampleOf, withoutNulls } from './examples.ts';
import { compact, type Json, type JsonObject } from './json.ts';

/** One route as an OpenAPI operation. */

/** Codes that any operation can answer with, whatever it does. */
const commonCodes: readonly ProblemCode[] = [
  'invalid_parameter',
  'unknown_parameter',
  'malformed_request',
  'not_acceptable',
  'request_timeout',
  'uri_too_long',
  'header_too_large',
  'deadline_exceeded',
  'internal',
  'overloaded',
];

const bodyCodes: readonly ProblemCode[] = ['payload_too_large', 'unsupported_media_type'];

/** Names of the roots of one route in the conversion. */
export const rootName = {
  path: (route: Route, name: string) => `${route.operationId}.path.${name}`,
  query: (route: Route, name: string) => `${route.operationId}.query.${name}`,
  response: (route: Route) => `${route.operationId}.response`,
};

const responseContentType = (route: Route): string => route.response.contentType ?? 'application/json';

/** Headers that answers carry, as components. */
export const headerComponents: JsonObject = {
  ETag: {
    description:
      'A strong validator of this answer; send it back in `If-None-Match` to ask whether it still holds.',
    schema: { type: 'string' },
    example: '"Zx0c1p2m9Jq0r5w8K3uYtA"',
  },
  Link: {
    description: 'The next page of the list, with relation type `next` (RFC 8288); absent on the last one.',
    schema: { type: 'string' },
    example: '</v1/events?limit=50&cursor=b3BhcXVl>; rel="next"',
  },
  RetryAfter: {
    description: 'Seconds to wait before trying again, where trying again makes sense.',
    schema: { type: 'integer', format: 'int32', minimum: 0, maximum: 3600 },
    example: 1,
  },
};

const header = (name: keyof typeof headerComponents): JsonObject => ({
  $ref: `#/components/headers/${name}`,
});

/** The operation of a route; its schemas come from the conversion of all routes. */
export function operationOf(route: Route, converted: Conversion, version: DocumentVersion): JsonObject {
  const parameters = [...parametersOf(route, 'path', converted), ...parametersOf(route, 'query', converted)];
  return compact({
    operationId: route.operationId,
    summary: route.summary,
    description: route.description,
    tags: [route.tag],
    parameters: parameters.length > 0 ? parameters : undefined,
    requestBody: requestBodyOf(route),
    responses: { ...successesOf(route, converted, version), ...errorsOf(route, version) },
  });
}

/** A schema's own words, or those of the schema that it wraps. */
export function descriptionOf(schema: z.core.$ZodType): string {
  const own = z.globalRegistry.get(schema)?.description;
  const inner = unwrapOnce(schema);
  return own ?? (inner === undefined ? '' : descriptionOf(inner));
}

function parametersOf(route: Route, place: 'path' | 'query', { input }: Conversion): JsonObject[] {
  const schemas = place === 'path' ? route.params : route.query;
  return Object.entries(schemas.shape).map(([name, declared]) => {
    const root = rootName[place](route, name);
    // The description stands on the parameter; 3.0 would have lost one beside a reference.
    const { description, ...schema } = input.roots[root] ?? {};
    const required = place === 'path' || input.required.has(root);
    // Form style with explode is what repeated parameters are; written out, since generators differ in defaults.
    const repeated = schema.type === 'array' && place === 'query';
    return compact({
      name,
      in: place,
      description: descriptionOf(declared),
      required,
      schema,
      ...(repeated ? { style: 'form', explode: true } : {}),
    });
  });
}

function requestBodyOf(route: Route): JsonObject | undefined {
  if (route.requestBody === undefined) return undefined;
  const { contentType, description, example, maxBytes } = route.requestBody;
  return {
    description: `${description} At most ${maxBytes} bytes of UTF-8.`,
    required: true,
    content: { [contentType]: { schema: { type: 'string' }, example } },
  };
}

function successesOf(route: Route, { output, components }: Conversion, version: DocumentVersion): JsonObject {
  const schema = output.roots[rootName.response(route)] ?? {};
  const example = responseExample(route, schema, components, version);
  const cached = route.method === 'GET' ? { ETag: header('ETag') } : {};
  const headers = { ...cached, ...(route.response.list === true ? { Link: header('Link') } : {}) };
  const success = compact({
    description: route.response.description,
    headers: Object.keys(headers).length > 0 ? headers : undefined,
    content: { [responseContentType(route)]: compact({ schema, example }) },
  });
  if (route.method !== 'GET') return { '200': success };
  const unchanged = {
    description: 'Unchanged: `If-None-Match` lists the current entity tag.',
    headers: cached,
  };
  return { '200': success, '304': unchanged };
}

function responseExample(
  route: Route,
  schema: JsonObject,
  components: Conversion['components'],
  version: DocumentVersion,
): Json | undefined {
  if (route.response.example === undefined) return exampleOf(schema, components);
  const given = plain(route.response.example);
  return version === '3.1' ? given : withoutNulls(given, schema, components);
}

/** A value as plain JSON. */
const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value));

/** Every code that a route can answer with, in the order they are documented in. */
function codesOf(route: Route): ProblemCode[] {
  const own = new Set([
    ...commonCodes,
    ...route.errors,
    ...(route.requestBody === undefined ? [] : bodyCodes),
  ]);
  return problemCodes.filter((code) => own.has(code));
}

/**
 * Error answers by status. In 3.0 by range: generators for it that know no `default` beside typed answers, such
 * as those for Rust, do know `4XX` and `5XX`.
 */
function errorsOf(route: Route, version: DocumentVersion): JsonObject {
  const groups = new Map<string, ProblemCode[]>();
  for (const code of codesOf(route)) {
    const status = String(problemKinds[code].status);
    const key = version === '3.1' ? status : `${status[0]}XX`;
    groups.set(key, [...(groups.get(key) ?? []), code]);
  }
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, codes]) => [key, errorResponse(key, codes)]));
}

function errorResponse(key: string, codes: readonly ProblemCode[]): JsonObject {
  return compact({
    description: describeCodes(codes),
    headers: key === '503' || key === '5XX' ? { 'Retry-After': header('RetryAfter') } : undefined,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
}
