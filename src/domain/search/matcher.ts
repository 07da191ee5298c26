import type { SearchTerms } from '../condition.ts';
import type { SearchedKind } from '../kinds.ts';
import { isRun } from './letters.ts';
import { mayBegin } from './terms.ts';
import { hasAcronym, isAscii, isInAsciiWord, type Word, wordsOf } from './words.ts';

/** A word of a text that is a term of a search, or begins with one. `term` is the index of the term. */
export type Hit = {
  readonly start: number;
  readonly end: number;
  readonly term: number;
  readonly whole: boolean;
};

/** Finds the terms of a search in the texts of records of one kind. */
export type Matcher = {
  /** Number of terms. */
  readonly size: number;
  /** Returns the hits in a text, in the order of the text. */
  readonly find: (text: string) => readonly Hit[];
};

/**
 * Prepares folded terms for `find`. In an ASCII text it looks for the letters of the terms first and splits only the
 * text around them into words: most texts have no hit, and splitting whole texts would take half of the time of a search.
 */
export function matcherOf(terms: SearchTerms, kind: SearchedKind): Matcher {
  const beginnings = terms.map((term, index) => mayBegin(term, kind, index === terms.length - 1));
  const runs = terms.flatMap((term, index) => (isRun(term) ? [{ term: index, folded: term }] : []));
  const hitsOf = (word: Word): Hit[] => {
    const { folded, start, end } = word;
    if (word.run !== undefined) return runs.length === 0 ? [] : hitsInRun(word, runs);
    const whole = terms.indexOf(folded);
    if (whole !== -1) return [{ start, end, term: whole, whole: true }];
    const begun = terms.findIndex((term, index) => beginnings[index] === true && folded.startsWith(term));
    return begun === -1 ? [] : [{ start, end, term: begun, whole: false }];
  };
  return { size: terms.length, find: (text) => wordsAround(text, terms).flatMap(hitsOf) };
}

/** Returns the places in a run of a script without spaces where terms stand. */
function hitsInRun(
  { folded, run }: Word,
  terms: readonly { readonly term: number; readonly folded: string }[],
): Hit[] {
  const hits: Hit[] = [];
  for (const { term, folded: part } of terms) {
    for (let at = folded.indexOf(part); at >= 0; at = folded.indexOf(part, at + 1)) {
      const [start, end] = [run?.starts[at], run?.ends[at + part.length - 1]];
      if (start !== undefined && end !== undefined) hits.push({ start, end, term, whole: true });
    }
  }
  return hits.sort((one, other) => one.start - other.start);
}

/** Returns all words of a text, or only those of them that begin with a term. */
function wordsAround(text: string, terms: SearchTerms): Word[] {
  if (!isAscii(text)) return wordsOf(text);
  const lower = text.toLowerCase();
  if (hasAcronym(lower)) return wordsOf(text);
  const starts = new Set<number>();
  for (const term of terms) {
    if (term === '') continue;
    for (let at = lower.indexOf(term); at >= 0; at = lower.indexOf(term, at + 1)) {
      if (!isInAsciiWord(lower, at - 1)) starts.add(at);
    }
  }
  return [...starts]
    .sort((one, other) => one - other)
    .map((start) => {
      let end = start;
      while (isInAsciiWord(lower, end)) end += 1;
      return { folded: lower.slice(start, end), start, end };
    });
}
