import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type Admission, hasBody } from './connection/admission.ts';
import { sendKept } from './finished.ts';
import type { Call, Operation } from './operation.ts';
import { acceptableFor } from './request/accept.ts';
import { pathOf } from './request/query-string.ts';
import { requireWellFormed } from './request/well-formed.ts';
import type { ResponseCache } from './response-cache.ts';
import { pathParameterNames } from './route.ts';

type Parts = {
  operations: readonly Operation[];
  /** Holds only answers in JSON; undefined where nothing is kept. */
  cache: ResponseCache | undefined;
  admission: Admission;
  maxUrlChars: number;
  maxHeaders: number;
  maxPathParameterChars: number;
  /** Answers a request whose operation failed. */
  fail: (error: unknown, request: IncomingMessage, response: ServerResponse) => void;
};

const requireJson = acceptableFor('application/json');

/**
 * Answers plain requests before the framework sees them: routing, and making the framework's request and reply, takes
 * longer than finding a record. A request goes the framework's way, which says what is wrong with it, where anything
 * may be wrong with it but what it asks for; and where it is rare.
 */
export function directFirst(parts: Parts, otherwise: RequestListener): RequestListener {
  const { cache, admission, fail } = parts;
  const directory = new Directory(parts.operations, parts.maxPathParameterChars);
  const operate = (request: IncomingMessage, response: ServerResponse, url: string) => {
    const found = request.method === 'GET' ? directory.find(url) : undefined;
    if (found === undefined || !isAdmitted(admission, request, response)) return otherwise(request, response);
    found.operation
      .answer(found.call, request, response)
      .catch((error: unknown) => fail(error, request, response));
  };
  return (request, response) => {
    const { url } = request;
    if (url === undefined || !isPlain(request, parts)) return otherwise(request, response);
    if (cache === undefined || !cache.mayHave(url)) return operate(request, response, url);
    cache.kept(url).then(
      (kept) => {
        if (kept === undefined || !sendKept(kept, request, response)) operate(request, response, url);
      },
      // The operation asks for the state again, and answers with what is wrong with the store.
      () => operate(request, response, url),
    );
  };
}

/** Whether nothing can be wrong with a request but what it asks for. */
function isPlain(request: IncomingMessage, { maxUrlChars, maxHeaders }: Parts): boolean {
  if ((request.method !== 'GET' && request.method !== 'HEAD') || hasBody(request)) return false;
  try {
    requireWellFormed(request, maxUrlChars, maxHeaders);
    requireJson(request.headers.accept);
    return true;
  } catch {
    return false;
  }
}

function isAdmitted(admission: Admission, request: IncomingMessage, response: ServerResponse): boolean {
  try {
    admission.admit(request, response);
    return true;
  } catch {
    return false;
  }
}

type Place = {
  operation: Operation;
  /** Of its parameter, where it has one. */
  name: string | undefined;
};

/** Which operation a URL is for, of those whose path has at most one parameter, in the place of an id. */
class Directory {
  /** By path without the parameter. */
  readonly #places = new Map<string, Place>();
  readonly #value: RegExp;

  constructor(operations: readonly Operation[], maxParameterChars: number) {
    // Of these characters, none is written in another way.
    this.#value = new RegExp(`^[\\w.~-]{1,${maxParameterChars}}$`);
    for (const operation of operations) {
      const { path } = operation.route;
      const [name] = pathParameterNames(path);
      if (isDirect(operation)) this.#places.set(path.replace(`{${name}}`, ''), { operation, name });
    }
  }

  find(url: string): { operation: Operation; call: Call } | undefined {
    const path = pathOf(url);
    const [from, to] = idIn(path);
    const place = this.#places.get(path.slice(0, from) + path.slice(to));
    if (place === undefined) return undefined;
    const { operation, name } = place;
    if (name === undefined) return { operation, call: { pathValues: noValues, body: '', url } };
    const value = path.slice(from, to);
    if (!this.#value.test(value)) return undefined;
    return { operation, call: { pathValues: new Map([[name, [value]]]), body: '', url } };
  }
}

const noValues = new Map<string, string[]>();

/** Where a path has its id: `ada` in `/v1/birds/ada/count`; nowhere, at its end, where it is shorter. */
function idIn(path: string): [from: number, to: number] {
  const kind = path.indexOf('/', 1);
  const before = kind < 0 ? kind : path.indexOf('/', kind + 1);
  if (before < 0) return [path.length, path.length];
  const after = path.indexOf('/', before + 1);
  return [before + 1, after < 0 ? path.length : after];
}

function isDirect({ route, isJson }: Operation): boolean {
  const [from, to] = idIn(route.path);
  const names = pathParameterNames(route.path);
  const fits = from === to ? names.length === 0 : route.path.slice(from, to) === `{${names.join()}}`;
  // What is to go says so in errors, too, which the framework's way sees to.
  return route.method === 'GET' && isJson && fits && route.deprecated === undefined;
}
