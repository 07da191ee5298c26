import { damagedText } from './errors.ts';
import type { RecordKind } from './kinds.ts';
import { limits } from './limits.ts';

/** Collects and describes the faults that a check of a whole store finds. */

/** The kinds that are compared: records, and propositions computed from claims. */
type CheckedKind = RecordKind | 'proposition';

/** A value in a store that differs from the value that follows from the records. */
export type StoreFault = {
  /** The kind of record, or the part of the database, such as `file` or `schema`. */
  kind:
    | CheckedKind
    | 'revision'
    | 'opposition'
    | 'dispute'
    | 'tally'
    | 'span'
    | 'words'
    | 'fold'
    | 'point'
    | 'schema'
    | 'file';
  /** The id of the record; null for a fault of no single record. */
  id: string | null;
  /** The table and column, such as `event.title`, the table alone, or a part of a record. */
  place: string;
  /** The value found; null if there is none. */
  found: string | null;
  /** The expected value; null if there should be none, or if it is not known. */
  expected: string | null;
};

/** The number of compared records of each kind. */
export type CheckCounts = Record<CheckedKind, number>;

export type CheckReport = {
  records: CheckCounts;
  faultCount: number;
  /** The first faults, at most `limits.reportedProblemsMax`. */
  faults: StoreFault[];
};

/** Is called from time to time with the part that is being checked and the number of items done. */
export type CheckWatcher = (part: string, done: number) => void;

/** Collects the faults of one check. */
export class Findings {
  readonly records: CheckCounts = { dataset: 0, source: 0, actor: 0, event: 0, claim: 0, proposition: 0 };
  readonly #faults: StoreFault[] = [];
  #count = 0;

  add(fault: StoreFault): void {
    this.#count += 1;
    if (this.#faults.length < limits.reportedProblemsMax) this.#faults.push(fault);
  }

  report(): CheckReport {
    return { records: this.records, faultCount: this.#count, faults: this.#faults };
  }
}

/** Returns an error as the value that was found. The text of damage advises to run the check, so it is shortened. */
export function foundIn(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text === damagedText ? 'damaged' : text;
}

/** Makes the fault of a part of the database that cannot be read. */
export const unreadable = (kind: StoreFault['kind'], place: string, error: unknown): StoreFault => ({
  kind,
  id: null,
  place,
  found: foundIn(error),
  expected: 'readable pages',
});

/** Returns a fault as one line: `event hall: event.title is "Hill", expected "Hall"`. */
export function faultText({ kind, id, place, found, expected }: StoreFault): string {
  const where = `${id === null ? kind : `${kind} ${id}`}: ${place}`;
  if (found === null) return `${where} is missing, expected ${expected}`;
  return expected === null
    ? `${where} is ${found}, expected nothing`
    : `${where} is ${found}, expected ${expected}`;
}
