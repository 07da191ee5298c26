import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Api, startApi } from '../helpers/api.ts';
import { openBrowser, type Visit } from './browser.ts';
import { visitExplorer } from './visit.ts';

/** The page at `/` as a document: its icon, its policy, and what these tests would notice. */

let api: Api;
let visit: Visit;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
afterEach(() => visit.close());

test('has an icon', async () => {
  visit = await openBrowser();
  const answer = await fetch(`${api.origin}/favicon.ico`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
  await visit.page.goto(`${api.origin}/favicon.ico`);
  await visit.page.locator('svg circle').first().waitFor({ state: 'attached' });
});

test('runs nothing but its own files', async () => {
  const answer = await fetch(api.origin, { headers: { accept: 'text/html' } });
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  const html = await answer.text();
  expect(html).not.toMatch(/<style|<script(?![^>]* src=)|\sstyle=|\son\w+=/);
  visit = await visitExplorer(api);
  await visit.page.evaluate<void>(
    "document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = true' })), undefined",
  );
  expect(await visit.page.evaluate<boolean>("'ran' in window")).toBe(false);
});

test('its files are kept by browsers for good, and sent compressed', async () => {
  visit = await visitExplorer(api);
  const files = visit.requests.flatMap((request) => request.split(' ')[1]?.match(/.*\/assets\/.*/) ?? []);
  expect(files.length).toBeGreaterThan(1);
  for (const file of files) {
    for (const coding of ['br', 'gzip']) {
      const answer = await fetch(file, { headers: { 'accept-encoding': coding } });
      expect(answer.headers.get('content-encoding')).toBe(coding);
      expect(answer.headers.get('cache-control')).toContain('immutable');
    }
  }
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
