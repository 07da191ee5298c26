import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Limits the number of requests in progress. A request above the limit is rejected at once: waiting requests would
 * fill the memory and all be late. Requests with a body have a limit of their own, because each body takes memory.
 */
export class Admission {
  readonly #max: number;
  readonly #maxBodies: number;
  #open = 0;
  #openBodies = 0;

  constructor(max: number, maxBodies: number) {
    this.#max = max;
    this.#maxBodies = maxBodies;
  }

  /** Counts a request until its response is closed. Returns false, without counting it, if a limit is reached. */
  admits(request: IncomingMessage, response: ServerResponse): boolean {
    const bodies = hasBody(request) ? 1 : 0;
    if (this.#open >= this.#max || this.#openBodies + bodies > this.#maxBodies) return false;
    this.#open += 1;
    this.#openBodies += bodies;
    response.on('close', bodies === 0 ? this.#release : this.#releaseBody);
    return true;
  }

  readonly #release = (): void => {
    this.#open -= 1;
  };

  readonly #releaseBody = (): void => {
    this.#open -= 1;
    this.#openBodies -= 1;
  };
}

/** Tells if a request announces a body (RFC 9112 §6). */
export function hasBody(request: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
  return coding !== undefined || (length !== undefined && length !== '0');
}
