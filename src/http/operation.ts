import type { IncomingMessage, ServerResponse } from 'node:http';
import { ClaimlineError } from '../domain/errors.ts';
import type { Deadlines } from './deadlines.ts';
import { constantHeaders, finish, send } from './finished.ts';
import { acceptableFor } from './request/accept.ts';
import type { GivenValues } from './request/parameters.ts';
import { searchOf } from './request/query-string.ts';
import type { ResponseCache } from './response-cache.ts';
import { type Answer, type Route, responseContentType } from './route.ts';

/** What the operations of a server share. */
export type Serving = {
  deadlines: Deadlines;
  /** Undefined where nothing is kept. */
  cache: ResponseCache | undefined;
};

/** A request as it was routed, its body read. */
export type Call = {
  pathValues: GivenValues;
  body: string;
  /** Path and raw query, as sent. */
  url: string;
};

/**
 * An operation as a server answers it, whichever way a request came to it. Answers are written to Node's response
 * directly: going through the framework's reply took a sixth of a small answer's time, most of it for headers that are
 * the same each time.
 */
export class Operation {
  readonly route: Route;
  /** @throws HttpProblem `not_acceptable` */
  readonly requireAcceptable: (accept: string | undefined) => void;
  readonly #deadlines: Deadlines;
  readonly #cache: ResponseCache | undefined;
  readonly #constant: readonly string[];

  constructor(route: Route, { deadlines, cache }: Serving) {
    this.route = route;
    this.requireAcceptable = acceptableFor(responseContentType(route));
    this.#deadlines = deadlines;
    // What is not made from the store is constant, or quick to make.
    const fromStore = route.method === 'GET' && route.errors.includes('store_unusable');
    this.#cache = fromStore && this.isJson && route.cache === undefined ? cache : undefined;
    this.#constant = constantHeaders(route);
  }

  get isJson(): boolean {
    return responseContentType(this.route) === 'application/json';
  }

  /** Answers a request. @throws what the operation throws, before anything of the answer is written */
  async answer(call: Call, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const make = async () => finish(await this.#within(call, response), this.route, this.#constant);
    const answer = await (this.#cache === undefined ? make() : this.#cache.through(call.url, make));
    send(answer, request, response);
  }

  /**
   * Runs the handler with a signal that fires when the client goes away or the deadline passes. A handler that does
   * not heed it is left to itself; the client is told.
   */
  #within({ pathValues, body, url }: Call, response: ServerResponse): Promise<Answer> {
    const signal = new LazySignal(response);
    const work = this.route.answer({
      pathValues,
      search: searchOf(url),
      body,
      url,
      signal: () => signal.get(),
    });
    return new Promise((resolve, reject) => {
      const deadline = this.#deadlines.begin(() => {
        const error = new ClaimlineError('deadline_exceeded', `${this.route.operationId} ran past its time`);
        signal.abort(error);
        reject(error);
      });
      work.then(
        (answer) => {
          this.#deadlines.end(deadline);
          resolve(answer);
        },
        (error: unknown) => {
          this.#deadlines.end(deadline);
          reject(error);
        },
      );
    });
  }
}

/** A signal that is made when somebody asks for it: most handlers are done before anything could abort them. */
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
