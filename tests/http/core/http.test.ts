import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchProblem, type Running, raw, rawProblemOf, request, startSample } from './harness.ts';
import { ada } from './sample-routes.ts';

let server: Running;
beforeAll(async () => {
  server = await startSample();
});
afterAll(() => server.app.close());

const at = (path: string) => `${server.origin}${path}`;

describe('answers', () => {
  it('sends rendered JSON as it is, with the headers of an API', async () => {
    const response = await fetch(at('/v1/birds/ada'));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(ada);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-cache',
      etag: '"v7"',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
    });
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
    expect(response.headers.has('access-control-allow-origin')).toBe(false);
  });

  it('renders objects, hashes them for the ETag, and passes Link on', async () => {
    const response = await fetch(at('/v1/birds'));
    expect(await response.json()).toEqual({ data: [ada], page: { nextCursor: null, hasMore: false } });
    expect(response.headers.get('etag')).toMatch(/^"[\w-]{22}"$/);
    expect(response.headers.get('link')).toBe('</v1/birds?cursor=x>; rel="next"');
  });

  it('gives HEAD the headers of GET and no body', async () => {
    const get = await fetch(at('/v1/birds/ada'));
    const answer = await raw(server.port, request('HEAD /v1/birds/ada'));
    expect(answer.status).toBe(200);
    expect(answer.body).toBe('');
    for (const name of ['content-type', 'etag', 'cache-control', 'content-length']) {
      expect(answer.headers.get(name)).toBe(get.headers.get(name));
    }
  });

  it('gives a failed HEAD its status and no body', async () => {
    const answer = await raw(server.port, request('HEAD /v1/birds?limit=0'));
    expect([answer.status, answer.body]).toEqual([400, '']);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  it('takes the absolute form of a URL', async () => {
    const answer = await raw(server.port, request('GET http://x/v1/birds/ada'));
    expect(JSON.parse(answer.body)).toEqual(ada);
  });

  it('takes a path that is percent-encoded without need', async () => {
    expect((await fetch(at('/v1/%62irds/%61da'))).status).toBe(200);
  });

  it('ignores the body of a GET', async () => {
    const answer = await raw(
      server.port,
      request('GET /v1/birds/ada', ['Host: x', 'Content-Type: text/weird', 'Content-Length: 5'], 'hello'),
    );
    expect(answer.status).toBe(200);
  });
});

describe('conditional requests', () => {
  const matching = ['"v7"', 'W/"v7"', '*', ' * ', '"a", "v7"', '"a",W/"v7" , "b"', '"a,b", "v7"'];
  it.each(matching)('If-None-Match: %s answers 304 without content', async (value) => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await raw(
        server.port,
        request(`${method} /v1/birds/ada`, ['Host: x', `If-None-Match: ${value}`]),
      );
      expect([answer.status, answer.body]).toEqual([304, '']);
      expect(answer.headers.get('etag')).toBe('"v7"');
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      expect(answer.headers.has('content-type')).toBe(false);
      expect(answer.headers.get('content-length') ?? 'none').toBe('none');
    }
  });

  it.each(['"v8"', 'v7', '"V7"', '', '"a"v7"', 'W/v7', '"*"'])(
    'If-None-Match: %s answers 200',
    async (value) => {
      const response = await fetch(at('/v1/birds/ada'), { headers: { 'If-None-Match': value } });
      expect(response.status).toBe(200);
    },
  );

  it('matches the hash of a list, and not of another list', async () => {
    const etag = (await fetch(at('/v1/birds'))).headers.get('etag') ?? '';
    expect((await fetch(at('/v1/birds?sort=name'), { headers: { 'If-None-Match': etag } })).status).toBe(304);
    expect((await fetch(at('/openapi.json'), { headers: { 'If-None-Match': etag } })).status).toBe(200);
  });

  it('does not hide a fault behind 304', async () => {
    await fetchProblem(at('/v1/birds?limit=0'), 400, 'invalid_parameter', {
      headers: { 'If-None-Match': '*' },
    });
    await fetchProblem(at('/v1/birds/bob'), 404, 'not_found', { headers: { 'If-None-Match': '*' } });
  });
});

describe('Accept', () => {
  const taken = [
    '*/*',
    'application/json',
    'application/*',
    'text/html, */*;q=0.1',
    '',
    'APPLICATION/JSON;q=0.5',
  ];
  it.each(taken)('%s takes JSON', async (accept) => {
    const answer = await raw(server.port, request('GET /v1/birds/ada', ['Host: x', `Accept: ${accept}`]));
    expect(answer.status).toBe(200);
  });

  const refused = [
    'text/html',
    'application/xml',
    'application/json;q=0',
    'application/problem+json',
    'text/html, ;;',
  ];
  it.each(refused)('%s does not', async (accept) => {
    const problem = await fetchProblem(at('/v1/birds/ada'), 406, 'not_acceptable', {
      headers: { Accept: accept },
    });
    expect(problem.detail).toContain('application/json');
  });

  it.each([';;;,q=', 'json', '/', 'text/', ', ,'])('%s is no list of media ranges', async (accept) => {
    const problem = await fetchProblem(at('/v1/birds/ada'), 400, 'malformed_request', {
      headers: { Accept: accept },
    });
    expect(problem.detail).toContain(JSON.stringify(accept.trim()));
  });
});

describe('paths and methods', () => {
  it('names the form of the paths nearby where nothing is', async () => {
    for (const path of ['/v1/bird', '/v1/birds/', '/V1/Birds'])
      expect((await fetchProblem(at(path), 404, 'not_found')).detail).toContain('Did you mean /v1/birds?');
    const deeper = await fetchProblem(at('/v1/birds/ada/nothing'), 404, 'not_found');
    expect(deeper.detail).toContain('/v1/birds/{birdId}');
    expect((await fetchProblem(at('/nothing'), 404, 'not_found')).detail).toContain('/openapi.json');
    rawProblemOf(await raw(server.port, request('GET //')), 404, 'not_found');
  });

  const wrong = ['POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'MKCOL', 'SEARCH', 'QUERY', 'LINK'];
  it.each(wrong)('%s on a path for GET answers 405 with Allow', async (method) => {
    const answer = await raw(
      server.port,
      request(`${method} /v1/birds/ada`, ['Host: x', 'Content-Length: 0']),
    );
    expect(rawProblemOf(answer, 405, 'method_not_allowed').detail).toContain(method);
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  });

  it('answers 405 before it reads a body of any type', async () => {
    const headers = ['Host: x', 'Content-Type: nonsense', 'Content-Length: 5'];
    rawProblemOf(
      await raw(server.port, request('PUT /v1/birds', headers, 'hello')),
      405,
      'method_not_allowed',
    );
    rawProblemOf(await raw(server.port, request('POST /nothing', headers, 'hello')), 404, 'not_found');
  });

  it('lists the methods of a path for POST', async () => {
    const response = await fetch(at('/v1/birds/ada/count'));
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('OPTIONS, POST');
  });

  it('refuses CONNECT as a problem too', async () => {
    rawProblemOf(
      await raw(server.port, 'CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n'),
      405,
      'method_not_allowed',
    );
  });

  it('answers OPTIONS for a path and for the server', async () => {
    const response = await fetch(at('/v1/birds/ada/count'), { method: 'OPTIONS' });
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      allow: 'OPTIONS, POST',
    });
    expect(response.headers.has('content-type')).toBe(false);
    expect((await raw(server.port, request('OPTIONS *'))).status).toBe(204);
    await fetchProblem(at('/nothing'), 404, 'not_found', { method: 'OPTIONS' });
  });
});

describe('failures of the server', () => {
  it('tell nothing of their cause, which is in the log', async () => {
    const problem = await fetchProblem(at('/v1/crash'), 500, 'internal');
    expect(JSON.stringify(problem)).not.toMatch(/SELECT|claimline\.db|\.ts|stack/);
    const id = problem.instance.replace('urn:uuid:', '');
    const line = server.log.find((each) => each.includes(id) && each.includes('request failed'));
    expect(line).toContain('SELECT secret');
  });

  it('have an id of their own, a UUID', async () => {
    const problems = await Promise.all([1, 2, 3].map(() => fetchProblem(at('/v1/crash'), 500, 'internal')));
    const malformed = rawProblemOf(await raw(server.port, 'NOT HTTP\r\n\r\n'), 400, 'malformed_request');
    const ids = [...problems, malformed].map(({ instance }) => instance);
    for (const id of ids)
      expect(id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('say when to come back, where that makes sense', async () => {
    const response = await fetch(at('/v1/busy'));
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await response.text()).not.toContain('SQLITE');
  });

  it('end a handler that runs past its time', async () => {
    const never = new Promise<void>(() => undefined);
    const slow = await startSample({ limits: { handlerTimeoutMs: 50 } }, never);
    const told = new Promise<void>((resolve) => slow.controls.aborted.push(resolve));
    const { detail } = await fetchProblem(`${slow.origin}/v1/slow`, 503, 'deadline_exceeded');
    expect(detail).toMatch(/^\w+ took longer than the time limit\.$/);
    await told;
    await slow.app.close();
  });

  it('tell a handler that its client went away', async () => {
    const never = new Promise<void>(() => undefined);
    const slow = await startSample({}, never);
    const told = new Promise<void>((resolve) => slow.controls.aborted.push(resolve));
    const gone = new AbortController();
    const asked = fetch(`${slow.origin}/v1/slow`, { signal: gone.signal }).catch(() => 'aborted');
    setTimeout(() => gone.abort(), 50);
    expect(await asked).toBe('aborted');
    await told;
    await slow.app.close();
  });

  it('turn requests away beyond the number worked on, and recover', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const small = await startSample({ limits: { maxInFlight: 2 } }, promise);
    const held = [fetch(`${small.origin}/v1/slow`), fetch(`${small.origin}/v1/slow`)];
    await expect.poll(() => small.admitted.length).toBe(2);
    await fetchProblem(`${small.origin}/v1/birds`, 503, 'overloaded');
    resolve();
    for (const each of held) expect((await each).status).toBe(200);
    expect((await fetch(`${small.origin}/v1/birds`)).status).toBe(200);
    await small.app.close();
  });
});

describe('log', () => {
  it('has the path of a request, never its query', async () => {
    await fetch(at('/v1/birds?q=very-secret'));
    await fetch(at('/nothing?q=very-secret'));
    await fetch(at('/v1/birds/%ff?q=very-secret'));
    const text = server.log.join('');
    expect(text).toContain('"path":"/v1/birds"');
    expect(text).not.toContain('very-secret');
  });

  it('says that queries are left out, and has them where that is asked for', async () => {
    expect(server.log.join('')).toContain('LOG_QUERIES');
    const telling = await startSample({ logQueries: true });
    await fetch(`${telling.origin}/v1/birds?q=ada`);
    await expect.poll(() => telling.log.join('')).toContain('"query":"q=ada"');
    expect(telling.log.join('')).not.toContain('LOG_QUERIES');
    await telling.app.close();
  });

  it('is silent on request', async () => {
    const silent = await startSample({ logLevel: 'silent' });
    await fetch(`${silent.origin}/v1/crash`);
    expect(silent.log).toEqual([]);
    await silent.app.close();
  });
});
