import { hash } from 'node:crypto';
import { ClaimlineError } from './errors.ts';
import { openingLength, powerOf, prefixFolds, printFingerprint, windowFold } from './fingerprint.ts';

/**
 * The text of a source as the bytes that it came in, addressed by Unicode code points: a character outside the
 * Basic Multilingual Plane counts 1, a byte order mark counts like any other character.
 */
export class SourceText {
  /** SHA-256 of all bytes, in lower-case hex. */
  readonly sha256: string;
  /** Where each code point begins, then the end: offsets in bytes. */
  readonly #starts: Uint32Array;
  readonly #bytes: Buffer;
  #folds: Int32Array | undefined;

  /** @throws ClaimlineError `invalid_parameter` where the bytes are not UTF-8 */
  constructor(bytes: Uint8Array) {
    requireUtf8(bytes);
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#starts = codePointStarts(this.#bytes);
    this.sha256 = hash('sha256', this.#bytes, 'hex');
  }

  /** Code points of the whole text. */
  get length(): number {
    return this.#starts.length - 1;
  }

  /** The bytes of some code points; they must lie within the text. */
  window(start: number, length: number): Buffer {
    return this.#bytes.subarray(this.#starts[start], this.#starts[start + length]);
  }

  /** SHA-256 of some code points in lower-case hex; empty where the text does not reach so far. */
  windowSha256(start: number, length: number): string {
    return this.has(start, length) ? hash('sha256', this.window(start, length), 'hex') : '';
  }

  has(start: number, length: number): boolean {
    return start >= 0 && length > 0 && start + length <= this.length;
  }

  /** Folds of all prefixes of the text, for fingerprints of its windows. */
  get folds(): Int32Array {
    this.#folds ??= prefixFolds(this.#bytes, this.length);
    return this.#folds;
  }

  /** The fingerprint of some code points; they must lie within the text. */
  fingerprint(start: number, length: number): string {
    const fold = (count: number) =>
      windowFold(this.folds[start] ?? 0, this.folds[start + count] ?? 0, powerOf(count));
    return printFingerprint({ opening: fold(openingLength(length)), whole: fold(length) });
  }

  /** Whether these code points stand nowhere else in the text. */
  isUnique(start: number, length: number): boolean {
    const first = this.#starts[start] ?? 0;
    const window = this.window(start, length);
    // UTF-8 synchronises itself (RFC 3629 §1): whole characters are never found within others.
    return this.#bytes.indexOf(window) === first && this.#bytes.indexOf(window, first + 1) < 0;
  }
}

function requireUtf8(bytes: Uint8Array): void {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ClaimlineError(
      'invalid_parameter',
      'The text is not UTF-8: offsets and hashes can only be checked in the text as UTF-8.',
      [],
      error,
    );
  }
}

function codePointStarts(bytes: Uint8Array): Uint32Array {
  const starts = new Uint32Array(bytes.length + 1);
  let count = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    // All but the first byte of a character are of the form 10xxxxxx.
    if (((bytes[at] ?? 0) & 0b1100_0000) === 0b1000_0000) continue;
    starts[count] = at;
    count += 1;
  }
  starts[count] = bytes.length;
  return starts.subarray(0, count + 1);
}
