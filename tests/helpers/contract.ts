import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { isObject, type Json, type JsonObject } from '../../src/http/openapi/json.ts';

/**
 * Holds answers against the OpenAPI document that the server itself publishes, stricter than a client may: an
 * unknown property, an undocumented status, media type or problem code, and a missing header are all faults.
 */

export type Exchange = {
  method: string;
  /** Path and query, as sent. */
  url: string;
  status: number;
  headers: Headers;
  /** The body as text; empty where none was sent. */
  text: string;
};

const at = (value: Json | undefined, ...names: string[]): Json | undefined =>
  names.reduce<Json | undefined>((current, name) => (isObject(current) ? current[name] : undefined), value);
const entries = (value: Json | undefined): [string, Json][] => (isObject(value) ? Object.entries(value) : []);

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const formats = {
  'date-time': (text: string) => dateTime.test(text) && !Number.isNaN(Date.parse(text)),
  uri: (text: string) => URL.canParse(text),
  int32: { type: 'number' as const, validate: (value: number) => Math.abs(value) <= 2 ** 31 - 1 },
  int64: { type: 'number' as const, validate: Number.isSafeInteger },
  double: { type: 'number' as const, validate: Number.isFinite },
};

export class Contract {
  readonly document: JsonObject;
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true, formats });
  readonly #validators = new Map<string, ValidateFunction>();

  constructor(document: JsonObject) {
    this.document = document;
    this.#ajv.addSchema({
      $id: 'document',
      components: { schemas: closed(at(document, 'components', 'schemas') ?? {}) },
    });
  }

  /** Every operation of the document, with its method in capitals. */
  operations(): { method: string; path: string; operation: JsonObject }[] {
    return entries(this.document.paths).flatMap(([path, item]) =>
      entries(item).flatMap(([method, operation]) =>
        isObject(operation) ? [{ method: method.toUpperCase(), path, operation }] : [],
      ),
    );
  }

  /** The operation that a request is for; undefined where the document has none. HEAD is described by GET. */
  operationFor(method: string, url: string): JsonObject | undefined {
    const wanted = method === 'HEAD' ? 'GET' : method;
    const segments = (url.split('?')[0] ?? '').split('/').map(decoded);
    return this.operations().find(({ method: its, path }) => {
      const parts = path.split('/');
      return (
        its === wanted &&
        parts.length === segments.length &&
        parts.every((part, index) => fits(part, segments[index] ?? ''))
      );
    })?.operation;
  }

  /** @throws Error that says what in the answer the document does not have */
  check(exchange: Exchange): void {
    const faults = this.faultsOf(exchange);
    if (faults.length === 0) return;
    const { method, url, status, text } = exchange;
    throw new Error(`${method} ${url} answered ${status}:\n- ${faults.join('\n- ')}\n${text.slice(0, 2000)}`);
  }

  faultsOf(exchange: Exchange): string[] {
    const operation = this.operationFor(exchange.method, exchange.url);
    const { status, headers, text } = exchange;
    if (operation === undefined)
      return status < 400 ? ['is no operation of the document'] : this.#problemFaults(exchange);
    const response = at(operation, 'responses', String(status));
    if (!isObject(response))
      return status === 405 ? this.#problemFaults(exchange) : ['status is not documented'];
    const faults = headerFaults(exchange, response);
    const [[type, media] = ['', null]] = entries(response.content);
    if (status === 304) return text === '' ? faults : [...faults, '304 has a body'];
    if (headers.get('content-type') !== type)
      faults.push(`media type ${headers.get('content-type')} is not ${type}`);
    if (exchange.method === 'HEAD') return text === '' ? faults : [...faults, 'HEAD has a body'];
    if (!type.endsWith('json')) return text === '' ? [...faults, 'body is empty'] : faults;
    const body = parsed(text);
    if (body === undefined) return [...faults, 'body is not JSON'];
    faults.push(...this.#bodyFaults(String(at(media, 'schema', '$ref')), body));
    if (status < 400) return [...faults, ...linkFaults(exchange, body)];
    const listed = String(response.description).includes(`\`${at(body, 'code')}\`: `);
    return [
      ...faults,
      ...(listed ? [] : [`code ${at(body, 'code')} is not documented`]),
      ...problemFaults(exchange, body),
    ];
  }

  /** An error answer outside any operation: all that can be said is that it is a problem. */
  #problemFaults(exchange: Exchange): string[] {
    const type = exchange.headers.get('content-type');
    if (type !== 'application/problem+json') return [`media type ${type} is no problem`];
    if (exchange.method === 'HEAD') return exchange.text === '' ? [] : ['HEAD has a body'];
    const body = parsed(exchange.text);
    if (body === undefined) return ['body is not JSON'];
    return [...this.#bodyFaults('#/components/schemas/Problem', body), ...problemFaults(exchange, body)];
  }

  #bodyFaults(reference: string, body: Json): string[] {
    const validate = this.#validators.get(reference) ?? this.#ajv.compile({ $ref: `document${reference}` });
    this.#validators.set(reference, validate);
    if (validate(body)) return [];
    return (validate.errors ?? []).map(
      (error) => `${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`,
    );
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

const fits = (part: string, given: string) => (part.startsWith('{') ? given !== '' : part === given);

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Objects with listed properties closed, so that a property that the document does not have is a fault. */
function closed(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isObject(schema)) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  const listed = isObject(copy.properties) && copy.type === 'object';
  return listed && copy.additionalProperties === undefined ? { ...copy, additionalProperties: false } : copy;
}

function headerFaults({ headers }: Exchange, response: JsonObject): string[] {
  const documented = entries(response.headers).map(([name]) => name.toLowerCase());
  const faults: string[] = [];
  const etag = headers.get('etag');
  if (documented.includes('etag') && !/^"[\x21\x23-\x7e]+"$/.test(etag ?? ''))
    faults.push(`ETag ${etag} is not strong`);
  for (const name of ['etag', 'retry-after']) {
    if (headers.has(name) && !documented.includes(name)) faults.push(`header ${name} is not documented`);
  }
  if (headers.get('x-content-type-options') !== 'nosniff') faults.push('nosniff is missing');
  return faults;
}

/** A page that has more says where, in the body and in the header alike (RFC 8288). */
function linkFaults({ headers }: Exchange, body: Json): string[] {
  const page = at(body, 'page');
  const link = headers.get('link');
  if (page === undefined) return link?.includes('rel="next"') ? ['a next page of what is no list'] : [];
  const [more, cursor] = [at(page, 'hasMore'), at(page, 'nextCursor')];
  if (more !== (cursor !== null)) return ['hasMore and nextCursor disagree'];
  if (!more) return link === null ? [] : ['Link on the last page'];
  const target = /^<(\/[^>]*)>; rel="next"$/.exec(link ?? '')?.[1];
  if (target === undefined) return [`Link ${link} is not the next page`];
  return new URL(target, 'http://x').searchParams.get('cursor') === cursor ? [] : ['Link has another cursor'];
}

function problemFaults({ status }: Exchange, body: Json): string[] {
  const faults: string[] = [];
  if (at(body, 'status') !== status) faults.push(`status in the body is ${at(body, 'status')}`);
  if (at(body, 'type') !== `/problems/${at(body, 'code')}`) faults.push(`type is ${at(body, 'type')}`);
  if (!/^urn:uuid:[0-9a-f-]{36}$/.test(String(at(body, 'instance')))) faults.push('instance is no URN');
  return faults;
}
