import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchProblem, type Running, raw, rawProblemOf, request, startSample } from './harness.ts';

let server: Running;
beforeAll(async () => {
  server = await startSample();
});
afterAll(() => server.app.close());

const at = (path: string) => `${server.origin}${path}`;
const invalid = (query: string, code = 'invalid_parameter') =>
  fetchProblem(at(`/v1/birds?${query}`), 400, code);

describe('integers', () => {
  const wrong = [
    '0',
    '-1',
    '201',
    '1e2',
    '0x10',
    '1.5',
    '',
    '+1',
    '01',
    '%201',
    '1%20',
    '1_0',
    '١',
    '-0',
    '1'.repeat(30),
  ];
  it.each(wrong)('limit=%s is refused by name', async (value) => {
    const problem = await invalid(`limit=${encodeURI(decodeURI(value))}`);
    const got = decodeURIComponent(value.replaceAll('+', ' '));
    const detail = `limit must be a whole number from 1 to 200; got "${got}".`;
    expect(problem.errors).toEqual([{ parameter: 'limit', detail, code: 'invalid_parameter' }]);
    expect(problem.detail).toBe(detail);
  });

  it('given twice are refused', async () => {
    const problem = await invalid('limit=1&limit=1');
    expect(problem.detail).toBe('limit may be given only once; it was given 2 times.');
  });

  it.each(['1', '200', '%35%30'])('limit=%s is taken', async (value) => {
    expect((await fetch(at(`/v1/birds?limit=${value}`))).status).toBe(200);
  });
});

describe('other types', () => {
  it.each(['', 'TRUE', '1', 'yes', 'true '])('ringed=%s is refused', async (value) => {
    expect((await invalid(`ringed=${encodeURIComponent(value)}`)).detail).toMatch(
      /^ringed must be true or false; got/,
    );
  });

  it.each(['', '1e3', '.5', '5.', 'NaN', 'Infinity', '-1', '5000.1', '1,5'])(
    'weight=%s is refused',
    async (value) => {
      expect((await invalid(`weight=${value}`)).detail).toMatch(
        /^weight must be a decimal number from 0 to 5000; got/,
      );
    },
  );

  it.each(['', 'Owl', 'owl ', 'constructor', '__proto__', 'name%0A'])(
    'sort=%s lists what is allowed',
    async (value) => {
      expect((await invalid(`sort=${value}`)).detail).toMatch(/^sort must be one of name, name_desc; got/);
    },
  );

  it('repeat as arrays, and say which value is wrong', async () => {
    const problem = await invalid('kind=owl&kind=cat&kind=');
    expect(problem.errors.map(({ detail }) => detail)).toEqual([
      'kind must be one of owl, wren, rook; got "cat".',
      'kind must be one of owl, wren, rook; got "".',
    ]);
    expect((await invalid('kind=owl&kind=owl&kind=owl&kind=owl')).detail).toBe(
      'kind may be given at most 3 times.',
    );
  });

  it('have texts bounded', async () => {
    expect((await invalid('q=')).detail).toBe('q must not be empty; got "".');
    const long = await invalid(`q=${'a'.repeat(300)}`);
    expect(long.detail).toBe(`q must have at most 20 characters; got "${'a'.repeat(100)}…".`);
  });

  it('explain formats', async () => {
    expect((await invalid('from=2024-02-30')).detail).toBe(
      'from must be a date such as 2024-03-22; got "2024-02-30".',
    );
  });

  it('are checked together once each is right', async () => {
    expect((await invalid('from=2024-03-02&to=2024-03-01')).detail).toBe(
      'from must not be after to; got "2024-03-02".',
    );
  });

  it('reach the handler parsed, with their defaults', async () => {
    await fetch(at('/v1/birds?kind=owl&weight=2.50&ringed=false&q=a+b%2Bc&limit=7&'));
    expect(server.controls.seen.at(-1)).toEqual({
      limit: 7,
      kind: ['owl'],
      weight: 2.5,
      ringed: false,
      q: 'a b+c',
      sort: 'name',
    });
  });
});

describe('faults', () => {
  it('name the known word that a misspelt one is near', async () => {
    expect((await invalid('kind=wrenn')).detail).toBe(
      'kind must be one of owl, wren, rook; got "wrenn" (did you mean "wren"?).',
    );
    expect((await invalid('sort=names')).detail).toBe(
      'sort must be one of name, name_desc; got "names" (did you mean "name"?).',
    );
  });

  it('are all listed', async () => {
    const problem = await invalid('limit=0&sort=x&ringed=maybe&nope=1&q=%00');
    expect(problem.errors.map(({ parameter, code }) => `${parameter} ${code}`).sort()).toEqual([
      'limit invalid_parameter',
      'nope unknown_parameter',
      'q invalid_parameter',
      'ringed invalid_parameter',
      'sort invalid_parameter',
    ]);
  });

  it('name an unknown parameter and list the known ones', async () => {
    const problem = await invalid('limt=5', 'unknown_parameter');
    expect(problem.errors).toEqual([
      {
        parameter: 'limt',
        code: 'unknown_parameter',
        detail:
          'The operation has no parameter "limt". Did you mean limit? It takes limit, kind, weight, ringed, q, sort, from, to.',
      },
    ]);
    const strange = await invalid('offset=5', 'unknown_parameter');
    expect(strange.detail).toMatch(/^The operation has no parameter "offset"\. It takes limit, /);
    for (const name of ['__proto__', 'constructor', 'toString', 'limit[]', '%66oo', '']) {
      await invalid(`${name}=1`, 'unknown_parameter');
    }
    await fetchProblem(at('/v1/birds/ada?x=1'), 400, 'unknown_parameter');
    await fetchProblem(at('/openapi.json?pretty=1'), 400, 'unknown_parameter');
  });

  it('do not grow without end', async () => {
    const problem = await invalid(
      Array.from({ length: 1000 }, (_, i) => `x${i}`).join('&'),
      'unknown_parameter',
    );
    expect(problem.errors).toHaveLength(20);
    expect(problem.detail).toMatch(/^1000 faults, 20 of them in errors\./);
  });

  it.each(['%', '%zz', '%f', '%ff', '%c0%af', '%ed%a0%80', '%80', '%E0%A4%A'])(
    'q=%s is no UTF-8',
    async (value) => {
      const problem = await invalid(`q=${value}`);
      expect(problem.errors[0]).toMatchObject({ parameter: 'q', code: 'invalid_parameter' });
      expect(problem.detail).toMatch(/^q is not percent-encoded UTF-8; got/);
    },
  );

  it('name a parameter whose very name is malformed', async () => {
    expect((await invalid('%ff=1')).errors[0]?.parameter).toBe('%ff');
  });

  it('include NUL', async () => {
    expect((await invalid('q=a%00b')).detail).toBe('q must not contain NUL (U+0000).');
  });
});

describe('path parameters', () => {
  it.each(['ADA', '-ada', 'a%20b', 'a%00', '%2e%2e%2f', 'a%2Fb'])('/v1/birds/%s is refused', async (id) => {
    const problem = await fetchProblem(at(`/v1/birds/${id}`), 400, 'invalid_parameter');
    expect(problem.errors[0]?.parameter).toBe('birdId');
  });

  it.each(['%ff', '%zz', '%', '%c3%28'])('/v1/birds/%s is no UTF-8', async (id) => {
    const answer = await raw(server.port, request(`GET /v1/birds/${id}`));
    expect(rawProblemOf(answer, 400, 'invalid_parameter').errors[0]?.parameter).toBe('birdId');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    rawProblemOf(await raw(server.port, request(`GET /nothing/${id}`)), 400, 'malformed_request');
  });

  it('longer than any id are too long', async () => {
    await fetchProblem(at(`/v1/birds/${'a'.repeat(129)}`), 414, 'uri_too_long');
    await fetchProblem(at(`/v1/birds/${'a'.repeat(5000)}`), 414, 'uri_too_long');
    await fetchProblem(at(`/v1/birds/${'a'.repeat(128)}`), 404, 'not_found');
  });

  it('are told together with the query', async () => {
    const problem = await fetchProblem(at('/v1/birds/ADA?x=1'), 400, 'invalid_parameter');
    expect(problem.errors.map(({ parameter }) => parameter)).toEqual(['birdId', 'x']);
  });

  it('of problem types are codes', async () => {
    expect((await fetch(at('/problems/not_found'))).status).toBe(200);
    expect((await fetchProblem(at('/problems/nope'), 400, 'invalid_parameter')).detail).toContain(
      'not_found',
    );
  });
});
