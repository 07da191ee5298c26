import { hash } from 'node:crypto';

/** Strong validators and If-None-Match (RFC 9110 §8.8.3, §13.1.2). */

/** A strong entity tag over the exact octets of a body, quoted. */
export const entityTagOf = (body: string | Buffer): string => `"${opaqueTagOf(body)}"`;

/** The same without quotes: 128 bits of the octets' SHA-256. */
export const opaqueTagOf = (body: string | Buffer): string => hash('sha256', body, 'base64url').slice(0, 22);

/** An opaque tag of a handler's own as a strong entity tag; characters that a tag cannot hold are hashed away. */
export function quotedTag(tag: string): string {
  return /^[\x21\x23-\x7e]+$/.test(tag) ? `"${tag}"` : entityTagOf(tag);
}

const oneStrongTag = /^"[\x21\x23-\x7e]*"$/;
/** Matches one entity tag at a time: optional weak mark, then the opaque tag with its quotes. */
const entityTag = /(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g;

/**
 * Whether If-None-Match lists the current tag. Comparison is weak: the mark `W/` on either side does not count
 * (§8.8.3.2). `*` matches whatever there is. What is no entity tag matches nothing.
 */
export function matchesTag(ifNoneMatch: string | undefined, current: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch === current) return true;
  // What nearly every client sends whose copy is old; reading a list took as long as finding the record.
  if (oneStrongTag.test(ifNoneMatch)) return false;
  if (ifNoneMatch.trim() === '*') return true;
  for (const [, opaque] of ifNoneMatch.matchAll(entityTag)) if (opaque === current) return true;
  return false;
}
