/** The messages between the page and its worker about a copy of a source. */

/** A passage as a claim records it. */
export type Recorded = {
  claimId: string;
  position: number;
  start: number;
  end: number;
  quoteSha256: string;
  quoteFingerprint: string | null;
  prefixSha256: string | null;
  suffixSha256: string | null;
  plainSha256: string | null;
  plainLength: number | null;
  paragraph: number | null;
  /** Its words, where the licence of the source allows quoting. */
  quote: string | null;
};
type Unlocated = {
  claimId: string;
  position: number;
  fragment: string | null;
  paragraph: number | null;
};

export type CopyToCheck = {
  source: { id: string; contentSha256: string | null; contentLength: number | null };
  located: readonly Recorded[];
  unlocated: readonly Unlocated[];
  /** The text as UTF-8. */
  bytes: Uint8Array;
};

/** Requests to the worker: first to check a copy, then to return the locators of ranges in it. */
export type Asked = { check: CopyToCheck } | { locate: { start: number; end: number } };
export type Answered = { answer: unknown } | { wrong: string };
