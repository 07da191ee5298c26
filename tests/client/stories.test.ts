import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createClient, ProblemError, type Schemas } from '../../src/client/client.ts';
import { type Api, type ListPage, startApi } from '../helpers/api.ts';
import { actor, claim, dataset, declares, event, flooded } from '../helpers/records.ts';

/** The client against the real server over the seed, telling the stories of the README. */

let api: Api;
let client: Client;
let sent: string[];

/** Also holds every answer that the client gets against the document. */
async function watchedFetch(request: Request): Promise<Response> {
  const { method } = request;
  const url = request.url.slice(api.origin.length);
  sent.push(url);
  const response = await fetch(request);
  const text = await response.clone().text();
  api.contract.check({ method, url, status: response.status, headers: response.headers, text });
  return response;
}

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const fresh = () => {
  sent = [];
  client = createClient({ baseUrl: api.origin, fetch: watchedFetch });
};

describe('events by date', () => {
  const window = { from: '2024-03-22', to: '2024-03-23', match: 'possible' } as const;

  it('come one by one to the end of the last page', async () => {
    fresh();
    const found: Schemas['Event'][] = [];
    for await (const event of client.each.listEvents({ ...window, limit: 2 })) found.push(event);
    const expected = await api.ids('/v1/events?from=2024-03-22&to=2024-03-23&match=possible&limit=200');
    expect(found.map(({ id }) => id)).toEqual(expected);
    expect(expected).toContain('crocus-city-hall-attack');
    expect(sent).toHaveLength(Math.ceil(expected.length / 2));
    expect(sent.length).toBeGreaterThan(2);
  });

  it('come page by page, with what was asked to be included', async () => {
    fresh();
    const walked = await api.walk('/v1/events?from=2024-03-22&to=2024-03-23&include=actors&limit=3');
    const pages: ListPage<unknown>[] = [];
    const asked = { from: '2024-03-22', to: '2024-03-23', include: ['actors' as const], limit: 3 };
    for await (const page of client.pages.listEvents(asked)) pages.push(page);
    expect(pages).toEqual(walked);
  });

  it('are asked for no further than they are read', async () => {
    fresh();
    for await (const { id } of client.each.listEvents({ ...window, limit: 2 })) {
      expect(id).not.toBe('');
      break;
    }
    expect(sent).toHaveLength(1);
  });

  it('go on from a cursor, and one page is one call', async () => {
    fresh();
    const first = await client.listEvents({ ...window, limit: 2 });
    const cursor = first.page.nextCursor ?? undefined;
    const rest: string[] = [];
    for await (const { id } of client.each.listEvents({ ...window, limit: 2, cursor })) rest.push(id);
    const expected = await api.ids('/v1/events?from=2024-03-22&to=2024-03-23&match=possible&limit=200');
    expect([...first.data.map(({ id }) => id), ...rest]).toEqual(expected);
  });
});

describe('claims by actor', () => {
  it('include those of its affiliates', async () => {
    fresh();
    const { data } = await client.listActorClaims('isis', { includeAffiliates: true });
    expect(data.map(({ id }) => id)).toEqual(await api.ids('/v1/actors/isis/claims?includeAffiliates=true'));
    expect(data.map(({ id }) => id)).toContain('isis-claims-responsibility');
  });
});

describe('a contested proposition', () => {
  it('is served with its positions, their evidence and what opposes it', async () => {
    fresh();
    const { data } = await client.listPropositions({ contested: true, actorId: ['ukraine'] });
    const proposition = await client.getProposition(data[0]?.key ?? '');
    const holders = proposition.positions.flatMap((position) => position.holders);
    const evidence = holders.flatMap(({ claims }) => claims.flatMap((claim) => claim.evidence));
    expect(evidence[0]?.sourceId).toBe('crocus-city-hall-article');
    expect(proposition.opposed.length).toBeGreaterThan(0);
    expect(proposition).toEqual(await api.get(`/v1/propositions/${proposition.key}`));
  });
});

describe('everything else', () => {
  it('takes an id, a text and parameters in that order', async () => {
    fresh();
    const { counts } = await client.verifySource('crocus-city-hall-article', 'Not the article: „—“ 🏛.');
    expect(counts.missing).toBeGreaterThan(0);
    await expect(client.verifySource('crocus-city-hall-article', '')).rejects.toMatchObject({ status: 400 });
    const request = { text: 'Not the „article“.', quotes: ['the "article"', 'absent'] };
    const { quotes, sameContent } = await client.locateQuotes('crocus-city-hall-article', request);
    expect([sameContent, ...quotes.map(({ state }) => state)]).toEqual([false, 'located', 'missing']);
    const event = await client.getEvent('crocus-city-hall-attack', { include: ['actors'] });
    expect(Object.keys(event.included?.actors ?? {})).toContain('isis');
    expect(await client.explainTime({ edtf: '2024-02' })).toMatchObject({ precision: 'month' });
  });

  it('sends repeated parameters, and leaves out those that are undefined', async () => {
    fresh();
    await client.listEvents({ type: ['attack', 'warning'], from: undefined, contested: false });
    expect(sent).toEqual(['/v1/events?type=attack&type=warning&contested=false']);
  });

  it('parses every kind of JSON, and gives YAML as text', async () => {
    fresh();
    expect((await client.getApiCatalog()).linkset).toBeInstanceOf(Array);
    expect(await client.getOpenApiYaml()).toMatch(/^openapi: 3\.1/);
    expect(await client.getOpenApi30()).toMatchObject({ openapi: '3.0.4' });
    expect(await client.checkReadiness()).toMatchObject({ status: 'ok' });
  });

  it('finds a server under any base URL, with or without a slash', async () => {
    for (const end of ['', '/']) {
      const { getVocabulary } = createClient({ baseUrl: `${api.origin}${end}` });
      expect(Object.keys(await getVocabulary())).not.toEqual([]);
    }
  });

  it('is refused by the compiler what the document does not have', () => {
    const wrong = [
      // @ts-expect-error: no such parameter
      () => client.listEvents({ form: '2024' }),
      // @ts-expect-error: no such value
      () => client.listEvents({ match: 'maybe' }),
      // @ts-expect-error: an expression is required
      () => client.explainTime(),
      // @ts-expect-error: an id is required
      () => client.getEvent(),
      // @ts-expect-error: the text is required
      () => client.verifySource('crocus-city-hall-article'),
      // @ts-expect-error: the quotes are required
      () => client.locateQuotes('crocus-city-hall-article', { text: 'words' }),
      // @ts-expect-error: not a list
      () => client.each.getEvent('crocus-city-hall-attack'),
    ];
    expect(wrong).toHaveLength(7);
  });
});

describe('problems', () => {
  it('are thrown with all that the server says', async () => {
    fresh();
    const error = await client.listEvents({ limit: 1000 }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    if (!(error instanceof ProblemError)) return;
    const answered = await api.problem('/v1/events?limit=1000', 400, 'invalid_parameter');
    const { type, title, status, detail, code, errors } = error;
    expect({ type, title, status, detail, code, errors, instance: error.instance }).toEqual({
      ...answered,
      instance: expect.stringMatching(/^urn:uuid:/),
    });
    expect(errors[0]?.parameter).toBe('limit');
    expect(`${error}`).toBe(`ProblemError: ${detail}`);
    expect(sent).toHaveLength(1);
  });

  it('end an iteration, too', async () => {
    fresh();
    await expect(client.each.listEventClaims('nothing-of-that-id').next()).rejects.toMatchObject({
      name: 'ProblemError',
      status: 404,
      code: 'not_found',
    });
  });

  it('are not asked for: an id that would lead to another path is refused at once', async () => {
    fresh();
    for (const id of ['', '.', '..']) await expect(client.listEventClaims(id)).rejects.toThrow(TypeError);
    await expect(client.getEvent('a/b?c#d')).rejects.toMatchObject({ code: expect.any(String) });
    expect(sent).toEqual(['/v1/events/a%2Fb%3Fc%23d']);
  });
});

describe('words that a dataset declares', () => {
  it('are texts of the client, which needs no other version for them', async () => {
    const before = api;
    api = await startApi([
      {
        datasetId: 'river',
        dataset: dataset('river', declares),
        actors: [actor('speaker')],
        events: [event('flood', { subtype: 'drone_strike' })],
        claims: [claim('wet', { proposition: flooded('flood', 3) })],
      },
    ]);
    try {
      fresh();
      const { predicates } = await client.getVocabulary();
      const own = predicates.filter(({ datasetIds }) => datasetIds.includes('river')).map(({ id }) => id);
      const { data } = await client.listClaims({ predicate: own });
      expect(data.map(({ id, proposition }) => [id, proposition.predicate])).toEqual([
        ['wet', 'houses_flooded'],
      ]);
      const events = await client.listEvents({ subtype: ['drone_strike'] });
      expect(events.data.map(({ subtype }) => subtype)).toEqual(['drone_strike']);
    } finally {
      await api.close();
      api = before;
    }
  });
});
