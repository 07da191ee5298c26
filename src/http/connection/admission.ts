import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * How many requests are worked on at a time. Beyond that a request is turned away at once, which costs nothing,
 * instead of waiting in memory until all are too late. Bodies count apart: each holds memory while it arrives.
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

  /** Counts a request until its response is closed. Returns false, and counts nothing, if there are too many. */
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

/** Whether a request announces a body (RFC 9112 §6). */
export function hasBody(request: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
  return coding !== undefined || (length !== undefined && length !== '0');
}
