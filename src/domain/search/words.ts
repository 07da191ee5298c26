/** Words as the search index has them: runs of letters, digits and marks, without case and Latin accents. */

export type Word = { readonly folded: string; readonly start: number; readonly end: number };

const run = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;
const ascii = /^[\0-\x7f]*$/;
/** Accents of Latin letters, in Unicode's decomposed form. */
const latinAccents = /(?<=\p{Script=Latin})\p{M}+/gu;
/** Accents that no letter is composed with, such as stress marks in Cyrillic. */
const looseAccents = /[\u0300-\u0331]/gu;
const marks = /\p{M}+/gu;

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
const beginningMinChars = 3;

/**
 * Whether the last word of a search may be the beginning of one: from three letters on, and in scripts that set no
 * spaces between words, where a run of letters is many words. Shorter ones begin half of all words there are.
 */
export function mayBegin(term: string): boolean {
  return [...term].length >= beginningMinChars || unspaced.test(term);
}

/** A word of a text that is one of the terms of a search, by its place among them, or begins with the last of them. */
export type Hit = Word & { readonly term: number; readonly whole: boolean };

/** What of a search stands in a text; `words` is how many the text has in all, 0 where it has no hit. */
type Found = { readonly hits: readonly Hit[]; readonly words: number };

/** Finds the terms of a search in texts. */
export type Matcher = {
  /** How many terms there are. */
  readonly size: number;
  readonly find: (text: string) => Found;
};

const nothing: Found = { hits: [], words: 0 };

export function matcherOf(terms: readonly string[]): Matcher {
  const folded = terms.map(foldWord);
  const bare = folded.map(withoutMarks);
  const last = folded.length - 1;
  const beginning = folded[last] ?? '';
  const begins = mayBegin(beginning);
  const hitOf = (word: Word): Hit[] => {
    const term = folded.indexOf(word.folded);
    if (term !== -1) return [{ ...word, term, whole: true }];
    return begins && word.folded.startsWith(beginning) ? [{ ...word, term: last, whole: false }] : [];
  };
  return {
    size: folded.length,
    find: (text) => {
      // Most texts of what is ranked or shown have no term in them: taking those apart was half of a search.
      const plain = withoutMarks(text);
      if (!bare.some((term) => plain.includes(term))) return nothing;
      const words = wordsOf(text);
      const hits = words.flatMap(hitOf);
      return hits.length === 0 ? nothing : { hits, words: words.length };
    },
  };
}

/** A text in which every word that is a term, or begins with one, has the term's letters, and others may. */
function withoutMarks(text: string): string {
  const lower = text.toLowerCase();
  if (ascii.test(lower)) return lower;
  return lower.normalize('NFD').replace(marks, '').replaceAll('ς', 'σ');
}
