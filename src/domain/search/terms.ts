import type { SearchTerms } from '../condition.ts';
import type { SearchedKind } from '../kinds.ts';
import { isRun } from './letters.ts';
import { foldText, isAscii, wordsOf } from './words.ts';

/**
 * Says how folded words stand in an index, and how a query asks for them. An engine gets texts of segments with spaces
 * between them, and splits at the spaces only.
 */

/** The version of the fold and of the segments. A new one needs new indexes. */
export const foldVersion = 2;

/** Splits a search text into folded words. All other characters separate words; none is an operator. */
export const searchTermsOf = (text: string): SearchTerms => wordsOf(text).map(({ folded }) => folded);

/**
 * Returns the segments of a text for an index. A word is one segment. A run of a script without spaces has a segment
 * for each letter: the letter with the one after it, the last one alone. So every part of the run is found as a phrase,
 * and a single letter as the beginning of a segment.
 */
export function indexedText(text: string): string {
  if (isAscii(text)) return foldText(text);
  return wordsOf(text)
    .flatMap(({ folded, run }) => (run === undefined ? [folded] : [...pairsOf(folded), lastOf(folded)]))
    .join(' ');
}

/**
 * Returns the segments of external ids for an index. A register is no word of its own: most records have an identifier
 * of it. Joined to the first segment of the identifier it tells `wikidata:Q42` from `Q42` in another register.
 */
export function indexedIds(ids: readonly { scheme: string; id: string }[]): string {
  return ids
    .flatMap(({ scheme, id }) => {
      const registers = indexedText(scheme).split(' ');
      const segments = indexedText(id).split(' ');
      const next = [...registers.slice(1), segments[0] ?? ''];
      return [...segments, ...registers.map((register, index) => joined(register, next[index] ?? ''))];
    })
    .join(' ');
}

/** Returns the segment for a part of the name of a register and the segment after it. */
export const joined = (register: string, next: string): string => `${register}${next}`;

/** Segments that must follow each other; the last one may be only the beginning of a segment if `begins`. */
export type Phrase = { readonly segments: readonly string[]; readonly begins: boolean };

/**
 * Returns the phrases that a query asks for: one for each term.
 * @param lastBegins false asks for the last term as a whole word
 */
export function phrasesOf(terms: SearchTerms, kind: SearchedKind, lastBegins = true): Phrase[] {
  return terms.map((term, index) => {
    if (isRun(term)) {
      const segments = pairsOf(term);
      return segments.length === 0 ? { segments: [term], begins: true } : { segments, begins: false };
    }
    return { segments: [term], begins: mayBegin(term, kind, lastBegins && index === terms.length - 1) };
  });
}

const hangul = /^\p{Script=Hangul}/u;
/** Fewest letters of the last term, by kind, with which it also finds longer words. */
const beginningMinChars: Readonly<Record<SearchedKind, number>> = {
  actor: 1,
  event: 3,
  claim: 3,
  source: 3,
  dispute: 3,
};

/**
 * Tells if a term also finds words that only begin with it, in records of a kind. In texts the last term must have three
 * letters, because a shorter one begins too many words. In the names of actors one letter is enough. A Korean word may
 * always be the beginning of a longer one: its particles are written together with it.
 */
export function mayBegin(term: string, kind: SearchedKind, isLast: boolean): boolean {
  if (hangul.test(term)) return true;
  return isLast && [...term].length >= beginningMinChars[kind];
}

function pairsOf(run: string): string[] {
  const letters = [...run];
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
}

const lastOf = (run: string): string => [...run].at(-1) ?? '';
