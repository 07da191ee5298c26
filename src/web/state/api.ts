import { createClient, ProblemError } from '../../client/client.ts';

const inBrowser = typeof location !== 'undefined';

/** Address of the server that sent this page, with the path prefix of a proxy, without a slash at the end. */
export let serverUrl = inBrowser ? new URL('.', location.href).href.slice(0, -1) : 'http://localhost';

/** Sets the address of the server for the page that is drawn next. */
export function servedAt(url: string): void {
  serverUrl = url;
}

type Send = (request: Request) => Promise<Response>;
let send: Send = (request) => fetch(request);

/** Replaces the function that sends requests. On the server, requests do not leave the process. */
export function sendBy(other: Send): void {
  send = other;
}

/** The API of that server, through the TypeScript client that ships with the package. */
export const claimline = createClient({
  baseUrl: serverUrl,
  retries: inBrowser ? 1 : 0,
  etagCacheSize: inBrowser ? 200 : 0,
  fetch: (request) => send(request),
});

/** `status` is that of the response, if there was one. */
export type Failure = { title: string; detail: string; status?: number };

/** Waits for a call and returns the problem in the response. Returns undefined for a success or a failed connection. */
export async function problemOf(call: Promise<unknown>): Promise<ProblemError | undefined> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ProblemError) return error;
  }
  return undefined;
}

/** Returns a title and a sentence about a failed call, for people. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ProblemError) {
    const faults = error.errors.map(({ detail }) => detail).filter((detail) => detail !== error.detail);
    return {
      title: error.title,
      detail: [error.detail, ...faults].join(' '),
      status: error.status,
    };
  }
  if (error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')) {
    return { title: 'The server does not answer', detail: 'It may be stopped, or the connection is gone.' };
  }
  return { title: 'Something went wrong', detail: error instanceof Error ? error.message : String(error) };
}
