import { type Copy, type Passage, type Place, sha256 } from './copy.ts';
import { plainForm } from './normal-forms.ts';
import type { SourceText } from './source-text.ts';

/** Compares the text around a place of the copy with the context hashes of a passage. */

/** Number of code points before and after a passage, in plain form, whose hashes a locator may keep. */
export const contextLength = 32;
/** A shorter context, at the beginning or end of a text, says nothing: a line end stands before many passages. */
const tellingMin = 8;
/** Code points that are read for a context: it may be longer before it is put into plain form. */
const reach = 4 * contextLength;

/** The code points before a passage, nearest first, or those after it. */
type Around = readonly string[];
const before = (text: string): Around => [...text].reverse();
const after = (text: string): Around => [...text];
const hashOf = (around: Around, isBefore: boolean, length: number) => {
  const nearest = around.slice(0, length);
  return sha256((isBefore ? nearest.toReversed() : nearest).join(''));
};

/** Returns the hashes of the plain text before and after a range. */
export function contextHashes(text: SourceText, start: number, end: number) {
  const [prefix, suffix] = [text.slice(start - reach, start), text.slice(end, end + reach)];
  return {
    prefixSha256: hashOf(before(plainForm(prefix)), true, contextLength),
    suffixSha256: hashOf(after(plainForm(suffix)), false, contextLength),
  };
}

/** A context hash. `max` is the most code points that it may cover. */
type Context = { isBefore: boolean; sha256: string; max: number };

/** Returns the contexts of a passage that are kept and long enough to tell places apart. */
export function contextsOf(
  { start, end, prefixSha256, suffixSha256 }: Passage,
  recordedLength: number | null,
): Context[] {
  const contexts: Context[] = [];
  if (prefixSha256) contexts.push({ isBefore: true, sha256: prefixSha256, max: start });
  const rest = recordedLength === null ? contextLength : recordedLength - end;
  if (suffixSha256) contexts.push({ isBefore: false, sha256: suffixSha256, max: rest });
  return contexts.filter(({ max }) => max >= tellingMin);
}

/** Returns the number of contexts that stand around a place. */
export const matchesAt = (copy: Copy, place: Place, contexts: readonly Context[]): number =>
  contexts.filter((context) => standsAt(copy, place, context)).length;

/**
 * Compares the plain text, then the exact one, of which other programs may have written the hash, then the plain text
 * with other breaks between its lines: a copy may have more or fewer blank lines than the recorded text.
 */
function standsAt(
  { text }: Copy,
  { start, end }: Place,
  { isBefore, sha256: wanted, max }: Context,
): boolean {
  const window = isBefore ? text.slice(start - reach, start) : text.slice(end, end + reach);
  const plain = plainForm(window);
  return [plain, window, ...otherBreaks(plain)].some((form) => {
    const around = isBefore ? before(form) : after(form);
    const longest = Math.min(contextLength, max, around.length);
    // Only a text that begins or ends within the context makes it shorter.
    const shortest = longest === contextLength && max > reach ? contextLength : tellingMin;
    for (let length = longest; length >= shortest; length -= 1) {
      if (hashOf(around, isBefore, length) === wanted) return true;
    }
    return false;
  });
}

/** A break between lines, with the spaces and blank lines around it. */
const breaks = /[ \t]*\n\s*/g;
/** A break between paragraphs. */
const paragraphBreaks = /[ \t]*\n[ \t]*\n\s*/g;

/** Returns a text with all breaks between its lines, or only those between its paragraphs, as other copies write them. */
function otherBreaks(text: string): string[] {
  if (!text.includes('\n')) return [];
  const forms = new Set<string>();
  for (const usual of [' ', '\n', '\n\n', '\n \n', '\n\n\n', '\n\n\n\n', '\n\n \n']) {
    forms.add(text.replace(breaks, usual)).add(text.replace(paragraphBreaks, usual));
  }
  forms.delete(text);
  return [...forms];
}
