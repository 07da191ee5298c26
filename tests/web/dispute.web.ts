import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, type ListPage, startApi } from '../helpers/api.ts';
import { hardWorld } from './hard-world.ts';
import { api, endVisits, open, visit } from './opened.ts';
import { findings, queryOf } from './visit.ts';

/** Disputes: on their own pages, and as blocks on the pages of events and claims. */

let hard: Api;
let seed: Api;
beforeAll(async () => {
  hard = await startApi(hardWorld);
  seed = await startApi();
});
afterAll(async () => {
  await hard.close();
  await seed.close();
});
endVisits();

const panel = () => visit.page.locator('.panel');
const side = (letter: string) =>
  panel().locator(`.side:has(.side-title > .letter:text-is("${letter}"))`).first();

/** The address of the dispute about an event. */
async function disputeAbout(server: Api, eventId: string): Promise<string> {
  const { data } = await server.get<ListPage<{ id: string }>>(`/v1/disputes?eventId=${eventId}`);
  return `/?dispute=${data[0]?.id}`;
}

/** Returns the number of sides in each row, from the top. */
async function rows(): Promise<number[]> {
  await panel().locator('.side').first().waitFor();
  const tops = await visit.page.evaluate<number[]>(
    `[...document.querySelectorAll('.panel .side')].map((each) => Math.round(each.getBoundingClientRect().top))`,
  );
  return [...Map.groupBy(tops, (top) => top).values()].map((row) => row.length);
}

describe('the dispute of the sample', () => {
  test('stands on the page of its event as one block, and comes in one request', async () => {
    await open('/?event=crocus-city-hall-attack', seed);
    await panel().locator('.dispute').waitFor();
    expect(await panel().locator('.dispute').count()).toBe(1);
    expect(await rows()).toEqual([3]);
    expect(await panel().locator('.side.negative').innerText()).toMatch(
      /Not so: Ukraine\s*was involved in[\s\S]*Denied by 1 actor[\s\S]*U\.S\. National Security Council[\s\S]*says it is certain[\s\S]*¶ 7/,
    );
    expect(visit.requests.filter((request) => /\/v1\/disputes\?eventId=/.test(request))).toHaveLength(1);
    expect(visit.requests.filter((request) => request.includes('/v1/propositions/'))).toEqual([]);
  });

  test('leaves what nobody disputes as a plain list, with its claims behind each statement', async () => {
    await open('/?event=crocus-city-hall-attack', seed);
    const agreed = panel().locator('.agreed > li');
    await agreed.first().waitFor();
    expect(await panel().getByText('nobody', { exact: true }).count()).toBe(0);
    await panel().getByText('40 more that nobody disputes').click();
    expect(await agreed.count()).toBe(48);
    const first = agreed.first();
    expect(await first.innerText()).toMatch(/Affirmed by/);
    await first.getByText(/^\d+ claims?$/).click();
    await first.locator('.claim .statement').first().waitFor();
  });

  test('is said in words on the page of a claim, and linked from there', async () => {
    await open('/?claim=investigative-committee-alleges-financial-ties', seed);
    const against = panel().locator('.against');
    await against.waitFor();
    expect(await against.innerText()).toMatch(
      /U\.S\. National Security Council denied: Ukraine was involved in Attack at Crocus City Hall/,
    );
    await panel().getByRole('link', { name: 'The dispute' }).click();
    await expect.poll(() => queryOf(visit).has('dispute')).toBe(true);
    await panel().locator('.dispute-page .side').first().waitFor();
    expect(await panel().locator('h2').innerText()).toMatch(/and 2 opposed statements$/);
  });
});

describe('a dispute', () => {
  test('with two sides has them side by side, with what was taken back, and how it moved', async () => {
    await open(await disputeAbout(hard, 'dispute-2'), hard);
    expect(await rows()).toEqual([2]);
    expect(await side('A').innerText()).toMatch(/Affirmed\s+By 1 actor, 1 independent source/);
    expect(await side('A').locator('.claim.withdrawn s').count()).toBe(2);
    expect(await side('A').locator('blockquote').count()).toBeGreaterThan(0);
    expect(await side('B').innerText()).toMatch(/Denied[\s\S]*Unit 1 of the Northern column[\s\S]*from 0:10/);
    const moves = (await panel().locator('.moves li').allInnerTexts()).map((text) =>
      text.replaceAll(/\s+/g, ' '),
    );
    expect(moves.map((text) => text.replace(/May \d+, 2024 /, ''))).toEqual([
      'A Unit 1 of the Northern column claims responsibility taken back later',
      'A Town 1 council accuses',
      'A Town 2 council accuses taken back later',
      'B Unit 1 of the Northern column denies responsibility',
      'Town 2 council retracts',
    ]);
    // From "affirmed" to "denied", and from "affirmed" to "taken back".
    expect(await panel().locator('.marks .turn').count()).toBe(2);
    expect(await panel().locator('.marks circle').count()).toBe(5);
  });

  test('with three sides has them as columns, with eight in a grid, by value', async () => {
    await open(await disputeAbout(hard, 'dispute-3'), hard);
    expect(await rows()).toEqual([3]);
    const titles = () => panel().locator('.side-title').allInnerTexts();
    expect((await titles()).map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
      'A 12 houses',
      'B 30 houses',
      'C 75 houses',
    ]);
    await visit.page.goto(`${api.origin}${await disputeAbout(hard, 'dispute-8')}`);
    expect(await rows()).toEqual([2, 2, 2, 2]);
    expect((await titles()).at(-1)).toMatch(/H\s+80–84 persons/);
  });

  test('joined by a relation alone is one, under what its sides have in common', async () => {
    await open(await disputeAbout(hard, 'dispute-relation'), hard);
    expect(await rows()).toEqual([2]);
    expect(await panel().locator('h2').innerText()).toMatch(/^Unit 2 of the Northern column is …/);
    expect((await panel().locator('.side-title').allInnerTexts()).join()).toMatch(
      /away from the bridge[\s\S]*on the bridge/,
    );
  });

  test('is reached and read by the keyboard alone', async () => {
    await open('/?event=dispute-2', hard);
    const link = panel().locator('.dispute-title a');
    await link.waitFor();
    await link.focus();
    await visit.page.keyboard.press('Enter');
    await panel().locator('.dispute-page .side').first().waitFor();
    expect(await visit.page.evaluate<string>('document.activeElement.id')).toBe('record');
    await visit.page.keyboard.press('Escape');
    await expect.poll(() => queryOf(visit).has('dispute')).toBe(false);
  });

  test('that is none is said so', async () => {
    await open(`/?dispute=${'0'.repeat(32)}`, hard);
    await panel().getByRole('alert').waitFor();
    visit.complaints.length = 0;
  });
});

describe.each([
  ['light, wide', { colorScheme: 'light' }],
  ['dark, wide', { colorScheme: 'dark' }],
  ['light, phone', { colorScheme: 'light', viewport: { width: 390, height: 844 } }],
] as const)('axe finds nothing on a dispute, and nothing sticks out, %s:', (_, options) => {
  test('with two and eight sides, of several scripts', async () => {
    await open('/', hard, options);
    for (const about of ['dispute-2', 'dispute-8', 'rtl']) {
      await visit.page.goto(`${hard.origin}${await disputeAbout(hard, about)}`);
      const found = await rows();
      if ('viewport' in options) expect(new Set(found), about).toEqual(new Set([1]));
      expect(await findings(visit), about).toEqual([]);
      const beyond = `[document.documentElement, document.querySelector('.panel')]
        .map((element) => element.scrollWidth - element.clientWidth)`;
      expect(await visit.page.evaluate<number[]>(beyond), about).toEqual([0, 0]);
    }
  });
});
