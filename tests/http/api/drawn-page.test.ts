import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answeringBy, fetchWithin } from '../../../src/http/home/answer.ts';
import { defineRoute } from '../../../src/http/route.ts';
import { type Api, startApi } from '../../helpers/api.ts';
import { buildExplorer } from '../../helpers/explorer.ts';
import { actor, claim, dataset, event } from '../../helpers/records.ts';
import { arabicTitle, hardWorld } from '../../web/hard-world.ts';
import { smallWorld } from './small-world.ts';

/** The pages that the server draws for who runs no scripts. */

let seed: Api;
let small: Api;
let hard: Api;
beforeAll(async () => {
  await buildExplorer();
  [seed, small, hard] = await Promise.all([startApi(), startApi(smallWorld), startApi(hardWorld)]);
});
afterAll(() => Promise.all([seed, small, hard].map((api) => api.close())));

async function page(api: Api, path: string) {
  const response = await fetch(api.origin + path, { headers: { accept: 'text/html' } });
  const html = await response.text();
  const text = html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
  const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
  return { status: response.status, html, text, links, title: /<title>(.*)<\/title>/.exec(html)?.[1] ?? '' };
}

it('are drawn by a program without the maps, which only browsers load', () => {
  const program = readFileSync(new URL('../../../dist/web/render.js', import.meta.url), 'utf8');
  expect(program).toContain('renderPage');
  expect(program).not.toContain('"Topology"');
});

describe('the pages of the seed', () => {
  it('lead from one to the other, over every record, and each has a title and headings of its own', async () => {
    const titles = new Map<string, string>();
    const ahead = ['./'];
    for (let path = ahead.shift(); path !== undefined; path = ahead.shift()) {
      if (titles.has(path)) continue;
      const { status, html, links, title } = await page(seed, path.slice(1));
      expect(status, path).toBe(200);
      expect(html.match(/<h1/g), path).toHaveLength(1);
      expect(html, path).not.toContain('Loading');
      titles.set(path, title);
      ahead.push(
        ...links.filter((href) => /^\.\/\?(event|claim|actor|source|dispute|dataset)=[^&]+$/.test(href)),
      );
    }
    const claims = await seed.get<{ data: { claimantId: string }[] }>('/v1/claims?limit=200');
    const speakers = claims.data.map(({ claimantId }) => claimantId);
    for (const kind of ['events', 'actors', 'sources', 'datasets', 'claims', 'disputes']) {
      const ids = kind === 'actors' ? speakers : await seed.ids(`/v1/${kind}?limit=200`);
      const missing = ids.filter((id) => !titles.has(`./?${kind.slice(0, -1)}=${id}`));
      expect(missing, kind).toEqual([]);
    }
    expect(new Set(titles.values()).size).toBeGreaterThan(80);
  });

  it('of an event says what happened, who says so, and where it stands written', async () => {
    const { text, title } = await page(seed, '/?event=crocus-city-hall-attack');
    expect(text).toContain('48 statements with no recorded claim against them');
    expect(title).toBe('Attack at Crocus City Hall · Attack on Crocus City Hall, March 2024 · Claimline');
    for (const words of ['victim', 'firmly denied that Ukraine was involved', 'characters']) {
      expect(text).toContain(words);
    }
  });
});

it('a search lists what is found of each kind, by links; its form is on every page and keeps the filters', async () => {
  const { text, links, status } = await page(seed, '/?search=ukraine');
  expect(status).toBe(200);
  for (const kind of ['Events', 'Disputes', 'Actors', 'Claims'])
    expect(text).toMatch(new RegExp(`${kind} \\d`));
  expect(links).toContain('./?actor=ukraine');
  expect(links.some((link) => link.startsWith('./?dispute='))).toBe(true);
  const only = links.find((link) => link.includes('only=claim')) ?? '';
  expect((await page(seed, only.slice(1))).text).not.toMatch(/Events \d/);
  expect((await page(seed, '/?search=zebra')).text).toContain('Nothing has all these words');
  const form =
    /<form action="\.\/"[^>]*>.*?<\/form>/.exec((await page(seed, '/?type=attack')).html)?.[0] ?? '';
  expect(form).toContain('name="search"');
  expect(form).toMatch(/<input[^>]*type="hidden"[^>]*name="type"[^>]*value="attack"/);
});

it('each view has a title', async () => {
  const [dispute] = await seed.ids('/v1/disputes?limit=1');
  const title = async (path: string) => (await page(seed, path)).title.split(' · ')[0];
  expect(await title('/?show=map')).toBe('Map');
  expect(await title('/?search=attack')).toBe('“attack”');
  expect(await title(`/?dispute=${dispute}`)).toContain('The attackers at Crocus City Hall');
  expect(await title('/?from=2024-03-01&to=2024-03-31&contested=true')).toBe('March 2024, contested');
  expect((await page(seed, '/?parties=ukraine,isis')).title).toMatch(/^Ukraine.*ISIS/);
});

describe('an address', () => {
  it.each([
    ['/?event=never-was', 404, 'There is no event with the id &quot;never-was&quot;.'],
    ['/?from=2024-02-30', 400, 'is not a day of month 02'],
    ['/?contested=maybe', 400, 'contested must be true or false; got &quot;maybe&quot;.'],
    ['/?datasetId=nowhere', 400, 'There is no dataset with the id &quot;nowhere&quot;.'],
    ['/?event=NO%20NO', 400, 'eventId must be an id'],
    ['/?cursor=x', 400, 'cursor must be the nextCursor'],
    ['/?colour=red', 200, 'The explorer has no parameter &quot;colour&quot;.'],
  ])('%s answers %i, and says so in words', async (path, status, words) => {
    const answer = await page(small, path);
    expect([answer.status, answer.html]).toEqual([status, expect.stringContaining(words)]);
  });

  it('that the explorer writes without a window is right', async () => {
    expect((await page(small, '/?match=certain')).status).toBe(200);
  });

  it('filters the list, each filter has a link that takes it off, and the form keeps the others', async () => {
    const { text, links, html } = await page(
      small,
      '/?from=2024-06-01&to=2024-06-01&type=attack&actorId=navy',
    );
    expect(text).toContain('Ferry sunk');
    expect(text).not.toContain('Apia');
    expect(links).toContain('./?from=2024-06-01&to=2024-06-01&type=attack');
    expect(links).toContain('./?from=2024-06-01&to=2024-06-01&actorId=navy');
    expect(html).toMatch(/<form class="plain-form" action=".\/">/);
    expect(html).toContain('<input type="hidden" name="actorId" value="navy"/>');
  });

  it('never puts its text into the page as markup', async () => {
    const { html } = await page(small, `/?q=${encodeURIComponent('"><script>x</script>')}&event=<b>`);
    expect(html).not.toMatch(/<script>|<b>/);
  });
});

it('a long list goes on by links, over every event once', async () => {
  const events = Array.from({ length: 120 }, (_, index) =>
    event(`flood-${index}`, { title: `Flood ${index}` }),
  );
  const many = await startApi([{ datasetId: 'many', dataset: dataset('many'), events }]);
  const seen: string[] = [];
  for (let path: string | undefined = './'; path !== undefined; ) {
    const { links } = await page(many, path.slice(1));
    seen.push(...links.flatMap((href) => /[?&]event=([^&]+)/.exec(href)?.[1] ?? []));
    path = links.find((href) => href.includes('cursor='));
  }
  await many.close();
  expect(seen.toSorted()).toEqual(events.map(({ id }) => id).toSorted());
});

it('many pages at once are drawn by turns, and none is refused', async () => {
  const pages = await Promise.all(Array.from({ length: 40 }, () => page(small, '/?type=attack')));
  expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(pages.map(({ html }) => html)).size).toBe(1);
});

it('a page has a title of one line, however long the statement is', async () => {
  const statement = `First line.\n\nTY  - JOUR\n${'many words '.repeat(100)}`;
  const long = await startApi([
    {
      datasetId: 'long',
      dataset: dataset('long'),
      actors: [actor('speaker')],
      claims: [claim('c', { statement })],
    },
  ]);
  const { title } = await page(long, '/?claim=c');
  await long.close();
  expect(title).toMatch(/^First line\. TY - JOUR many words [^\n]*…/);
  expect(title.length).toBeLessThan(560);
});

it('texts from data have their own direction', async () => {
  const { html } = await page(hard, '/');
  expect(html).toContain(`<bdi dir="auto">${arabicTitle}</bdi>`);
});

it('pages of several servers that are drawn at once do not mix', async () => {
  const servers = Array.from({ length: 12 }, (_, index) => [seed, small, hard][index % 3] ?? seed);
  const expected = await Promise.all([seed, small, hard].map(async (api) => (await page(api, '/')).html));
  const drawn = await Promise.all(servers.map(async (api) => (await page(api, '/')).html));
  for (const [index, html] of drawn.entries()) expect(html).toBe(expected[index % 3]);
});

it('a page asks for each thing once, and for so many at the most', async () => {
  let calls = 0;
  const route = defineRoute({
    method: 'GET',
    path: '/v1/count',
    operationId: 'count',
    tag: 'Events',
    summary: '',
    description: '',
    query: z.strictObject({ at: z.string() }),
    response: { schema: z.object({}), description: '' },
    errors: [],
    handle: () => {
      calls += 1;
      return { body: {} };
    },
  });
  const signal = AbortSignal.timeout(10_000);
  const failures: unknown[] = [];
  const ask = async (at: number) =>
    (await fetchWithin(new Request(`http://localhost/v1/count?at=${at}`))).status;
  const statuses = await answeringBy([route])(
    { requestId: '', signal, onFailure: (error) => failures.push(error) },
    () => Promise.all(Array.from({ length: 600 }, (_, index) => ask(index % 300))),
  );
  expect(calls).toBe(250);
  expect(statuses.filter((status) => status === 503)).toHaveLength(100);
  expect(failures.length).toBeGreaterThan(0);
});
