import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Api, startApi } from '../helpers/api.ts';
import { openBrowser, type Visit } from './browser.ts';
import { findings } from './visit.ts';

/** The timeline in a page of another origin. */

let api: Api;
let other: Server;
let origin: string;
let content = '';
let visit: Visit;
beforeAll(async () => {
  api = await startApi();
  other = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(
      `<!doctype html><html lang="en"><title>News</title><main><h1>News</h1>${content}</main></html>`,
    );
  });
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
});
afterAll(async () => {
  other.close();
  other.closeAllConnections();
  await api.close();
});
afterEach(async () => {
  const { complaints } = visit;
  await visit.close();
  expect(complaints).toEqual([]);
});

async function openPage(attributes: string, viewport = { width: 1024, height: 800 }): Promise<void> {
  content = `<script async src="${api.origin}/embed.js"></script><claimline-timeline ${attributes}><a href="${api.origin}/">The timeline</a></claimline-timeline>`;
  visit = await openBrowser({ viewport });
  await visit.page.goto(`${origin}/`);
}

const framed = () => visit.page.frameLocator('iframe');
const height = () =>
  visit.page.evaluate<number>("document.querySelector('iframe').getBoundingClientRect().height");
const mark = () =>
  framed()
    .locator('.drawing')
    .getByRole('link', { name: /^Attack at Crocus City Hall/ });

test('is as high as it needs, opens records in a tab, and adds no steps to the history of the page around', async () => {
  await openPage(`src="${api.origin}/?datasetId=crocus-city-hall-2024&amp;from=2024-03-18"`);
  const { page } = visit;
  await mark().waitFor();
  await framed().getByRole('heading', { name: 'Attack on Crocus City Hall, March 2024' }).waitFor();
  await expect.poll(height).toBeGreaterThan(500);
  const inner = () => framed().locator('body').boundingBox();
  await expect.poll(async () => Math.abs((await height()) - ((await inner())?.height ?? 0))).toBeLessThan(2);
  const steps = await page.evaluate<number>('history.length');
  await framed().getByRole('button', { name: 'Zoom in' }).click();
  await framed().getByRole('link', { name: 'Open in Claimline' }).waitFor();
  expect(await page.evaluate<number>('history.length')).toBe(steps);
  const [tab] = await Promise.all([page.waitForEvent('popup'), mark().click()]);
  expect(new URL(tab.url()).searchParams.get('event')).toBe('crocus-city-hall-attack');
  expect(new URL(tab.url()).pathname).toBe('/');
  expect(page.url()).toBe(`${origin}/`);
  const asked = visit.requests.filter(
    (request) => !request.includes(` ${origin}/`) && !request.includes(` ${api.origin}/`),
  );
  expect(asked).toEqual([]);
  await page.goto(`${api.origin}/embed?from=2024-03`);
  await page.locator('.drawing a.event').first().waitFor();
  expect(await findings(visit)).toEqual([]);
});

test('shows the record that the address opens, and leads from it to the explorer', async () => {
  const { body } = await api.send<{ data: { id: string }[] }>('/v1/disputes');
  const id = body.data[0]?.id ?? '';
  await openPage(`src="${api.origin}/?dispute=${id}"`);
  await framed().locator('.side').first().waitFor();
  expect(await visit.page.getByRole('link', { name: 'The timeline' }).count()).toBe(0);
  expect(await framed().locator('.drawing').count()).toBe(0);
  await expect.poll(height).toBeGreaterThan(500);
  const [tab] = await Promise.all([
    visit.page.waitForEvent('popup'),
    framed().getByRole('link', { name: 'Open in Claimline' }).click(),
  ]);
  expect(new URL(tab.url()).searchParams.get('dispute')).toBe(id);
  await visit.page.goto(`${api.origin}/embed?dispute=${id}`);
  await visit.page.locator('.side').first().waitFor();
  expect(await findings(visit)).toEqual([]);
});

test('keeps a height that is set, hears nobody but its frame, and frames only web addresses', async () => {
  await openPage(`src="${api.origin}/?from=2024-03" height="420" title="What happened"`, {
    width: 390,
    height: 844,
  });
  await mark().waitFor();
  await visit.page.evaluate<void>(
    "new Promise((done) => { addEventListener('message', () => setTimeout(done)); postMessage({ claimline: 'height', height: 3000 }, '*'); }).then(() => undefined)",
  );
  expect(await height()).toBe(420);
  await visit.page.evaluate<void>("document.querySelector('claimline-timeline').removeAttribute('height')");
  await expect.poll(height).toBeGreaterThan(420);
  const natural = await height();
  await visit.page.evaluate<void>(
    "new Promise((done) => { addEventListener('message', () => setTimeout(done)); postMessage({ claimline: 'height', height: 3000 }, '*'); }).then(() => undefined)",
  );
  expect(await height()).toBe(natural);
  // The address may say the height, too.
  await visit.page.evaluate<void>(
    `document.querySelector('claimline-timeline').setAttribute('src', '${api.origin}/?from=2024-03&height=333')`,
  );
  await expect.poll(height).toBe(333);
  expect(await framed().locator('.faults').count()).toBe(0);
  expect(await visit.page.locator('iframe').getAttribute('title')).toBe('What happened');
  await visit.page.evaluate<void>(
    "document.querySelector('claimline-timeline').setAttribute('src', 'javascript:alert(1)')",
  );
  expect(await visit.page.locator('iframe').count()).toBe(0);
});
