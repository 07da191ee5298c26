import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchor } from '../../../src/domain/anchoring/anchor.ts';
import { locateQuotes } from '../../../src/domain/anchoring/locate-quotes.ts';
import { plainForm } from '../../../src/domain/anchoring/normal-forms.ts';
import { SourceText } from '../../../src/domain/anchoring/source-text.ts';

/** Quotes as people type them, and the locators that they become. */

const textOf = (text: string) => new SourceText(Buffer.from(text, 'utf8'));
const source = { id: 'article', contentSha256: null };

async function locate(text: string, quote: string, nth?: number) {
  const { quotes } = await locateQuotes(source, textOf(text), [quote], { nth });
  return quotes[0] ?? expect.unreachable();
}
const sliced = (text: string, { start, end }: { start: number; end: number }) =>
  [...text].slice(start, end).join('');

const text =
  '\ufeffThe mayor 🏛 said: “It\u00a0is safe.”\r\n\r\nA cafe\u0301 owner\r\ndisagreed: “It is not safe.”\r\n';

describe('a quote', () => {
  it.each([
    ['It is safe.', 'It\u00a0is safe.', 1, 1],
    ['"It is safe."', '“It\u00a0is safe.”', 1, 1],
    ['“It\u00a0is safe.”', '“It\u00a0is safe.”', 1, 1],
    ['caf\u00e9', 'cafe\u0301', 3, 2],
    ['owner\ndisagreed', 'owner\r\ndisagreed', 3, 2],
    ['café owner disagreed', 'cafe\u0301 owner\r\ndisagreed', 3, 2],
    ['  disagreed ', 'disagreed', 4, 3],
    ['The mayor 🏛', 'The mayor 🏛', 1, 1],
  ])('%j is found in its form in the text', async (quote, passage, line, paragraph) => {
    const { state, found } = await locate(text, quote);
    expect(state).toBe('located');
    expect(found).toMatchObject({ line, locator: { sourceId: 'article', paragraph } });
    expect(sliced(text, found?.locator ?? expect.unreachable())).toBe(passage);
  });

  it('that stands at several places is ambiguous, with the words around each', async () => {
    const { state, found, candidates, hint } = await locate(text, 'safe');
    expect([state, found]).toEqual(['ambiguous', null]);
    expect(candidates.map(({ line, before, after }) => [line, before.slice(-5), after.slice(0, 2)])).toEqual([
      [1, 't\u00a0is ', '.”'],
      [4, ' not ', '.”'],
    ]);
    expect(hint).toContain('at 2 places');
    expect((await locate(text, 'safe', 2)).found).toEqual(candidates[1]);
    expect((await locate(text, 'safe', 3)).state).toBe('ambiguous');
  });

  it('with marks of its own stands where they are, one with plain ones everywhere', async () => {
    const both = '"No." He said “No.”';
    expect((await locate(both, '"No."')).state).toBe('ambiguous');
    expect((await locate(both, '“No.”')).found?.locator.start).toBe(14);
  });

  it('that stands nowhere is missing, with the passage nearest to it', async () => {
    const { state, nearest } = await locate(text, 'disagreed: it was not safe');
    expect(state).toBe('missing');
    expect(nearest).toMatchObject({ line: 4, text: 'disagreed: “It is not safe' });
    expect(sliced(text, nearest ?? expect.unreachable())).toBe(nearest?.text);
    expect((await locate(text, 'nothing of this is there')).nearest).toBeNull();
    expect((await locate('', 'words')).state).toBe('missing');
  });

  it('is not found within a character', async () => {
    expect((await locate('cafe\u0301', 'cafe')).state).toBe('missing');
    expect((await locate('one two', 'one  two')).state).toBe('located');
  });
});

it('a search of many quotes ends at its deadline', async () => {
  const quotes = Array.from({ length: 50 }, (_, index) => `word ${index}`);
  await expect(locateQuotes(source, textOf('text'), quotes, { deadlineMs: -1 })).rejects.toMatchObject({
    code: 'deadline_exceeded',
  });
});

/** Few characters, so that passages repeat, in every form that copies differ in. */
const character = fc.constantFrom(
  'a',
  'b',
  ' ',
  '\n',
  '\r\n',
  'é',
  'e\u0301',
  '\u00a0',
  '“',
  '"',
  '🙂',
  '\ufeff',
);
const parts = fc.array(character, { minLength: 1, maxLength: 40 });
const prose = parts.map((all) => all.join(''));
/** A text and some of its whole characters. */
const proseWithPassage = fc
  .tuple(parts, fc.nat(39), fc.integer({ min: 1, max: 12 }))
  .map(([all, start, length]) => ({
    whole: all.join(''),
    passage: all.slice(start, start + length).join(''),
  }))
  .filter(({ passage }) => passage.trim() !== '');

describe('a locator', () => {
  it('of a located quote is anchored, and locating its passage gives the same locator', async () => {
    await fc.assert(
      fc.asyncProperty(proseWithPassage, async ({ whole, passage }) => {
        const { state, found, candidates } = await locate(whole, passage);
        expect(state).not.toBe('missing');
        const places = found === null ? candidates : [found];
        for (const [index, { locator }] of places.entries()) {
          const [anchored] = await anchor(textOf(whole), [locator]);
          expect(anchored).toMatchObject({ state: 'anchored', place: { start: locator.start } });
          const again = await locate(whole, sliced(whole, locator));
          const same = again.found === null ? again.candidates : [again.found];
          if (found !== null) expect(same).toEqual(places);
          else if (index < 10) expect(same.map((place) => place.locator)).toContainEqual(locator);
        }
      }),
    );
  });

  it('has the words of the quote', async () => {
    await fc.assert(
      fc.asyncProperty(prose, prose, async (whole, quote) => {
        const { found } = await locate(whole, quote);
        if (found === null) return;
        const onOneLine = (words: string) => plainForm(words).replaceAll(/\s+/g, ' ').trim();
        expect(onOneLine(sliced(whole, found.locator))).toBe(onOneLine(quote));
      }),
    );
  });
});
