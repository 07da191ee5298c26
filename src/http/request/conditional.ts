import { hash } from 'node:crypto';

/** Makes strong entity tags and compares them with If-None-Match (RFC 9110 §8.8.3, §13.1.2). */

/** Returns the strong entity tag of a body, with its quotes: it depends on every byte. */
export const entityTagOf = (body: string | Buffer): string => `"${opaqueTagOf(body)}"`;

/** Returns the same tag without quotes: the first 132 bits of the body's SHA-256, in base64url. */
export const opaqueTagOf = (body: string | Buffer): string => hash('sha256', body, 'base64url').slice(0, 22);

/** Returns the tag of a handler as a strong entity tag. A tag with characters that are not allowed in one is hashed. */
export function quotedTag(tag: string): string {
  return /^[\x21\x23-\x7e]+$/.test(tag) ? `"${tag}"` : entityTagOf(tag);
}

/** Returns the tag of the form in a content coding, such as `"x-gzip"`: other octets need another tag (RFC 9110 §8.8.3.3). */
export const codedTag = (tag: string, coding: string): string => `${tag.slice(0, -1)}-${coding}"`;

const oneStrongTag = /^"[\x21\x23-\x7e]*"$/;
/** Matches one entity tag: an optional weak mark `W/`, then the opaque tag with its quotes. */
const entityTag = /(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g;

/**
 * Tells if If-None-Match has the current tag. The comparison is weak: the mark `W/` does not count (§8.8.3.2). `*` matches
 * any tag. A text that is no entity tag matches nothing.
 */
export function matchesTag(ifNoneMatch: string | undefined, current: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch === current) return true;
  // Nearly every client with an old version sends one tag; parsing it as a list takes as long as finding the record.
  if (oneStrongTag.test(ifNoneMatch)) return false;
  if (ifNoneMatch.trim() === '*') return true;
  for (const [, opaque] of ifNoneMatch.matchAll(entityTag)) if (opaque === current) return true;
  return false;
}
