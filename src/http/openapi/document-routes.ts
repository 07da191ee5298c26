import { stringify } from 'yaml';
import { z } from 'zod';
import { type Answer, constantAnswer, defineRoute, type Route } from '../route.ts';
import type { DocumentVersion } from './dialect.ts';

/** The operations that answer the document itself, and the catalogue that points to them. */

/** Free-form: an OpenAPI document is described by its own specification, not by ours. */
const OpenApiDocument = z.looseObject({}).meta({
  id: 'OpenApiDocument',
  description: 'An OpenAPI document, as its specification describes it.',
  examples: [{ openapi: '3.1.1', info: { title: 'Claimline', version: '0.1.0' }, paths: {} }],
});

type Rendering = {
  path: string;
  operationId: string;
  version: DocumentVersion;
  /** RFC 9512 names the media type of YAML. */
  contentType: 'application/json' | 'application/yaml';
};

const renderings: readonly Rendering[] = [
  { path: '/openapi.json', operationId: 'getOpenApi', version: '3.1', contentType: 'application/json' },
  { path: '/openapi.yaml', operationId: 'getOpenApiYaml', version: '3.1', contentType: 'application/yaml' },
  { path: '/openapi-3.0.json', operationId: 'getOpenApi30', version: '3.0', contentType: 'application/json' },
  {
    path: '/openapi-3.0.yaml',
    operationId: 'getOpenApi30Yaml',
    version: '3.0',
    contentType: 'application/yaml',
  },
];

const notes: Record<DocumentVersion, string> = {
  '3.1': 'the canonical description of every operation',
  '3.0': 'for generators that do not read 3.1',
};

/** `render` gives the text of the document in a version; it is called on request, when all routes are known. */
export function documentRoutes(render: (version: DocumentVersion) => string): Route[] {
  return [...renderings.map((rendering) => documentRoute(rendering, render)), catalogRoute];
}

function documentRoute(
  { path, operationId, version, contentType }: Rendering,
  render: (version: DocumentVersion) => string,
): Route {
  const yaml = contentType === 'application/yaml';
  let answer: Answer | undefined;
  return defineRoute({
    method: 'GET',
    path,
    operationId,
    tag: 'Meta',
    summary: `The OpenAPI ${version} document${yaml ? ' as YAML' : ''}`,
    description: `This API as an OpenAPI ${version} document${yaml ? ' in YAML' : ''}: ${notes[version]}.`,
    response: yaml
      ? {
          schema: z.string(),
          contentType,
          description: 'The document, as YAML.',
          example: 'openapi: 3.1.1\n',
        }
      : { schema: OpenApiDocument, description: 'The document.' },
    errors: [],
    handle: () => {
      // Written once: a document of this size takes milliseconds to turn into YAML.
      answer ??= constantAnswer(yaml ? yamlOf(render(version)) : render(version));
      return answer;
    },
  });
}

/**
 * `compat` quotes what readers of YAML 1.1, such as PyYAML, would take for something else than text: `on` is the name
 * of a parameter here and a boolean there, and a date in an example would become a date object.
 */
const yamlOf = (json: string): string =>
  stringify(JSON.parse(json), { lineWidth: 110, aliasDuplicateObjects: false, compat: 'yaml-1.1' });

/** Free-form: its shape is the RFC's, with names that are not ours to choose. */
const ApiCatalog = z.looseObject({}).meta({
  id: 'ApiCatalog',
  description: 'The APIs of this server, as a link set in JSON (RFC 9264 §4.2).',
  examples: [
    { linkset: [{ anchor: '/', 'service-desc': [{ href: '/openapi.json', type: 'application/json' }] }] },
  ],
});

const catalog = constantAnswer({
  linkset: [
    {
      anchor: '/',
      'service-desc': renderings.map(({ path, contentType }) => ({ href: path, type: contentType })),
      'service-doc': [{ href: '/docs', type: 'text/html' }],
      status: [{ href: '/healthz', type: 'application/json' }],
    },
  ],
});

const catalogRoute = defineRoute({
  method: 'GET',
  path: '/.well-known/api-catalog',
  operationId: 'getApiCatalog',
  tag: 'Meta',
  summary: 'The API catalogue',
  description: 'Points to everything that describes this API (RFC 9727), as a link set in JSON (RFC 9264).',
  response: {
    schema: ApiCatalog,
    contentType: 'application/linkset+json',
    description: 'The catalogue.',
  },
  errors: [],
  handle: () => catalog,
});
