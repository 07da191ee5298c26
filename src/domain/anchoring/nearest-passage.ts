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
  /** The numbers of the words of the text that are the same word. */
  readonly #numbers = new Map<string, number[]>();

  constructor(text: string) {
    this.#words = wordsOf(text);
    for (const [number, { folded }] of this.#words.entries()) {
      const same = this.#numbers.get(folded);
      if (same === undefined) this.#numbers.set(folded, [number]);
      else same.push(number);
    }
  }

  /** Returns the first passage, of as many words as the quote, with most of its words; null if none has half of them. */
  of(quote: string): Range | null {
    const wanted = wordsOf(quote).map(({ folded }) => folded);
    const best = this.#bestWindow(wanted);
    if (best === null || best.shared < wanted.length * sharedMin) return null;
    const [first, last] = [this.#words[best.from], this.#words[best.to]];
    return first === undefined || last === undefined ? null : { start: first.start, end: last.end };
  }

  /** Slides a window over those words of the text that are also in the quote. */
  #bestWindow(wanted: readonly string[]): { from: number; to: number; shared: number } | null {
    const needed = new Map<string, number>();
    for (const word of wanted) needed.set(word, (needed.get(word) ?? 0) + 1);
    const numbers = [...needed.keys()].flatMap((word) => this.#numbers.get(word) ?? []).sort((a, b) => a - b);
    const most = [...needed].reduce((sum, [word, need]) => sum + Math.min(need, this.#countOf(word)), 0);
    const held = new Map<string, number>();
    let best: { from: number; to: number; shared: number } | null = null;
    let shared = 0;
    let first = 0;
    for (const number of numbers) {
      shared += this.#move(number, 1, held, needed);
      for (; (numbers[first] ?? number) <= number - wanted.length; first += 1) {
        shared += this.#move(numbers[first] ?? number, -1, held, needed);
      }
      if (shared <= (best?.shared ?? 0)) continue;
      best = { from: numbers[first] ?? number, to: number, shared };
      if (shared === most) break;
    }
    return best;
  }

  #countOf(word: string): number {
    return this.#numbers.get(word)?.length ?? 0;
  }

  /** Adds a word to the window (1) or takes it out (-1). Returns the change of the number of words that are shared. */
  #move(number: number, by: 1 | -1, held: Map<string, number>, needed: ReadonlyMap<string, number>): number {
    const word = this.#words[number]?.folded ?? '';
    const [before, need] = [held.get(word) ?? 0, needed.get(word) ?? 0];
    held.set(word, before + by);
    return Math.min(before + by, need) - Math.min(before, need);
  }
}
