import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, startApi } from '../helpers/api.ts';
import { arabicTitle, hardWorld, longTitle } from './hard-world.ts';
import { endVisits, open, visit } from './opened.ts';
import { findings } from './visit.ts';

/** Texts of several scripts, and texts that are long, on the pages of records. */

let hard: Api;
beforeAll(async () => {
  hard = await startApi(hardWorld);
});
afterAll(() => hard.close());
endVisits();

const panel = () => visit.page.locator('.panel');
const show = async (path: string) => {
  await visit.page.goto(`${hard.origin}${path}`);
  await panel().locator('h2').waitFor();
};

/** Texts in the panel with letters of right-to-left scripts that stand in no element with a direction of its own. */
const unisolated = `[...document.querySelectorAll('.panel, .panel *')].flatMap((element) =>
  [...element.childNodes].filter((node) => node.nodeType === 3 && /[\\u0590-\\u06ff]/.test(node.data.replaceAll(/\\u2068[^\\u2069]*\\u2069/g, ''))
    && element.closest('bdi, [dir="auto"]') === null).map((node) => node.data))`;

test('right-to-left and mixed texts keep their own direction, and their brackets in place', async () => {
  await open('/?event=rtl', hard);
  await panel().locator('p.statement').first().waitFor();
  await panel().getByRole('heading', { name: arabicTitle, exact: true }).waitFor();
  // The left sides of the first word and the word in brackets: from right to left, the first one is further right.
  const [first = 0, bracket = 0] = await visit.page.evaluate<number[]>(`(() => {
    const text = [...document.querySelectorAll('.panel p.statement')]
      .find((paragraph) => paragraph.textContent.includes('(ISIS) مسؤوليته')).firstChild;
    const left = (from, to) => {
      const range = document.createRange();
      range.setStart(text, from);
      range.setEnd(text, to);
      return range.getBoundingClientRect().left;
    };
    const at = text.data.indexOf('(ISIS)');
    return [left(0, 4), left(at, at + 6)];
  })()`);
  expect(first).toBeGreaterThan(bracket);
  expect(await panel().locator('blockquote[lang="ar"]').count()).toBeGreaterThan(0);
  for (const path of ['/?event=rtl', '/?claim=army-denies', '/?actor=isis', '/?dataset=hard']) {
    await show(path);
    expect(await visit.page.evaluate<string[]>(unisolated), path).toEqual([]);
  }
});

test('a long title is cut after a few lines, and is whole on demand', async () => {
  await open('/?event=long-title', hard);
  const title = panel().locator('h2');
  await title.waitFor();
  expect(await title.textContent()).toBe(longTitle.trim());
  const height = async () => (await title.boundingBox())?.height ?? 0;
  const folded = await height();
  await panel().locator('.record > header .fold summary').first().click();
  expect(await height()).toBeGreaterThan(folded);
  await visit.page.keyboard.press('Enter');
  expect(await height()).toBe(folded);
  await show('/?claim=service-says');
  expect(await panel().locator('.record > header .fold').count()).toBe(1);
  expect(await height()).toBeLessThan(150);
  expect(await findings(visit)).toEqual([]);
});

test('of many participants the first are shown, the others on demand', async () => {
  await open('/?event=crowd', hard);
  const units = panel().getByRole('link', { name: /^Unit \d+ of the Northern column$/ });
  await units.first().waitFor();
  expect(await units.count()).toBe(12);
  await panel().getByText('28 more').click();
  expect(await units.count()).toBe(40);
});

test.each([
  ['on a phone', { width: 390, height: 844 }],
  ['at 400 % zoom', { width: 320, height: 256 }],
  ['on a wide screen', { width: 1440, height: 900 }],
])('nothing sticks out of a record, %s', async (_, viewport) => {
  await open('/?event=long-word', hard, { viewport });
  for (const path of [
    '/?event=long-word',
    '/?event=long-title',
    '/?event=rtl',
    '/?event=crowd',
    '/?claim=service-says',
    '/?actor=bureau',
    '/?dataset=hard',
  ]) {
    await show(path);
    await panel().locator('.record > footer').waitFor();
    const beyond = `[document.documentElement, document.querySelector('.panel')]
      .map((element) => element.scrollWidth - element.clientWidth)`;
    expect(await visit.page.evaluate<number[]>(beyond), path).toEqual([0, 0]);
  }
});
