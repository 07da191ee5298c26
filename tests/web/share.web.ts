import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, startApi } from '../helpers/api.ts';
import { endVisits, open, visit } from './opened.ts';

/** Links, citations and prints of a page. */

let seed: Api;
beforeAll(async () => {
  seed = await startApi();
});
afterAll(() => seed.close());
endVisits();

const panel = () => visit.page.locator('.panel');

test('a record is cited as text and for programs that keep references', async () => {
  await open('/?event=crocus-city-hall-attack&from=2024-03', seed, {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await panel().locator('.cite summary').click();
  await panel()
    .getByText(/version 1 of 2026-01-01.*accessed/)
    .first()
    .waitFor();
  const copied = async (name: string) => {
    await panel().getByRole('button', { name }).click();
    return visit.page.evaluate<string>('navigator.clipboard.readText()');
  };
  const address = `${seed.origin}/?event=crocus-city-hall-attack`;
  expect(await copied('Copy link')).toBe(address);
  expect(await copied('Copy the citation')).toMatch(
    /^“Attack at Crocus City Hall” \(2024-03-22\)\. .*CC0-1\.0/,
  );
  expect(await copied('Copy as BibTeX')).toMatch(/^@misc\{event-crocus-city-hall-attack,\n/);
  expect(await copied('Copy as RIS')).toMatch(/^TY {2}- DATA\r\n/);
  expect(JSON.parse(await copied('Copy as CSL-JSON'))).toMatchObject([
    { type: 'entry', 'event-date': { 'date-parts': [[2024, 3, 22]] }, URL: address },
  ]);
});

test('an event prints as a dossier: when and why, sides, evidence, and how to find it again', async () => {
  await open('/?event=crocus-city-hall-attack', seed);
  const { page } = visit;
  await panel().locator('.cite').waitFor();
  await page.emulateMedia({ media: 'print' });
  const text = await page.locator('body').innerText();
  for (const part of [
    'Attack at Crocus City Hall',
    'gives only the day of the week',
    'U.S. National Security Council',
    '“crocus-city-hall-attack”, version 1',
    'CC0-1.0',
    `${seed.origin}/?event=crocus-city-hall-attack (accessed `,
  ])
    expect(text).toContain(part);
  expect(await page.locator('.timeline').isVisible()).toBe(false);
  for (const button of ['Copy link', 'Copy as RIS'])
    expect(await page.getByText(button).first().isVisible()).toBe(false);
  expect(await page.locator('.panel .evidence').first().isVisible()).toBe(true);
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  expect(await page.evaluate<number>(overflow)).toBe(0);
  const [dispute] = (await seed.get<{ data: { id: string }[] }>('/v1/disputes')).data;
  await page.goto(`${seed.origin}/?dispute=${dispute?.id}`);
  await panel().locator('.cite p').waitFor();
  const sides = await page.locator('body').innerText();
  for (const part of [
    'Ukraine was involved in',
    'Russian investigative committee',
    '¶ 7, characters',
    'CC0-1.0',
  ])
    expect(sides).toContain(part);
  expect(sides).toContain(`${seed.origin}/?dispute=${dispute?.id} (accessed `);
  expect(sides).toMatch(/as on the day of access\. Affirmed by \d+ actors?: “.*Denied by \d+ actors?: “/);
  expect(await page.locator('.timeline').isVisible()).toBe(false);
});
