import { type Word, wordsOf } from '../search/words.ts';

/** A range of a text in UTF-16 units. */
type Range = { start: number; end: number };

/** A passage with a smaller share of the words of a quote has nothing to do with it. */
const sharedMin = 0.5;

/**
 * Finds the passage of a text that shares most words with a quote, for a quote that does not stand there: a letter is
 * mistyped, or a word was left out.
 */
export class NearestPassages {
  readonly #words: readonly Word[];

  constructor(text: string) {
    this.#words = wordsOf(text);
  }

  /** Returns the first passage of as many words as the quote with most of its words; null if none has half of them. */
  of(quote: string): Range | null {
    const wanted = wordsOf(quote).map(({ folded }) => folded);
    const needed = new Map<string, number>();
    for (const word of wanted) needed.set(word, (needed.get(word) ?? 0) + 1);
    const best = this.#bestWindow(wanted.length, needed);
    if (wanted.length === 0 || best.shared < wanted.length * sharedMin) return null;
    const window = this.#words.slice(best.start, best.start + wanted.length);
    const [first, last] = [window[0], window.at(-1)];
    return first === undefined || last === undefined ? null : { start: first.start, end: last.end };
  }

  /** Slides a window over the text, and counts the needed words in it. */
  #bestWindow(length: number, needed: ReadonlyMap<string, number>): { start: number; shared: number } {
    const held = new Map<string, number>();
    const best = { start: 0, shared: 0 };
    let shared = 0;
    for (const [at, { folded }] of this.#words.entries()) {
      const need = needed.get(folded) ?? 0;
      if (need > 0) {
        const count = held.get(folded) ?? 0;
        held.set(folded, count + 1);
        if (count < need) shared += 1;
      }
      const leaving = this.#words[at - length]?.folded;
      const wasHeld = leaving === undefined ? 0 : (held.get(leaving) ?? 0);
      if (leaving !== undefined && wasHeld > 0) {
        held.set(leaving, wasHeld - 1);
        if (wasHeld <= (needed.get(leaving) ?? 0)) shared -= 1;
      }
      if (shared > best.shared) Object.assign(best, { start: Math.max(0, at - length + 1), shared });
    }
    return best;
  }
}
