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

/** Arguments of a method: texts for the path parameters, then one for the body; query parameters and `signal` by name. */
type Given = { texts: readonly string[]; named: CallOptions & Record<string, unknown> };
type Call = (id: OperationId, given: Given) => Promise<unknown>;

/** Makes a client of one server, for browsers and Node: `createClient({ baseUrl: 'https://example.org' })`. */
export function createClient(options: ClientOptions): Client {
  const call = caller(options);
  const ids = Object.keys(operations) as OperationId[];
  const methods = (of: readonly OperationId[], method: (id: OperationId, given: Given) => unknown) =>
    Object.fromEntries(of.map((id) => [id, (...args: Argument[]) => method(id, sorted(args))]));
  const lists = ids.filter((id) => /^(list|search)/.test(id));
  const client: unknown = {
    ...methods(ids, call),
    each: methods(lists, async function* (id, given) {
      for await (const { data } of pagesFrom(call, id, given)) yield* data;
    }),
    pages: methods(lists, (id, given) => pagesFrom(call, id, given)),
  };
  // Tests compare the methods with the type: the compiler cannot follow names that are made at run time.
  return client as Client;
}

type Argument = string | Given['named'] | undefined;
const sorted = (args: readonly Argument[]): Given => ({
  texts: args.filter((argument) => typeof argument === 'string'),
  named: args.find((argument) => typeof argument === 'object') ?? {},
});

function caller(options: ClientOptions): Call {
  const { baseUrl, headers = {}, etagCacheSize = 100 } = options;
  const fetch = caching(retrying(options), etagCacheSize);
  const server = createFetchClient<paths>({ baseUrl, headers, fetch });
  const send = server.request as (method: string, path: string, init: object) => Promise<Received>;
  return async (id, given) => {
    const [method = '', template = ''] = operations[id].split(' ');
    return readResponse(operations[id], await send(method, template, requestOf(id, given)));
  };
}

function requestOf(id: OperationId, { texts, named: { signal, ...query } }: Given): object {
  const names = [...operations[id].matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  // An empty id or a dot segment would ask for another path (RFC 3986 §5.2.4).
  const wrong = names.find((_, index) => /^\.{0,2}$/.test(texts[index] ?? ''));
  if (wrong !== undefined) {
    const given = JSON.stringify(texts[names.indexOf(wrong)]);
    throw new TypeError(`${id} needs a ${wrong} that is not empty, "." or ".."; got ${given}.`);
  }
  const path = Object.fromEntries(names.map((name, index) => [name, texts[index]]));
  const body = texts[names.length];
  const headers = body === undefined ? {} : { 'content-type': 'text/plain' };
  return { params: { path, query }, parseAs: 'text', signal, body, bodySerializer: String, headers };
}

async function* pagesFrom(call: Call, id: OperationId, { texts, named }: Given): AsyncGenerator<Page, void> {
  for (let cursor = named.cursor; cursor !== null; ) {
    const page = (await call(id, { texts, named: { ...named, cursor } })) as Page;
    cursor = page.page.nextCursor;
    yield page;
  }
}
