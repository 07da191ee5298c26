import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Replaces the parts of Node that the finder uses. Web Crypto is no help: it has digests only in secure contexts. */

const encoder = new TextEncoder();
// A byte order mark is part of a text: offsets count it.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Returns the SHA-256 of a text as UTF-8, or of bytes, in lower-case hex. */
export const hash = (_algorithm: 'sha256', data: string | Uint8Array, _encoding: 'hex'): string =>
  bytesToHex(sha256(typeof data === 'string' ? encoder.encode(data) : data));

class Octets extends Uint8Array<ArrayBuffer> {
  static override from(data: string | ArrayBuffer, offset?: number, length?: number): Octets {
    return typeof data === 'string'
      ? Octets.from(encoder.encode(data).buffer)
      : new Octets(data, ...rangeOf(offset, length));
  }

  override toString(_encoding?: 'utf8', start = 0, end = this.length): string {
    return decoder.decode(super.subarray(start, end));
  }

  override indexOf(sought: number | Uint8Array, from = 0): number {
    if (typeof sought === 'number') return super.indexOf(sought, from);
    const [first] = sought;
    if (first === undefined) return -1;
    for (let at = super.indexOf(first, from); at >= 0; at = super.indexOf(first, at + 1)) {
      if (sought.every((octet, index) => this[at + index] === octet)) return at;
    }
    return -1;
  }
}

const rangeOf = (offset?: number, length?: number): [number?, number?] =>
  offset === undefined ? [] : length === undefined ? [offset] : [offset, length];

export { Octets as Buffer };

/** Lets messages be handled between two parts of the work. */
export const setImmediate = (resume: () => void): void => {
  setTimeout(resume, 0);
};
