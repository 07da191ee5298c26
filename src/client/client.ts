import createFetchClient from 'openapi-fetch';
import type { components, paths } from './api.ts';
import { remembering } from './etags.ts';
import { type CallOptions, type Client, type OperationId, operations, type Page } from './operations.ts';
import { type Answered, readAnswer } from './problem.ts';
import { type RetryOptions, retrying } from './retry.ts';

export type { Client } from './operations.ts';
export { ProblemError, UnexpectedAnswerError } from './problem.ts';

/** The shapes of the API by name: `Schemas['Event']`. */
export type Schemas = components['schemas'];

export type ClientOptions = RetryOptions & {
  /** Where the server is, such as `https://example.org/claimline`. */
  baseUrl: string;
  /** Go with every request. */
  headers?: Record<string, string>;
  /** How many answers are remembered by `ETag`, each as its text (default: 100; 0 for none). */
  etagCacheSize?: number;
};

/** What a method was given: texts for the places in the path, one more for the body, the rest by name. */
type Given = { texts: readonly string[]; named: CallOptions & Record<string, unknown> };
type Call = (id: OperationId, given: Given) => Promise<unknown>;

/** A client of one server, for browsers and Node. */
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
  // That the table says what the types say is held by tests; the compiler cannot follow names made at run time.
  return client as Client;
}

type Argument = string | Given['named'] | undefined;
const sorted = (args: readonly Argument[]): Given => ({
  texts: args.filter((argument) => typeof argument === 'string'),
  named: args.find((argument) => typeof argument === 'object') ?? {},
});

function caller(options: ClientOptions): Call {
  const { baseUrl, headers = {}, etagCacheSize = 100 } = options;
  const fetch = remembering(retrying(options), etagCacheSize);
  const server = createFetchClient<paths>({ baseUrl, headers, fetch });
  const send = server.request as (method: string, path: string, init: object) => Promise<Answered>;
  return async (id, given) => {
    const [method = '', template = ''] = operations[id].split(' ');
    return readAnswer(operations[id], await send(method, template, requestOf(id, given)));
  };
}

function requestOf(id: OperationId, { texts, named: { signal, ...query } }: Given): object {
  const names = [...operations[id].matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  // Nothing, and dot segments, would ask for another path (RFC 3986 §5.2.4).
  const wrong = names.find((_, index) => /^\.{0,2}$/.test(texts[index] ?? ''));
  if (wrong !== undefined) throw new TypeError(`${id} needs its ${wrong}, neither empty nor "." nor "..".`);
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
