import createFetchClient from 'openapi-fetch';
import type { components, paths } from './api.ts';
import { caching } from './etags.ts';
import { type CallOptions, type Client, type OperationId, operations, type Page } from './operations.ts';
import { type Received, readResponse } from './problem.ts';
import { type RetryOptions, retrying } from './retry.ts';

export type { Client } from './operations.ts';
export { ProblemError, UnexpectedAnswerError } from './problem.ts';

/** The shapes of the API by name: `Schemas['Event']`. */
export type Schemas = components['schemas'];

export type ClientOptions = RetryOptions & {
  /** Address of the server, such as `https://example.org/claimline`. */
  baseUrl: string;
  /** Headers of every request, such as `{ authorization: 'Bearer …' }`. */
  headers?: Record<string, string>;
  /** Number of responses to cache by `ETag`, each as its text (default: 100; 0 for none). */
  etagCacheSize?: number;
};

type Call = (id: OperationId, args: readonly unknown[]) => Promise<unknown>;

/** Makes a client of one server, for browsers and Node: `createClient({ baseUrl: 'https://example.org' })`. */
export function createClient(options: ClientOptions): Client {
  const call = caller(options);
  const ids = Object.keys(operations) as OperationId[];
  const methods = (of: readonly OperationId[], method: (...of: Parameters<Call>) => unknown) =>
    Object.fromEntries(of.map((id) => [id, (...args: unknown[]) => method(id, args)]));
  const lists = ids.filter((id) => /^(list|search)/.test(id));
  const client: unknown = {
    ...methods(ids, call),
    each: methods(lists, async function* (id, args) {
      for await (const { data } of pagesFrom(call, id, args)) yield* data;
    }),
    pages: methods(lists, (id, args) => pagesFrom(call, id, args)),
  };
  // Tests compare the methods with the type: the compiler cannot follow names that are made at run time.
  return client as Client;
}

function caller(options: ClientOptions): Call {
  const { baseUrl, headers = {}, etagCacheSize = 100 } = options;
  const fetch = caching(retrying(options), etagCacheSize);
  const server = createFetchClient<paths>({ baseUrl, headers, fetch });
  const send = server.request as (method: string, path: string, init: object) => Promise<Received>;
  return async (id, args) => {
    const [method = '', template = ''] = operations[id].split(' ');
    return readResponse(operations[id], await send(method, template, requestOf(id, args)));
  };
}

const bodies: Partial<Record<OperationId, string>> = {
  verifySource: 'text',
  locateQuotes: '{ text, quotes }',
};

/** Splits the arguments of a method. @throws TypeError if one is missing, surplus or of another type */
function split(id: OperationId, args: readonly unknown[]) {
  const names = [...operations[id].matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const takes = [...names, bodies[id] ?? []].flat();
  const fits = takes.map((name, at) => (name[0] === '{' ? isObject(args[at]) : typeof args[at] === 'string'));
  const [named = {}, ...surplus] = args.slice(takes.length);
  if (!fits.includes(false) && isObject(named) && surplus.length === 0)
    return {
      names,
      given: args.slice(0, takes.length),
      named: named as CallOptions & Record<string, unknown>,
    };
  const signature = [...takes, '{ …parameters, signal }'].join(', ');
  throw new TypeError(`${id} takes (${signature}); got (${args.map((given) => typeof given).join(', ')}).`);
}

const isObject = (value: unknown): boolean => Object(value) === value;

function requestOf(id: OperationId, args: readonly unknown[]): object {
  const { names, given, named } = split(id, args);
  const { signal, ...query } = named;
  const path = Object.fromEntries(names.map((name, index) => [name, String(given[index])]));
  // An empty id or a dot segment would ask for another path (RFC 3986 §5.2.4).
  const wrong = names.find((name) => /^\.{0,2}$/.test(path[name] ?? ''));
  if (wrong) throw new TypeError(`${id} needs a ${wrong} other than "", "." and ".."; got "${path[wrong]}".`);
  const body = given[names.length];
  const [type, bodySerializer] = isObject(body)
    ? ['application/json', JSON.stringify]
    : ['text/plain', String];
  const headers = body === undefined ? {} : { 'content-type': type };
  return { params: { path, query }, parseAs: 'text', signal, body, bodySerializer, headers };
}

async function* pagesFrom(call: Call, id: OperationId, args: readonly unknown[]): AsyncGenerator<Page, void> {
  const { given, named } = split(id, args);
  for (let cursor = named.cursor; cursor !== null; ) {
    const page = (await call(id, [...given, { ...named, cursor }])) as Page;
    cursor = page.page.nextCursor;
    yield page;
  }
}
