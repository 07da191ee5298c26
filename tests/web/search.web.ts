import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, startApi } from '../helpers/api.ts';
import { hardWorld } from './hard-world.ts';
import { api, endVisits, open, openEmpty, visit } from './opened.ts';
import { findings, queryOf } from './visit.ts';

/** The search for records of all kinds. */

let hard: Api;
let seed: Api;
beforeAll(async () => {
  seed = await startApi();
  hard = await startApi(hardWorld);
});
afterAll(async () => {
  await seed.close();
  await hard.close();
});
endVisits();

const field = () => visit.page.getByRole('combobox', { name: /^Search events/ });
const options = () => visit.page.locator('.search [role=option]');
const kinds = () => visit.page.locator('.search .kind').allInnerTexts();
/** The text of the option that the keys have reached. */
const reached = () =>
  visit.page.evaluate<string>(
    "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.textContent ?? ''",
  );

test('by the keyboard alone: to the field, through the kinds, into a record, back, and to all results', async () => {
  await open('/', seed);
  const { page } = visit;
  await page.keyboard.press('/');
  await page.keyboard.type('attack');
  await options().first().waitFor();
  await expect.poll(kinds).toEqual(['Events', 'Disputes', 'Actors', 'Claims']);
  expect(await field().getAttribute('aria-expanded')).toBe('true');
  await page.keyboard.press('ArrowUp');
  expect(await reached()).toBe('All that is found for “attack”');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await reached()).toMatch(/^Attack at Crocus City Hall/);
  await page.keyboard.press('Enter');
  await expect.poll(() => queryOf(visit).get('event')).toBe('crocus-city-hall-attack');
  await page.locator('.panel h2').first().waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate<string>('document.activeElement.name')).toBe('search');
  await page.keyboard.press('Enter');
  await expect.poll(() => queryOf(visit).get('search')).toBe('attack');
  await page.locator('.results').first().waitFor();
  expect(await page.evaluate<string>('document.title')).toMatch(/^“attack” · /);
  await page.getByRole('link', { name: 'More claims' }).click();
  await expect.poll(() => queryOf(visit).get('only')).toBe('claim');
  await expect.poll(() => page.locator('.results').count()).toBe(1);
  expect(await page.locator('.results li').count()).toBeGreaterThan(8);
  expect(await findings(visit)).toEqual([]);
});

test('on a phone, options are links; texts of another direction and signs of HTML stay what they are', async () => {
  await open('/', hard, { viewport: { width: 390, height: 844 } });
  await field().fill('isis');
  const actor = visit.page
    .locator('.search [role=option]')
    .getByText('تنظيم الدولة (ISIS)', { exact: true })
    .first();
  await actor.waitFor();
  expect(await visit.page.locator('.search [role=option] bdi[dir=auto] mark').first().innerText()).toMatch(
    /isis/i,
  );
  expect(await findings(visit)).toEqual([]);
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  expect(await visit.page.evaluate<number>(overflow)).toBe(0);
  expect(await options().first().getAttribute('href')).toMatch(/^\.\/\?event=/);
  await options().first().click();
  await visit.page.locator('.panel h2').first().waitFor();
});

test('an answer to earlier words never stands under later ones, and finding nothing is said', async () => {
  await openEmpty(seed);
  const { page } = visit;
  let release: (() => void) | undefined;
  const held = new Promise<void>((done) => {
    release = done;
  });
  await page.route(/\/v1\/search\?q=isis&/, async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });
  await page.goto(`${api.origin}/`);
  await field().fill('isis');
  await page.waitForRequest((request) => request.url().includes('q=isis&'));
  await field().fill('ukraine');
  await options().first().waitFor();
  release?.();
  await field().fill('zebra');
  await page.getByText('Nothing has all these words.').waitFor();
  expect(await options().count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.getByText('Nothing has all these words.').waitFor({ state: 'hidden' });
});
