import { describe, expect, it } from 'vitest';
import { anchor } from '../../../src/domain/anchoring/anchor.ts';
import { type Passage, sha256 } from '../../../src/domain/anchoring/copy.ts';
import { locatorAt } from '../../../src/domain/anchoring/locator-at.ts';
import { SourceText } from '../../../src/domain/anchoring/source-text.ts';
import { fingerprintOf } from '../../../src/domain/fingerprint.ts';

/** Locators as the program writes them, and context hashes that another program wrote of the exact text. */

const textOf = (text: string) => new SourceText(Buffer.from(text, 'utf8'));
const text = '\ufeffBefore it, a city of 🏛 said “nothing”.\r\n\r\nThe “cafe\u0301” is\u00a0safe.\r\n';
const passage = 'The “cafe\u0301” is\u00a0safe.';
const start = [...text.slice(0, text.indexOf(passage))].length;
const end = start + [...passage].length;

describe('a locator', () => {
  it('has the hash of the exact passage, and those of plain forms', () => {
    expect(locatorAt(textOf(text), start, end)).toEqual({
      start,
      end,
      quoteSha256: sha256(passage),
      quoteFingerprint: fingerprintOf('The "café" is safe.'),
      plainSha256: sha256('The "café" is safe.'),
      plainLength: 19,
      prefixSha256: sha256('it, a city of 🏛 said "nothing".\n\n'.slice(-33)),
      suffixSha256: sha256('\n'),
    });
  });

  it('has the hash of an empty text where nothing stands before or after', () => {
    const { prefixSha256, suffixSha256 } = locatorAt(textOf('All.'), 0, 4);
    expect([prefixSha256, suffixSha256]).toEqual([sha256(''), sha256('')]);
  });
});

describe('a context hash', () => {
  const locator = locatorAt(textOf(text), start, end);
  const twice = (between: string) => `${passage} ${between}${passage}`;
  const found = async (copy: string, wanted: Passage) => {
    const [one] = await anchor(textOf(copy), [wanted]);
    return [one?.state, one?.place?.start];
  };

  it('finds the passage in the same context in plain form', async () => {
    const copy = twice('Before it, a city of 🏛 said "nothing".\n\n');
    expect(await found(copy, locator)).toEqual([
      'moved',
      [...copy.slice(0, copy.lastIndexOf(passage))].length,
    ]);
  });

  it('may be that of the exact text', async () => {
    const before = [...text].slice(start - 32, start).join('');
    const copy = twice(before);
    const exact = { ...locator, prefixSha256: sha256(before) };
    expect(await found(copy, exact)).toEqual(['moved', [...copy.slice(0, copy.lastIndexOf(passage))].length]);
  });
});
