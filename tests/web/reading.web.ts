import { afterAll, beforeAll, expect, test } from 'vitest';
import { locatorAt } from '../../src/domain/anchoring/locator-at.ts';
import { SourceText } from '../../src/domain/anchoring/source-text.ts';
import { EvidenceInput } from '../../src/domain/evidence.ts';
import type { SourceLocators } from '../../src/domain/source-locators.ts';
import { type Api, startApi } from '../helpers/api.ts';
import { actor, claim, dataset, event, says, source } from '../helpers/records.ts';
import { endVisits, open, visit } from './opened.ts';
import { findings } from './visit.ts';

/** A source to read in the reader's own copy, with its passages marked. */

const text =
  'قال متحدث باسم (ISIS) إن الهجوم كان ردا.\nNight watch. 🎼 The ferry left at nine.\nThe bridge fell at noon.\n';

function passage(words: string) {
  const [before = ''] = text.split(words);
  const start = [...before].length;
  const held = new SourceText(Buffer.from(text));
  return { sourceId: 'log', ...locatorAt(held, start, start + [...words].length) };
}

const rests = (id: string, words: string) =>
  claim(id, {
    claimantId: 'watch',
    proposition: says(id, 'watch'),
    statement: `Statement of ${id}.`,
    evidence: [passage(words)],
  });

let api: Api;
beforeAll(async () => {
  api = await startApi([
    {
      datasetId: 'logs',
      dataset: dataset('logs'),
      actors: [actor('watch', { name: 'The watch' })],
      sources: [source('log', { title: 'The log' })],
      events: [event('watch', { title: 'Night watch', time: { edtf: '2024-06-03' } })],
      claims: [
        rests('arabic', 'الهجوم كان ردا'),
        rests('ferry', 'ferry left'),
        rests('bridge', 'bridge fell'),
      ],
    },
  ]);
});
afterAll(() => api.close());
endVisits();

const panel = () => visit.page.locator('.panel');
const paste = async (copy: string, options = {}) => {
  await open('/?source=log', api, options);
  await panel().getByText('Paste its text').click();
  await panel().getByLabel('Text of the source').fill(copy);
  await panel().getByRole('button', { name: 'Look in this text' }).click();
  await panel().locator('.copied mark').first().waitFor();
};
const marked = () => panel().locator('.copied mark').allInnerTexts();

test('marks the passages in a copy that never leaves the browser, with their claims beside them', async () => {
  await paste(text);
  expect(await marked()).toEqual(['الهجوم كان ردا', 'ferry left', 'bridge fell']);
  expect(await panel().locator('.lacking').count()).toBe(0);
  expect(visit.requests.filter((request) => !request.startsWith('GET '))).toEqual([]);
  const directions = await visit.page.evaluate<string[]>(
    `[...document.querySelectorAll('.copied .block > p')].map((block) => getComputedStyle(block).direction)`,
  );
  expect(directions).toEqual(['rtl', 'ltr', 'ltr']);
  expect(await findings(visit)).toEqual([]);
  await panel().locator('.margin').getByRole('link', { name: 'Statement of ferry.' }).click();
  await panel().locator('.record').getByText('Statement of ferry.').first().waitFor();
  expect(new URL(visit.page.url()).searchParams.get('claim')).toBe('ferry');
});

test('lists first what the copy lacks, and tells what has moved', async () => {
  await paste(`Log. ${text.replace('bridge fell', 'bridge stood')}`);
  expect(await panel().locator('.lacking').innerText()).toMatch(
    /1 passage not found in this copy\s*✗ not there.*The watch.*Statement of bridge\./s,
  );
  expect(await marked()).toEqual(['الهجوم كان ردا', 'ferry left']);
  expect(await panel().locator('.copied mark.moved').count()).toBe(2);
  await panel().locator('.lacking').getByRole('link', { name: 'Statement of bridge.' }).waitFor();
});

test('copies selected words as the locator that the server writes', async () => {
  await paste(text, { permissions: ['clipboard-read', 'clipboard-write'] });
  // From within the second paragraph to within the third, with spaces at both ends.
  await visit.page.evaluate(`(() => {
    const [, second, third] = document.querySelectorAll('.copied .block > p');
    getSelection().setBaseAndExtent(second.firstChild, second.firstChild.data.indexOf(' 🎼'), third.firstChild, 4);
  })()`);
  await panel().getByRole('button', { name: 'Copy quote as locator' }).click();
  await panel().getByText('Copied').first().waitFor();
  const copied = JSON.parse(await visit.page.evaluate<string>('navigator.clipboard.readText()'));
  const quote = '🎼 The ferry left at nine.\nThe';
  const answer = await fetch(`${api.origin}/v1/sources/log/locators`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text, quotes: [quote] }),
  });
  const { quotes } = (await answer.json()) as SourceLocators;
  expect(copied).toEqual(quotes[0]?.found?.locator);
  expect(EvidenceInput.safeParse(copied).success).toBe(true);
  await panel().getByRole('button', { name: 'Copy quote as words' }).click();
  await expect
    .poll(async () => JSON.parse(await visit.page.evaluate<string>('navigator.clipboard.readText()')))
    .toEqual({ sourceId: 'log', quote });
});

test('draws of a long copy what has passages, and the rest on demand', async () => {
  const filler = 'One line of a long log that says nothing of note.\n';
  const buffer = Buffer.from(`${filler.repeat(20_000)}${text}`);
  await open('/?source=log', api);
  await panel()
    .locator('input[type=file]')
    .setInputFiles({ name: 'long.txt', mimeType: 'text/plain', buffer });
  await panel().locator('.copied mark').first().waitFor();
  expect(await marked()).toHaveLength(3);
  const blocks = () => panel().locator('.copied .block').count();
  const before = await blocks();
  expect(before).toBeLessThan(1500);
  await panel()
    .getByRole('button', { name: /^Show characters/ })
    .first()
    .click();
  await expect.poll(blocks).toBeGreaterThan(before);
});
