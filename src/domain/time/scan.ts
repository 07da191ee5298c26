import { foreignNotation } from './foreign-notation.ts';
import { TimeError } from './time-error.ts';

export const codes = {
  zero: 48,
  nine: 57,
  minus: 45,
  plus: 43,
  colon: 58,
  question: 63,
  tilde: 126,
  percent: 37,
  X: 88,
  Y: 89,
  E: 69,
  S: 83,
  T: 84,
  Z: 90,
} as const;

/** A position that moves through one piece of an expression: a whole date, or one side of an interval or range. */
export class Scan {
  readonly expression: string;
  readonly start: number;
  readonly end: number;
  position: number;

  constructor(expression: string, start: number, end: number) {
    this.expression = expression;
    this.start = start;
    this.end = end;
    this.position = start;
  }

  /** Returns the UTF-16 code unit at the position; -1 at the end. */
  code(): number {
    return this.position < this.end ? this.expression.charCodeAt(this.position) : -1;
  }

  atEnd(): boolean {
    return this.position >= this.end;
  }

  /** Steps over one code unit if it is the given one; returns false if it is not. */
  take(code: number): boolean {
    if (this.code() !== code) return false;
    this.position += 1;
    return true;
  }

  /** Steps over ASCII digits, and over `X` if `masks` is true, and returns them. */
  digits(masks: boolean): string {
    const from = this.position;
    while (isDigit(this.code()) || (masks && this.code() === codes.X)) this.position += 1;
    return this.expression.slice(from, this.position);
  }

  /** Returns the text from `from` to the position. */
  since(from: number): string {
    return this.expression.slice(from, this.position);
  }

  /** Makes the error for a text that cannot be read. It names a foreign notation, such as a week date, if it is one. */
  unreadable(problem: string, expected: string, from = this.position): TimeError {
    const piece = this.expression.slice(this.start, this.end);
    const foreign = foreignNotation(piece);
    if (foreign !== null) {
      const offset = this.start + piece.indexOf(foreign.part);
      return new TimeError({ expression: this.expression, offset, ...foreign });
    }
    const to = Math.max(this.position, Math.min(from + 1, this.end));
    const part = this.expression.slice(from, to);
    return this.refusal(part === '' ? 'ends too early' : problem, expected, from, to);
  }

  /** Makes the error for a part that can be read but makes no sense. */
  refusal(problem: string, expected: string, from: number, to = this.position): TimeError {
    const part = this.expression.slice(from, to);
    return new TimeError({ expression: this.expression, part, offset: from, problem, expected });
  }
}

export function isDigit(code: number): boolean {
  return code >= codes.zero && code <= codes.nine;
}
