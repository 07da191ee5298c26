import type { SearchedKind } from '../kinds.ts';
import { ascii, endOfWord, foldWord, isInWord, mayBegin, type Word, wordsOf } from './words.ts';

/** A word of a text that is one of the terms of a search, by its place among them, or begins with the last of them. */
export type Hit = Word & { readonly term: number; readonly whole: boolean };

/** Finds the terms of a search in the texts of records of one kind. */
export type Matcher = {
  /** How many terms there are. */
  readonly size: number;
  /** What of the search stands in a text, in its order. */
  readonly find: (text: string) => readonly Hit[];
};

/**
 * Looks for the letters of the terms first, and at the words around them only: most texts have none, and taking whole
 * texts apart was half of a search.
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

/** The words of a text that begin with one of these, in its order. */
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

/** A text in which every word that is a term, or begins with one, has the term's letters, and others may. */
function withoutMarks(text: string): string {
  const lower = text.toLowerCase();
  if (ascii.test(lower)) return lower;
  return lower.normalize('NFD').replace(marks, '').replaceAll('ς', 'σ');
}

const mark = /\p{M}/u;
const surrogate = /[\ud800-\udfff]/;

/**
 * Whether a text without its marks has each letter at its place in the text. Of a text without marks of their own and
 * without surrogates every unit leaves at least one, so that it does where there are as many.
 */
const isAligned = (text: string, plain: string): boolean =>
  plain.length === text.length && (ascii.test(text) || !(mark.test(text) || surrogate.test(text)));
