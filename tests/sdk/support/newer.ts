import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A server that is newer than the clients: each enum has a value more, each object a member more and each union an
 * option more. It answers every operation of a document with all that the operation may respond with.
 */

/** The value that no client knows. */
export const newValue = 'newer_than_the_client';

type Schema = {
  $ref?: string;
  type?: string | string[];
  enum?: string[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  discriminator?: { propertyName: string; mapping: Record<string, string> };
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  format?: string;
  examples?: unknown[];
};
type Answer = { $ref?: string; content?: Record<string, { schema?: Schema }> };
type Operation = { operationId: string; responses: Record<string, Answer> };
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; responses?: Record<string, Answer> };
};

export type NewerServer = {
  url: string;
  /** Returns the names of the enums of which the server has sent a new value. */
  sent: () => string[];
  close: () => Promise<void>;
};

const nameOf = (reference: string) => reference.slice(reference.lastIndexOf('/') + 1);
const isSuccess = (status: string) => status === '200';

/** Makes values of schemas, and remembers of which enums. */
class Maker {
  readonly #document: Document;
  readonly sent = new Set<string>();
  /** How often a value of each union was made. */
  readonly #turns = new Map<Schema, number>();

  constructor(document: Document) {
    this.#document = document;
  }

  /** @param name name of the component that has the schema */
  valueOf(schema: Schema, name = ''): unknown {
    const { $ref, oneOf, anyOf, enum: values, examples = [] } = schema;
    if ($ref !== undefined)
      return this.valueOf(this.#document.components.schemas[nameOf($ref)] ?? {}, nameOf($ref));
    if (oneOf !== undefined) return this.#nextOption(schema);
    if (anyOf !== undefined) return this.valueOf(anyOf[0] ?? {});
    if (values !== undefined) {
      if (name !== '') this.sent.add(name);
      return newValue;
    }
    const type = [schema.type].flat()[0];
    if (type === 'object') return this.#objectOf(schema);
    if (type === 'array') return this.#listOf(schema.items ?? {});
    if (type === 'boolean') return true;
    if (type !== 'string') return typeof examples[0] === 'number' ? examples[0] : 1;
    if (schema.format === 'date-time') return '2024-03-22T00:00:00Z';
    return typeof examples[0] === 'string' ? examples[0] : 'https://example.org/';
  }

  #objectOf({ properties = {}, additionalProperties }: Schema): object {
    const members = Object.entries(properties).map(([key, schema]) => [key, this.valueOf(schema)]);
    const entry =
      typeof additionalProperties === 'object' ? { entry: this.valueOf(additionalProperties) } : {};
    const newMember =
      typeof additionalProperties === 'object' ? {} : { newMember: { of: [newValue, 1, null] } };
    return { ...Object.fromEntries(members), ...entry, ...newMember };
  }

  /** Every option of a union, then one that no client knows; of another schema two values. */
  #listOf(items: Schema): unknown[] {
    const union = items.$ref === undefined ? items : this.#document.components.schemas[nameOf(items.$ref)];
    const count = union?.oneOf === undefined ? 2 : union.oneOf.length * 2;
    return Array.from({ length: count }, () => this.valueOf(items));
  }

  /** Known options and the unknown one in turn. */
  #nextOption(union: Schema): object {
    const { propertyName = '', mapping = {} } = union.discriminator ?? {};
    const known = Object.entries(mapping);
    const turn = this.#turns.get(union) ?? 0;
    this.#turns.set(union, turn + 1);
    if (turn % 2 === 1) return { [propertyName]: newValue, newMember: newValue };
    const [value, $ref = ''] = known[(turn / 2) % known.length] ?? [];
    return { ...(this.valueOf({ $ref }) as object), [propertyName]: value };
  }
}

/** Returns the names of the enums in the responses of a document, without those of some operations. */
export function enumsOf(documentText: string, without: readonly string[]): string[] {
  const document = JSON.parse(documentText) as Document;
  const maker = new Maker(document);
  for (const operation of operationsOf(document)) {
    if (without.includes(operation.operationId)) continue;
    for (const status of Object.keys(operation.responses)) answerOf(document, operation, status, maker);
  }
  return [...maker.sent].sort();
}

const operationsOf = (document: Document) =>
  Object.values(document.paths).flatMap((item) => Object.values(item));

/** Returns the JSON of a response; undefined if it has none. */
function answerOf(document: Document, { responses }: Operation, status: string, maker: Maker): unknown {
  const response = responses[status];
  const { content = {} } =
    response?.$ref === undefined
      ? (response ?? {})
      : (document.components.responses?.[nameOf(response.$ref)] ?? {});
  const schema = content[isSuccess(status) ? 'application/json' : 'application/problem+json']?.schema;
  return schema === undefined ? undefined : maker.valueOf(schema);
}

/** Starts the server. A page of 1000 is refused, as by the real one. */
export async function serveNewer(documentText: string): Promise<NewerServer> {
  const document = JSON.parse(documentText) as Document;
  const maker = new Maker(document);
  const routes = Object.entries(document.paths)
    // Paths without an id come first: /v1/events/{eventId} would match them.
    .sort(([a], [b]) => Number(a.includes('{')) - Number(b.includes('{')))
    .map(([path, item]) => ({ pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`), item }));
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const operation = routes.find(({ pattern }) => pattern.test(pathname))?.item[
      (request.method ?? '').toLowerCase()
    ];
    const status = searchParams.get('limit') === '1000' ? '400' : '200';
    const answer = operation === undefined ? undefined : answerOf(document, operation, status, maker);
    response.writeHead(answer === undefined ? 404 : Number(status), {
      'content-type': isSuccess(status) ? 'application/json' : 'application/problem+json',
    });
    response.end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent: () => [...maker.sent].sort(),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
