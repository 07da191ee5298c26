import { describe, expect, test } from 'vitest';
import { api, open, seed, serveExplorer, small, visit } from './opened.ts';
import { markOf } from './visit.ts';

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
    await expect.poll(title).toBe(`${heading} · ${site}`);
  }
  await visit.page.keyboard.press('Escape');
  await expect.poll(title).toBe(site);
});
