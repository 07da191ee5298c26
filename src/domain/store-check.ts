import type { RecordKind } from './kinds.ts';
import { limits } from './limits.ts';

/** What a check of a whole store finds. */

/** What can be compared: records, and the propositions that are made of claims. */
type CheckedKind = RecordKind | 'proposition';

/** Something in a store that is not what the records come to. */
export type StoreFault = {
  /** The kind of record, or the part of the database, such as `file` or `schema`. */
  kind: CheckedKind | 'revision' | 'opposition' | 'tally' | 'span' | 'words' | 'point' | 'schema' | 'file';
  /** Null where it is not of one record. */
  id: string | null;
  /** A table, with the column where it is one, such as `event.title`; else a part of a record. */
  place: string;
  /** The value that stands there; null where nothing does. */
  found: string | null;
  /** The value that should stand there; null where nothing should, or nobody can say. */
  expected: string | null;
};

/** Records by kind, as far as they were compared. */
export type CheckCounts = Record<CheckedKind, number>;

export type CheckReport = {
  records: CheckCounts;
  faultCount: number;
  /** The first faults, at most `limits.reportedProblemsMax`. */
  faults: StoreFault[];
};

/** Told now and then what is being checked, and how many of it are done. */
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

/** A fault as one line: `event hall: event.title is "Hill", expected "Hall"`. */
export function faultText({ kind, id, place, found, expected }: StoreFault): string {
  const where = `${id === null ? kind : `${kind} ${id}`}: ${place}`;
  if (found === null) return `${where} is missing, expected ${expected}`;
  return expected === null
    ? `${where} is ${found}, expected nothing`
    : `${where} is ${found}, expected ${expected}`;
}
