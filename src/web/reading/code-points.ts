/** A text addressed by Unicode code points, as in locators. JavaScript strings count UTF-16 code units. */

const step = 1024;

export class CodePoints {
  readonly text: string;
  /** The code unit of every 1024th code point. */
  readonly #marks: number[] = [];
  readonly length: number;

  constructor(text: string) {
    this.text = text;
    let count = 0;
    for (let unit = 0; unit < text.length; unit += lengthAt(text, unit)) {
      if (count % step === 0) this.#marks.push(unit);
      count += 1;
    }
    this.length = count;
  }

  /** Returns the code unit at which a code point begins, or the end of the text if it lies beyond. */
  unitOf(place: number): number {
    if (place >= this.length) return this.text.length;
    let unit = this.#marks[Math.floor(place / step)] ?? 0;
    for (let left = place % step; left > 0; left -= 1) unit += lengthAt(this.text, unit);
    return unit;
  }

  slice(start: number, end: number): string {
    return this.text.slice(this.unitOf(start), this.unitOf(end));
  }
}

/** Returns the number of code points of a short text. */
export const countOf = (text: string): number => [...text].length;

const lengthAt = (text: string, unit: number): number => ((text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1);
