import type { ServerResponse } from 'node:http';
import { ClaimlineError } from '../domain/errors.ts';
import type { Form } from './compression.ts';
import type { Deadlines } from './deadlines.ts';
import { type Finished, finish, headersOf, inForm, type Validator } from './finished.ts';
import { acceptableFor } from './request/accept.ts';
import type { ResponseCache } from './response-cache.ts';
import { type RawRequest, type Route, type RouteResponse, responseContentType } from './route.ts';

/** The parts that the operations of a server share. */
export type Shared = {
  deadlines: Deadlines;
  /** Undefined if the cache is turned off. */
  cache: ResponseCache | undefined;
  /** Address that people reach the server under; empty for its own root. */
  publicUrl: string;
};

/** The form of a response that a client prefers, and its If-None-Match header. */
export type ClientForm = { form: Form; ifNoneMatch: string | undefined };

/** Runs one operation of the API with its headers, cache and deadlines. */
export class Operation {
  readonly route: Route;
  /** @throws HttpProblem `not_acceptable` */
  readonly requireAcceptable: (accept: string | undefined) => void;
  readonly #deadlines: Deadlines;
  readonly #cache: ResponseCache | undefined;
  readonly #headers: readonly string[];
  /** The response of an operation that always returns the same. */
  #constant: Finished | undefined;
  readonly #publicUrl: string;

  constructor(route: Route, { deadlines, cache, publicUrl }: Shared) {
    this.route = route;
    this.#publicUrl = publicUrl;
    this.requireAcceptable = acceptableFor(responseContentType(route));
    this.#deadlines = deadlines;
    // A response that is not read from the store needs no cache: it is constant or quick to make.
    const readsStore = route.method === 'GET' && route.errors.includes('store_unusable');
    const isJson = responseContentType(route) === 'application/json';
    this.#cache = readsStore && isJson && route.cache === undefined ? cache : undefined;
    this.#headers = headersOf(route);
  }

  /**
   * Returns the cached response to a URL, or its validator, if the store has not changed since. Returns undefined at
   * once, without a promise, if nothing is cached.
   */
  kept(url: string, form: Form): Promise<Finished | Validator | undefined> | undefined {
    return this.#cache?.kept(url + form.key);
  }

  /** Counts a response that was sent from the cache. */
  noteHit(): void {
    this.#cache?.noteHit();
  }

  /**
   * Parses a request, runs the handler and renders its result in the form that the client prefers. The response is cached
   * by URL and form from its second request. Returns only the validator if the client has that version already.
   * @throws the errors of parsing and of the handler, before any part of the response is written
   */
  answer(request: RawRequest, client: ClientForm, response: ServerResponse): Promise<Finished | Validator> {
    const make = () => this.#made(request, client, response);
    return this.#cache === undefined ? make() : this.#cache.through(request.url + client.form.key, make);
  }

  async #made(request: RawRequest, { form, ifNoneMatch }: ClientForm, response: ServerResponse) {
    const made = await this.#handled(request, response);
    const finished = this.#constant ?? finish(made, this.route, this.#headers, this.#publicUrl);
    if (made.isConstant) this.#constant = finished;
    return inForm(finished, form, ifNoneMatch);
  }

  /**
   * Runs the handler with a signal that is aborted when the client disconnects or the deadline passes. When the deadline
   * passes the client gets an error, even if the handler ignores the signal.
   */
  #handled(request: RawRequest, response: ServerResponse): Promise<RouteResponse> {
    const signal = new LazySignal(response);
    const handle = this.route.parse({ ...request, signal: () => signal.get() });
    return new Promise((resolve, reject) => {
      const deadline = this.#deadlines.begin(() => {
        const error = new ClaimlineError(
          'deadline_exceeded',
          `${this.route.operationId} took longer than the time limit.`,
        );
        signal.abort(error);
        reject(error);
      });
      handle().then(
        (made) => {
          this.#deadlines.end(deadline);
          resolve(made);
        },
        (error: unknown) => {
          this.#deadlines.end(deadline);
          reject(error);
        },
      );
    });
  }
}

/** Makes an abort signal when a handler first reads it. Most handlers never do. */
class LazySignal {
  readonly #response: ServerResponse;
  #controller: AbortController | undefined;
  #reason: Error | undefined;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  get(): AbortSignal {
    if (this.#controller !== undefined) return this.#controller.signal;
    const controller = new AbortController();
    this.#controller = controller;
    const response = this.#response;
    const closed = () => {
      if (!response.writableFinished) controller.abort(this.#reason);
    };
    if (this.#reason !== undefined || response.destroyed) closed();
    else response.once('close', closed);
    return controller.signal;
  }

  abort(reason: Error): void {
    this.#reason = reason;
    this.#controller?.abort(reason);
  }
}
