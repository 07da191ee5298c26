import { type Fingerprint, openingLength, powerOf, windowFold } from '../fingerprint.ts';
import type { SourceText } from './source-text.ts';

/**
 * A passage to be found: its length in code points and its fingerprint. `take` is called with each place of this
 * fingerprint, in order, until it returns false.
 */
export type Sought = { length: number; fingerprint: Fingerprint; take: (at: number) => boolean };

/** Number of windows checked between two chances to stop the search. */
const windowsPerStep = 65_536;

/** Finds passages in a text. Scans the text once for each length of an opening, even if there are many passages. */
export function* searchByFingerprint(text: SourceText, sought: readonly Sought[]): Generator<void, void> {
  const tables = new Map<number, OpeningTable>();
  for (const passage of sought) {
    const length = openingLength(passage.length);
    const table = tables.get(length) ?? new OpeningTable(length);
    tables.set(length, table);
    table.add({ ...passage, power: powerOf(passage.length) });
  }
  for (const table of tables.values()) yield* table.search(text);
}

type Pending = Sought & { power: number };

/** Holds the passages whose openings have one length, by the fold of the opening. */
class OpeningTable {
  readonly #length: number;
  readonly #power: number;
  readonly #byFold = new Map<number, Pending[]>();
  /** Marks the buckets of the folds, so that one read rules out most windows. */
  readonly #marks = new Uint8Array(65_536);

  constructor(length: number) {
    this.#length = length;
    this.#power = powerOf(length);
  }

  add(pending: Pending): void {
    const { opening } = pending.fingerprint;
    this.#marks[bucketOf(opening)] = 1;
    const known = this.#byFold.get(opening);
    if (known === undefined) this.#byFold.set(opening, [pending]);
    else known.push(pending);
  }

  *search(text: SourceText): Generator<void, void> {
    const { folds } = text;
    const end = text.length - this.#length + 1;
    for (let from = 0; from < end && this.#byFold.size > 0; from += windowsPerStep) {
      yield;
      const to = Math.min(from + windowsPerStep, end);
      let checked = 0;
      for (let at = this.#next(folds, from, to); at < to; at = this.#next(folds, at + 1, to)) {
        checked += this.#tryAt(text, folds, at);
        if (checked < windowsPerStep) continue;
        checked = 0;
        yield;
      }
    }
  }

  /** Returns the next start whose opening may belong to a passage, or `to`. */
  #next(folds: Int32Array, from: number, to: number): number {
    const marks = this.#marks;
    const power = this.#power;
    let end = from + this.#length;
    for (let at = from; at < to; at += 1, end += 1) {
      if (marks[bucketOf(windowFold(folds[at] ?? 0, folds[end] ?? 0, power))] === 1) return at;
    }
    return to;
  }

  /** Adds the offset to every passage that is there. Returns the number of passages tried. */
  #tryAt(text: SourceText, folds: Int32Array, at: number): number {
    const before = folds[at] ?? 0;
    const opening = windowFold(before, folds[at + this.#length] ?? 0, this.#power);
    const pending = this.#byFold.get(opening);
    if (pending === undefined) return 1;
    const tried = pending.length;
    const done = new Set<Pending>();
    for (const passage of pending) {
      const { length, fingerprint, power, take } = passage;
      if (windowFold(before, folds[at + length] ?? 0, power) !== fingerprint.whole) continue;
      if (text.has(at, length) && !take(at)) done.add(passage);
    }
    if (done.size > 0) {
      const rest = pending.filter((passage) => !done.has(passage));
      this.#keep(opening, rest);
    }
    return tried;
  }

  #keep(opening: number, pending: Pending[]): void {
    if (pending.length > 0) this.#byFold.set(opening, pending);
    else this.#byFold.delete(opening);
  }
}

/** Mixes both halves of a fold, because its low bits depend only on the low bits of the code points. */
const bucketOf = (fold: number) => (fold ^ (fold >>> 16)) & 0xffff;
