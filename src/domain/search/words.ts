import { clusterEnd, type Piece, piecesAt, plainCodeOf } from './letters.ts';

/**
 * Cuts texts into folded words, in one way for the index, for queries and for highlights. In scripts without spaces a
 * run of letters stands for a word.
 */

/** A word of a text. `start` and `end` are its offsets in the text, in UTF-16 units; `end` is the offset after it. */
export type Word = {
  readonly folded: string;
  readonly start: number;
  readonly end: number;
  /** The place in the text of each UTF-16 unit of a folded run, of a script without spaces between words. */
  readonly run?: Places;
};
type Places = { readonly starts: readonly number[]; readonly ends: readonly number[] };

const ascii = /^[\0-\x7f]*$/;
export const isAscii = (text: string): boolean => ascii.test(text);

/** Returns the words of a text in their order. */
export function wordsOf(text: string): Word[] {
  if (isAscii(text)) return asciiWordsOf(text);
  const cutter = new Cutter();
  for (let start = 0; start < text.length; ) {
    const plain = plainEnd(text, start);
    if (plain > start) {
      cutter.addPlain(text, start, plain);
      start = plain;
      continue;
    }
    const end = clusterEnd(text, start);
    for (const piece of piecesAt(text, start, end)) cutter.add(piece, start, end);
    start = end;
  }
  return cutter.finish();
}

/** Returns the end of the letters from an offset on that are folded one by one: most letters of most texts are. */
function plainEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && plainCodeOf(text.charCodeAt(end)) > 0) end += 1;
  // A mark may belong to the last one.
  return end > start && end < text.length && clusterEnd(text, end - 1) > end ? end - 1 : end;
}

/** Returns the folded letters between two offsets, of which each is folded by itself. */
function foldPlain(text: string, start: number, end: number): string {
  let folded = '';
  let same = start;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    const to = plainCodeOf(code);
    if (to === code) continue;
    folded += text.slice(same, at) + String.fromCharCode(to);
    same = at + 1;
  }
  return folded + text.slice(same, end);
}

/** Letters that stand alone, with dots between them, are one word: `U.S.` is `us`. */
const acronym = /(?<![a-z0-9])[a-z]\.[a-z](?![a-z0-9])/;
/** Tells if an ASCII text in lower case has letters that are joined to one word. */
export const hasAcronym = (lower: string): boolean => acronym.test(lower);

/** Returns a text folded: its words with a space between them. */
export function foldText(text: string): string {
  if (isAscii(text)) {
    const lower = text.toLowerCase();
    if (!hasAcronym(lower)) return lower.replace(/[^a-z0-9]+/g, ' ').trim();
  }
  return wordsOf(text)
    .map(({ folded }) => folded)
    .join(' ');
}

/** Returns the words of an ASCII text, at a fraction of the cost: most texts are such. */
function asciiWordsOf(text: string): Word[] {
  const lower = text.toLowerCase();
  const words: Word[] = [];
  let start = -1;
  // Tells if the last word is letters that stand alone, to which others may be joined.
  let isJoinable = false;
  for (let at = 0; at <= lower.length; at += 1) {
    if (isLetterOrDigit(lower.charCodeAt(at))) {
      if (start < 0) start = at;
      continue;
    }
    if (start < 0) continue;
    const isSingle = at === start + 1 && lower.charCodeAt(start) >= 97;
    const last = words.at(-1);
    if (isSingle && isJoinable && last?.end === start - 1 && lower[start - 1] === '.') {
      words[words.length - 1] = { folded: last.folded + lower[start], start: last.start, end: at };
    } else words.push({ folded: lower.slice(start, at), start, end: at });
    isJoinable = isSingle;
    start = -1;
  }
  return words;
}

/** Tells if a code is a lower-case ASCII letter or a digit; NaN, the code after the end of a text, is neither. */
const isLetterOrDigit = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 48 && code <= 57);

/** Tells if a letter or digit stands at an offset of an ASCII text in lower case. */
export const isInAsciiWord = (lower: string, at: number): boolean => isLetterOrDigit(lower.charCodeAt(at));

/** Puts the pieces of a text together to words. */
class Cutter {
  readonly #words: Word[] = [];
  #folded = '';
  #start = 0;
  #end = 0;
  #pieces = 0;
  #last: Piece | undefined;
  /** The word that is being read follows a dot, which follows the word before it. */
  #followsDot = false;
  /** After the last word there is a dot, and nothing else so far. */
  #isAfterDot = false;
  /** An apostrophe after a Cyrillic letter: dropped if another one follows. */
  #apostrophe = false;
  /** The last word is letters that stand alone, to which others may be joined. */
  #isJoinable = false;
  #starts: number[] = [];
  #ends: number[] = [];

  add(piece: Piece, start: number, end: number): void {
    switch (piece.is) {
      case 'letter':
      case 'run':
        this.#append(piece, start, end);
        break;
      case 'apostrophe':
        if (this.#last?.isCyrillic && !this.#apostrophe) this.#apostrophe = true;
        else this.#separate();
        break;
      case 'dot':
        this.#separate(this.#last !== undefined && !this.#apostrophe);
        break;
      case 'gap':
        this.#separate();
    }
  }

  /** Adds letters that are folded one by one, together. */
  addPlain(text: string, start: number, end: number): void {
    const first = piecesAt(text, start, start + 1)[0];
    const last = piecesAt(text, end - 1, end)[0];
    if (first === undefined || last === undefined) return;
    this.#append(first, start, start + 1);
    this.#folded += foldPlain(text, start + 1, end);
    this.#pieces += end - start - 1;
    this.#last = last;
    this.#end = end;
  }

  finish(): Word[] {
    this.#close();
    return this.#words;
  }

  #append(piece: Piece, start: number, end: number): void {
    const last = this.#last;
    if (last !== undefined && (last.is !== piece.is || (this.#apostrophe && !piece.isCyrillic))) {
      this.#separate();
    }
    if (this.#last === undefined) {
      this.#start = start;
      this.#followsDot = this.#isAfterDot;
      this.#isAfterDot = false;
    }
    this.#apostrophe = false;
    this.#folded += piece.text;
    this.#end = end;
    this.#pieces += 1;
    this.#last = piece;
    if (piece.is !== 'run') return;
    for (let unit = 0; unit < piece.text.length; unit += 1) {
      this.#starts.push(start);
      this.#ends.push(end);
    }
  }

  /** @param byDot a dot follows the last letter of a word */
  #separate(byDot = false): void {
    this.#close();
    this.#isAfterDot = byDot;
  }

  #close(): void {
    const piece = this.#last;
    if (piece === undefined) return;
    const [folded, start, end] = [this.#folded, this.#start, this.#end];
    const isSingle = this.#pieces === 1 && piece.isLetter && piece.is === 'letter';
    const last = isSingle && this.#isJoinable && this.#followsDot ? this.#words.at(-1) : undefined;
    if (last !== undefined) {
      const joined = (last.folded + folded).normalize('NFC');
      this.#words[this.#words.length - 1] = { folded: joined, start: last.start, end };
    } else if (piece.is === 'run') {
      this.#words.push({ folded, start, end, run: { starts: this.#starts, ends: this.#ends } });
      this.#starts = [];
      this.#ends = [];
    } else this.#words.push({ folded, start, end });
    this.#isJoinable = isSingle;
    this.#folded = '';
    this.#pieces = 0;
    this.#last = undefined;
    this.#apostrophe = false;
  }
}

/** Counts the words of a text. Two letters of a script without spaces count as a word. */
export function wordCount(text: string): number {
  return wordsOf(text).reduce((sum, { folded, run }) => sum + (run === undefined ? 1 : folded.length / 2), 0);
}
