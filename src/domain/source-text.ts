import { hash } from 'node:crypto';
import { ClaimlineError } from './errors.ts';
import { openingLength, powerOf, prefixFolds, printFingerprint, windowFold } from './fingerprint.ts';

/**
 * Holds the bytes of the text of a source, addressed by Unicode code points. A character outside the Basic Multilingual
 * Plane counts as 1. A byte order mark counts like any other character.
 */
export class SourceText {
  /** SHA-256 of all bytes, in lower-case hex. */
  readonly sha256: string;
  /** The byte offset of each code point, then that of the end. */
  readonly #starts: Uint32Array;
  readonly #bytes: Buffer;
  #folds: Int32Array | undefined;

  /** @throws ClaimlineError `invalid_parameter` if the bytes are not UTF-8 */
  constructor(bytes: Uint8Array) {
    requireUtf8(bytes);
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#starts = codePointStarts(this.#bytes);
    this.sha256 = hash('sha256', this.#bytes, 'hex');
  }

  /** The number of code points of the text. */
  get length(): number {
    return this.#starts.length - 1;
  }

  /** Returns the bytes of a range of code points, which must lie within the text. */
  window(start: number, length: number): Buffer {
    return this.#bytes.subarray(this.#starts[start], this.#starts[start + length]);
  }

  /** Returns the SHA-256 of a range of code points in lower-case hex; an empty text if it ends beyond the text. */
  windowSha256(start: number, length: number): string {
    return this.has(start, length) ? hash('sha256', this.window(start, length), 'hex') : '';
  }

  has(start: number, length: number): boolean {
    return start >= 0 && length > 0 && start + length <= this.length;
  }

  /** The folds of all prefixes of the text, for the fingerprints of its windows. */
  get folds(): Int32Array {
    this.#folds ??= prefixFolds(this.#bytes, this.length);
    return this.#folds;
  }

  /** Returns the fingerprint of a range of code points, which must lie within the text. */
  fingerprint(start: number, length: number): string {
    const fold = (count: number) =>
      windowFold(this.folds[start] ?? 0, this.folds[start + count] ?? 0, powerOf(count));
    return printFingerprint({ opening: fold(openingLength(length)), whole: fold(length) });
  }

  /** Returns true if the text of this range of code points is found nowhere else in the text. */
  isUnique(start: number, length: number): boolean {
    const first = this.#starts[start] ?? 0;
    const window = this.window(start, length);
    // UTF-8 is self-synchronising (RFC 3629 §1): a whole character is never found inside another one.
    return this.#bytes.indexOf(window) === first && this.#bytes.indexOf(window, first + 1) < 0;
  }
}

function requireUtf8(bytes: Uint8Array): void {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ClaimlineError(
      'invalid_parameter',
      'The text is not UTF-8: convert it to UTF-8, because offsets and hashes can only be checked in UTF-8.',
      [],
      error,
    );
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
