import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { type Api, startApi } from '../../helpers/api.ts';
import { buildExplorer } from '../../helpers/explorer.ts';
import { hardWorld } from '../../web/hard-world.ts';

/** The preview that other sites show of a link to a page. */

const publicUrl = 'https://news.example/claimline';
let api: Api;
let hard: Api;
beforeAll(async () => {
  await buildExplorer();
  api = await startApi(undefined, openSqliteStore(':memory:'), { publicUrl });
  hard = await startApi(hardWorld);
});
afterAll(async () => {
  await api.close();
  await hard.close();
});

/** Reads the tags of a page as a site that previews it does. */
async function tagsOf({ origin }: Api, path: string): Promise<Record<string, string>> {
  const html = await (await fetch(origin + path, { headers: { accept: 'text/html' } })).text();
  const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  const text = (value: string) => value.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name) => signs[name] ?? '');
  const found = html.matchAll(/<meta (?:name|property)="([^"]+)" content="([^"]*)">/g);
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, text(value)]));
}

it('has a title and a sentence of its own for each view, and addresses as people reach them', async () => {
  const event = await tagsOf(api, '/?event=crocus-city-hall-attack');
  expect(event).toMatchObject({
    'og:title': 'Attack at Crocus City Hall · Attack on Crocus City Hall, March 2024',
    'og:description': expect.stringMatching(/^Gunmen attacked a concert hall/),
    'og:url': `${publicUrl}/?event=crocus-city-hall-attack`,
    'og:image': `${publicUrl}/card.png`,
    'twitter:card': 'summary_large_image',
  });
  expect(event.description).toBe(event['og:description']);
  const [dispute] = (await api.get<{ data: { id: string }[] }>('/v1/disputes')).data;
  const paths = [
    '/',
    '/?from=2024-03-22&type=attack',
    '/?actor=isis',
    '/?claim=isis-claims-responsibility',
    `/?dispute=${dispute?.id}`,
    '/?search=attack',
  ];
  const titles = [];
  for (const path of paths) {
    const tags = await tagsOf(api, path);
    expect(tags['og:url']).toBe(publicUrl + path);
    expect(tags['og:description']?.length, path).toBeGreaterThan(20);
    titles.push(tags['og:title']);
  }
  expect(new Set(titles).size).toBe(paths.length);
  expect((await tagsOf(api, '/?claim=isis-claims-responsibility'))['og:description']).toMatch(
    /^ISIS claims responsibility/,
  );
});

it('keeps any text a text, and cuts none within a word', async () => {
  for (const { id, title } of (
    await hard.get<{ data: { id: string; title: string }[] }>('/v1/events?limit=200')
  ).data) {
    const tags = await tagsOf(hard, `/?event=${id}`);
    expect(tags['og:title']).toContain(title.trim());
    expect(tags['og:description']?.length).toBeLessThanOrEqual(300);
  }
});

it('names a picture that is there', async () => {
  const response = await fetch(`${api.origin}/card.png`);
  const octets = Buffer.from(await response.arrayBuffer());
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
  // The size that the tags name stands in the header of the file (PNG §11.2.2).
  expect([octets.readUInt32BE(16), octets.readUInt32BE(20)]).toEqual([1200, 630]);
});

it('of a request that names no host leads to this machine, and no header of a proxy names another', async () => {
  const { port } = new URL(hard.origin);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write('GET / HTTP/1.0\r\nAccept: text/html\r\nX-Forwarded-Host: evil.example\r\n\r\n');
  const answer = await text(socket);
  expect(answer).toContain(`content="http://localhost:${port}/card.png"`);
  expect(answer).not.toContain('evil');
});
