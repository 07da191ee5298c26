import type { SearchedKind } from '../kinds.ts';

/** Splits texts into words as the search index does: runs of letters, digits and marks, without case and Latin accents. */

export type Word = { readonly folded: string; readonly start: number; readonly end: number };

const run = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;
export const ascii = /^[\0-\x7f]*$/;
/** Accents of Latin letters, in a text of Unicode's decomposed form (NFD). */
const latinAccents = /(?<=\p{Script=Latin})\p{M}+/gu;
/** Accents that are not composed with a letter, such as stress marks in Cyrillic. */
const looseAccents = /[\u0300-\u0331]/gu;

/** Returns a word in the form that is compared: `Émigré` is `emigre`. Letters of other scripts keep their marks: й stays й. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase();
  if (ascii.test(lower)) return lower;
  const plain = lower.normalize('NFD').replace(latinAccents, '').normalize('NFC');
  return plain.replace(looseAccents, '').replaceAll('ς', 'σ');
}

/** Returns the words of a text with the offsets of each, in UTF-16 units; `end` is the offset after the word. */
export function wordsOf(text: string): Word[] {
  if (ascii.test(text)) return asciiWordsOf(text);
  return [...text.matchAll(run)].map(({ 0: word, index }) => ({
    folded: foldWord(word),
    start: index,
    end: index + word.length,
  }));
}

/** Returns the words of an ASCII text, which costs half as much. Splitting the texts of hits is a large part of a search. */
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

/** Tells if a code is a lower-case ASCII letter or a digit; NaN, the code after the end of a text, is neither. */
const isLetterOrDigit = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 48 && code <= 57);

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Fewest letters of the last term, by kind, with which it also finds longer words. */
const beginningMinChars: Readonly<Record<SearchedKind, number>> = { actor: 1, event: 3, claim: 3, source: 3 };

/**
 * Tells if the last term of a search also finds words that only begin with it, in records of a kind. In texts the term
 * must have three letters, because a shorter one begins too many words. In the names of actors one letter is enough. It
 * is also enough in a script without spaces between words, such as Han, where a run of letters is several words.
 */
export function mayBegin(term: string, kind: SearchedKind): boolean {
  return [...term].length >= beginningMinChars[kind] || unspaced.test(term);
}

/** Counts the words of a text. */
export function wordCount(text: string): number {
  if (!ascii.test(text)) return text.match(run)?.length ?? 0;
  let count = 0;
  for (let at = 0; at < text.length; at = endOfWord(text, at) + 1) if (isInWord(text, at)) count += 1;
  return count;
}

const inWord = /[\p{L}\p{N}\p{M}\p{Co}]/u;

/** Tells if the UTF-16 unit at an offset belongs to a word. It must not be a surrogate. */
export function isInWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  // NaN is the code of an offset outside of the text, which is in no word.
  if (!(code >= 128)) return isLetterOrDigit(code) || (code >= 65 && code <= 90);
  return inWord.test(text.charAt(at));
}

/** Returns the end of the word that contains an offset; the offset itself if it is in no word. */
export function endOfWord(text: string, at: number): number {
  let end = at;
  while (isInWord(text, end)) end += 1;
  return end;
}
