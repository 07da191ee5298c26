import { fingerprintOf } from '../fingerprint.ts';
import { contextHashes } from './context.ts';
import { sha256 } from './copy.ts';
import { plainForm } from './normal-forms.ts';
import { codePointsIn } from './rewriting.ts';
import type { SourceText } from './source-text.ts';

/** Writes locators: the members by which verification finds a passage. */

export type PlainHashes = { quoteFingerprint: string; plainSha256: string; plainLength: number };

/** Returns the members of a locator that follow from the plain form of its passage. */
export function plainHashes(passage: string): PlainHashes {
  const plain = plainForm(passage);
  return {
    quoteFingerprint: fingerprintOf(passage),
    plainSha256: sha256(plain),
    plainLength: codePointsIn(plain),
  };
}

/** Returns the locator of a range of code points of a text, with its context. */
export function locatorAt(text: SourceText, start: number, end: number) {
  const passage = text.slice(start, end);
  return {
    start,
    end,
    quoteSha256: sha256(passage),
    ...plainHashes(passage),
    ...contextHashes(text, start, end),
  };
}
