import { deprecationFaults } from '../deprecation.ts';
import { Problem } from '../problem.ts';
import { problemRoutes } from '../problem-route.ts';
import { pathParameterNames, type Route } from '../route.ts';
import { convertSchemas, type Examples, type Roots } from './components.ts';
import type { DocumentVersion } from './dialect.ts';
import { documentRoutes } from './document-routes.ts';
import { headerComponents } from './headers.ts';
import { compact, isObject, type JsonObject } from './json.ts';
import { descriptionOf, operationOf, rootName } from './operation.ts';

/** Builds the OpenAPI document from the routes alone. The same routes give the same bytes. */

/** The part of the document that describes the whole API. */
export type DocumentInfo = {
  /** Version of the API by semantic versioning, such as `1.2.0`. */
  version: string;
  /** Description of each tag; every route has one tag. The tag `Meta` is already described. */
  tags: Readonly<Record<string, string>>;
  /** Address that people reach the server under, without a slash at the end. Default: the root of the server. */
  publicUrl?: string;
  /** The person or body to ask about this server. */
  contact?: { name: string; url?: string; email?: string };
  /** Markdown; there is a default text. */
  description?: string;
  /** Values to show for components whose schemas have no example of their own. */
  examples?: Examples;
};

const apiDescription = `Timelines of contested events: what happened and when, who was involved, who claims or denies what about it, and which passage of which source says so.

- Lists return \`{ data, page: { nextCursor, hasMore } }\`. For the next page, pass \`nextCursor\` as \`cursor\` with the same parameters.
- To give a parameter several values, repeat it: \`type=a&type=b\`.
- Every error is problem details (RFC 9457, \`application/problem+json\`) with a stable \`code\` and every fault in \`errors\`.
- Responses have an \`ETag\`. Send it back in \`If-None-Match\`: the server answers 304 without a body if nothing has changed.
- Later versions may add properties to responses and values to their enumerations: ignore those that you do not know.`;

const ownTags = { Meta: 'The description of this API: its OpenAPI documents and its types of problems.' };

/** Returns all operations of a server with these routes: the routes, the documents and the problem types. */
export function apiRoutes(routes: readonly Route[], info: DocumentInfo): Route[] {
  const rendered = new Map<DocumentVersion, string>();
  const render = (version: DocumentVersion): string => {
    const text = rendered.get(version) ?? renderDocument(describe(all, info, version));
    rendered.set(version, text);
    return text;
  };
  const all: Route[] = [...routes, ...problemRoutes, ...documentRoutes(render, info.publicUrl)];
  return all;
}

/**
 * Builds the document of a server with these routes, without starting one.
 * @throws Error that lists every operation and schema that is not fully described
 */
export function buildDocument(
  routes: readonly Route[],
  info: DocumentInfo,
  version: DocumentVersion,
): JsonObject {
  return describe(apiRoutes(routes, info), info, version);
}

/** Prints the document: the same text that the server publishes and the repository keeps. */
export const renderDocument = (document: JsonObject): string => `${JSON.stringify(document, null, 2)}\n`;

function describe(routes: readonly Route[], info: DocumentInfo, version: DocumentVersion): JsonObject {
  const faults = routes.flatMap((route) => routeFaults(route, { ...info.tags, ...ownTags }));
  const ids = routes.map((route) => route.operationId);
  for (const { operationId, deprecated } of routes) {
    const wrong = deprecated === undefined ? [] : deprecationFaults(deprecated, ids);
    faults.push(...wrong.map((what) => `${operationId}: ${what}`));
  }
  faults.push(
    ...ids
      .filter((id, index) => ids.indexOf(id) !== index)
      .map((id) => `${id}: two operations have this name.`),
  );
  if (faults.length > 0) throw new Error(`The OpenAPI document cannot be built:\n- ${faults.join('\n- ')}`);
  const { input, output } = rootsOf(routes);
  const converted = convertSchemas(input, { ...output, Problem }, version, info.examples);
  const paths: JsonObject = {};
  for (const route of routes) {
    const item = paths[route.path];
    const operation = operationOf(route, converted, version);
    paths[route.path] = { ...(isObject(item) ? item : {}), [route.method.toLowerCase()]: operation };
  }
  return {
    openapi: version === '3.1' ? '3.1.1' : '3.0.4',
    info: infoOf(info),
    servers: [{ url: info.publicUrl || '/', description: 'This server.' }],
    // The API is public and read-only: an empty list says that no operation needs a key.
    security: [],
    tags: tagsOf(routes, info),
    paths,
    components: { schemas: converted.components, headers: headerComponents(paths) },
  };
}

function infoOf(info: DocumentInfo): JsonObject {
  return {
    title: 'Claimline',
    version: info.version,
    ...compact({
      description: info.description ?? apiDescription,
      contact: compact({ name: 'The operator of this server', ...info.contact }),
    }),
    // 3.1 also allows an SPDX identifier, but not beside a URL (§4.8.4). The URL is valid in both versions.
    license: { name: 'MIT', url: 'https://spdx.org/licenses/MIT.html' },
  };
}

function tagsOf(routes: readonly Route[], info: DocumentInfo): JsonObject[] {
  const used = new Set(routes.map((route) => route.tag));
  return Object.entries({ ...info.tags, ...ownTags })
    .filter(([name]) => used.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, description]) => ({ name, description }));
}

function rootsOf(routes: readonly Route[]): { input: Roots; output: Roots } {
  const input: Roots = {};
  const output: Roots = {};
  for (const route of routes) {
    for (const [name, schema] of Object.entries(route.params.shape))
      input[rootName.path(route, name)] = schema;
    for (const [name, schema] of Object.entries(route.query.shape))
      input[rootName.query(route, name)] = schema;
    if (route.requestBody?.contentType === 'application/json')
      input[rootName.body(route)] = route.requestBody.schema;
    output[rootName.response(route)] = route.response.schema;
  }
  return { input, output };
}

/** Returns the faults in the description of a route. */
function routeFaults(route: Route, tags: Readonly<Record<string, string>>): string[] {
  const faults: string[] = [];
  const tell = (what: string) => faults.push(`${route.operationId}: ${what}`);
  if (!/^[a-z]+(?:[A-Z][a-z0-9]*)+$/.test(route.operationId))
    tell('the name must be verbNoun, such as listEvents.');
  if (route.summary === '') tell('it needs a summary.');
  if (route.description === '') tell('it needs a description.');
  if (!Object.hasOwn(tags, route.tag)) tell(`its tag ${route.tag} is not declared in the info.`);
  for (const [name, schema] of Object.entries({ ...route.params.shape, ...route.query.shape })) {
    if (descriptionOf(schema) === '') tell(`parameter ${name} needs a description.`);
  }
  const inPath = pathParameterNames(route.path).join();
  const declared = Object.keys(route.params.shape).join();
  if (inPath !== declared) tell(`its path has parameters [${inPath}], its params schema [${declared}].`);
  return faults;
}
