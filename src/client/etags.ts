import type { Fetch } from './retry.ts';

/**
 * A fetch that asks for what it has seen only in case that has changed (`If-None-Match`, RFC 9110 §13.1.2), and to a
 * 304 answers what it remembers: at most `sizeMax` answers, by URL; those unused for longest are forgotten first.
 */
export function remembering(fetch: Fetch, sizeMax: number): Fetch {
  const kept = new Map<string, { etag: string; text: string; headers: Headers }>();
  return async (request) => {
    if (request.method !== 'GET') return fetch(request);
    const known = kept.get(request.url);
    if (known !== undefined) request.headers.set('if-none-match', known.etag);
    const response = await fetch(request);
    const { status, headers } = response;
    const etag = headers.get('etag');
    const fresh =
      status === 200 && etag !== null ? { etag, text: await response.text(), headers } : undefined;
    const answer = status === 304 ? known : fresh;
    if (answer === undefined) return response;
    kept.delete(request.url);
    kept.set(request.url, answer);
    const [oldest = ''] = kept.keys();
    if (kept.size > sizeMax) kept.delete(oldest);
    return new Response(answer.text, { headers: answer.headers });
  };
}
