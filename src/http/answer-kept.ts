import type { IncomingMessage, RequestListener } from 'node:http';
import { hasBody } from './connection/admission.ts';
import { sendKept } from './finished.ts';
import { acceptableFor } from './request/accept.ts';
import { requireWellFormed } from './request/well-formed.ts';
import type { ResponseCache } from './response-cache.ts';

type Bounds = { maxUrlChars: number; maxHeaders: number };

const requireJson = acceptableFor('application/json');

/**
 * Answers what is kept before the framework sees the request: routing, and making the framework's request and reply,
 * takes longer than sending a kept answer. What is not kept, and whatever may be wrong with a request, goes the
 * framework's way, which says what it is.
 *
 * @param cache holds only answers in JSON
 */
export function keptFirst(cache: ResponseCache, bounds: Bounds, otherwise: RequestListener): RequestListener {
  return (request, response) => {
    const { url } = request;
    if (url === undefined || !cache.mayHave(url) || !isPlain(request, bounds)) {
      return otherwise(request, response);
    }
    cache.kept(url).then(
      (kept) => {
        if (kept === undefined || !sendKept(kept, request, response)) otherwise(request, response);
      },
      // The operation asks for the state again, and answers with what is wrong with the store.
      () => otherwise(request, response),
    );
  };
}

/** Whether nothing can be wrong with a request but what it asks for. */
function isPlain(request: IncomingMessage, { maxUrlChars, maxHeaders }: Bounds): boolean {
  if ((request.method !== 'GET' && request.method !== 'HEAD') || hasBody(request)) return false;
  try {
    requireWellFormed(request, maxUrlChars, maxHeaders);
    requireJson(request.headers.accept);
    return true;
  } catch {
    return false;
  }
}
