import { z } from 'zod';

/**
 * Fingerprints of passages: rolling hashes (Karp and Rabin, 1987) that tell where in a text a passage can stand. A
 * SHA-256 digest cannot: it would have to be taken of every window of every length. A fingerprint only finds
 * candidates, the digest decides.
 *
 * The fold of code points is a polynomial modulo 2^32: 0 for none, and `fold * multiplier + codePoint` for one more.
 */

/** A multiplier that spreads well (Steele and Vigna, "Computationally easy, spectrally good multipliers", 2021). */
const multiplier = 0x93d765dd;

/** Code points at the beginning of a passage that have a fold of their own: a window of one length for all. */
const openingMax = 16;

/** Folds as signed 32-bit integers. */
export type Fingerprint = { opening: number; whole: number };

export const quoteFingerprint = () =>
  z
    .string()
    .regex(/^[0-9a-f]{16}$/, { error: 'must be a fingerprint: 16 lower-case hex digits' })
    .meta({
      description:
        'Rolling fingerprint of the passage; finds it quickly where it has moved in a long text. Eight lower-case ' +
        `hex digits for its first ${openingMax} code points (all, if it has fewer), then eight for the whole passage. ` +
        `Each number begins at 0 and, for each code point, becomes (number × ${multiplier} + code point) modulo 2^32. ` +
        '`claimline verify --json` and the verification route tell it.',
    });

export function parseFingerprint(text: string): Fingerprint {
  return {
    opening: Number.parseInt(text.slice(0, 8), 16) | 0,
    whole: Number.parseInt(text.slice(8), 16) | 0,
  };
}

const hex = (fold: number) => (fold >>> 0).toString(16).padStart(8, '0');
export const printFingerprint = ({ opening, whole }: Fingerprint): string => hex(opening) + hex(whole);

export const openingLength = (length: number): number => Math.min(length, openingMax);

const extended = (fold: number, codePoint: number) => (Math.imul(fold, multiplier) + codePoint) | 0;

/** Returns the fingerprint of a passage whose text is at hand. */
export function fingerprintOf(passage: string): string {
  let whole = 0;
  let opening = 0;
  let length = 0;
  for (const character of passage) {
    whole = extended(whole, character.codePointAt(0) ?? 0);
    length += 1;
    if (length <= openingMax) opening = whole;
  }
  return printFingerprint({ opening, whole });
}

/** Returns the multiplier to the power of a length, modulo 2^32. */
export function powerOf(length: number): number {
  let power = 1;
  let square = multiplier;
  for (let rest = length; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power = Math.imul(power, square);
    square = Math.imul(square, square);
  }
  return power;
}

/** Returns the fold of the window whose prefixes have these folds; `power` is that of the window's length. */
export const windowFold = (before: number, through: number, power: number): number =>
  (through - Math.imul(before, power)) | 0;

/**
 * Returns the folds of all prefixes of a text, from the empty one to the whole.
 * @param bytes the text as valid UTF-8
 * @param length code points of the text
 */
export function prefixFolds(bytes: Uint8Array, length: number): Int32Array {
  const folds = new Int32Array(length + 1);
  let fold = 0;
  for (let at = 0, count = 1; count <= length; count += 1) {
    const lead = bytes[at] ?? 0;
    // The lead byte tells how many bytes follow (RFC 3629 §3).
    const following = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    let codePoint = following === 0 ? lead : lead & (0x3f >> following);
    for (let byte = 1; byte <= following; byte += 1) {
      codePoint = (codePoint << 6) | ((bytes[at + byte] ?? 0) & 0x3f);
    }
    at += 1 + following;
    fold = extended(fold, codePoint);
    folds[count] = fold;
  }
  return folds;
}
