import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, idsOf, type ListPage, startApi } from '../../helpers/api.ts';
import { lists } from './operations.ts';
import { smallWorld } from './small-world.ts';

/** Lists page by page: the same records as at once, and no cursor but the one that was given. */

let api: Api;
beforeAll(async () => {
  api = await startApi(smallWorld);
});
afterAll(() => api.close());

type Records = Record<string, unknown>;

it('covers every list of the document', () => {
  const documented = api.contract
    .operations()
    .filter(({ operation }) => JSON.stringify(operation).includes('"cursor"'));
  expect(documented.map(({ operation }) => operation.operationId).toSorted()).toEqual(
    // These have tests of their own: positions.test.ts, search.test.ts.
    [...Object.keys(lists), 'listPositions', 'searchRecords'].toSorted(),
  );
});

describe.each(Object.entries(lists))('%s', (_, path) => {
  it.each([1, 2, 3])('is the same in pages of %i', async (limit) => {
    const whole = await api.get<ListPage<Records>>(`${path}?limit=200`);
    const pages = await api.walk<Records>(`${path}?limit=${limit}`);
    expect(pages.flatMap(({ data }) => data)).toEqual(whole.data);
    expect(pages).toHaveLength(Math.ceil(whole.data.length / limit));
    expect(pages.slice(0, -1).every(({ data, page }) => data.length === limit && page.hasMore)).toBe(true);
    expect(whole.data.length).toBeGreaterThan(2);
  });

  it('goes on with another limit', async () => {
    const whole = await api.ids(`${path}?limit=200`);
    const { page } = await api.get<ListPage<Records>>(`${path}?limit=1`);
    expect(await api.ids(`${path}?cursor=${page.nextCursor}&limit=200`)).toEqual(whole.slice(1));
    expect(await api.ids(`${path}?limit=1&cursor=${page.nextCursor}`)).toEqual(whole.slice(1, 2));
    expect(await api.ids(`${path}?cursor=${page.nextCursor}`)).toEqual(whole.slice(1));
  });

  it('refuses a cursor that is shorter, longer, or altered in any one character', async () => {
    const { page } = await api.get<ListPage<Records>>(`${path}?limit=1`);
    const cursor = page.nextCursor ?? '';
    expect(cursor).toMatch(/^[\w-]{12,}$/);
    const swapped = (at: number) =>
      `${cursor.slice(0, at)}${cursor[at] === 'A' ? 'B' : 'A'}${cursor.slice(at + 1)}`;
    const altered = [...cursor].map((_, at) => swapped(at));
    const cut = [...cursor].slice(1).map((_, at) => cursor.slice(0, at + 1));
    const longer = [
      `${cursor}A`,
      `A${cursor}`,
      `${cursor}=`,
      `${cursor}==`,
      `${cursor}%20`,
      `${cursor}%0A`,
      cursor + cursor,
    ];
    for (const wrong of [...altered, ...cut, ...longer]) {
      const { errors } = await api.problem(`${path}?limit=1&cursor=${wrong}`, 400, 'invalid_cursor');
      expect(errors).toEqual([expect.objectContaining({ parameter: 'cursor', code: 'invalid_cursor' })]);
    }
  });

  it.each(['null', '[]', '[1]', '[null,null]', '{"a":1}', '[9e99,1,"x"]', 'x', '["a","b","c","d"]'])(
    'refuses a cursor made by hand: %s',
    async (text) => {
      const cursor = Buffer.from(`123456789${text}`).toString('base64url');
      await api.problem(`${path}?cursor=${cursor}`, 400, 'invalid_cursor');
    },
  );

  it('refuses a cursor that is empty, too long, or given twice', async () => {
    for (const query of ['cursor=', `cursor=${'A'.repeat(1025)}`, 'cursor=A&cursor=A']) {
      const { errors } = await api.problem(`${path}?${query}`, 400, 'invalid_parameter');
      expect(errors).toEqual([expect.objectContaining({ parameter: 'cursor' })]);
    }
    await api.problem(`${path}?cursor=${'A'.repeat(1024)}`, 400, 'invalid_cursor');
  });

  it('refuses the cursors of all other lists', async () => {
    const elsewhere = Object.values(lists).filter((other) => other !== path);
    for (const other of elsewhere) {
      const { page } = await api.get<ListPage<Records>>(`${other}?limit=1`);
      await api.problem(`${path}?limit=1&cursor=${page.nextCursor}`, 400, 'invalid_cursor');
    }
    expect(elsewhere).toHaveLength(12);
  });
});

describe('a cursor belongs to its query', () => {
  it.each([
    ['/v1/events?limit=1', '/v1/events?limit=1&sort=time_desc'],
    ['/v1/events?limit=1', '/v1/events?limit=1&from=1900'],
    ['/v1/events?limit=1&from=1900', '/v1/events?limit=1&from=1901'],
    ['/v1/events?limit=1&from=1900&to=2100', '/v1/events?limit=1&from=1900&to=2100&match=certain'],
    ['/v1/events?limit=1&tag=sea', '/v1/events?limit=1'],
    ['/v1/events?limit=1&tag=sea', '/v1/events?limit=1&tag=sea&tag=snow'],
    ['/v1/actors?limit=1&q=ring', '/v1/actors?limit=1&q=rin'],
    ['/v1/actors?limit=1', '/v1/actors?limit=1&sort=name_desc'],
    ['/v1/claims?limit=1', '/v1/claims?limit=1&contested=false'],
    ['/v1/claims?limit=1&contested=true', '/v1/claims?limit=1&contested=false'],
    ['/v1/claims?limit=1&claimantId=squad', '/v1/claims?limit=1&claimantId=squad&includeAffiliates=true'],
    ['/v1/actors/front/claims?limit=1', '/v1/actors/squad/claims?limit=1'],
    ['/v1/events/oslo/claims?limit=1', '/v1/events/avalanche/claims?limit=1'],
    ['/v1/propositions?limit=1', '/v1/propositions?limit=1&sort=claim_count'],
    ['/v1/sources?limit=1', '/v1/sources?limit=1&lang=uk'],
  ])('%s is not %s', async (one, other) => {
    const { page } = await api.get<ListPage<Records>>(one);
    expect(page.nextCursor).not.toBeNull();
    const { detail } = await api.problem(`${other}&cursor=${page.nextCursor}`, 400, 'invalid_cursor');
    expect(detail).toContain('another query');
  });

  it.each([
    ['/v1/events?limit=1&from=1900&tag=sea', '/v1/events?tag=sea&from=1900&limit=3'],
    ['/v1/events?limit=1', '/v1/events?include=actors&limit=200'],
    ['/v1/actors?limit=1&q=ring+', '/v1/actors?q=ring%20'],
    ['/v1/events?limit=1&tag=sea', '/v1/events?&&%74ag=s%65a'],
  ])('%s goes on as %s', async (one, other) => {
    const { page } = await api.get<ListPage<Records>>(one);
    const rest = await api.get<ListPage<Records>>(`${other}&cursor=${page.nextCursor}`);
    const whole = await api.ids(one.replace('limit=1', 'limit=200'));
    expect(idsOf(rest)).toEqual(whole.slice(1));
    expect(rest.data.length).toBeGreaterThan(0);
  });
});

describe('the next link', () => {
  it('keeps every parameter of its own query, whatever is in it', async () => {
    const query = 'q=ri%26%3F%3Dng+%2B%22%C3%A9?a&limit=1&type=organization';
    const link = async (url: string) => (await api.send(url)).headers.get('link');
    expect(await link(`/v1/actors?${query}`)).toBeNull();
    const next = await link('/v1/actors?q=ring?&limit=1&type=organization&type=person');
    const parameters = new URL(next?.slice(1, next.indexOf('>')) ?? '', 'http://x').searchParams;
    expect(parameters.get('q')).toBe('ring?');
    expect(parameters.getAll('type')).toEqual(['organization', 'person']);
    expect(parameters.get('limit')).toBe('1');
  });

  it('walks with conditions and what is included', async () => {
    const query =
      '/v1/events?from=1900&contested=false&include=actors&include=sources&limit=1&sort=time_desc';
    const pages = await api.walk<Records>(query);
    expect(pages.flatMap(idsOf)).toEqual(await api.ids(query.replace('limit=1', 'limit=200')));
    expect(pages.length).toBeGreaterThan(3);
    expect(pages.every(({ included }) => Object.keys(included ?? {}).join() === 'actors,sources')).toBe(true);
  });
});

it('gives a list of nothing as an empty page', async () => {
  for (const url of [
    '/v1/events?type=election',
    '/v1/actors/paper/claims',
    '/v1/sources/radio/claims?act=warns',
  ]) {
    expect(await api.get(url)).toEqual({ data: [], page: { nextCursor: null, hasMore: false } });
  }
});

it('has 50 records on a page unless told otherwise', async () => {
  const seed = await startApi();
  const { data, page } = await seed.get<ListPage<Records>>('/v1/claims');
  expect([data.length, page.hasMore]).toEqual([50, true]);
  expect((await seed.walk('/v1/claims')).map((each) => each.data.length)).toEqual([50, 16]);
  await seed.close();
});
