import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Api, startApi } from '../helpers/api.ts';
import { openBrowser, type Visit } from './browser.ts';

/** The page at `/`, as a browser shows it. */

let api: Api;
let visit: Visit;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
afterEach(() => visit.close());

test('says what the server holds, and every link leads somewhere', async () => {
  visit = await openBrowser();
  const { page, requests, complaints } = visit;
  await page.goto(`${api.origin}/`);
  await page.getByRole('heading', { name: 'Claimline' }).waitFor();
  await page.getByText('Attack on Crocus City Hall').first().waitFor();
  const links = await page.evaluate<string[]>('[...document.links].map(({ href }) => href)');
  expect(links.length).toBeGreaterThan(5);
  for (const link of links) {
    const answer = await page.goto(link);
    expect([link, answer?.status()]).toEqual([link, 200]);
  }
  expect(requests.filter((request) => !request.includes(` ${api.origin}/`))).toEqual([]);
  expect(complaints).toEqual([]);
});

test.each([
  ['light', 390],
  ['dark', 1440],
] as const)('fits a %s screen %i pixels wide', async (colorScheme, width) => {
  visit = await openBrowser({ colorScheme, viewport: { width, height: 844 } });
  await visit.page.goto(`${api.origin}/`);
  const [overflow, ink, ground] = await visit.page.evaluate<[number, string, string]>(`[
    document.documentElement.scrollWidth - document.documentElement.clientWidth,
    getComputedStyle(document.body).color,
    getComputedStyle(document.documentElement).colorScheme,
  ]`);
  expect(overflow).toBe(0);
  expect([ink, ground]).toEqual([
    colorScheme === 'dark' ? 'rgb(255, 255, 255)' : 'rgb(0, 0, 0)',
    'light dark',
  ]);
  expect(visit.complaints).toEqual([]);
});

test('has an icon', async () => {
  visit = await openBrowser();
  const answer = await fetch(`${api.origin}/favicon.ico`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
  await visit.page.goto(`${api.origin}/favicon.ico`);
  await visit.page.locator('svg circle').first().waitFor({ state: 'attached' });
});

test('a request to elsewhere, and an error, would be noticed', async () => {
  visit = await openBrowser();
  await visit.page.goto(`${api.origin}/`);
  await visit.page.evaluate<void>(
    "void fetch('https://example.org/').catch(() => undefined), console.error('no'), undefined",
  );
  expect(visit.complaints).toContain('no');
  await expect.poll(() => visit.complaints.join('\n')).toMatch(/Content Security Policy/);
});
