import { stringify } from 'yaml';
import { z } from 'zod';
import { constantResponse, defineRoute, type Route, type RouteResponse } from '../route.ts';
import type { DocumentVersion } from './dialect.ts';

/** The operations that return the OpenAPI document, and the API catalogue that links to them. */

/** Free-form: the OpenAPI specification describes its documents, and this one need not repeat it. */
const OpenApiDocument = z.looseObject({}).meta({
  id: 'OpenApiDocument',
  description: 'An OpenAPI document, as its specification describes it.',
  examples: [{ openapi: '3.1.1', info: { title: 'Claimline', version: '0.2.0' }, paths: {} }],
});

type Rendering = {
  path: string;
  operationId: string;
  version: DocumentVersion;
  /** The media type of YAML is that of RFC 9512. */
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

/** @param render returns the text of the document in a version; called on request, when all routes are known */
export function documentRoutes(render: (version: DocumentVersion) => string, publicUrl = ''): Route[] {
  return [...renderings.map((rendering) => documentRoute(rendering, render)), catalogRoute(publicUrl)];
}

function documentRoute(
  { path, operationId, version, contentType }: Rendering,
  render: (version: DocumentVersion) => string,
): Route {
  const yaml = contentType === 'application/yaml';
  let response: RouteResponse | undefined;
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
      // The response is made once, because converting a document of this size to YAML takes long.
      response ??= constantResponse(yaml ? yamlOf(render(version)) : render(version));
      return response;
    },
  });
}

/**
 * Prints JSON as YAML. `compat` quotes texts that a reader of YAML 1.1, such as PyYAML, would not read as text: `on`, the
 * name of a parameter, would be a boolean, and a date in an example a date object.
 */
const yamlOf = (json: string): string =>
  stringify(JSON.parse(json), { lineWidth: 110, aliasDuplicateObjects: false, compat: 'yaml-1.1' });

/** Free-form: RFC 9264 gives its shape, with names that this API does not choose. */
const ApiCatalog = z.looseObject({}).meta({
  id: 'ApiCatalog',
  description: 'The APIs of this server, as a link set in JSON (RFC 9264 §4.2).',
  examples: [
    { linkset: [{ anchor: '/', 'service-desc': [{ href: '/openapi.json', type: 'application/json' }] }] },
  ],
});

const catalogOf = (publicUrl: string) => ({
  linkset: [
    {
      anchor: `${publicUrl}/`,
      'service-desc': renderings.map(({ path, contentType }) => ({
        href: publicUrl + path,
        type: contentType,
      })),
      'service-doc': [{ href: `${publicUrl}/docs`, type: 'text/html' }],
      status: [{ href: `${publicUrl}/healthz`, type: 'application/json' }],
    },
  ],
});

function catalogRoute(publicUrl: string): Route {
  const catalog = constantResponse(catalogOf(publicUrl));
  return defineRoute({
    method: 'GET',
    path: '/.well-known/api-catalog',
    operationId: 'getApiCatalog',
    tag: 'Meta',
    summary: 'The API catalogue',
    description: 'Links to the descriptions of this API (RFC 9727), as a link set in JSON (RFC 9264).',
    response: {
      schema: ApiCatalog,
      contentType: 'application/linkset+json',
      description: 'The catalogue.',
    },
    errors: [],
    handle: () => catalog,
  });
}
