import { parsedStored } from './errors.ts';

/**
 * JSON as UTF-8 octets, ready to be sent. Pages go from the store to a client without being decoded: decoding and
 * encoding a page can take as long as finding its rows.
 */
export type JsonOctets = Buffer;

/** Parses the records of a page, whose JSON is joined by commas. Throws ClaimlineError `store_unusable` if it is damaged. */
export const recordsIn = <T>(data: JsonOctets): T[] => parsedStored(`[${data}]`);

export const joinedOctets = (texts: readonly string[]): JsonOctets => Buffer.from(texts.join(','));
