import { describe, expect, test } from 'vitest';
import { api, open, openEmpty, seed, serveExplorer, small, visit } from './opened.ts';
import { findings, markOf, queryOf } from './visit.ts';

/** The frame of the explorer: its address, its title, and what it says of an address that is wrong. */

serveExplorer();

const attack = 'Attack at Crocus City Hall';
const title = () => visit.page.evaluate<string>('document.title');

/** The browser notes by itself each answer that is no success. */
const noted = /Failed to load resource/;
function forget(pattern: RegExp): void {
  visit.complaints.splice(
    0,
    visit.complaints.length,
    ...visit.complaints.filter((text) => !pattern.test(text)),
  );
}

describe('an address that is wrong in part', () => {
  test('is followed as far as it can be, and says the rest in words', async () => {
    await open('/?from=abc&contested=maybe&match=xxx&datasetId=nowhere&colour=red&type=attack');
    const notice = visit.page.getByRole('alert');
    await notice.waitFor();
    const text = await notice.innerText();
    for (const words of [
      '"a" in "abc" cannot begin a date',
      'contested must be true or false; got "maybe"',
      'match must be possible or certain; got "xxx"',
      'There is no dataset with the id "nowhere"',
      'no parameter "colour"',
    ]) {
      expect(text).toContain(words);
    }
    await markOf(visit, attack).waitFor();
    expect(await visit.page.locator('.chips .chip').allInnerTexts()).toEqual([
      expect.stringContaining('attack'),
    ]);
    // The next step of the person has a sound address, and Back brings the wrong one with its words again.
    await visit.page.getByLabel('Contested only').check({ force: true });
    await notice.waitFor({ state: 'hidden' });
    expect(visit.page.url()).toBe(`${seed.origin}/?type=attack&contested=true`);
    await visit.page.goBack();
    await notice.waitFor();
    forget(noted);
  });

  test('an unknown event is asked for once, and said in words', async () => {
    await open('/?event=never-was', small);
    await visit.page.locator('.panel').getByText('There is no event with the id "never-was"').waitFor();
    expect(await title()).toMatch(/^Not found/);
    expect(await visit.page.locator('.panel').getByRole('button', { name: 'Try again' }).count()).toBe(0);
    const asked = visit.requests.filter((request) => request.includes('never-was'));
    expect(asked.filter((request) => request.includes('/v1/'))).toHaveLength(1);
    forget(noted);
  });
});

test('the title says what is shown', async () => {
  await open('/?from=2024-03-01&to=2024-03-31&match=certain');
  const site = 'Attack on Crocus City Hall, March 2024 · Claimline';
  await expect.poll(title).toBe(`March 2024, certainly · ${site}`);
  for (const [query, words] of [
    ['event=crocus-city-hall-attack', attack],
    ['actor=isis', 'ISIS'],
    ['source=crocus-city-hall-article', ''],
    ['dataset=crocus-city-hall-2024', 'Attack on Crocus City Hall, March 2024'],
  ] as const) {
    await visit.page.goto(`${api.origin}/?${query}`);
    await visit.page.locator('.panel h2').waitFor();
    const heading = await visit.page.locator('.panel h2').innerText();
    expect(heading).toContain(words);
    await expect.poll(title).toBe(site.startsWith(heading) ? site : `${heading} · ${site}`);
  }
  await visit.page.keyboard.press('Escape');
  await expect.poll(title).toBe(site);
});

describe('with scripts off', () => {
  const kinds = [
    'event=crocus-city-hall-attack',
    'actor=isis',
    'source=crocus-city-hall-article',
    'dataset=crocus-city-hall-2024',
    'show=map',
    'search=attack',
  ];

  test.each([
    ['wide, light', { colorScheme: 'light' }],
    ['phone, dark', { colorScheme: 'dark', viewport: { width: 390, height: 844 } }],
  ] as const)('axe finds nothing on any page, and nothing sticks out: %s', async (_, options) => {
    // axe is itself a script: the page has only its own taken away.
    await openEmpty(seed, options);
    await visit.page.route(/\/assets\/explorer-/, (route) => route.abort());
    const [claim] = await seed.ids('/v1/claims?limit=1');
    const [dispute] = await seed.ids('/v1/disputes?limit=1');
    const more = [
      '',
      'from=abc&contested=true',
      `claim=${claim}`,
      `dispute=${dispute}`,
      'parties=ukraine,isis',
    ];
    for (const query of [...more, ...kinds]) {
      await visit.page.goto(`${seed.origin}/?${query}`);
      await visit.page.evaluate<void>("document.querySelector('.drawn').style.animation = 'none', undefined");
      expect(await findings(visit), query).toEqual([]);
      const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      expect(await visit.page.evaluate<number>(overflow), query).toBe(0);
    }
    forget(noted);
  });

  test('links lead from the list to an event, to who speaks, to the source, and back', async () => {
    await openEmpty(seed, { javaScriptEnabled: false });
    const { page } = visit;
    await page.goto(`${seed.origin}/`);
    await page.getByRole('textbox', { name: 'From' }).fill('2024-03-22');
    await page.getByRole('textbox', { name: 'To' }).fill('2024-03-22');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByRole('link', { name: attack }).click();
    await page.getByRole('heading', { name: attack, exact: true }).waitFor();
    await page.getByText('firmly denied that Ukraine was involved').first().waitFor();
    await page.locator('.panel').getByRole('link', { name: 'ISIS', exact: true }).first().click();
    await page.getByRole('heading', { name: 'ISIS', exact: true }).waitFor();
    // Nothing is offered that only scripts can do.
    expect(await page.locator('button:visible:not([type=submit])').count()).toBe(0);
    await page.getByRole('link', { name: /Close, back to the timeline/ }).click();
    expect(queryOf(visit).get('from')).toBe('2024-03-22');
    await page.getByRole('link', { name: 'Claimline', exact: true }).click();
    expect(await page.locator('.event-list li').count()).toBe(13);
  });
});

describe('Back', () => {
  const scrolled = (part: string) =>
    visit.page.evaluate<number>(`Math.round(document.querySelector('${part}').scrollTop)`);
  const scroll = async (part: string, top: number) => {
    await visit.page.evaluate<void>(`document.querySelector('${part}').scrollTop = ${top}, undefined`);
    await expect.poll(() => scrolled(part)).toBe(top);
    // The place is noted with the event that tells of it, in the next frame.
    await visit.page.evaluate<void>(
      'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
    );
  };

  test('finds the list and the record where they were, also where they have to be fetched again', async () => {
    await open('/', seed, { viewport: { width: 1280, height: 600 } });
    const { page } = visit;
    await page.locator('.event-list li').nth(12).waitFor();
    await page.locator('.in-dispute a').first().waitFor();
    await scroll('html', 300);
    await page.evaluate<void>(
      "document.querySelector('.event-list a[href*=crocus-city-hall-attack]').click()",
    );
    await page.locator('.panel h2').waitFor();
    // The list has not moved from under the hand.
    await expect.poll(() => scrolled('.column')).toBe(300);
    await page.locator('.panel footer').waitFor();
    await scroll('.panel', 500);
    await page.evaluate<void>("document.querySelector('.panel .claim a[href*=actor]').click()");
    await page.locator('.panel').getByRole('heading', { name: 'In events' }).waitFor();
    expect(await scrolled('.panel')).toBe(0);
    await page.goBack();
    await expect.poll(() => scrolled('.panel')).toBe(500);
    expect(await scrolled('.column')).toBe(300);
    await page.goBack();
    await page.locator('.panel').waitFor({ state: 'hidden' });
    await expect.poll(() => scrolled('html')).toBe(300);
  });

  test('does so on a phone, where the record covers the list, and the focus returns to where it was', async () => {
    await open('/', seed, { viewport: { width: 390, height: 844 } });
    const { page } = visit;
    const link = page.locator('.event-list a[href*=crocus-city-hall-attack]');
    await page.locator('.in-dispute a').first().waitFor();
    await link.waitFor();
    await link.focus();
    // In one task of the page: what still loads above may move the list.
    const place = await page.evaluate<number>(
      "[Math.round(document.querySelector('html').scrollTop), document.activeElement.click()][0]",
    );
    expect(place).toBeGreaterThan(100);
    await page.locator('.panel h2').waitFor();
    expect(await scrolled('html')).toBe(0);
    await page.keyboard.press('Escape');
    await page.locator('.panel').waitFor({ state: 'hidden' });
    await expect.poll(() => scrolled('html')).toBe(place);
    expect(await page.evaluate<string>('document.activeElement.getAttribute("href")')).toContain(
      'crocus-city-hall-attack',
    );
  });
});

test('the first page says what this is, and skip links lead past what comes first', async () => {
  await open();
  const { page } = visit;
  await page.getByText('who claims or denies what about it').waitFor();
  await page.locator('.masthead').getByRole('link', { name: 'Guides' }).waitFor();
  const disputes = page.locator('.in-dispute a');
  await disputes.first().waitFor();
  expect(await disputes.count()).toBe((await api.ids('/v1/disputes?limit=4')).length);
  await page.locator('.event-list li').first().waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await page.evaluate<string>('document.activeElement.id')).toBe('events');
  await page.goto(`${api.origin}/?actor=isis`);
  await page.locator('.panel h2').waitFor();
  // With a filter that disputes have too, those of the choice are named; with another, none.
  await page.goto(`${api.origin}/?actorId=ukraine&contested=true`);
  await disputes.first().waitFor();
  const ids = () =>
    page.evaluate<string[]>(
      "[...document.querySelectorAll('.in-dispute a')].map((link) => new URL(link.href).searchParams.get('dispute'))",
    );
  expect(await ids()).toEqual(await api.ids('/v1/disputes?limit=4&actorId=ukraine'));
  await page.goto(`${api.origin}/?type=statement`);
  await page.locator('.event-list li').first().waitFor();
  expect(await page.locator('.start').count()).toBe(0);
  await page.goto(`${api.origin}/`);
  const words = await disputes.first().innerText();
  await disputes.first().click();
  expect(await page.locator('.panel h2').innerText()).toContain(words.replace(/ …$/, ''));
});
