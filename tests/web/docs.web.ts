import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { arrayAt, isObject } from '../../src/http/openapi/json.ts';
import { type Api, startApi } from '../helpers/api.ts';
import { openBrowser, type Visit } from './browser.ts';

/** The reference at /docs, as somebody sees it who came to read and to try. */

let api: Api;
let visit: Visit;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
afterEach(async () => {
  const strays = visit.requests.filter((request) => !request.split(' ')[1]?.startsWith(`${api.origin}/`));
  const { complaints } = visit;
  await visit.close();
  expect(strays, 'requests that left the server').toEqual([]);
  expect(complaints, 'what the browser complained of').toEqual([]);
});

async function openDocs(fragment = '', options: Parameters<typeof openBrowser>[0] = {}): Promise<void> {
  visit = await openBrowser(options);
  await visit.page.goto(`${api.origin}/docs${fragment}`);
  await visit.page
    .getByRole('button', { name: /Search/ })
    .first()
    .waitFor();
}

const summaries = () => api.contract.operations().map(({ operation }) => String(operation.summary));
const tagNames = () =>
  arrayAt(api.contract.document, 'tags').map((tag) => (isObject(tag) ? String(tag.name) : ''));

/** Opens the trial of an operation, sends it as it was filled in, and gives the status that is shown. */
async function tryOut(method: string, path: string): Promise<string> {
  const { page } = visit;
  await page
    .getByRole('button', { name: `Test Request (${method} ${path})` })
    .first()
    .click();
  await page.getByRole('button', { name: /Send/ }).first().click();
  const status = page.getByText(/^\d{3} [A-Z]/).first();
  await status.waitFor();
  return status.innerText();
}

test('shows every group and every operation, events first', async () => {
  await openDocs();
  const sidebar = visit.page.locator('aside').first();
  await visit.page.locator('aside :text("Vocabulary")').first().waitFor();
  const whole = await visit.page.evaluate<number>('Math.round(performance.now())');
  const shown = (await sidebar.innerText()).split('\n').map((line) => line.trim());
  for (const name of [...tagNames(), ...summaries()]) expect(shown).toContain(name);
  expect(shown.indexOf('Events')).toBeLessThan(shown.indexOf('Actors'));
  const [time] = await visit.page.evaluate<number[]>(
    "performance.getEntriesByName('first-contentful-paint').map(({ startTime }) => Math.round(startTime))",
  );
  process.stdout.write(`/docs: first content after ${time} ms, the reference after ${whole} ms\n`);
});

test('finds an operation by the keyboard alone', async () => {
  await openDocs();
  const { page } = visit;
  await page.keyboard.press('Control+k');
  await page.locator('[role=dialog] input').first().waitFor();
  await page.keyboard.type('check evidence');
  await page
    .getByRole('option', { name: /\/v1\/sources\/\{sourceId\}\/verification/ })
    .first()
    .waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Check evidence against a copy of the text' }).first().waitFor();
});

describe('tries an operation as it is filled in:', () => {
  test.each([
    ['get', '/v1/events', ''],
    ['get', '/v1/events/{eventId}', '/v1/events/crocus-city-hall-attack'],
    ['get', '/v1/time', '/v1/time?edtf=2024-03-22'],
    ['post', '/v1/sources/{sourceId}/verification', '/v1/sources/crocus-city-hall-article/verification'],
  ])('%s %s', async (method, path, sent) => {
    const tag = path.split('/')[2] ?? '';
    await openDocs(`#tag/${tag}/${method.toUpperCase()}${path}`);
    expect(await tryOut(method, path)).toBe('200 OK');
    expect(visit.requests).toContain(`${method.toUpperCase()} ${api.origin}${sent || path}`);
  });
});

test('goes by the colours that the visitor likes', async () => {
  const background = async (colorScheme: 'light' | 'dark'): Promise<number> => {
    await openDocs('', { colorScheme });
    const colour = await visit.page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    return Math.max(...(colour.match(/\d+/g) ?? []).slice(0, 3).map(Number));
  };
  expect(await background('light')).toBeGreaterThan(240);
  await visit.close();
  expect(await background('dark')).toBeLessThan(40);
});

test('is there for a small screen', async () => {
  visit = await openBrowser({ viewport: { width: 390, height: 844 } });
  await visit.page.goto(`${api.origin}/docs`);
  await visit.page.getByRole('heading', { name: 'Claimline' }).first().waitFor();
  const overflow = await visit.page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(overflow).toBe(0);
});
