import { type Bytes, withoutMark } from './bytes.ts';

/** A line without its line feed; `bytes` is null if it is longer than allowed. */
export type Line = { number: number; bytes: Buffer | null };

const lineFeed = 0x0a;
/** Splits bytes into lines, in batches. It never holds more than `maxBytes` of a line in memory. */
export async function* linesOf(bytes: Bytes, maxBytes: number): AsyncGenerator<Line[]> {
  const cutter = new Cutter(maxBytes);
  for await (const piece of withoutMark(bytes)) {
    const lines = cutter.cut(piece);
    if (lines.length > 0) yield lines;
  }
  const last = cutter.end();
  if (last !== undefined) yield [last];
}

class Cutter {
  readonly #maxBytes: number;
  #number = 0;
  /** Pieces of a line whose end has not been read yet. */
  #begun: Buffer[] = [];
  #begunBytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  cut(piece: Buffer): Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (let to = piece.indexOf(lineFeed); to !== -1; to = piece.indexOf(lineFeed, from)) {
      lines.push(this.#line(piece.subarray(from, to)));
      from = to + 1;
    }
    this.#begin(piece.subarray(from));
    return lines;
  }

  /** Returns the last line if the input does not end in a line feed. */
  end(): Line | undefined {
    return this.#begunBytes === 0 ? undefined : this.#line(Buffer.alloc(0));
  }

  #begin(bytes: Buffer): void {
    this.#begunBytes += bytes.length;
    if (this.#begunBytes > this.#maxBytes) this.#begun = [];
    else if (bytes.length > 0) this.#begun.push(bytes);
  }

  #line(end: Buffer): Line {
    this.#number += 1;
    let bytes: Buffer | null = end;
    if (this.#begunBytes > 0) {
      this.#begin(end);
      bytes = Buffer.concat(this.#begun);
    }
    const length = this.#begunBytes > 0 ? this.#begunBytes : end.length;
    this.#begun = [];
    this.#begunBytes = 0;
    if (length > this.#maxBytes) bytes = null;
    return { number: this.#number, bytes };
  }
}
