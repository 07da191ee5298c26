import { z } from 'zod';
import { plainForm } from './anchoring/normal-forms.ts';

/**
 * Computes fingerprints of passages: rolling hashes (Karp and Rabin, 1987) that find candidates for a passage in a text.
 * A search by SHA-256 would have to hash every window of every length. The fingerprint finds the candidates, the
 * SHA-256 digest decides.
 *
 * The fold of code points is a polynomial modulo 2^32: 0 for none, and `fold * multiplier + codePoint` for one more.
 */

/** A multiplier that spreads the hashes well (Steele and Vigna, "Computationally easy, spectrally good multipliers", 2021). */
const multiplier = 0x93d765dd;

/** Number of code points of the opening of a passage. Most openings have this one length, so one window finds them all. */
const openingMax = 16;

/** Folds as signed 32-bit integers. */
export type Fingerprint = { opening: number; whole: number };

export const quoteFingerprint = () =>
  z
    .string()
    .regex(/^[0-9a-f]{16}$/, { error: 'must be a fingerprint: 16 lower-case hex digits' })
    .meta({
      description:
        'Rolling fingerprint of the passage in plain form; finds it quickly if it has moved in a long text. ' +
        'Without `plainLength`, the passage must have the same length in plain form. Eight lower-case ' +
        `hex digits for its first ${openingMax} code points (all, if it has fewer), then eight for the whole passage. ` +
        `Each number begins at 0 and, for each code point, becomes (number × ${multiplier} + code point) modulo 2^32. ` +
        '`claimline verify --json` and the verification route return it.',
    });

export function parseFingerprint(text: string): Fingerprint {
  return {
    opening: Number.parseInt(text.slice(0, 8), 16) | 0,
    whole: Number.parseInt(text.slice(8), 16) | 0,
  };
}

const hex = (fold: number) => (fold >>> 0).toString(16).padStart(8, '0');
const printFingerprint = ({ opening, whole }: Fingerprint): string => hex(opening) + hex(whole);

export const openingLength = (length: number): number => Math.min(length, openingMax);

const extended = (fold: number, codePoint: number) => (Math.imul(fold, multiplier) + codePoint) | 0;

/** Returns the fingerprint of a passage, which is put into plain form. */
export function fingerprintOf(passage: string): string {
  let whole = 0;
  let opening = 0;
  let length = 0;
  for (const character of plainForm(passage)) {
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

/** Returns the fold of a window from the folds of the prefixes before and through it; `power` is `powerOf(its length)`. */
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
