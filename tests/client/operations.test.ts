import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createClient } from '../../src/client/client.ts';
import { operations } from '../../src/client/operations.ts';

type Operation = {
  operationId: string;
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, unknown> };
  responses: Record<string, { content?: Record<string, { schema: { $ref?: string } }> }>;
};
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { properties?: Record<string, unknown> }> };
};

const document: Document = JSON.parse(
  readFileSync(new URL('../../openapi/openapi.json', import.meta.url), 'utf8'),
);
const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    path,
    method: method.toUpperCase(),
    ...operation,
  })),
);

/** Returns true if the document says that an operation responds page by page. */
function isPaged({ responses }: Operation): boolean {
  const [media] = Object.values(responses['200']?.content ?? {});
  const schema = document.components.schemas[media?.schema.$ref?.split('/').at(-1) ?? ''];
  return Object.keys(schema?.properties ?? {})
    .join()
    .startsWith('data,page');
}

describe('the table of operations', () => {
  it('is that of the document', () => {
    const expected = documented.map(({ operationId, method, path }) => [operationId, `${method} ${path}`]);
    expect(operations).toEqual(Object.fromEntries(expected));
  });

  it('has a method for each, and each and pages for exactly those that answer page by page', () => {
    const client = createClient({ baseUrl: 'http://127.0.0.1' });
    const paged = documented.filter(isPaged).map(({ operationId }) => operationId);
    const { each, pages, ...methods } = client;
    expect(Object.keys(methods)).toEqual(documented.map(({ operationId }) => operationId));
    expect(Object.keys(each)).toEqual(paged);
    expect(Object.keys(pages)).toEqual(paged);
    expect(paged.length).toBeGreaterThan(10);
  });
});

describe('what the client takes for granted of the document', () => {
  it('every operation may be sent twice: all are GET but the checks of texts, which change nothing', () => {
    const others = documented.filter(({ method }) => method !== 'GET');
    expect(others.map(({ operationId }) => operationId)).toEqual(['verifySource', 'locateQuotes']);
  });

  it('bodies are plain text or JSON', () => {
    const types = documented.flatMap(({ requestBody }) => Object.keys(requestBody?.content ?? {}));
    expect(types).toEqual(['text/plain', 'application/json']);
  });

  it('parameters are in the path, one at the most, or in the query, and none is called signal', () => {
    const parameters = documented.map((operation) => operation.parameters ?? []);
    for (const list of parameters) {
      expect(list.filter((parameter) => parameter.in === 'path').length).toBeLessThanOrEqual(1);
      expect(list.filter((parameter) => !['path', 'query'].includes(parameter.in))).toEqual([]);
      expect(list.filter(({ name }) => name === 'signal')).toEqual([]);
    }
  });

  it('answers are JSON or YAML', () => {
    const types = documented.flatMap(({ responses }) => Object.keys(responses['200']?.content ?? {}));
    expect(new Set(types)).toEqual(
      new Set(['application/json', 'application/yaml', 'application/linkset+json']),
    );
  });
});

describe('the arguments', () => {
  const client = createClient({
    baseUrl: 'http://127.0.0.1',
    fetch: () => Promise.reject(new Error('no request must be sent')),
    retries: 0,
  });
  const { signal } = new AbortController();
  // Programs in JavaScript have no compiler that would refuse these.
  const untyped = client as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
  const iterators = (kind: 'each' | 'pages') =>
    client[kind] as unknown as Record<string, (...args: unknown[]) => AsyncGenerator<unknown>>;

  it.each([
    ['listEvents', [{ from: '2024' }, { signal }], '({ …parameters, signal }); got (object, object).'],
    ['listEvents', [undefined, { signal }], '({ …parameters, signal }); got (undefined, object).'],
    ['listEvents', ['2024'], '({ …parameters, signal }); got (string).'],
    ['listEvents', [null], '({ …parameters, signal }); got (object).'],
    ['getEvent', ['id', {}, { signal }], '(eventId, { …parameters, signal }); got (string, object, object).'],
    ['getEvent', ['id', 0, ['id']], '(eventId, { …parameters, signal }); got (string, number, object).'],
    ['getEvent', [{ signal }], '(eventId, { …parameters, signal }); got (object).'],
    ['getEvent', [7], '(eventId, { …parameters, signal }); got (number).'],
    [
      'locateQuotes',
      ['id', 'text'],
      '(sourceId, { text, quotes }, { …parameters, signal }); got (string, string).',
    ],
    ['locateQuotes', ['id'], '(sourceId, { text, quotes }, { …parameters, signal }); got (string).'],
    ['verifySource', ['id'], '(sourceId, text, { …parameters, signal }); got (string).'],
    [
      'verifySource',
      ['id', {}, 'text'],
      '(sourceId, text, { …parameters, signal }); got (string, object, string).',
    ],
  ])('of %s, as %j, are refused with a TypeError', async (id, args, message) => {
    const refused = { name: 'TypeError', message: `${id} takes ${message}` };
    await expect(untyped[id]?.(...args)).rejects.toMatchObject(refused);
    if (!id.startsWith('list')) return;
    await expect(
      iterators('each')
        [id]?.(...args)
        .next(),
    ).rejects.toMatchObject(refused);
    await expect(
      iterators('pages')
        [id]?.(...args)
        .next(),
    ).rejects.toMatchObject(refused);
  });
});
