import type { RecordKind } from './kinds.ts';

/**
 * Holds the temporary data of an NDJSON or CSV import. The data is on disk, so that memory stays bounded. It is deleted
 * when the scratch is closed or the process ends, even after a crash. Records are named by `recordKey`.
 *
 * Throws ClaimlineError `store_unusable` if the disk of the temporary directory is full.
 */
export interface ImportScratch {
  /** Notes records of the input, each with a digest of its content. */
  noteGiven(records: readonly { key: string; digest: string }[]): void;
  /** Returns the digests of these records; those that were not noted are omitted. */
  given(keys: readonly string[]): Map<string, string>;

  /** Notes the lengths of sources of the input; null for a source without a length. */
  noteLengths(sources: readonly { id: string; length: number | null }[]): void;
  /** Returns the lengths of these sources; those that were not noted are omitted. */
  lengths(sourceIds: readonly string[]): Map<string, number | null>;

  /** Notes values that should belong to one record each. The first record of a value stays noted. */
  noteShared(values: readonly { key: string; id: string }[]): void;
  /** Returns the first record noted for each of these values; values that were not noted are omitted. */
  shared(keys: readonly string[]): Map<string, string>;

  /** Stores records that wait for records that they refer to. */
  wait(lines: readonly WaitingLine[]): void;
  waitingCount(): number;
  /** Returns the keys of those records that wait. */
  waiting(keys: readonly string[]): Set<string>;
  /**
   * Returns waiting records after a given one, by kind (in `writeOrder`), then by line. Large records give a page with
   * fewer than `limit`; only the end gives an empty page.
   */
  waitingAfter(after: WaitingCursor | null, limit: number): WaitingLine[];
  /** Removes these lines from the waiting records. */
  release(lines: readonly number[]): void;

  /** Returns keys, after a given one and in order, that waiting records refer to and that do not wait themselves. */
  unmetAfter(after: string, limit: number): string[];
  /** Notes that no records with these keys exist or will be imported. */
  noteAbsent(keys: readonly string[]): void;
  /** Marks waiting records that can never be written: they refer to an absent record or to another marked one. */
  doom(): void;
  /** Returns marked records by line, in pages as above, each with its references that stay unmet. */
  doomedAfter(line: number, limit: number): WaitingLine[];

  close(): void;
}

/** A checked record that waits, as text, with its unmet references. */
export type WaitingLine = {
  line: number;
  kind: RecordKind;
  id: string;
  datasetId: string;
  /** The record as JSON. */
  record: string;
  /** The original bytes of the line; null if no file of rejected lines was asked for. */
  raw: Buffer | null;
  unmet: readonly { key: string; pointer: string }[];
};

export type WaitingCursor = Pick<WaitingLine, 'kind' | 'line'>;

/** Returns the key of a record among all kinds, such as `actor isis`. */
export const recordKey = (kind: RecordKind, id: string): string => `${kind} ${id}`;

/** Returns the kind and id of a key. */
export function parsedKey(key: string): { kind: RecordKind; id: string } {
  const at = key.indexOf(' ');
  // Only `recordKey` makes keys, so the text before the space is a kind.
  return { kind: key.slice(0, at) as RecordKind, id: key.slice(at + 1) };
}
