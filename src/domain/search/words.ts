import type { SearchedKind } from '../kinds.ts';

/** Words as the search index has them: runs of letters, digits and marks, without case and Latin accents. */

export type Word = { readonly folded: string; readonly start: number; readonly end: number };

const run = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;
export const ascii = /^[\0-\x7f]*$/;
/** Accents of Latin letters, in Unicode's decomposed form. */
const latinAccents = /(?<=\p{Script=Latin})\p{M}+/gu;
/** Accents that no letter is composed with, such as stress marks in Cyrillic. */
const looseAccents = /[\u0300-\u0331]/gu;

/** A word as it is compared. Letters of other scripts keep what makes them letters of their own, such as й. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase();
  if (ascii.test(lower)) return lower;
  const plain = lower.normalize('NFD').replace(latinAccents, '').normalize('NFC');
  return plain.replace(looseAccents, '').replaceAll('ς', 'σ');
}

/** The words of a text, with where each stands in it (UTF-16 units, the end is behind it). */
export function wordsOf(text: string): Word[] {
  if (ascii.test(text)) return asciiWordsOf(text);
  return [...text.matchAll(run)].map(({ 0: word, index }) => ({
    folded: foldWord(word),
    start: index,
    end: index + word.length,
  }));
}

/**
 * The same of ASCII, which is most text there is, at half the cost: of a search for a rare word, taking the texts of
 * its hits apart took as long as finding them.
 */
function asciiWordsOf(text: string): Word[] {
  const lower = text.toLowerCase();
  const words: Word[] = [];
  let start = -1;
  for (let at = 0; at <= lower.length; at += 1) {
    if (isLetterOrDigit(lower.charCodeAt(at))) {
      if (start < 0) start = at;
    } else if (start >= 0) {
      words.push({ folded: lower.slice(start, at), start, end: at });
      start = -1;
    }
  }
  return words;
}

/** Of lower-case ASCII; what is behind the end of a text (NaN) is neither. */
const isLetterOrDigit = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 48 && code <= 57);

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Fewer letters begin half of all words that texts have; the words of names are few. */
const beginningMinChars: Readonly<Record<SearchedKind, number>> = { actor: 1, event: 3, claim: 3, source: 3 };

/**
 * Returns whether the last word of a search may be the beginning of a word in records of a kind: among the names of
 * actors however short it is, in texts from three letters on. In scripts that set no spaces between words a run of
 * letters is many words, so that one letter is enough.
 */
export function mayBegin(term: string, kind: SearchedKind): boolean {
  return [...term].length >= beginningMinChars[kind] || unspaced.test(term);
}

/** How many words a text has. */
export function wordCount(text: string): number {
  if (!ascii.test(text)) return text.match(run)?.length ?? 0;
  let count = 0;
  for (let at = 0; at < text.length; at = endOfWord(text, at) + 1) if (isInWord(text, at)) count += 1;
  return count;
}

const inWord = /[\p{L}\p{N}\p{M}\p{Co}]/u;

/** Whether a word has the UTF-16 unit at this place, which is no surrogate. */
export function isInWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  // What is outside of the text (NaN) is in no word.
  if (!(code >= 128)) return isLetterOrDigit(code) || (code >= 65 && code <= 90);
  return inWord.test(text.charAt(at));
}

/** Where the word ends that goes on at this place, or the place itself where none does. */
export function endOfWord(text: string, at: number): number {
  let end = at;
  while (isInWord(text, end)) end += 1;
  return end;
}
