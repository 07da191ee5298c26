import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatasetFile } from '../../src/domain/dataset-file.ts';
import { type Api, type ListPage, startApi } from '../helpers/api.ts';
import { hardWorld } from './hard-world.ts';
import { api, endVisits, open, visit } from './opened.ts';
import { findings, queryOf } from './visit.ts';

/** Disputes: on their own pages, and as blocks on the pages of events and claims. */

let hard: Api;
let seed: Api;
/** The story that `claimline init` writes. */
let story: Api;
beforeAll(async () => {
  hard = await startApi(hardWorld);
  seed = await startApi();
  const { claims = [], ...file }: DatasetFile = JSON.parse(
    readFileSync('data/dead-fish/dead-fish.json', 'utf8'),
  );
  // Quotes are placed in the texts of the sources, which this test does without.
  story = await startApi([{ ...file, claims: claims.map((claim) => ({ ...claim, evidence: [] })) }]);
});
afterAll(async () => {
  await hard.close();
  await seed.close();
  await story.close();
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

/** The camp of each side, from the first one on. */
const camps = () =>
  visit.page.evaluate<(string | null)[]>(
    `[...document.querySelectorAll('.panel .side')].map((each) => /camp-\\d/.exec(each.className)?.[0] ?? null)`,
  );

describe('the dispute of the sample', () => {
  test('stands on the page of its event as one block, and comes in one request', async () => {
    await open('/?event=crocus-city-hall-attack', seed);
    await panel().locator('.dispute').waitFor();
    expect(await panel().locator('.dispute').count()).toBe(1);
    // Two camps: one position against two that do not oppose each other, whether they affirm or deny.
    expect(await rows()).toEqual([2, 1]);
    expect(await camps()).toEqual(['camp-1', 'camp-1', 'camp-2']);
    expect(await panel().locator('.side.negative').innerText()).toMatch(
      /Not so: Ukraine\s*was involved in[\s\S]*Denied by U\.S\. National Security Council, 1 independent source\s*Against C \(Russian investigative committee\)[\s\S]*says it is certain[\s\S]*¶ 7/,
    );
    expect(await side('C').innerText()).toMatch(/Against A B \(U\.S\. National Security Council\)/);
    // Within a dispute, "contested" would say nothing new; of the attack, it would be false.
    expect(await panel().locator('.side').getByText('contested').count()).toBe(0);
    expect(await panel().locator('.kind .tag').innerText()).toBe('⇄ 3 disputed statements');
    // Nobody knows on which day the claims were made, so they have no order.
    expect(await panel().locator('ol.moves, .moved').count()).toBe(0);
    expect(await panel().locator('ul.moves > li').count()).toBe(3);
    expect(visit.requests.filter((request) => /\/v1\/disputes\?eventId=/.test(request))).toHaveLength(1);
    expect(visit.requests.filter((request) => request.includes('/v1/propositions/'))).toEqual([]);
  });

  test('leaves statements without a claim against them as a plain list, with its claims behind each statement', async () => {
    await open('/?event=crocus-city-hall-attack', seed);
    const agreed = panel().locator('.agreed > li');
    await agreed.first().waitFor();
    expect(await panel().getByText('nobody').count()).toBe(0);
    await panel().getByText('48 statements with no recorded claim against them').waitFor();
    await panel().getByText('40 more statements').click();
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
    const name =
      'The attackers at Crocus City Hall, financial ties to: Sources within Ukraine — affirmed by Russian ' +
      'investigative committee, contradicted by U.S. National Security Council';
    expect(await panel().locator('h2').innerText()).toBe(name);
    expect(await visit.page.evaluate<string>('document.title')).toMatch(name);
    expect(await panel().locator('.cite p').textContent()).toContain(name);
    await visit.page.goto(`${seed.origin}/?search=ukraine&only=dispute`);
    const found = panel().locator('.results li');
    await found.first().waitFor();
    expect((await found.first().innerText()).replace(/\s*3 claims$/, '')).toBe(name);
    expect(await found.first().locator('mark').first().innerText()).toBe('Ukraine');
  });
});

describe('a statement that a side took back', () => {
  const words = async (locator: { innerText: () => Promise<string> }) =>
    (await locator.innerText()).replaceAll(/\s+/g, ' ');

  test('is no longer said to be affirmed: the denial stands, with the day on which the other side gave up', async () => {
    await open('/?event=basin-leak', story);
    const row = panel().locator('div:has(> h4:text-is("A side took it back")) .agreed > li');
    await row.first().waitFor();
    await expect
      .poll(() => words(row.first().locator('.said-by')))
      .toBe(
        'Denied by Kolirna dye works. Once affirmed by Morna Water Inspectorate, taken back May 20, 2024.',
      );
    expect(await words(row.first().locator('.proposition'))).toMatch(/^Not so: The basin is said to leak/);
    expect(await panel().getByText('1 statement that a side took back').count()).toBe(1);
    await row.first().getByText('3 claims').click();
    await expect
      .poll(() => words(row.first().locator('.claim.withdrawn .details')))
      .toBe('May 6, 2024 taken back May 20, 2024');
    await row.first().locator('.claim.withdrawn .details a').click();
    await expect.poll(() => queryOf(visit).get('claim')).toBe('inspectorate-retracts-the-leak');
    // Both other claims are named there, each with its act.
    const same = panel().locator('section:has(> h3:text-is("Others on the same statement")) li');
    await same.first().waitFor();
    expect((await same.allInnerTexts()).join(' ')).toMatch(
      /Inspectorate asserts: .*Kolirna dye works denies: /s,
    );
    await visit.page.goto(`${story.origin}/?claim=inspectorate-says-basin-leaked`);
    await panel()
      .getByText('retracted by The inspectorate can no longer say that the basin leaked.')
      .waitFor();
  });

  test('is named with the claim that replaced it', async () => {
    await open('/?event=fish-deaths', story);
    const row = panel().locator('div:has(> h4:text-is("A side took it back")) .agreed > li');
    await row.first().waitFor();
    await expect
      .poll(() => words(row.first().locator('.said-by')))
      .toBe('Once affirmed by Anglers at the mill weir, replaced later, on a day not known.');
    await panel()
      .getByText('Fish die in the Morna, fish killed: 150 fish (Kolirna dye works) or at least 900 fish')
      .first()
      .waitFor();
  });
});

describe('a dispute', () => {
  test('with two sides has them side by side, with what was taken back, and how it moved', async () => {
    await open(await disputeAbout(hard, 'dispute-2'), hard);
    expect(await rows()).toEqual([2]);
    expect(await side('A').innerText()).toMatch(
      /Affirmed\s+By Town 1 council, 1 independent source\s*Against B \(Unit 1 of the Northern column\)/,
    );
    expect(await camps()).toEqual(['camp-1', 'camp-2']);
    expect(await side('A').locator('.claim.withdrawn s').count()).toBe(2);
    expect(await side('A').locator('blockquote').count()).toBeGreaterThan(0);
    expect(await side('B').innerText()).toMatch(/Denied[\s\S]*Unit 1 of the Northern column[\s\S]*from 0:10/);
    const moves = (await panel().locator('.moves li').allInnerTexts()).map((text) =>
      text.replaceAll(/\s+/g, ' '),
    );
    expect(moves.map((text) => text.replace(/May \d+, 2024 /, ''))).toEqual([
      'A Unit 1 of the Northern column claims responsibility replaced May 11, 2024',
      'A Town 1 council accuses',
      'A Town 2 council accuses taken back May 12, 2024',
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
    expect(await camps()).toEqual([null, null, null]);
    expect(await panel().locator('h2').innerText()).toBe(
      'Lower town flooded, houses flooded: 12 houses (Town 1 council) or 30 houses (Town 2 council) or 75 houses (Town 3 council)',
    );
    await visit.page.goto(`${api.origin}${await disputeAbout(hard, 'dispute-8')}`);
    expect(await rows()).toEqual([2, 2, 2, 2]);
    expect((await titles()).at(-1)).toMatch(/H\s+80–84 persons/);
  });

  test('joined by a relation alone is one, under what its sides have in common', async () => {
    await open(await disputeAbout(hard, 'dispute-relation'), hard);
    expect(await rows()).toEqual([2]);
    expect(await panel().locator('h2').innerText()).toMatch(
      /^Unit 2 of the Northern column: (away from|on) the bridge \(Town \d council\) or (away from|on) the bridge \(Town \d council\)$/,
    );
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
