import { parsedStored } from './errors.ts';

/**
 * JSON as it is sent: the octets of its UTF-8. Pages go from the store to a client without being decoded on the way:
 * making strings of a page of 20 and octets of them again took as long as finding and reading its rows.
 */
export type JsonOctets = Buffer;

/** Records whose JSON is joined by commas, as a page has them. Throws ClaimlineError `store_unusable` where they are damaged. */
export const recordsIn = <T>(data: JsonOctets): T[] => parsedStored(`[${data}]`);

export const joinedOctets = (texts: readonly string[]): JsonOctets => Buffer.from(texts.join(','));
