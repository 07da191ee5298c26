import { codePointsIn, lastAtMost } from './rewriting.ts';

/** Tells the line and the paragraph of a place in a text. A paragraph is a line that is not blank. */
export class TextLines {
  /** The place of each line, in code points, and the number of paragraphs up to its end. */
  readonly #starts: number[] = [];
  readonly #paragraphs: number[] = [];

  constructor(text: string) {
    let paragraphs = 0;
    let place = 0;
    for (const { 0: line } of text.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)) {
      if (line.trim() !== '') paragraphs += 1;
      this.#starts.push(place);
      this.#paragraphs.push(paragraphs);
      place += codePointsIn(line);
    }
  }

  /** Returns the line of a place, counted from 1. */
  lineAt(place: number): number {
    return lastAtMost(this.#starts, place) + 1;
  }

  /** Returns the paragraph of a place, counted from 1. */
  paragraphAt(place: number): number {
    return Math.max(1, this.#paragraphs[lastAtMost(this.#starts, place)] ?? 1);
  }
}
