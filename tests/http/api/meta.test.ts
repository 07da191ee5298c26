import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../../src/domain/dataset.ts';
import { predicates } from '../../../src/domain/predicate.ts';
import type { FuzzyTime } from '../../../src/domain/time/fuzzy-time.ts';
import { isObject } from '../../../src/http/openapi/json.ts';
import { problemCodes, problemKinds } from '../../../src/http/problem.ts';
import { type Api, type ListPage, startApi } from '../../helpers/api.ts';
import { smallWorld } from './small-world.ts';

/** The operations about the server itself: datasets, vocabulary, time, health, problems, the first page. */

let seed: Api;
let small: Api;
beforeAll(async () => {
  [seed, small] = await Promise.all([startApi(), startApi(smallWorld)]);
});
afterAll(() => Promise.all([seed.close(), small.close()]));

describe('datasets', () => {
  it('say what they hold, from when to when, and under which licence', async () => {
    const { data } = await seed.get<ListPage<Dataset>>('/v1/datasets');
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({
      id: 'crocus-city-hall-2024',
      licence: 'CC0-1.0',
      lang: 'en',
      counts: { sources: 1, actors: 20, events: 13, claims: 66 },
      earliest: '2024-02-11',
      latest: '2024-03-28',
      version: 1,
    });
    expect(await seed.get<Dataset>('/v1/datasets/crocus-city-hall-2024')).toEqual(data[0]);
  });

  it('count what the lists hold', async () => {
    const { counts } = await seed.get<Dataset>('/v1/datasets/crocus-city-hall-2024');
    for (const [kind, count] of Object.entries(counts)) {
      expect(await seed.ids(`/v1/${kind}?datasetId=crocus-city-hall-2024&limit=200`)).toHaveLength(count);
    }
  });

  it('stand in order of their ids, and one may be empty', async () => {
    expect(await small.ids('/v1/datasets')).toEqual(['empty', 'harbour', 'hills']);
    const empty = await small.get<Dataset>('/v1/datasets/empty');
    expect(empty).toMatchObject({
      counts: { sources: 0, actors: 0, events: 0, claims: 0 },
      earliest: null,
      latest: null,
    });
    expect(await small.get<Dataset>('/v1/datasets/hills')).toMatchObject({
      url: 'https://example.org/hills',
      lang: 'uk',
    });
  });
});

type Word = { value: string; description: string };
type Vocabulary = {
  vocabularies: { id: string; description: string; terms: Word[] }[];
  predicates: {
    id: string;
    label: { one: string };
    subjects: string[];
    objects: string[];
    functional: boolean;
  }[];
};

describe('the vocabulary', () => {
  it('has every closed list of words that the document has', async () => {
    const { vocabularies } = await seed.get<Vocabulary>('/v1/vocabulary');
    const told = new Map(vocabularies.map(({ id, terms }) => [id, terms.map(({ value }) => value)]));
    const { components } = seed.contract.document;
    const schemas = Object.entries(Object(components).schemas);
    const enums = schemas.flatMap(([name, schema]) => {
      const { enum: words } = Object(schema);
      return Array.isArray(words) ? [[name, words.map(String)] as const] : [];
    });
    expect(enums.length).toBeGreaterThan(25);
    // Problems are explained at /problems/{code}, predicates beside the lists.
    const elsewhere = ['ProblemCode', 'PredicateId'];
    for (const [name, words] of enums.filter(([each]) => !elsewhere.includes(each))) {
      expect(told.get(name), `${name} is missing from the vocabulary`).toEqual(words);
    }
  });

  it('explains every word in a sentence', async () => {
    const { vocabularies } = await seed.get<Vocabulary>('/v1/vocabulary');
    const words = vocabularies.flatMap(({ terms }) => terms);
    expect(words.length).toBeGreaterThan(150);
    for (const { value, description } of words) expect(description, value).toMatch(/^[A-Z].+\.$/);
    expect(vocabularies.every(({ description }) => description.endsWith('.'))).toBe(true);
  });

  it('has every predicate with what it joins', async () => {
    const found = await seed.get<Vocabulary>('/v1/vocabulary');
    expect(found.predicates.map(({ id }) => id)).toEqual([...predicates.keys()]);
    const functional = found.predicates.filter((predicate) => predicate.functional).map(({ id }) => id);
    const ofNumbers = found.predicates
      .filter(({ objects }) => objects.includes('quantity'))
      .map(({ id }) => id);
    expect(ofNumbers).toContain('killed');
    expect(new Set(functional)).toEqual(new Set(['occurred', 'took_place_at', ...ofNumbers]));
    expect(found.predicates.find(({ id }) => id === 'killed')).toMatchObject({
      subjects: ['event'],
      objects: ['quantity'],
    });
  });
});

describe('time', () => {
  const explained = (edtf: string, more = '') =>
    seed.get<FuzzyTime>(`/v1/time?edtf=${encodeURIComponent(edtf)}${more}`);

  it.each([
    [
      '2024-03-22',
      { earliest: '2024-03-22', latest: '2024-03-22', precision: 'day', display: '22 March 2024' },
    ],
    ['[2024-02-11..2024-02-20]', { earliest: '2024-02-11', latest: '2024-02-20', extent: 'one_of' }],
    ['1984~', { earliest: '1984-01-01', latest: '1984-12-31', qualifier: 'approximate' }],
    ['2004-02-01/..', { latest: null, latestKind: 'open', extent: 'throughout' }],
    ['/2024-03-22', { earliest: null, earliestKind: 'unknown' }],
    ['2024-02-2X', { earliest: '2024-02-20', latest: '2024-02-29' }],
    ['Y-170000002', { earliest: '-170000002-01-01' }],
    [
      '2024-03-22T19:58:00+03:00',
      { earliest: '2024-03-22T19:58:00+03:00', zoneAssumed: false, precision: 'second' },
    ],
  ])('%s', async (edtf, expected) => {
    expect(await explained(edtf)).toMatchObject({ edtf, ...expected });
  });

  it('is read in a zone where one is named', async () => {
    expect(await explained('2024-03-22T19:58')).toMatchObject({
      zoneAssumed: true,
      earliest: '2024-03-22T19:58:00Z',
    });
    expect(await explained('2024-03-22T19:58', '&timeZone=Europe/Moscow')).toMatchObject({
      zoneAssumed: false,
      timeZone: 'Europe/Moscow',
      earliest: '2024-03-22T19:58:00+03:00',
      latest: '2024-03-22T19:58:59+03:00',
    });
  });

  it('is told in its canonical form', async () => {
    expect(await explained('[2024-02-20..2024-02-20]')).toMatchObject({ earliest: '2024-02-20' });
    const once = await explained('2024-06-?~01');
    expect((await explained(once.edtf)).edtf).toBe(once.edtf);
  });

  it.each([
    ['2024-02-30', '30'],
    ['24-1-1', '24-1-1'],
    ['99999999', '99999999'],
    ['2024-13', '13'],
    ['yesterday', 'yesterday'],
    ['2024-03-22/2024-03-21', '2024-03-21'],
    ['2024-W12', 'W12'],
    ['22.03.2024', '22.03.2024'],
    ['{}', '{}'],
    ['x'.repeat(401), '400'],
  ])('refuses %s by its part', async (edtf, part) => {
    const { errors } = await seed.problem(
      `/v1/time?edtf=${encodeURIComponent(edtf)}`,
      400,
      'invalid_parameter',
    );
    expect(errors).toEqual([
      expect.objectContaining({ parameter: 'edtf', detail: expect.stringContaining(part) }),
    ]);
  });

  it('refuses a missing expression and an unknown zone by name', async () => {
    const missing = await seed.problem('/v1/time', 400, 'invalid_parameter');
    expect(missing.errors).toEqual([
      expect.objectContaining({ parameter: 'edtf', detail: 'edtf is required.' }),
    ]);
    const zone = await seed.problem('/v1/time?edtf=2024&timeZone=Mars/Olympus', 400, 'invalid_parameter');
    expect(zone.errors).toEqual([
      expect.objectContaining({ parameter: 'timeZone', detail: expect.stringContaining('Mars/Olympus') }),
    ]);
  });
});

describe('health', () => {
  it.each(['/healthz', '/readyz'])('%s is ok, and never kept', async (path) => {
    const { status, body, headers } = await seed.send(path);
    expect([status, body, headers.get('cache-control')]).toEqual([200, { status: 'ok' }, 'no-store']);
  });

  it('is not ready without a store, though alive, and says no more than that', async () => {
    const lost = await startApi(smallWorld);
    await lost.store.close();
    expect(await lost.get('/healthz')).toEqual({ status: 'ok' });
    const problem = await lost.problem('/readyz', 503, 'store_unusable');
    expect(problem.errors).toEqual([]);
    expect(problem.detail).not.toMatch(/sql|database connection|\.ts/i);
    await lost.close().catch(() => undefined);
  });
});

describe('problems', () => {
  it.each(problemCodes)('%s is explained', async (code) => {
    expect(await seed.get(`/problems/${code}`)).toEqual({ code, ...problemKinds[code] });
  });

  it('of an unknown code are refused with the known ones', async () => {
    const { errors } = await seed.problem('/problems/none', 400, 'invalid_parameter');
    expect(errors[0]).toMatchObject({ parameter: 'code', detail: expect.stringContaining('invalid_cursor') });
  });
});

describe('the first page', () => {
  const page = async (api: Api, accept?: string) => {
    const response = await fetch(`${api.origin}/`, accept === undefined ? {} : { headers: { accept } });
    expect([response.status, response.headers.get('vary')]).toEqual([200, 'Accept, Accept-Encoding']);
    return { type: response.headers.get('content-type'), text: await response.text() };
  };

  it('is text for programs and HTML for browsers', async () => {
    const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    expect((await page(seed, browser)).type).toBe('text/html; charset=utf-8');
    for (const accept of [undefined, '*/*', 'text/plain', 'application/json']) {
      expect((await page(seed, accept)).type).toBe('text/plain; charset=utf-8');
    }
  });

  it('says where to go, and every place there is one', async () => {
    const { text } = await page(seed);
    const paths = [...text.matchAll(/^ {2}\S.*\s(\/\S*)$/gm)].map(([, path]) => path ?? '');
    expect(paths).toContain('/v1/events?from=2024-02-11&to=2024-03-28');
    for (const path of paths) {
      expect((await fetch(seed.origin + path)).status, path).toBe(200);
    }
  });

  it('names what the server holds, whatever it is called', async () => {
    expect((await page(seed)).text).toContain('Attack on Crocus City Hall, March 2024');
    expect((await page(small, 'text/html')).text).toContain('Harbour &lt;&amp;');
    const bare = await startApi([]);
    expect((await page(bare)).text).toContain('claimline import');
    expect(await bare.ids('/v1/events')).toEqual([]);
    expect(isObject(bare.contract.document)).toBe(true);
    await bare.close();
  });

  it('lets nothing run or load that the server did not ship', async () => {
    const { headers } = await fetch(small.origin, { headers: { accept: 'text/html' } });
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it('is a page, so that other methods are refused', async () => {
    const { status, headers } = await seed.raw('POST', '/', ['Content-Length: 0']);
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });
});

it('lists every problem type, each as its own page explains it', async () => {
  const { problems } = await small.get<{ problems: { code: string }[] }>('/problems');
  expect(problems.map(({ code }) => code)).toEqual(problemCodes);
  expect(await small.get('/problems/not_found')).toEqual(problems.find(({ code }) => code === 'not_found'));
});
