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

const held = new SourceText(Buffer.from(text));
function passage(words: string) {
  const [before = ''] = text.split(words);
  const start = [...before].length;
  return { sourceId: 'log', ...locatorAt(held, start, start + [...words].length) };
}

/** A source on which more claims rest than are loaded at once: one on each line. */
const lines = Array.from({ length: 1_200 }, (_, index) => `Entry ${1000 + index} of the ledger.\n`);
const ledger = lines.join('');
const heldLedger = new SourceText(Buffer.from(ledger));
const entries = lines.map((line, index) =>
  claim(`entry-${index}`, {
    claimantId: 'watch',
    proposition: says('busy', 'watch'),
    evidence: [
      {
        sourceId: 'ledger',
        ...locatorAt(heldLedger, index * line.length, index * line.length + 'Entry 1000'.length),
      },
    ],
  }),
);

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
      sources: [source('log', { title: 'The log' }), source('ledger', { title: 'The ledger' })],
      events: [event('watch', { title: 'Night watch', time: { edtf: '2024-06-03' } })],
      claims: [
        rests('arabic', 'الهجوم كان ردا'),
        rests('ferry', 'ferry left'),
        rests('bridge', 'bridge fell'),
        ...entries,
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

test('goes from passage to passage, by buttons and keys, and to each place of an ambiguous one', async () => {
  const focused = () =>
    visit.page.evaluate<string>(
      'document.activeElement.matches("mark") ? document.activeElement.innerText : ""',
    );
  await paste(text);
  const button = (name: string) => panel().getByRole('button', { name });
  const disabled = panel().locator('.steps-between button:disabled');
  expect(await disabled.innerText()).toBe('Previous passage');
  await button('Next passage').click();
  await expect.poll(focused).toBe('الهجوم كان ردا');
  await visit.page.keyboard.press('n');
  await expect.poll(focused).toBe('ferry left');
  await visit.page.keyboard.press('n');
  await expect.poll(focused).toBe('bridge fell');
  await panel().getByText('3 of 3').waitFor();
  expect(await disabled.innerText()).toBe('Next passage');
  await visit.page.keyboard.press('p');
  await expect.poll(focused).toBe('ferry left');
  await panel()
    .getByLabel('Text of the source')
    .fill('A bridge fell here.\nNo, another bridge fell there.\n');
  await button('Look in this text').click();
  const lacking = panel().locator('.lacking li:has-text("Statement of bridge.")');
  await lacking.getByText('≈ ambiguous').waitFor();
  expect(await marked()).toEqual(['bridge fell', 'bridge fell']);
  expect(await panel().locator('.copied mark.ambiguous').count()).toBe(2);
  await lacking.getByRole('button', { name: '32' }).click();
  await expect.poll(focused).toBe('bridge fell');
  await panel().getByText('2 of 2').waitFor();
  expect(await findings(visit)).toEqual([]);
});

test('sends a copy to the server only if asked to, and tells of its answer', async () => {
  await paste(text.replace('bridge fell', 'bridge stood'));
  const posts = () => visit.requests.filter((request) => request.startsWith('POST '));
  expect(posts()).toEqual([]);
  await panel().getByRole('button', { name: 'Send this text to the server' }).click();
  await panel().getByText('The server has checked 3 passages and finds the same as your browser.').waitFor();
  expect(posts()).toEqual([expect.stringContaining('/v1/sources/log/verification')]);
  expect(await marked()).toEqual(['الهجوم كان ردا', 'ferry left']);
});

test('loads the claims of a much cited source some at a time, and finds all passages in the end', async () => {
  await open('/?source=ledger', api);
  await panel().getByText('40 of 1,200 claims').waitFor();
  expect(await panel().locator('.claims .claim').count()).toBe(40);
  await panel()
    .locator('input[type=file]')
    .setInputFiles({ name: 'ledger.txt', mimeType: 'text/plain', buffer: Buffer.from(ledger) });
  await panel().getByText('1,000 of 1,200 claims are loaded').waitFor();
  expect(await panel().locator('.outcome').innerText()).toMatch(/1,000 passages:\s*1000 ✓ anchored/);
  await panel().getByRole('button', { name: 'Load more claims' }).click();
  await panel()
    .getByText(/1,200 passages/)
    .waitFor();
  expect(await panel().locator('.outcome').innerText()).toMatch(/1200 ✓ anchored/);
  expect(await panel().getByRole('button', { name: 'Load more claims' }).count()).toBe(0);
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
