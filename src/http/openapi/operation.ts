import { z } from 'zod';
import { deprecationNotice } from '../deprecation.ts';
import { describeCodes, type ProblemCode, problemCodes, problemKinds } from '../problem.ts';
import { unwrapOnce } from '../request/messages.ts';
import { type Route, responseContentType } from '../route.ts';
import type { Conversion } from './components.ts';
import type { DocumentVersion } from './dialect.ts';
import { exampleOf, withoutNulls } from './examples.ts';
import { header, headersOf, noticeHeaders } from './headers.ts';
import { asJson, compact, isObject, type Json, type JsonObject } from './json.ts';

/** Describes one route as an OpenAPI operation. */

/** Error codes that every operation can return. */
const commonCodes: readonly ProblemCode[] = [
  'invalid_parameter',
  'unknown_parameter',
  'malformed_request',
  'not_acceptable',
  'request_timeout',
  'misdirected_request',
  'uri_too_long',
  'header_too_large',
  'deadline_exceeded',
  'internal',
  'overloaded',
];

const bodyCodes: readonly ProblemCode[] = ['payload_too_large', 'unsupported_media_type'];

/** Names of the schemas of a route in the conversion, such as `listEvents.query.limit`. */
export const rootName = {
  path: (route: Route, name: string) => `${route.operationId}.path.${name}`,
  query: (route: Route, name: string) => `${route.operationId}.query.${name}`,
  body: (route: Route) => `${route.operationId}.body`,
  response: (route: Route) => `${route.operationId}.response`,
};

/** Returns the operation of a route; its schemas come from the conversion of all routes. */
export function operationOf(route: Route, converted: Conversion, version: DocumentVersion): JsonObject {
  const parameters = [...parametersOf(route, 'path', converted), ...parametersOf(route, 'query', converted)];
  return compact({
    operationId: route.operationId,
    summary: route.summary,
    description: describedBy(route),
    tags: [route.tag],
    deprecated: route.deprecated === undefined ? undefined : true,
    parameters: parameters.length > 0 ? parameters : undefined,
    requestBody: requestBodyOf(route, converted),
    responses: { ...successesOf(route, converted, version), ...errorsOf(route, version) },
  });
}

/** Returns the description of a route, and the notice of its deprecation after it. */
const describedBy = ({ description, deprecated }: Route): string =>
  deprecated === undefined ? description : `${description}\n\n${deprecationNotice(deprecated)}`;

/** Returns the description of a schema, or that of the schema that it wraps; an empty text if neither has one. */
export function descriptionOf(schema: z.core.$ZodType): string {
  const own = z.globalRegistry.get(schema)?.description;
  const inner = unwrapOnce(schema);
  return own ?? (inner === undefined ? '' : descriptionOf(inner));
}

function parametersOf(
  route: Route,
  location: 'path' | 'query',
  { input, components }: Conversion,
): JsonObject[] {
  const schemas = location === 'path' ? route.params : route.query;
  return Object.entries(schemas.shape).map(([name, declared]) => {
    const root = rootName[location](route, name);
    // The description belongs to the parameter: 3.0 ignores one beside a reference.
    const { description, ...schema } = input.roots[root] ?? {};
    const required = location === 'path' || input.required.has(root);
    // A repeated parameter is form style with explode. It is written out, since the defaults of generators differ.
    const repeated = schema.type === 'array' && location === 'query';
    return compact({
      name,
      in: location,
      description: descriptionOf(declared),
      required,
      schema,
      example: location === 'path' ? recordExample(name, schema, components) : undefined,
      ...(repeated ? { style: 'form', explode: true } : {}),
    });
  });
}

/**
 * Returns the example of a path parameter, the id of an example record: `eventId` gets the id of the example of `Event`,
 * so that people can try the operation. Returns undefined if the schema has an example of its own.
 */
function recordExample(
  parameter: string,
  schema: JsonObject,
  components: Conversion['components'],
): Json | undefined {
  if (exampleOf(schema, components) !== undefined) return undefined;
  const [, record = '', member = ''] = /^([a-z]+)(Id|Key)$/.exec(parameter) ?? [];
  const component = components[record.charAt(0).toUpperCase() + record.slice(1)];
  const example = component === undefined ? undefined : exampleOf(component, components);
  return isObject(example) ? example[member.toLowerCase()] : undefined;
}

function requestBodyOf(route: Route, { input }: Conversion): JsonObject | undefined {
  const { requestBody } = route;
  if (requestBody === undefined) return undefined;
  const { contentType, description, maxBytes } = requestBody;
  const schema =
    contentType === 'text/plain' ? { type: 'string' } : (input.roots[rootName.body(route)] ?? {});
  // A JSON body has the example of its schema. Code generators warn of an object as an example beside it.
  const example = contentType === 'text/plain' ? requestBody.example : undefined;
  return {
    description: `${description} At most ${maxBytes} bytes of UTF-8.`,
    required: true,
    content: { [contentType]: compact({ schema, example }) },
  };
}

function successesOf(route: Route, { output, components }: Conversion, version: DocumentVersion): JsonObject {
  const schema = output.roots[rootName.response(route)] ?? {};
  const example = responseExample(route, schema, components, version);
  const headers = headersOf(route);
  const success = compact({
    description: route.response.description,
    headers: Object.keys(headers).length > 0 ? headers : undefined,
    content: { [responseContentType(route)]: compact({ schema, example }) },
  });
  if (route.method !== 'GET') return { '200': success };
  const unchanged = {
    description: 'Not modified: `If-None-Match` has the current entity tag.',
    headers,
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
  const given = asJson(route.response.example);
  return version === '3.1' ? given : withoutNulls(given, schema, components);
}

/** Returns every error code that a route can return, in the order of the documentation. */
function codesOf(route: Route): ProblemCode[] {
  const own = new Set([
    ...commonCodes,
    ...route.errors,
    ...(route.requestBody === undefined ? [] : bodyCodes),
  ]);
  return problemCodes.filter((code) => own.has(code));
}

/**
 * Returns the error responses by status; in 3.0 by range. Some generators for 3.0, such as that for Rust, know no
 * `default` beside typed responses, but know `4XX` and `5XX`.
 */
function errorsOf(route: Route, version: DocumentVersion): JsonObject {
  const groups = new Map<string, ProblemCode[]>();
  for (const code of codesOf(route)) {
    const status = String(problemKinds[code].status);
    const key = version === '3.1' ? status : `${status[0]}XX`;
    groups.set(key, [...(groups.get(key) ?? []), code]);
  }
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, codes]) => [key, errorResponse(route, key, codes)]));
}

function errorResponse(route: Route, key: string, codes: readonly ProblemCode[]): JsonObject {
  const retry = key === '503' || key === '5XX' ? { 'Retry-After': header('RetryAfter') } : {};
  const headers = { ...retry, ...noticeHeaders(route) };
  return compact({
    description: describeCodes(codes),
    headers: Object.keys(headers).length > 0 ? headers : undefined,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
}
