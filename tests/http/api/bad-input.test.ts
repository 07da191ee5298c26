import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, startApi } from '../../helpers/api.ts';
import { faults, limitFaults } from './faults.ts';
import { items, lists, others, posts, reads, underRecords } from './operations.ts';
import { smallWorld } from './small-world.ts';

/** Every fault in a request is refused by the name of its parameter, at every operation that has it. */

let api: Api;
beforeAll(async () => {
  api = await startApi(smallWorld);
});
afterAll(() => api.close());

async function refused(
  path: string,
  query: string,
): Promise<{ parameter?: string; detail: string; code: string }[]> {
  const { errors } = await api.problem(
    `${path}${path.includes('?') ? '&' : '?'}${query}`,
    400,
    'invalid_parameter',
  );
  return errors as { parameter?: string; detail: string; code: string }[];
}

/** The query parameters that the document gives each list, so that a fault is tried wherever its parameter stands. */
function parametersOf(operationId: string): string[] {
  const found = api.contract.operations().find(({ operation }) => operation.operationId === operationId);
  return [found?.operation.parameters ?? []].flat().flatMap((parameter) => {
    const { name, in: place } = Object(parameter);
    return place === 'query' ? [String(name)] : [];
  });
}

describe.each(Object.entries(lists))('%s', (operationId, path) => {
  it('refuses every fault in a parameter that it has, by name', async () => {
    const known = parametersOf(operationId);
    const own = faults.filter(([query]) =>
      query.split('&').every((pair) => known.includes(decodeURIComponent(pair.split('=')[0] ?? ''))),
    );
    for (const [query, parameter, said] of own) {
      const errors = await refused(path, query);
      const named = errors.find((each) => each.parameter === parameter);
      expect(named, `${query}: ${JSON.stringify(errors)}`).toBeDefined();
      if (said instanceof RegExp) expect(named?.detail, query).toMatch(said);
      else expect(named?.detail, query).toContain(said);
      expect(named?.code).toBe('invalid_parameter');
    }
    expect(own.length).toBeGreaterThan(limitFaults.length);
  });

  it('refuses what it does not know, naming it and what it knows', async () => {
    for (const [query, name] of [
      ['foo=1', 'foo'],
      ['Limit=1', 'Limit'],
      ['limit%20=1', 'limit '],
      ['limit[]=1', 'limit[]'],
      ['__proto__=1', '__proto__'],
      ['constructor=1', 'constructor'],
      ['offset', 'offset'],
      ['=1', ''],
      ['%3Cscript%3E=1', '<script>'],
    ]) {
      const { errors } = await api.problem(`${path}?${query}`, 400, 'unknown_parameter');
      expect(errors).toEqual([expect.objectContaining({ parameter: name, code: 'unknown_parameter' })]);
      expect(errors[0]?.detail).toContain('limit, cursor');
    }
  });

  it('refuses what is not percent-encoded UTF-8', async () => {
    for (const [query, name] of [
      ['limit=%ff', 'limit'],
      ['limit=%zz', 'limit'],
      ['limit=%', 'limit'],
      ['limit=%c0%af', 'limit'],
      ['limit=%ed%a0%80', 'limit'],
      ['%ff=1', '%ff'],
    ]) {
      const errors = await refused(path, query ?? '');
      expect(errors[0]).toMatchObject({
        parameter: name,
        detail: expect.stringContaining('percent-encoded UTF-8'),
      });
    }
  });

  it('refuses more values of one parameter than may be', async () => {
    const repeated = ['datasetId', 'actorId', 'claimantId', 'publisherId'].filter((name) =>
      parametersOf(operationId).includes(name),
    );
    for (const name of repeated) {
      const query = (count: number) =>
        Array.from({ length: count }, (_, index) => `${name}=x${index}`).join('&');
      expect(await refused(path, query(51))).toEqual([
        expect.objectContaining({ parameter: name, detail: expect.stringContaining('50') }),
      ]);
      expect((await api.send(`${path}?${query(50)}`)).status).toBe(200);
    }
  });

  it('tells all that is wrong at once, and at most twenty faults', async () => {
    const errors = (await api.problem(`${path}?limit=0&foo=1&cursor=`, 400, 'invalid_parameter')).errors;
    expect(errors.map(({ parameter }) => parameter).toSorted()).toEqual(['cursor', 'foo', 'limit']);
    const many = Array.from({ length: 60 }, (_, index) => `p${index}=1`).join('&');
    const { errors: listed, detail } = await api.problem(`${path}?${many}`, 400, 'unknown_parameter');
    expect(listed).toHaveLength(20);
    expect(detail).toContain('60 faults');
  });
});

it('tries every fault at some operation', () => {
  const known = new Set(Object.keys(lists).flatMap(parametersOf));
  const names = faults.flatMap(([query]) =>
    query.split('&').map((pair) => decodeURIComponent(pair.split('=')[0] ?? '')),
  );
  expect([...new Set(names)].filter((name) => !known.has(name))).toEqual([]);
});

describe.each([...Object.entries(items), ...Object.entries(others), ...Object.entries(posts)])(
  '%s',
  (operationId, path) => {
    it('refuses a parameter that it does not know', async () => {
      const init = operationId in posts ? { method: 'POST' } : {};
      const query = `${path}${path.includes('?') ? '&' : '?'}foo=1`;
      const { errors } = await api.problem(query, 400, 'unknown_parameter', init);
      expect(errors).toEqual([expect.objectContaining({ parameter: 'foo' })]);
    });
  },
);

describe.each(['/v1/events/oslo', '/v1/claims/navy-doubts'])('%s', (path) => {
  it('refuses a wrong include', async () => {
    for (const query of ['include=', 'include=claims', 'include=actors%20', 'include=constructor']) {
      const [error] = await refused(path, query);
      expect(error).toMatchObject({
        parameter: 'include',
        detail: expect.stringContaining('actors, events, sources'),
      });
    }
  });
});

describe.each(underRecords)('%s', (path, parameter, kind) => {
  it('answers 404 for an unknown id, with its kind', async () => {
    for (const id of [
      'nobody',
      'a',
      '0',
      'x'.repeat(128),
      'con',
      'constructor',
      'null',
      'a..b',
      '__',
      'a--',
    ].filter((each) => /^[a-z0-9]/.test(each))) {
      const problem = await api.problem(path.replace('{id}', id), 404, 'not_found');
      expect(problem.detail).toBe(`There is no ${kind} with the id "${id}".`);
    }
  });

  it('refuses what is no id', async () => {
    for (const id of [
      'Oslo',
      '-x',
      '_x',
      'a%20b',
      'a%2Fb',
      '%C3%A9',
      'a%00',
      'a%0A',
      'a;b',
      "a'",
      '*',
      '%22',
      '~',
      '$',
      'a%25',
    ]) {
      const { errors } = await api.problem(path.replace('{id}', id), 400, 'invalid_parameter');
      expect(errors).toEqual([
        expect.objectContaining({ parameter, detail: expect.stringContaining('must be an id') }),
      ]);
    }
  });

  it('refuses what is not percent-encoded UTF-8, and what is longer than any id', async () => {
    for (const id of ['%ff', '%zz', '%', '%c0%af']) {
      const { errors } = await api.problem(path.replace('{id}', id), 400, 'invalid_parameter');
      expect(errors).toEqual([expect.objectContaining({ parameter })]);
    }
    await api.problem(path.replace('{id}', 'x'.repeat(129)), 414, 'uri_too_long');
    await api.problem(path.replace('{id}', 'x'.repeat(5000)), 414, 'uri_too_long');
  });
});

describe('propositions', () => {
  it('are known by key, and unknown ones are told so', async () => {
    const unknown = await api.problem(`/v1/propositions/${'0'.repeat(32)}`, 404, 'not_found');
    expect(unknown.detail).toBe(`There is no proposition with the key "${'0'.repeat(32)}".`);
    for (const key of ['x', '0'.repeat(31), '0'.repeat(33), 'A'.repeat(32), 'oslo']) {
      const { errors } = await api.problem(`/v1/propositions/${key}`, 400, 'invalid_parameter');
      expect(errors).toEqual([expect.objectContaining({ parameter: 'propositionKey' })]);
    }
  });
});

it('refuses a URL longer than may be, wherever it goes', async () => {
  for (const path of Object.values(reads)) {
    const join = path.includes('?') ? '&' : '?';
    await api.problem(`${path}${join}x=${'y'.repeat(8192)}`, 414, 'uri_too_long');
  }
});

it('refuses a header section larger than may be', async () => {
  const { status, body } = await api.raw('GET', '/v1/events', [`X-Large: ${'y'.repeat(20_000)}`]);
  expect([status, Object(body).code]).toEqual([431, 'header_too_large']);
});

it('ignores empty pieces of a query', async () => {
  expect(await api.ids('/v1/datasets?&&limit=1&')).toEqual(['empty']);
});
