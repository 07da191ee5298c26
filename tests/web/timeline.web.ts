import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, startApi } from '../helpers/api.ts';
import { dataset, event } from '../helpers/records.ts';
import { hardWorld, longTitle } from './hard-world.ts';
import { endVisits, open, swipe, visit } from './opened.ts';
import { findings, markOf, queryOf } from './visit.ts';

/** The drawing under hands, keys and texts of all kinds, and that it never shows one answer as if it were another. */

const daily = 700;
let hard: Api;
let many: Api;
let seed: Api;
beforeAll(async () => {
  [hard, seed] = await Promise.all([startApi(hardWorld), startApi()]);
  const events = Array.from({ length: daily }, (_, index) => {
    const day = new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 10);
    return event(`daily-${index}`, {
      title: `Daily ${index}`,
      type: index % 100 === 0 ? 'battle' : 'attack',
      time: { edtf: day },
    });
  });
  many = await startApi([{ datasetId: 'many', dataset: dataset('many'), events }]);
});
afterAll(async () => {
  await Promise.all([hard.close(), many.close(), seed.close()]);
});
endVisits();

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
const spring = '/?from=2024-04-29&to=2024-05-14';
const rest = () => visit.page.locator('.timeline[aria-busy=false]').waitFor();
const inView = () => visit.page.locator('.in-view').innerText();
const scrolled = () => visit.page.evaluate<number>('Math.round(scrollY)');

describe('under fingers', () => {
  test('up and down scrolls the page, sideways pans, two fingers zoom, and there is room beside the drawing', async () => {
    await open(spring, hard, phone);
    const { page } = visit;
    await page.locator('.drawing a.event').first().waitFor();
    const box = await page.locator('.plot').boundingBox();
    if (box === null) throw new Error('no plot');
    expect(box.height).toBeLessThan(0.7 * phone.viewport.height);
    const y = Math.round(box.y + 150);
    await swipe([{ x: 250, y }], [{ x: 100, y: y - 20 }]);
    await expect.poll(() => queryOf(visit).get('from')).toMatch(/^2024-05-0[3-6]$/);
    expect(await scrolled()).toBe(0);
    expect(queryOf(visit).has('event')).toBe(false);
    await rest();
    const days = () => {
      const ends = ['from', 'to'].map((name) => Date.parse(queryOf(visit).get(name) ?? ''));
      return ((ends[1] ?? 0) - (ends[0] ?? 0)) / 86_400_000;
    };
    const before = days();
    await swipe(
      [
        { x: 170, y },
        { x: 220, y: y + 10 },
      ],
      [
        { x: 70, y },
        { x: 320, y: y + 10 },
      ],
    );
    await expect.poll(days).toBeLessThan(before / 2);
    await page.goto(`${hard.origin}${spring}`);
    await page.locator('.drawing a.event').first().waitFor();
    const window = await inView();
    await swipe([{ x: 200, y }], [{ x: 205, y: y - 250 }]);
    await expect.poll(scrolled).toBeGreaterThan(150);
    expect(await inView()).toBe(window);
    // A finger that only taps opens what it taps.
    await page.reload();
    await page.locator('.drawing a.event').first().waitFor();
    const mark = page.locator('.drawing a.event .label').first();
    const at = await mark.boundingBox();
    if (at === null) throw new Error('no mark');
    await swipe([{ x: at.x + 5, y: at.y + 5 }], [{ x: at.x + 5, y: at.y + 5 }]);
    await expect.poll(() => queryOf(visit).has('event')).toBe(true);
  });
});

test('the drawing is one tab stop, from which arrows, Home and End go on', async () => {
  await open('/?from=2020-03-01&to=2020-06-30', many);
  const { page } = visit;
  await markOf(visit, 'Daily 70').waitFor();
  expect(await page.locator('.drawing a.event').count()).toBeGreaterThan(100);
  const stops = () =>
    page.evaluate<number>(
      "[...document.querySelectorAll('.plot a, .plot [tabindex]')].filter((node) => node.tabIndex >= 0).length",
    );
  expect(await stops()).toBe(1);
  const focused = () => page.evaluate<string>("document.activeElement.getAttribute('data-at')");
  await page.locator('.drawing a[tabindex="0"]').focus();
  expect(await focused()).toBe('daily-60');
  await page.keyboard.press('ArrowRight');
  expect(await focused()).toBe('daily-61');
  await page.keyboard.press('End');
  expect(await focused()).toBe('daily-181');
  expect(await stops()).toBe(1);
  await page.keyboard.press('Home');
  expect(await focused()).toBe('daily-60');
  // An event that leaves the view takes neither the focus nor the keys with it.
  for (const key of ['Shift+ArrowRight', 'Shift+ArrowRight']) await page.keyboard.press(key);
  await rest();
  await expect.poll(focused).toMatch(/^daily-/);
  await page.keyboard.press('Enter');
  await expect.poll(() => queryOf(visit).get('event')).toMatch(/^daily-/);
});

describe('what is shown is of the filters shown', () => {
  test('zoomed out as far as it goes, near the data, and filtered from there', async () => {
    await open('/?from=-9999&to=9999', many);
    const { page } = visit;
    await page.locator('.bars .bar').first().waitFor({ state: 'attached' });
    expect(await inView()).toMatch(/^Dec 30, 2014 – Dec \d+, 2026/);
    for (let turns = 0; turns < 8; turns += 1) await page.getByRole('button', { name: 'Zoom out' }).click();
    await page.locator('.plot').focus();
    for (let turns = 0; turns < 20; turns += 1) await page.getByRole('button', { name: 'Zoom out' }).click();
    await rest();
    await page.locator('.drawing a[tabindex="0"]').focus();
    for (let turns = 0; turns < 30; turns += 1) await page.keyboard.press('Shift+ArrowLeft');
    await rest();
    expect(await inView()).toMatch(/^Dec 30, 2014 – Dec \d+, 2026/);
    await page.goto(`${many.origin}/?type=battle&from=-9999&to=9999`);
    await page.locator('.drawing a.event').first().waitFor();
    await expect.poll(inView).toMatch(/7 events$/);
    expect(await page.locator('.failed').count()).toBe(0);
  });

  test('an answer that fails leaves no count, list or drawing of other filters standing', async () => {
    await open('/', many);
    const { page } = visit;
    await page.locator('.event-list li').first().waitFor();
    let how: 'hold' | 'abort' | 'continue' = 'hold';
    const held: (() => void)[] = [];
    await page.route(/\/v1\/(timeline|events)\?/, async (route) => {
      if (how === 'hold') await new Promise<void>((go) => held.push(go));
      return how === 'continue' ? route.continue() : route.abort();
    });
    await page.getByLabel('Contested only').check({ force: true });
    await page.locator('.timeline[data-stale=true]').waitFor();
    expect(await inView()).toContain('counting…');
    expect(await inView()).not.toMatch(/\d possibly/);
    how = 'abort';
    for (const go of held) go();
    await page.getByText('The server does not answer').first().waitFor();
    expect(await inView()).toContain('not counted');
    for (const gone of ['.strip', '.plot', '.event-list li', '.counts'])
      expect(await page.locator(gone).count(), gone).toBe(0);
    how = 'continue';
    await page.locator('.stage').getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: /No event lies here|nothing here/ }).waitFor();
    // The browser notes each request that was cut off.
    visit.complaints.length = 0;
  });
});

describe('texts of all kinds', () => {
  test('title and quoted words keep their own direction, apart from each other', async () => {
    await open(spring, hard);
    const { page } = visit;
    await markOf(visit, '\u2068?تنظيم').waitFor();
    const labels = await page.evaluate<{ words: string; boxes: [number, number][] }[]>(
      `[...document.querySelectorAll('.drawing a.event')].map((mark) => ({
        words: mark.querySelector('title').textContent,
        boxes: [...mark.querySelectorAll('text.label')].map((text) => {
          const { left, right } = text.getBoundingClientRect();
          return [left, right];
        }),
      }))`,
    );
    expect(labels.length).toBeGreaterThan(10);
    for (const { words, boxes } of labels) {
      const [title, when] = boxes;
      expect(title, words).toBeDefined();
      if (when !== undefined) expect(when[0], words).toBeGreaterThan(title?.[1] ?? 0);
    }
    const arabic = labels.find(({ words }) => words.includes('ISIS) يعلن'));
    expect(arabic?.words).toMatch(/^\u2068[^\u2069]+\u2069: attack, May 1, 2024, \u2068“[^\u2069]+”\u2069/);
    const long = page.locator('.event-list').getByRole('link', { name: longTitle });
    expect((await long.boundingBox())?.height).toBeLessThan(90);
    const lists =
      "document.querySelector('.event-list').scrollWidth - document.querySelector('.event-list').clientWidth";
    expect(await page.evaluate<number>(lists)).toBe(0);
    expect(await findings(visit)).toEqual([]);
  });

  test('on a phone titles can be read, and beside a record the toolbar is one line', async () => {
    await open('/', seed, phone);
    const { page } = visit;
    await page.locator('.drawing a.event').first().waitFor();
    const titles = await page.locator('.drawing .title').allTextContents();
    expect(titles).toHaveLength(13);
    for (const title of titles) expect(title.length < 30 && title.includes('…'), title).toBe(false);
    expect((await page.locator('.controls').boundingBox())?.height).toBeLessThan(40);
    await visit.close();
    await open('/?event=crocus-city-hall-attack', seed);
    expect((await visit.page.locator('.toolbar').boundingBox())?.height).toBeLessThan(60);
  });

  test('a long value of a filter keeps to the screen of a phone, and the signs are explained beside the drawing', async () => {
    await open(`/?tag=${encodeURIComponent('هجوم')}&q=${'Donaudampfschiff'.repeat(8)}`, hard, phone);
    const { page } = visit;
    await page.locator('.chip').nth(1).waitFor();
    const [long, arabic] = [page.locator('.chip').first(), page.locator('.chip').nth(1)];
    expect((await long.boundingBox())?.width).toBeLessThan(390);
    expect((await long.boundingBox())?.height).toBeLessThan(50);
    expect(await arabic.locator('bdi').textContent()).toBe('#هجوم');
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate<number>(overflow)).toBe(0);
    await page.getByRole('link', { name: 'Clear all' }).click();
    const legend = page.locator('.legend');
    await legend.getByText('at some point within').waitFor();
    expect((await legend.boundingBox())?.height).toBeLessThan(140);
    expect(await page.evaluate<number>(overflow)).toBe(0);
    await legend.locator('summary').click();
    await legend.getByText('at some point within').waitFor({ state: 'hidden' });
    expect(await findings(visit)).toEqual([]);
  });

  test('years before our era have it on the axis, the strip, in the heading and in the list', async () => {
    await open('/?from=-0100&to=0010', hard, { locale: 'de-DE' });
    const { page } = visit;
    await markOf(visit, 'Caesar is killed').waitFor();
    expect(await inView()).toMatch(/^101 v\. Chr\. – 10 n\. Chr\./);
    expect(await page.locator('.axis .tick').allTextContents()).toEqual(
      expect.arrayContaining(['50 v. Chr.', '1 n. Chr.']),
    );
    expect(await page.locator('.strip .tick').first().textContent()).toMatch(/v\. Chr\.$/);
    expect(await page.locator('.event-list .when').first().innerText()).toBe('15. März 44 v. Chr.');
  });
});
