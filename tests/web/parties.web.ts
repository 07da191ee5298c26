import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, startApi } from '../helpers/api.ts';
import { smallWorld } from '../http/api/small-world.ts';
import { hardWorld } from './hard-world.ts';
import { endVisits, open, visit } from './opened.ts';
import { findings, queryOf } from './visit.ts';

/** Actors with many claims, two actors beside each other, and parties compared. */

let hard: Api;
let seed: Api;
let small: Api;
beforeAll(async () => {
  hard = await startApi(hardWorld);
  seed = await startApi();
  small = await startApi(smallWorld);
});
afterAll(async () => {
  for (const server of [hard, seed, small]) await server.close();
});
endVisits();

const panel = () => visit.page.locator('.panel');
const section = (heading: string) => panel().locator(`section:has(> h3:text-is("${heading}"))`);
const table = (caption: string) => panel().locator(`table:has(caption:text-is("${caption}"))`);
const words = async (locator: { innerText: () => Promise<string> }) =>
  (await locator.innerText()).replaceAll(/\s+/g, ' ').trim();

describe('an actor with 301 claims', () => {
  test('comes page by page, and is searched', async () => {
    await open('/?actor=talker', hard);
    const says = section('Says');
    const rows = says.locator('.claim-rows > li');
    await says.getByText('20 of 301 claims, in order of time').waitFor();
    expect(await rows.count()).toBe(20);
    expect(await section('Positions').locator('.positions > li').count()).toBe(10);
    await says.getByRole('button', { name: 'More' }).click();
    await says.getByText('40 of 301 claims').waitFor();
    expect(await rows.count()).toBe(40);
    const asked = visit.requests.filter((request) => /\/actors\/talker\/claims/.test(request));
    expect(asked).toHaveLength(2);
    await says.getByRole('searchbox').fill('talk-77');
    await says.getByText('1 claim', { exact: true }).waitFor();
    expect(await words(rows.first())).toMatch(/^Statement of talk-77 asserts/);
    await says.getByRole('searchbox').fill('nowhere said');
    await says.getByText('Nothing that this actor says has “nowhere said” in it.').waitFor();
    expect(await findings(visit)).toEqual([]);
  });

  test('has what is said of it by others, and what its affiliates say', async () => {
    await open('/?actor=ministry', small);
    const says = section('Says');
    await says.locator('.claim-rows > li').first().waitFor();
    expect(await words(says.locator('.claim-rows'))).not.toContain('Tidal Navy');
    await says.getByText('with affiliates').click();
    await says.locator('.claim-rows').getByText('Tidal Navy').first().waitFor();
    await visit.page.goto(`${small.origin}/?actor=front`);
    await section('Part in events').getByRole('searchbox').fill('samoa');
    await panel().getByText('No event with “samoa”.').waitFor();
    await section('Said of this actor').locator('.claim-rows').getByText('Ministry of Tides').waitFor();
    const disputes = section('Disputes').locator('details.folded-dispute');
    expect(await disputes.count()).toBe(2);
    expect(await words(disputes.first().locator('.side').first())).toMatch(
      /A Affirmed .*Ministry of Tides accuses/,
    );
    expect(await disputes.nth(1).locator('.side').first().isVisible()).toBe(false);
    await section('Positions').getByRole('link', { name: '⇄ the dispute' }).first().click();
    await panel().locator('.dispute-page .side').first().waitFor();
  });

  test('that says nothing has the disputes about it', async () => {
    await open('/?actor=ukraine', seed);
    const about = section('Disputes about this actor').locator('details.folded-dispute');
    await about.first().waitFor();
    expect(await about.count()).toBe(1);
    expect(await about.locator('.side').first().isVisible()).toBe(true);
    expect(await section('Disputes').count()).toBe(0);
  });
});

describe('parties', () => {
  test('are reached from an event, and what is disputed between them comes first, with its passages', async () => {
    await open('/?event=crocus-city-hall-attack', seed);
    await panel().getByRole('link', { name: 'Compare parties' }).click();
    const disputed = table('Disputed between them');
    await disputed.waitFor();
    expect(queryOf(visit).get('event')).toBe('crocus-city-hall-attack');
    expect(await disputed.locator('thead th').allInnerTexts()).toEqual([
      'Statement',
      'U.S. National Security Council',
      'Russian investigative committee',
    ]);
    expect(await words(disputed.locator('tbody td').first())).toMatch(
      /denies Ukraine was involved in .* firmly denied .* ¶ 7, characters 1,789–1,874/,
    );
    await panel().getByText('Choose other parties').click();
    await panel()
      .getByRole('link', { name: /^With ISIS$/ })
      .click();
    await table('Only ISIS takes a side').waitFor();
    await expect
      .poll(() => words(table('Only ISIS takes a side').locator('tbody tr').first()))
      .toMatch(/ISIS is responsible for Attack at Crocus City Hall .*silent .*affirms/);
    expect(queryOf(visit).get('parties')?.split(',')).toHaveLength(3);
    await visit.page.emulateMedia({ media: 'print' });
    expect(await words(panel().locator('.on-paper'))).toMatch(
      /\(CC0-1\.0\)\. http.*\?parties=.*&event=crocus-city-hall-attack \(accessed \d{4}/,
    );
    expect(await disputed.isVisible()).toBe(true);
    expect(await visit.page.locator('.column').isVisible()).toBe(false);
  });

  test('agree, are silent, take back; values that exclude each other are disputed', async () => {
    await open('/?parties=front,navy&event=oslo', small);
    const disputed = table('Disputed between them');
    await disputed.waitFor();
    expect(await words(disputed.locator('tbody tr').first())).toMatch(
      /^Ferry sunk, killed: .* .*affirms 20–25 persons .*affirms 10–12 persons/,
    );
    const alone = table('Only Tidal Navy takes a side').locator('tbody tr').first();
    expect(await words(alone.locator('td').first())).toMatch(/has taken it back.*claims responsibility/);
    await visit.page.goto(`${small.origin}/?parties=navy&event=oslo`);
    await panel()
      .getByRole('link', { name: /^With Multi-Agent/ })
      .waitFor();
    await visit.page.goto(`${small.origin}/?parties=ministry,agency&datasetId=empty`);
    await panel().getByText('None of them says anything here.').waitFor();
  });

  test('are reached from a dataset, which also says which words it declares', async () => {
    await open('/?dataset=harbour', small);
    expect(await words(section('Words of this dataset'))).toMatch(
      /houses flooded event → quantity, in houses, only one value can be true .*drone strike of events/,
    );
    await section('Compare parties').getByRole('link').click();
    await panel().locator('.parties-page').waitFor();
    expect(queryOf(visit).getAll('datasetId')).toEqual(['harbour']);
    const [one, other] = queryOf(visit).get('parties')?.split(',') ?? [];
    const { body } = await small.send<{ data: unknown[] }>(
      `/v1/disputes?datasetId=harbour&claimedBy=${one}&limit=100`,
    );
    expect(JSON.stringify(body.data)).toContain(`"actorId":"${other}"`);
    await table('Disputed between them').waitFor();
  });

  test('agree where two say the same: two actors beside each other, chosen from the page of one', async () => {
    await open('/?actor=talker', hard);
    await panel().getByRole('combobox', { name: 'Compare with' }).fill('Town 1');
    await panel()
      .getByRole('option', { name: /^Town 1 council/ })
      .click();
    await expect.poll(() => queryOf(visit).get('beside')).toBe('town-1');
    await panel().locator('.parties-page h2').waitFor();
    expect(await words(panel().locator('h2'))).toBe('Speaker of the assembly and Town 1 council');
    expect(await panel().getByText('276 more statements').count()).toBe(1);
  });
});

describe.each([
  ['light, wide', { colorScheme: 'light' }],
  ['dark, phone', { colorScheme: 'dark', viewport: { width: 390, height: 844 } }],
] as const)('axe finds nothing, and nothing sticks out, %s:', (_, options) => {
  test('with parties of several scripts, and an actor', async () => {
    await open('/?parties=isis,army,service&event=rtl', hard, options);
    for (const [path, there] of [
      ['/?parties=isis,army,service&event=rtl', '.parties-table'],
      ['/?actor=isis', '.claim-rows'],
    ]) {
      await visit.page.goto(`${hard.origin}${path}`);
      await panel()
        .locator(there ?? '')
        .first()
        .waitFor();
      expect(await findings(visit), path).toEqual([]);
      const beyond = `[document.documentElement, document.querySelector('.panel')]
        .map((element) => element.scrollWidth - element.clientWidth)`;
      expect(await visit.page.evaluate<number[]>(beyond), path).toEqual([0, 0]);
    }
  });
});
