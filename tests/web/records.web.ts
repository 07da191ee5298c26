import { describe, expect, test } from 'vitest';
import { startApi } from '../helpers/api.ts';
import { actor, claim, dataset, event, says } from '../helpers/records.ts';
import { logText } from '../http/api/small-world.ts';
import { api, open, seed, serveExplorer, small, visit } from './opened.ts';
import { markOf, queryOf } from './visit.ts';

/** The pages of records beside the timeline: events with their claims, actors, sources, datasets. */

serveExplorer();

const panel = () => visit.page.locator('.panel');

describe('an event', () => {
  test('opens from its mark, says what, when and why, where and who, and closes again', async () => {
    await open('/', seed);
    await markOf(visit, 'Attack at Crocus City Hall').click();
    await panel().getByRole('heading', { name: 'Attack at Crocus City Hall', exact: true }).waitFor();
    expect(queryOf(visit).get('event')).toBe('crocus-city-hall-attack');
    const text = await panel().innerText();
    for (const words of [
      'Friday, March 22, 2024',
      'An editor inferred it',
      'Crocus City Hall, outside Moscow',
      'victim: at least 143 killed',
      'claimed by self',
      'Known to the day',
    ]) {
      expect(text).toContain(words);
    }
    const who = (await panel().locator('.who > li').allInnerTexts()).map((row) =>
      row.replaceAll(/\s+/g, ' '),
    );
    expect(who).toContainEqual(
      expect.stringMatching(
        /^Ukraine participant denied involved in: denied by U\.S\. National Security Council$/,
      ),
    );
    expect(text).toMatch(/how established they are: as the editor of the dataset judges/);
    await visit.page.keyboard.press('Escape');
    await panel().waitFor({ state: 'hidden' });
    expect(queryOf(visit).get('event')).toBeNull();
  });

  test('shows who has changed their mind, struck through, and values that exclude each other', async () => {
    await open('/?event=oslo', small);
    const blocks = panel().locator('.disputes > section');
    await blocks.first().waitFor();
    const responsible = panel().locator('.disputes > section:has(h4:has-text("responsible for:"))');
    expect(await responsible.locator('.claim.withdrawn s').count()).toBe(2);
    expect(await responsible.locator('.side.negative').innerText()).toContain('Tidal Navy');
    expect(await responsible.locator('.side.positive').innerText()).toMatch(
      /Ministry of Tides accuses[\s\S]*probable/,
    );
    const killed = panel().locator('.disputes > section:has(h4:has-text("killed"))');
    expect((await killed.locator('.side-title').allInnerTexts()).join(' ')).toMatch(/10–12[\s\S]*20–25/);
  });

  test('has a map where there is a point, drawn from this server alone', async () => {
    await open('/?event=oslo', small);
    await panel()
      .getByRole('img', { name: /Map with a point at Oslo/ })
      .waitFor();
    expect(visit.requests.some((request) => request.includes('/assets/world-map'))).toBe(true);
    expect(await panel().locator('.map .land').getAttribute('d')).toMatch(/^M/);
  });
});

describe('evidence', () => {
  const give = (name: string, text: string) =>
    panel()
      .locator('.check input[type=file]')
      .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });

  test('stands in the right text, and shows each passage of it', async () => {
    await open('/?source=harbour-log', small);
    await give('log.txt', logText);
    await panel()
      .getByText(/It is the very text that was recorded/)
      .waitFor();
    expect(await panel().locator('.outcome').innerText()).toMatch(/4 passages:\s*4 ✓ anchored/);
    const passages = await panel().locator('.evidence blockquote').allInnerTexts();
    expect(passages).toEqual(expect.arrayContaining(['Night watch', 'ferry 𝔸𝕓𝕔 left', '🎼 until dawn 🌅']));
    await visit.page.reload();
    await panel()
      .getByText(/What it supports/)
      .waitFor();
    expect(await panel().locator('.evidence blockquote').count()).toBe(0);
  });

  test('moves with the text, and is missed where that was altered', async () => {
    await open('/?source=harbour-log', small);
    await give('log.txt', `Log. ${logText.replace('ferry', 'barge')}`);
    await panel()
      .getByText(/It is not the very text/)
      .waitFor();
    const claims = panel().locator('.claim-columns');
    await claims.getByText('↷ moved').first().waitFor();
    await claims.getByText('✗ not there').first().waitFor();
    expect(await panel().locator('.evidence blockquote.moved').first().innerText()).toMatch(
      /Night watch|until dawn/,
    );
  });

  test('says in which form the copy differs', async () => {
    await open('/?source=harbour-log', small);
    await give('log.txt', `\ufeff${logText}`);
    await panel()
      .getByText(/differs in a byte order mark/)
      .first()
      .waitFor();
    expect(await panel().locator('.outcome').innerText()).toMatch(/4 passages:\s*4 ✓ anchored/);
  });

  test('is not looked for in what is no text', async () => {
    await open('/?source=harbour-log', small);
    await panel()
      .locator('.check input[type=file]')
      .setInputFiles({
        name: 'log.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from([0xff, 0xfe, 0x80]),
      });
    await panel()
      .getByText(/not UTF-8 text/)
      .waitFor();
  });
});

test('an actor has names, relations, positions over time, and its part in events', async () => {
  await open('/?actor=front', small);
  await panel().getByRole('heading', { name: "Multi-Agent O'Clock Front" }).waitFor();
  await panel().getByText('Олександрів фронт').waitFor();
  await panel().getByText('Positions').waitFor();
  await panel().getByText("Multi-Agent O'Clock Front opposes Ministry of Tides").waitFor();
  const steps = await panel().locator('.positions .steps').first().innerText();
  expect(steps.replaceAll('\n', ' ')).toMatch(/claims responsibility.*denies responsibility.*retracts/);
  await panel().locator('.by-role').getByText('Ferry sunk').waitFor();
  await visit.page.goto(`${api.origin}/?actor=navy`);
  await panel().locator('.tree').getByRole('link', { name: 'Ministry of Tides' }).waitFor();
  // Read in order, each line says who belongs to whom.
  const lines = await visit.page.evaluate<string[]>(
    `[...document.querySelectorAll('.tree li')].map((line) => [...line.childNodes]
      .filter((node) => node.nodeName !== 'UL').map((node) => node.textContent).join(' ').replaceAll(/\\s+/g, ' '))`,
  );
  expect(lines).toEqual([
    'Ministry of Tides',
    'Tidal Navy part of Ministry of Tides',
    'İzmir Squad member of Tidal Navy',
  ]);
  await panel().locator('.tree').getByRole('link', { name: 'İzmir Squad' }).click();
  await panel().getByRole('heading', { name: 'İzmir Squad' }).waitFor();
  await visit.page.goto(`${api.origin}/?actor=ring-a`);
  await panel().locator('.tree').first().waitFor();
});

test('of very many disputes of an event, and actors related to one, the first are shown, and the rest on demand', async () => {
  const unit = (id: string, name: string) =>
    actor(id, { name, relations: [{ type: 'part_of', actorId: 'office' }] });
  const many = await startApi([
    {
      datasetId: 'many',
      dataset: dataset('many'),
      actors: [
        actor('office', { name: 'Office', relations: [{ type: 'part_of', actorId: 'ministry' }] }),
        actor('ministry', { name: 'Zenith ministry', relations: [{ type: 'part_of', actorId: 'state' }] }),
        actor('state', { name: 'Zero state' }),
        unit('speaker', 'Zone speaker'),
        unit('silent', 'Zone silent'),
        ...Array.from({ length: 30 }, (_, index) => unit(`unit-${index}`, `Department ${index}`)),
        ...Array.from({ length: 650 }, (_, index) => actor(`other-${index}`, { name: `Else ${index}` })),
      ],
      events: [event('hearing', { title: 'Hearing' })],
      claims: [
        claim('said', {}),
        ...Array.from({ length: 23 }, (_, index) => ({
          proposition: says(`late on day ${index}`, 'office'),
          eventIds: ['hearing'],
        })).flatMap((about, index) => [
          claim(`late-${index}`, { ...about, claimantId: 'other-1' }),
          claim(`in-time-${index}`, { ...about, claimantId: 'speaker', act: 'denies' }),
        ]),
      ],
    },
  ]);
  await open('/?event=hearing', many);
  await panel().getByText('46 claims, 23 disputes').waitFor();
  expect(await panel().locator('.disputes > section').count()).toBe(20);
  await panel().getByRole('button', { name: '3 more disputes' }).click();
  await expect.poll(() => panel().locator('.disputes section').count()).toBe(23);
  await visit.page.goto(`${api.origin}/?actor=office`);
  const tree = panel().locator('.tree');
  // Above it, step by step, however late their names come.
  await tree.getByRole('link', { name: 'Zero state' }).waitFor();
  expect(await tree.getByRole('link', { name: /^Department/ }).count()).toBeLessThan(30);
  await tree.getByRole('button', { name: /^\d more$/ }).click();
  expect(await tree.getByRole('link', { name: /^Department/ }).count()).toBe(30);
  await tree.getByRole('link', { name: 'Zone speaker' }).waitFor();
  expect(await tree.getByRole('link', { name: 'Zone silent' }).count()).toBe(0);
  await panel()
    .getByText(/600 of 685 actors were searched/)
    .waitFor();
  await panel().getByRole('button', { name: 'Look further' }).click();
  await tree.getByRole('link', { name: 'Zone silent' }).waitFor();
  expect(
    await panel()
      .getByText(/were searched/)
      .count(),
  ).toBe(0);
  await visit.page.goto('about:blank');
  await many.close();
});

test('a source has its claims, with every source by its title, and the day on which one was taken back', async () => {
  await open('/?source=wire', small);
  const claims = panel().locator('.claim-columns');
  await claims.getByText('replaced Jun 5, 2024').waitFor();
  expect(await claims.getByRole('link', { name: 'Untitled broadcast, Jun 4, 2024' }).count()).toBe(1);
  expect(await claims.getByText('radio', { exact: true }).count()).toBe(0);
});

test('a dataset has counts, span, licence and downloads', async () => {
  await open('/?dataset=crocus-city-hall-2024', seed);
  await panel().locator('.figures').waitFor();
  const text = await panel().innerText();
  for (const words of ['13 events', '66 claims', 'CC0-1.0', 'Feb 11 – Mar 28, 2024']) {
    expect(text.replaceAll(' ', ' ').replaceAll(/\s+/g, ' ')).toContain(words);
  }
  const saving = visit.page.waitForEvent('download');
  await panel().getByRole('button', { name: 'Claims' }).click();
  expect((await saving).suggestedFilename()).toBe('crocus-city-hall-2024-claims.ndjson');
  await panel().getByText('66 claims saved.').waitFor();
});

test('a claim has a page of its own', async () => {
  await open('/?claim=investigative-committee-alleges-financial-ties', seed);
  await panel()
    .getByRole('heading', { level: 2, name: /has financial ties to/ })
    .waitFor();
  await panel()
    .getByText(/contradicts The U\.S\. National Security Council firmly denied that Ukraine was involved/)
    .first()
    .waitFor();
});

test('what is not there is said so', async () => {
  await open('/?event=never-was', seed);
  await panel()
    .getByText(/There is no event with the id "never-was"/)
    .waitFor();
  visit.complaints.length = 0;
});

test('a subtype reads as its dataset names it: on pages, among the filters, and as a filter that is on', async () => {
  const raids = await startApi([
    {
      datasetId: 'raids',
      dataset: dataset('raids', {
        subtypes: [
          { id: 'uav', kind: 'event', label: { one: 'drone strike', many: 'drone strikes' } },
          { id: 'militia', kind: 'actor', label: { one: 'local militia', many: 'local militias' } },
        ],
      }),
      actors: [actor('front', { subtype: 'militia' })],
      events: [event('raid', { subtype: 'uav', time: { edtf: '2024-03-02' } }), event('siege')],
    },
  ]);
  await open('/?event=raid', raids);
  await panel().locator('.kind').getByText('drone strike').waitFor();
  await visit.page.getByRole('button', { name: 'Filters' }).click();
  await visit.page.getByLabel('drone strikes').check();
  await visit.page.locator('.chips').getByText('drone strike').waitFor();
  expect(queryOf(visit).getAll('subtype')).toEqual(['uav']);
  await visit.page.goto(`${raids.origin}/?actor=front`);
  await panel().locator('.kind').getByText('local militia').waitFor();
  await raids.close();
});
