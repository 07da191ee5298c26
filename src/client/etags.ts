import type { Fetch } from './retry.ts';

/**
 * Wraps a fetch with a cache: it sends the entity tag of a cached response (`If-None-Match`, RFC 9110 §13.1.2) and
 * returns that response on a 304. It caches at most `sizeMax` responses, by URL; the least recently used is evicted.
 */
export function caching(fetch: Fetch, sizeMax: number): Fetch {
  const cache = new Map<string, { etag: string; text: string; headers: Headers }>();
  return async (request) => {
    if (request.method !== 'GET') return fetch(request);
    const cached = cache.get(request.url);
    if (cached !== undefined) request.headers.set('if-none-match', cached.etag);
    const response = await fetch(request);
    const { status, headers } = response;
    const etag = headers.get('etag');
    const fresh =
      status === 200 && etag !== null ? { etag, text: await response.text(), headers } : undefined;
    const answer = status === 304 ? cached : fresh;
    if (answer === undefined) return response;
    cache.delete(request.url);
    cache.set(request.url, answer);
    const [oldest = ''] = cache.keys();
    if (cache.size > sizeMax) cache.delete(oldest);
    return new Response(answer.text, { headers: answer.headers });
  };
}
