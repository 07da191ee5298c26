import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildDocument, type DocumentInfo, renderDocument } from '../../../src/http/openapi/document.ts';
import { isObject, type JsonObject, objectAt } from '../../../src/http/openapi/json.ts';
import { problemCodes } from '../../../src/http/problem.ts';
import { defineRoute, type Route } from '../../../src/http/route.ts';
import { startSample } from './harness.ts';
import { checkDocument } from './openapi-rules.ts';
import { ada, sampleInfo, sampleRoutes } from './sample-routes.ts';

const routes = sampleRoutes({ seen: [], release: Promise.resolve(), aborted: [] });
const documents = {
  '3.1': buildDocument(routes, sampleInfo, '3.1'),
  '3.0': buildDocument(routes, sampleInfo, '3.0'),
};
const schemas = (version: '3.1' | '3.0'): JsonObject =>
  JSON.parse(JSON.stringify(documents[version])).components.schemas;

describe.each(['3.1', '3.0'] as const)('the %s document', (version) => {
  it('keeps every rule', () => {
    expect(checkDocument(documents[version])).toEqual([]);
  });

  it('is the same each time', () => {
    const again = sampleRoutes({ seen: [], release: Promise.resolve(), aborted: [] });
    expect(renderDocument(buildDocument(again, sampleInfo, version))).toBe(
      renderDocument(documents[version]),
    );
  });

  it('is what the server publishes', async () => {
    const { app, origin } = await startSample();
    const path = version === '3.1' ? '/openapi.json' : '/openapi-3.0.json';
    const response = await fetch(`${origin}${path}`);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.text()).toBe(renderDocument(documents[version]));
    if (version === '3.1') {
      expect(app.swagger()).toEqual(documents[version]);
      expect(app.swagger({ yaml: true })).toMatch(/^openapi: 3\.1\.1\n/);
    }
    await app.close();
  });

  it('has every operation, and lists the codes each can answer with', () => {
    const text = JSON.stringify(documents[version]);
    for (const id of ['listBirds', 'countText', 'getProblemType', 'getOpenApi', 'getOpenApi30']) {
      expect(text).toContain(`"operationId":"${id}"`);
    }
    const listed = new Set([...text.matchAll(/`([a-z_]+)`: /g)].map((match) => match[1]));
    const elsewhere = [
      'invalid_record',
      'store_unusable',
      'store_busy',
      'query_timeout',
      'method_not_allowed',
      'unsupported_transfer_coding',
      'shutting_down',
      'unsupported_http_version',
    ];
    for (const code of problemCodes) expect(listed.has(code), code).toBe(!elsewhere.includes(code));
  });
});

describe('schemas', () => {
  it('in 3.1 say what may be null by type, or by anyOf around a reference', () => {
    expect(schemas('3.1').Bird).toMatchObject({
      type: 'object',
      properties: {
        rival: { anyOf: [{ $ref: '#/components/schemas/BirdKind' }, { type: 'null' }] },
        note: { type: ['string', 'null'] },
        tags: { type: ['array', 'null'] },
        ringedAt: { type: 'string', format: 'date-time' },
        sightings: { type: 'integer', format: 'int64', minimum: 0 },
      },
    });
    expect(schemas('3.1').Home).toMatchObject({
      oneOf: [{ $ref: '#/components/schemas/Nest' }, { $ref: '#/components/schemas/Perch' }],
      discriminator: {
        propertyName: 'kind',
        mapping: { nest: '#/components/schemas/Nest', perch: '#/components/schemas/Perch' },
      },
    });
    expect(schemas('3.1').Nest).toMatchObject({
      properties: { kind: { const: 'nest', enum: ['nest'] }, eggs: { format: 'int32' } },
    });
  });

  it('put no limits on what answers hold, and in 3.0 none on texts in parameters', () => {
    const limited = /"(minLength|maxLength|pattern|minItems|maxItems|maximum)":/;
    for (const version of ['3.1', '3.0'] as const) {
      const all = schemas(version);
      for (const name of Object.keys(all)) {
        const properties = objectAt(objectAt(all, name), 'properties');
        expect(JSON.stringify(properties), name).not.toMatch(limited);
      }
    }
    const parameters = (version: '3.1' | '3.0') =>
      JSON.stringify(
        Object.values(objectAt(documents[version], 'paths')).map((item) =>
          isObject(item) ? objectAt(item, 'get').parameters : [],
        ),
      );
    expect(parameters('3.1')).toMatch(/"(minLength|maxLength|pattern)":/);
    expect(parameters('3.0')).not.toMatch(/"(minLength|maxLength|pattern)":/);
    expect(parameters('3.0')).toMatch(/"maximum":/);
  });

  it('in 3.0 say it as 3.0 can', () => {
    const nullable = { type: 'string', nullable: true, allOf: [{ $ref: '#/components/schemas/BirdKind' }] };
    expect(schemas('3.0').Bird).toMatchObject({
      properties: {
        rival: nullable,
        note: { type: 'string', nullable: true },
        tags: { type: 'array', nullable: true },
      },
    });
    expect(schemas('3.0').Nest).toMatchObject({
      properties: { kind: { enum: ['nest'] } },
      example: { kind: 'nest' },
    });
    expect(schemas('3.0').Home).toMatchObject({ discriminator: { propertyName: 'kind' } });
  });

  it('have examples in 3.0 without the nulls that it cannot hold', () => {
    const example = { ...ada, rival: 'owl', winterHome: { kind: 'nest', eggs: 3 } };
    expect(JSON.stringify(documents['3.0'])).toContain(JSON.stringify(example));
    expect(JSON.stringify(documents['3.1'])).toContain(JSON.stringify(ada));
  });

  it('get examples composed from their parts', () => {
    expect(schemas('3.1').BirdPage).toMatchObject({
      examples: [{ data: [{ id: 'ada', home: { kind: 'nest', eggs: 3 } }] }],
    });
  });
});

const thing = z
  .object({ id: z.string().meta({ description: 'Id.', examples: ['a'] }) })
  .meta({ id: 'Thing', description: 'A thing.' });
const routeWith = (change: Partial<Parameters<typeof defineRoute>[0]>): Route =>
  defineRoute({
    method: 'GET',
    path: '/v1/things',
    operationId: 'listThings',
    tag: 'Birds',
    summary: 'List things',
    description: 'All things.',
    response: { schema: thing, description: 'The things.' },
    errors: [],
    handle: () => ({ body: {} }),
    ...change,
  });
const building =
  (route: Route, info: DocumentInfo = sampleInfo) =>
  () =>
    buildDocument([route], info, '3.1');

describe('building stops on', () => {
  const described = { description: 'What it is.' };
  it.each<[string, Route, RegExp]>([
    [
      'an anonymous answer',
      routeWith({ response: { schema: z.object({}), description: 'x' } }),
      /listThings\.response is an anonymous object/,
    ],
    [
      'an anonymous object inside',
      routeWith({
        response: {
          schema: z
            .object({ a: z.array(z.object({})).meta(described) })
            .meta({ id: 'Outer', description: 'x' }),
          description: 'x',
        },
      }),
      /Outer\.a\.items is an anonymous object/,
    ],
    [
      'an anonymous enum',
      routeWith({ query: z.object({ kind: z.enum(['a', 'b']).optional().meta(described) }) }),
      /listThings\.query\.kind is an anonymous enum/,
    ],
    ['a missing summary', routeWith({ summary: '' }), /listThings: it needs a summary/],
    ['a missing description', routeWith({ description: '' }), /listThings: it needs a description/],
    ['an undeclared tag', routeWith({ tag: 'Nope' }), /its tag Nope is not declared/],
    ['a name that is no verbNoun', routeWith({ operationId: 'Things' }), /must be verbNoun/],
    [
      'a name taken twice',
      routeWith({ operationId: 'getOpenApi' }),
      /getOpenApi: two operations have this name/,
    ],
    [
      'a parameter missing from the path',
      routeWith({ path: '/v1/things/{id}' }),
      /its path has parameters \[id\]/,
    ],
    [
      'a parameter without description',
      routeWith({ query: z.object({ q: z.string().optional() }) }),
      /listThings: parameter q needs a description/,
    ],
    [
      'a property without description',
      routeWith({
        response: {
          schema: z.object({ a: z.string() }).meta({ id: 'Bare', description: 'x' }),
          description: 'x',
        },
      }),
      /Bare\.a needs a description/,
    ],
    [
      'a schema without description',
      routeWith({ response: { schema: z.object({}).meta({ id: 'Silent' }), description: 'x' } }),
      /Silent needs a description/,
    ],
  ])('%s', (_, route, message) => {
    expect(building(route)).toThrow(message);
  });

  it('two schemas of one name', () => {
    const other = z.object({}).meta({ id: 'Thing', description: 'Another thing.' });
    const second = routeWith({
      operationId: 'listOthers',
      path: '/v1/others',
      response: { schema: other, description: 'x' },
    });
    expect(() => buildDocument([routeWith({}), second], sampleInfo, '3.1')).toThrow(/Thing/);
  });

  it('a route of the server that is not in the document', async () => {
    const pages = (hide: boolean) => ({
      pages: (app: Parameters<NonNullable<Parameters<typeof startSample>[0]>['pages'] & object>[0]) => {
        app.get('/hello', hide ? { schema: { hide: true } } : {}, async () => 'hello');
      },
    });
    await expect(startSample(pages(false))).rejects.toThrow('GET /hello is served, but not in the document');
    const { app, origin } = await startSample(pages(true));
    expect((await fetch(`${origin}/hello`)).status).toBe(200);
    expect((await fetch(`${origin}/hello`, { method: 'PUT' })).status).toBe(405);
    await app.close();
  });
});

describe('the rules', () => {
  const broken = (
    change: (document: JsonObject & { components: { schemas: { Bird: JsonObject } } }) => void,
  ): string[] => {
    const copy = JSON.parse(JSON.stringify(documents['3.1']));
    change(copy);
    return checkDocument(copy);
  };

  it('tell what to mend', () => {
    expect(broken((document) => delete document.security)).toContainEqual(
      expect.stringContaining('security'),
    );
    expect(broken(({ components }) => Object.assign(components.schemas, { lower: {} }))).toContain(
      'components.lower: name must be PascalCase',
    );
    expect(broken(({ components }) => delete components.schemas.Bird.examples)).toContainEqual(
      expect.stringMatching(/^components\.Bird: has no example/),
    );
    expect(
      broken(({ components }) => Object.assign(components.schemas.Bird, { examples: [{ id: 1 }] })),
    ).toContainEqual(expect.stringMatching(/^components\.Bird: example does not fit/));
    expect(
      broken(({ components }) => Object.assign(components.schemas.Bird, { additionalProperties: false })),
    ).toContain('Bird: must be open to new properties');
  });
});
