import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Api, startApi } from '../helpers/api.ts';
import { openBrowser, type Visit } from './browser.ts';
import { endVisit, findings } from './visit.ts';

/** The reference at /docs, as somebody sees it who came to read and to try. */

let api: Api;
let visit: Visit;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
afterEach(() => endVisit(visit, api));

async function openDocs(fragment = '', options: Parameters<typeof openBrowser>[0] = {}): Promise<void> {
  visit = await openBrowser(options);
  await visit.page.goto(`${api.origin}/docs${fragment}`);
  await visit.page.locator('html[data-ready]').waitFor({ state: 'attached' });
}

const trialOf = (operation: string) => visit.page.locator(`#${operation} .trial`);

/** Opens the form of an operation, sends it as it is filled in, and returns the status that is shown. */
async function tryOut(operation: string): Promise<string> {
  const trial = trialOf(operation);
  await trial.locator('summary').click();
  await trial.getByRole('button', { name: 'Send' }).click();
  await trial.locator('.answer strong').waitFor();
  return trial.locator('.answer strong').innerText();
}

describe.each([
  ['light, wide', {}, 240, 255],
  ['dark, phone', { colorScheme: 'dark', viewport: { width: 390, height: 844 } }, 0, 40],
] as const)('axe finds nothing, and nothing sticks out, %s:', (_, options, least, most) => {
  test('the page, its contents and a request that was tried', async () => {
    await openDocs('#getTimeline', options);
    const { page } = visit;
    expect(await tryOut('getTimeline')).toBe('200 OK');
    expect(await findings(visit)).toEqual([]);
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate<number>(overflow)).toBe(0);
    const colour = await page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
    for (const part of colour.match(/\d+/g) ?? []) {
      expect(Number(part)).toBeGreaterThanOrEqual(least);
      expect(Number(part)).toBeLessThanOrEqual(most);
    }
    await page.locator('#getTimeline .self').focus();
    await page.keyboard.press('/');
    await page.getByLabel('Find operations and types').waitFor();
    expect(await findings(visit)).toEqual([]);
  });
});

test('finds an operation by the keyboard alone, by the words of its summary, path and parameters', async () => {
  await openDocs('', { viewport: { width: 390, height: 844 } });
  const { page } = visit;
  const contents = page.locator('#contents');
  const left = () => contents.locator('li li:not([hidden])').allInnerTexts();
  expect(await contents.isVisible()).toBe(false);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('get timeline interval');
  await expect.poll(left).toEqual(['Count events over time']);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('check evidence');
  await expect.poll(left).toEqual(['Check evidence against a copy of the text']);
  await contents.getByText('1 found').waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.url()).toMatch(/#verifySource$/);
  await contents.waitFor({ state: 'hidden' });
  expect(
    await page.evaluate<number>("document.querySelector('#verifySource').getBoundingClientRect().top"),
  ).toBeLessThan(844);
});

test('tries operations as they are filled in, and shows the command that does the same', async () => {
  await openDocs();
  for (const [operation, sent] of [
    ['listEvents', 'GET /v1/events'],
    ['getEvent', 'GET /v1/events/crocus-city-hall-attack'],
    ['explainTime', 'GET /v1/time?edtf=2024-03-22'],
    ['verifySource', 'POST /v1/sources/crocus-city-hall-article/verification'],
    ['locateQuotes', 'POST /v1/sources/crocus-city-hall-article/locators'],
  ] as const) {
    expect([operation, await tryOut(operation)]).toEqual([operation, '200 OK']);
    expect(visit.requests).toContain(sent.replace(' ', ` ${api.origin}`));
  }
  expect(await trialOf('getEvent').locator('.answer pre').first().textContent()).toBe(
    `curl '${api.origin}/v1/events/crocus-city-hall-attack'`,
  );
  const events = trialOf('listEvents');
  await events.getByLabel('type', { exact: true }).fill('attack, battle');
  await events.getByLabel('contested', { exact: true }).selectOption('true');
  await events.getByRole('button', { name: 'Send' }).click();
  await expect
    .poll(() => visit.requests)
    .toContain(`GET ${api.origin}/v1/events?type=attack&type=battle&contested=true`);
  expect(await visit.page.locator('#start pre').textContent()).toBe(`curl '${api.origin}/v1/events'`);
});
