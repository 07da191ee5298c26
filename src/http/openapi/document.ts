import { deprecationFaults } from '../deprecation.ts';
import { Problem } from '../problem.ts';
import { problemRoute } from '../problem-route.ts';
import { pathParameterNames, type Route } from '../route.ts';
import { convertSchemas, type Examples, type Roots } from './components.ts';
import type { DocumentVersion } from './dialect.ts';
import { documentRoutes } from './document-routes.ts';
import { headerComponents } from './headers.ts';
import { compact, isObject, type JsonObject } from './json.ts';
import { descriptionOf, operationOf, rootName } from './operation.ts';

/** The OpenAPI document: made from the routes alone, the same bytes each time. */

/** What the document says about the whole API. */
export type DocumentInfo = {
  /** Version of the API, as semantic versioning. */
  version: string;
  /** What each tag covers; routes carry one each. The tag `Meta` is the core's own. */
  tags: Readonly<Record<string, string>>;
  /** Whom to ask about this server. */
  contact?: { name: string; url?: string; email?: string };
  /** Markdown; a text of the core's own unless given. */
  description?: string;
  /** Values to show for components whose schemas have no example of their own. */
  examples?: Examples;
};

const apiDescription = `Timelines of contested events: what happened and when, who was involved, who claims or denies what about it, and which passage of which source says so.

- Lists answer \`{ data, page: { nextCursor, hasMore } }\`; pass \`nextCursor\` as \`cursor\` with the same parameters for the next page.
- Parameters that take several values are repeated: \`type=a&type=b\`.
- Every error is problem details (RFC 9457, \`application/problem+json\`) with a stable \`code\` and every fault in \`errors\`.
- Answers carry an \`ETag\`; \`If-None-Match\` saves what has not changed.
- New properties may be added to answers, and new values to their enumerations: ignore those you do not know.`;

const ownTags = { Meta: 'The API about itself: its OpenAPI documents and the kinds of problems it reports.' };

/** All operations that a server with these routes has: theirs, the documents and the problem types. */
export function apiRoutes(routes: readonly Route[], info: DocumentInfo): Route[] {
  const rendered = new Map<DocumentVersion, string>();
  const render = (version: DocumentVersion): string => {
    const text = rendered.get(version) ?? renderDocument(describe(all, info, version));
    rendered.set(version, text);
    return text;
  };
  const all: Route[] = [...routes, problemRoute, ...documentRoutes(render)];
  return all;
}

/**
 * The document of a server with these routes, without starting one.
 * @throws Error that lists every operation and schema that is not fully described
 */
export function buildDocument(
  routes: readonly Route[],
  info: DocumentInfo,
  version: DocumentVersion,
): JsonObject {
  return describe(apiRoutes(routes, info), info, version);
}

/** The bytes that the server publishes and the repository keeps. */
export const renderDocument = (document: JsonObject): string => `${JSON.stringify(document, null, 2)}\n`;

function describe(routes: readonly Route[], info: DocumentInfo, version: DocumentVersion): JsonObject {
  const faults = routes.flatMap((route) => routeFaults(route, { ...info.tags, ...ownTags }));
  const ids = routes.map((route) => route.operationId);
  for (const { operationId, deprecated } of routes) {
    const told = deprecated === undefined ? [] : deprecationFaults(deprecated, ids);
    faults.push(...told.map((what) => `${operationId}: ${what}`));
  }
  faults.push(
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id}: the name is taken twice.`),
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
    servers: [{ url: '/', description: 'This server.' }],
    // Everything is public and read-only: an explicitly empty list says that no operation needs a key.
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
    // 3.1 would also take an SPDX identifier, but not beside a URL (§4.8.4); the URL is valid in both versions.
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
    output[rootName.response(route)] = route.response.schema;
  }
  return { input, output };
}

/** What is missing from a route's own description. */
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
