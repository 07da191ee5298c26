import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, startApi } from '../helpers/api.ts';
import { hardWorld } from './hard-world.ts';
import { endVisits, open, openEmpty, swipe, visit } from './opened.ts';
import { findings, queryOf } from './visit.ts';

/** The map beside the timeline. */

let hard: Api;
let seed: Api;
beforeAll(async () => {
  [hard, seed] = await Promise.all([startApi(hardWorld), startApi()]);
});
afterAll(() => Promise.all([hard.close(), seed.close()]));
endVisits();

const marks = () => visit.page.locator('.world .cell');
const markOf = (name: string) => visit.page.locator(`.world .cell:has(title:text("${name}"))`).first();
const ringOf = (name: string) => markOf(name).locator('.ring').getAttribute('data-precision');
const drawn = () => visit.page.locator('.world .globe');
const listed = () => visit.page.locator('.place-list .place').allInnerTexts();
const untilListed = (count: number) =>
  visit.page.getByRole('heading', { name: `${count} place${count === 1 ? '' : 's'} on the map` }).waitFor();

test('marks how exact a place is, parts a number of events when it is clicked, and leads to an event and back', async () => {
  await open('/', hard);
  await visit.page.getByRole('link', { name: 'Map', exact: true }).click();
  await untilListed(6);
  await marks().first().waitFor();
  expect(await marks().count()).toBe(6);
  expect(await ringOf('Old bridge')).toBe('region');
  expect(await ringOf('Caesar is killed')).toBe('approximate');
  expect(await ringOf('(IDF)')).toBe('exact');
  expect(await ringOf('Council of the lower valley')).toBe('unknown');
  await visit.page.getByText('7 events on the map; 9 more without coordinates').waitFor();
  await markOf('Old bridge').locator('a').click();
  await untilListed(2);
  expect(await ringOf('Bridge blown up')).toBe('unknown');
  await markOf('Bridge blown up').locator('a').click();
  await visit.page.getByRole('heading', { name: 'Bridge blown up', exact: true }).waitFor();
  expect(queryOf(visit).get('event')).toBe('dispute-2');
  await visit.page.goBack();
  await untilListed(2);
});

test('shows what the filters and the window leave, and can be the filter itself', async () => {
  await open('/?show=map&from=2024-05-03&type=meeting&type=decision', hard);
  await untilListed(2);
  await marks().first().waitFor();
  await drawn().focus();
  for (const _ of [1, 2, 3]) await visit.page.keyboard.press('ArrowRight');
  await untilListed(1);
  await visit.page.getByRole('button', { name: 'Only what is on the map' }).click();
  await visit.page.getByRole('button', { name: 'Anywhere' }).first().waitFor();
  const sides = queryOf(visit).get('bbox')?.split(',').map(Number) ?? [];
  const { total } = await hard.get<{ total: number }>(`/v1/places?bbox=${sides}&from=2024-05-03`);
  expect([sides.length, total]).toEqual([4, 1]);
  expect(await visit.page.locator('.world .across').count()).toBe(1);
});

test('can be moved, zoomed and gone through by keyboard, and breaks no rule of accessibility', async () => {
  await open('/?show=map', hard, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
  await untilListed(6);
  await marks().first().waitFor();
  await drawn().focus();
  for (const _ of [1, 2, 3]) await visit.page.keyboard.press('+');
  await visit.page.getByText('No event in this part of the map').waitFor();
  for (const _ of [1, 2, 3]) await visit.page.keyboard.press('-');
  await visit.page.getByText('7 events on the map').waitFor();
  for (const _ of [1, 2, 3, 4, 5]) await visit.page.keyboard.press('ArrowLeft');
  await visit.page.locator('.place-list').getByText('中国').waitFor({ state: 'hidden' });
  await visit.page.getByRole('button', { name: 'All', exact: true }).first().click();
  await untilListed(6);
  expect((await listed())[0]).toContain('1 not said how exact, 1 region');
  expect(await findings(visit)).toEqual([]);
  expect(
    await visit.page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth'),
    'scrolls sideways',
  ).toBe(false);
  await visit.page
    .locator('.place-list')
    .getByRole('link', { name: /Служба безпеки/ })
    .focus();
  await visit.page.keyboard.press('Enter');
  await visit.page
    .locator('.panel h2')
    .getByText(/Служба безпеки/)
    .waitFor();
});

test('under fingers: one moves the map, two zoom it, a tap opens, and the page scrolls from beside the map', async () => {
  await open('/?show=map', hard, { viewport: { width: 390, height: 844 }, hasTouch: true });
  await untilListed(6);
  await markOf('Caesar is killed').waitFor();
  const box = await drawn().boundingBox();
  if (box === null) throw new Error('no map');
  expect(box.height).toBeLessThan(0.5 * 844);
  const placeOf = async (name: string) => {
    const at = await markOf(name).locator('.spot').boundingBox();
    return {
      x: Math.round((at?.x ?? 0) + (at?.width ?? 0) / 2),
      y: Math.round((at?.y ?? 0) + (at?.height ?? 0) / 2),
    };
  };
  const scrolled = () => visit.page.evaluate<number>('Math.round(scrollY)');
  const before = await placeOf('Caesar is killed');
  const [x, y] = [box.x + 200, box.y + 200];
  await swipe([{ x, y }], [{ x: x + 40, y: y - 60 }]);
  await expect.poll(async () => (await placeOf('Caesar is killed')).x - before.x).toBeGreaterThan(30);
  expect((await placeOf('Caesar is killed')).y - before.y).toBeLessThan(-50);
  expect(await scrolled()).toBe(0);
  const middle = await placeOf('Caesar is killed');
  await swipe(
    [
      { x: middle.x - 12, y: middle.y },
      { x: middle.x + 12, y: middle.y },
    ],
    [
      { x: middle.x - 72, y: middle.y },
      { x: middle.x + 72, y: middle.y },
    ],
  );
  await expect.poll(async () => (await listed()).length).toBeLessThan(4);
  const held = await placeOf('Caesar is killed');
  expect(Math.hypot(held.x - middle.x, held.y - middle.y)).toBeLessThan(8);
  expect(await scrolled()).toBe(0);
  await swipe([{ x: 200, y: box.y + box.height + 90 }], [{ x: 205, y: box.y + box.height - 160 }]);
  await expect.poll(scrolled).toBeGreaterThan(100);
  const spot = await placeOf('Caesar is killed');
  await swipe([spot], [spot]);
  await expect.poll(() => queryOf(visit).get('event')).toBe('ides');
});

test('opens on the one place of the sample, and says so where no event has coordinates', async () => {
  await open('/?show=map', seed);
  await untilListed(1);
  await visit.page.getByText('1 event on the map; 12 more without coordinates').waitFor();
  expect(await ringOf('Attack at Crocus City Hall')).toBe('exact');
  await visit.page.goto(`${seed.origin}/?show=map&type=statement`);
  await visit.page.getByText(/^0 events on the map; \d more without coordinates/).waitFor();
  await drawn().waitFor();
  expect(await marks().count()).toBe(0);
});

test('is a list of its places without scripts', async () => {
  await openEmpty(hard, { javaScriptEnabled: false });
  await visit.page.goto(`${hard.origin}/?show=map`);
  await untilListed(6);
  expect((await listed())[0]).toContain('2 events · 1 not said how exact, 1 region');
  await visit.page.locator('.place-list').getByRole('link', { name: 'Bridge blown up' }).click();
  await visit.page.getByRole('heading', { name: 'Bridge blown up', exact: true }).waitFor();
});
