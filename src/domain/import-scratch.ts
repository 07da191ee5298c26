import type { RecordKind } from './kinds.ts';

/**
 * What an import of any length has to remember besides what it wrote. It is kept on disk, so that memory stays
 * bounded, and is gone when it is closed or the process ends, however that ends. Records are named by `recordKey`.
 *
 * Throws ClaimlineError `store_unusable` where the disk of the temporary directory is full.
 */
export interface ImportScratch {
  /** Notes that the input gave these records, each with a digest of what it gave. */
  noteGiven(records: readonly { key: string; digest: string }[]): void;
  /** The digest of each of these that was noted; others are left out. */
  given(keys: readonly string[]): Map<string, string>;

  /** Notes the lengths of sources that the input gave; null where it gave none. */
  noteLengths(sources: readonly { id: string; length: number | null }[]): void;
  /** The length of each of these that was noted; others are left out. */
  lengths(sourceIds: readonly string[]): Map<string, number | null>;

  /** Puts records aside whose references are not met yet. */
  wait(lines: readonly WaitingLine[]): void;
  waitingCount(): number;
  /** Which of these records wait. */
  waiting(keys: readonly string[]): Set<string>;
  /**
   * Waiting records by kind (those first that others refer to), then by line, after a given one: fewer than
   * `limit` where they are large, none only where none follow.
   */
  waitingAfter(after: WaitingCursor | null, limit: number): WaitingLine[];
  /** These wait no longer. */
  release(lines: readonly number[]): void;

  /** Keys that waiting records refer to and that do not wait themselves, in order, after a given one. */
  unmetAfter(after: string, limit: number): string[];
  /** Notes that nothing is there under these keys, and nothing will be. */
  noteAbsent(keys: readonly string[]): void;
  /** Finds the waiting records that can never be written: those that refer to what is absent, or to one of them. */
  doom(): void;
  /** Doomed records by line, in such pages too, each with those of its references that are never met. */
  doomedAfter(line: number, limit: number): WaitingLine[];

  close(): void;
}

/** A checked record that waits, as text, with the references that were not met. */
export type WaitingLine = {
  line: number;
  kind: RecordKind;
  id: string;
  datasetId: string;
  /** The record as JSON. */
  record: string;
  /** The line as it came; null where nobody wants it. */
  raw: Buffer | null;
  unmet: readonly { key: string; pointer: string }[];
};

export type WaitingCursor = Pick<WaitingLine, 'kind' | 'line'>;

/** A record's name among all kinds. */
export const recordKey = (kind: RecordKind, id: string): string => `${kind} ${id}`;

/** The kind and id that a key was made of. */
export function parsedKey(key: string): { kind: RecordKind; id: string } {
  const at = key.indexOf(' ');
  // Keys are made by recordKey only.
  return { kind: key.slice(0, at) as RecordKind, id: key.slice(at + 1) };
}
