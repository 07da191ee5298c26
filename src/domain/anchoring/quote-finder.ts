import { limits } from '../limits.ts';
import { Copy, View } from './copy.ts';
import { locatorAt } from './locator-at.ts';
import { NearestPassages } from './nearest-passage.ts';
import { forms, plainForm } from './normal-forms.ts';
import { codePointsIn, replacing } from './rewriting.ts';
import type { SourceText } from './source-text.ts';
import { TextLines } from './text-lines.ts';

/** A range of code points of a text. */
export type Span = { start: number; end: number };

/** Returns the number of places in words: the search ends at a limit. */
export const countText = ({ length }: readonly Span[]): string =>
  length < limits.candidatesComparedMax ? String(length) : `at least ${length}`;

/** Joins the lines of a wrapped text: words that a line end parts are found by words that a space parts. */
const runsOfSpaces = replacing(/\s+/g, () => ' ');
const onOneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/**
 * Finds quotes in the text of a source, as people type them: with plain spaces, straight quotation marks and other line
 * ends than the text.
 */
export class QuoteFinder {
  readonly text: SourceText;
  readonly #copy: Copy;
  #joined: View | undefined;
  #lines: TextLines | undefined;
  #nearest: NearestPassages | undefined;

  constructor(text: SourceText) {
    this.text = text;
    this.#copy = new Copy(text);
  }

  /**
   * Returns the first places where a quote stands, at most `limits.candidatesComparedMax`. A quote with curly quotation
   * marks or the like was copied from somewhere: where it stands exactly, only these places count.
   */
  placesOf(quote: string): Span[] {
    const plain = plainForm(quote);
    const exact = plain === quote ? [] : this.#exactPlacesOf(quote);
    if (exact.length > 0) return exact;
    const inForm = this.#placesIn(this.#copy.plain, plain, plainForm);
    if (inForm.length > 0) return inForm;
    const joined = onOneLine(plain);
    return this.#placesIn(this.#joinedView, joined, (text) => onOneLine(plainForm(text)));
  }

  /** Returns the members of a locator of a range, with its paragraph. */
  locatorAt(place: Span) {
    const { start, end } = place;
    return { ...locatorAt(this.text, start, end), paragraph: this.paragraphOf(place) };
  }

  /** Returns the paragraph in which a range begins, counted from 1. */
  paragraphOf({ start }: Span): number {
    return this.#textLines.paragraphAt(start);
  }

  /** Returns the line of a range, and the words before and after it. */
  surroundingsOf({ start, end }: Span) {
    const reach = limits.wordsAroundMaxChars;
    return {
      line: this.#textLines.lineAt(start),
      before: this.text.slice(start - reach, start),
      after: this.text.slice(end, end + reach),
    };
  }

  /** Returns the passage that shares most words with a quote; null if none is near, or the text is very long. */
  nearestTo(quote: string): Span | null {
    const { whole } = this.#copy;
    if (whole.length > limits.nearestSearchedMaxChars) return null;
    this.#nearest ??= new NearestPassages(whole);
    const found = this.#nearest.of(quote);
    if (found === null) return null;
    const start = codePointsIn(whole, 0, found.start);
    return { start, end: start + codePointsIn(whole, found.start, found.end) };
  }

  #exactPlacesOf(quote: string): Span[] {
    const length = codePointsIn(quote);
    const starts = this.text.placesOfWords(quote, limits.candidatesComparedMax);
    return starts.map((start) => ({ start, end: start + length }));
  }

  /** Returns the places of words in a view, in the copy. A place within a character of the copy is none. */
  #placesIn(view: View, words: string, formOf: (text: string) => string): Span[] {
    const length = codePointsIn(words);
    return view.text
      .placesOfWords(words, limits.candidatesComparedMax)
      .map((start) => ({ start: view.toCopy(start), end: view.toCopy(start + length) }))
      .filter(({ start, end }) => start < end && formOf(this.text.slice(start, end)) === words);
  }

  get #joinedView(): View {
    this.#joined ??= new View(this.#copy, [...forms, { undo: runsOfSpaces }]);
    return this.#joined;
  }

  get #textLines(): TextLines {
    this.#lines ??= new TextLines(this.#copy.whole);
    return this.#lines;
  }
}
