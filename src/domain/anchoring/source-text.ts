import { hash } from 'node:crypto';
import { prefixFolds } from '../fingerprint.ts';

/**
 * Holds the bytes of the text of a source, addressed by Unicode code points. A character outside the Basic Multilingual
 * Plane counts as 1. A byte order mark counts like any other character.
 */
export class SourceText {
  /** The byte offset of each code point, then that of the end. */
  readonly #starts: Uint32Array;
  readonly #bytes: Buffer;
  #sha256: string | undefined;
  #folds: Int32Array | undefined;

  /** @param bytes the text as valid UTF-8 */
  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#starts = codePointStarts(this.#bytes);
  }

  /** SHA-256 of all bytes, in lower-case hex. */
  get sha256(): string {
    this.#sha256 ??= hash('sha256', this.#bytes, 'hex');
    return this.#sha256;
  }

  /** The number of code points of the text. */
  get length(): number {
    return this.#starts.length - 1;
  }

  /** Returns the text between two places. A place beyond the text stands for its beginning or end. */
  slice(start = 0, end = this.length): string {
    const within = (place: number) => this.#starts[Math.min(Math.max(place, 0), this.length)];
    return this.#bytes.toString('utf8', within(start), within(end));
  }

  /** Returns the SHA-256 of a range of code points in lower-case hex; an empty text if it ends beyond the text. */
  windowSha256(start: number, length: number): string {
    return this.has(start, length) ? hash('sha256', this.#window(start, length), 'hex') : '';
  }

  has(start: number, length: number): boolean {
    return start >= 0 && length > 0 && start + length <= this.length;
  }

  /** The folds of all prefixes of the text, for the fingerprints of its windows. */
  get folds(): Int32Array {
    this.#folds ??= prefixFolds(this.#bytes, this.length);
    return this.#folds;
  }

  /** Returns the first places, at most `max`, where the text of a range that lies within the text stands. */
  placesOf(start: number, length: number, max: number): number[] {
    return this.#placesOf(this.#window(start, length), max);
  }

  /** Returns the first places, at most `max`, where these words stand. */
  placesOfWords(words: string, max: number): number[] {
    return words === '' ? [] : this.#placesOf(Buffer.from(words, 'utf8'), max);
  }

  #placesOf(window: Buffer, max: number): number[] {
    const places: number[] = [];
    // UTF-8 is self-synchronising (RFC 3629 §1): a whole character is never found inside another one.
    for (let at = this.#bytes.indexOf(window); at >= 0; at = this.#bytes.indexOf(window, at + 1)) {
      places.push(this.#placeAt(at));
      if (places.length === max) break;
    }
    return places;
  }

  #window(start: number, length: number): Buffer {
    return this.#bytes.subarray(this.#starts[start], this.#starts[start + length]);
  }

  /** Returns the place of the code point that begins at a byte offset. */
  #placeAt(offset: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function codePointStarts(bytes: Uint8Array): Uint32Array {
  const starts = new Uint32Array(bytes.length + 1);
  let count = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    // All bytes of a character except the first have the form 10xxxxxx.
    if (((bytes[at] ?? 0) & 0b1100_0000) === 0b1000_0000) continue;
    starts[count] = at;
    count += 1;
  }
  starts[count] = bytes.length;
  return starts.subarray(0, count + 1);
}
