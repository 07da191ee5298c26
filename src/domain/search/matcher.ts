import type { SearchedKind } from '../kinds.ts';
import { ascii, endOfWord, foldWord, isInWord, mayBegin, type Word, wordsOf } from './words.ts';

/** A word of a text that is a term of a search, or begins with the last term. `term` is the index of the term. */
export type Hit = Word & { readonly term: number; readonly whole: boolean };

/** Finds the terms of a search in the texts of records of one kind. */
export type Matcher = {
  /** Number of terms. */
  readonly size: number;
  /** Returns the hits in a text, in the order of the text. */
  readonly find: (text: string) => readonly Hit[];
};

/**
 * Prepares the terms of a search for `find`. It looks for the letters of the terms first and splits only the text
 * around them into words: most texts have no hit, and splitting whole texts would take half of the time of a search.
 */
export function matcherOf(terms: readonly string[], kind: SearchedKind): Matcher {
  const folded = terms.map(foldWord);
  const bare = [...new Set(folded.map(withoutMarks))];
  const last = folded.length - 1;
  const beginning = folded[last] ?? '';
  const begins = mayBegin(beginning, kind);
  const hitOf = (word: Word): Hit[] => {
    const term = folded.indexOf(word.folded);
    if (term !== -1) return [{ ...word, term, whole: true }];
    return begins && word.folded.startsWith(beginning) ? [{ ...word, term: last, whole: false }] : [];
  };
  return {
    size: folded.length,
    find: (text) => {
      const plain = withoutMarks(text);
      if (!bare.some((term) => plain.includes(term))) return [];
      const words = isAligned(text, plain) && !bare.includes('') ? wordsAt(text, plain, bare) : wordsOf(text);
      return words.flatMap(hitOf);
    },
  };
}

/** Returns the words of a text that begin with one of `beginnings`, in the order of the text. */
function wordsAt(text: string, plain: string, beginnings: readonly string[]): Word[] {
  const starts = new Set<number>();
  for (const beginning of beginnings) {
    for (let at = plain.indexOf(beginning); at >= 0; at = plain.indexOf(beginning, at + 1)) {
      if (!isInWord(text, at - 1)) starts.add(at);
    }
  }
  return [...starts]
    .sort((one, other) => one - other)
    .map((start) => {
      const end = endOfWord(text, start);
      return { folded: foldWord(text.slice(start, end)), start, end };
    });
}

const marks = /\p{M}+/gu;

/** Returns a text in lower case without accents. In this form every hit contains its term, but other words may as well. */
function withoutMarks(text: string): string {
  const lower = text.toLowerCase();
  if (ascii.test(lower)) return lower;
  return lower.normalize('NFD').replace(marks, '').replaceAll('ς', 'σ');
}

const mark = /\p{M}/u;
const surrogate = /[\ud800-\udfff]/;

/**
 * Tells if each letter of the plain text has the same offset in the text. In a text without combining marks and
 * surrogates every UTF-16 unit leaves at least one unit: equal lengths then mean equal offsets.
 */
const isAligned = (text: string, plain: string): boolean =>
  plain.length === text.length && (ascii.test(text) || !(mark.test(text) || surrogate.test(text)));
