import { describe, expect, test } from 'vitest';
import { startApi } from '../helpers/api.ts';
import { api, open, openEmpty, seed, serveExplorer, small, visit } from './opened.ts';
import { findings, markOf, queryOf } from './visit.ts';

/** The explorer for who has no mouse, no eyes, no large screen, no scripts, or paper. */

serveExplorer();

const phone = { viewport: { width: 390, height: 844 } };

const views = {
  seed: [
    ['/', '.drawing a.event'],
    ['/?event=crocus-city-hall-attack', '.panel .sides'],
    ['/?dataset=crocus-city-hall-2024', '.panel .figures'],
    ['/?type=election', '.empty'],
  ],
  small: [
    ['/?event=oslo', '.panel .map .dot'],
    ['/?actor=navy', '.panel .tree'],
    ['/?source=harbour-log', '.panel .claim-columns'],
  ],
} as const;

describe.each([
  ['light, wide', { colorScheme: 'light' }],
  ['dark, wide', { colorScheme: 'dark' }],
  ['light, phone', { colorScheme: 'light', ...phone }],
  ['dark, phone', { colorScheme: 'dark', ...phone }],
] as const)('axe finds nothing, and nothing sticks out, %s:', (_, options) => {
  test.each([['seed'], ['small']] as const)('%s', async (server) => {
    await open('/', server === 'seed' ? seed : small, options);
    for (const [path, there] of views[server]) {
      await visit.page.goto(`${api.origin}${path}`);
      await visit.page.locator(there).first().waitFor();
      if (path === '/') {
        await visit.page.getByRole('button', { name: /^Filters/ }).click();
        await visit.page.locator('.facet label').first().waitFor();
        await visit.page.locator('.area .map .land').waitFor({ state: 'attached' });
      }
      expect(await findings(visit), path).toEqual([]);
      const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      expect(await visit.page.evaluate<number>(overflow), path).toBe(0);
    }
  });
});

test('by the keyboard alone: from event to event, into one, to an actor, and back', async () => {
  await open();
  await markOf(visit, 'Attack at Crocus City Hall').waitFor();
  const { page } = visit;
  const focused = () =>
    page.evaluate<string>(
      "document.activeElement.querySelector(':scope > title')?.textContent ?? document.activeElement.textContent",
    );
  for (let i = 0; i < 40 && !(await focused()).startsWith('Warnings from'); i += 1)
    await page.keyboard.press('Tab');
  expect(await focused()).toMatch(/^Warnings from .*: /);
  for (let i = 0; i < 12 && !(await focused()).startsWith('Attack at'); i += 1)
    await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.locator('.panel h2').waitFor();
  expect(await page.evaluate<string>('document.activeElement.id')).toBe('record');
  for (let i = 0; i < 12 && !(await focused()).startsWith('The attackers'); i += 1)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => queryOf(visit).get('actor')).toBe('crocus-city-hall-attackers');
  await page.keyboard.press('Escape');
  await expect.poll(() => queryOf(visit).has('actor')).toBe(false);
  const slider = page.getByRole('slider', { name: 'View begins' });
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => queryOf(visit).has('from')).toBe(true);
});

test('the next key finds the record that was just opened', async () => {
  await open('/?event=crocus-city-hall-attack');
  await visit.page
    .locator('.panel')
    .getByRole('link', { name: /^The attackers/ })
    .first()
    .waitFor();
  // Within one task of the page, so before any other key can come in.
  const focused = await visit.page.evaluate<string>(`
    [...document.querySelectorAll('.panel a')].find((link) => link.textContent.startsWith('The attackers')).click();
    new Promise((done) => queueMicrotask(done)).then(() => document.activeElement.getAttribute('aria-label'))
  `);
  expect(focused).toBe('The actor that is open');
  await visit.page.keyboard.press('Escape');
  await expect.poll(() => queryOf(visit).has('actor')).toBe(false);
});

test('on a phone the open record is the page, with a way back', async () => {
  await open('/?event=crocus-city-hall-attack', seed, phone);
  await visit.page.locator('.panel h2').waitFor();
  expect(await visit.page.locator('.timeline').isVisible()).toBe(false);
  await visit.page.getByRole('link', { name: /Close, back to the timeline/ }).click();
  await markOf(visit, 'Attack at Crocus City Hall').waitFor();
});

test('on a phone no words of the strip lie on each other', async () => {
  await open('/', seed, phone);
  const ticks = () => visit.page.locator('.strip .tick');
  await ticks().first().waitFor();
  const boxes = await Promise.all(
    Array.from({ length: await ticks().count() }, (_, index) => ticks().nth(index).boundingBox()),
  );
  expect(boxes.length).toBeGreaterThan(2);
  for (const [index, box] of boxes.slice(1).entries()) {
    const before = boxes[index];
    expect((before?.x ?? 0) + (before?.width ?? 0)).toBeLessThan(box?.x ?? 0);
  }
});

test('on paper there is what there is to read, and nothing to press', async () => {
  await open('/');
  const { page } = visit;
  await page.locator('.drawing a.event').first().waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.drawing').isVisible()).toBe(true);
  expect(await page.locator('.filter-bar').isVisible()).toBe(false);
  expect(await page.locator('.toolbar .menus').isVisible()).toBe(false);
  expect(await page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor')).toBe(
    'rgb(255, 255, 255)',
  );
});

describe('when the server is in trouble', () => {
  const trouble = /Failed to load resource/;
  test('the page says so, keeps what it had, and tries again when asked', async () => {
    await open();
    await markOf(visit, 'Attack at Crocus City Hall').waitFor();
    let broken = true;
    await visit.page.route(/\/v1\/events\?/, (route) => (broken ? route.abort() : route.continue()));
    await visit.page.getByRole('button', { name: 'Zoom out' }).click();
    await visit.page.getByText('The server does not answer').waitFor();
    expect(await visit.page.locator('.drawing a.event').count()).toBe(13);
    broken = false;
    await visit.page.getByRole('button', { name: 'Try again' }).click();
    await visit.page.getByText('The server does not answer').waitFor({ state: 'hidden' });
    visit.complaints.splice(
      0,
      visit.complaints.length,
      ...visit.complaints.filter((text) => !trouble.test(text)),
    );
  });

  test('a slow answer is waited for in words', async () => {
    await openEmpty(seed);
    await visit.page.route(/\/v1\/timeline/, async (route) => {
      await new Promise((done) => setTimeout(done, 2_500));
      await route.continue();
    });
    await visit.page.goto(`${seed.origin}/`);
    await visit.page.getByText('The server is taking its time').waitFor();
    await markOf(visit, 'Attack at Crocus City Hall').waitFor();
  });

  test('a server without data says how to bring some in', async () => {
    await open('/', await startApi([]));
    await visit.page.getByRole('heading', { name: 'There is nothing here yet' }).waitFor();
    await api.close();
  });
});
