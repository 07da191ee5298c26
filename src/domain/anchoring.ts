import { hash } from 'node:crypto';
import { ClaimlineError } from './errors.ts';
import type { Anchor, Evidence } from './evidence.ts';
import type { SourceText } from './source-text.ts';

/**
 * Finds passages again in a text by no more than their length and hash: the text they were taken from is not
 * kept. A passage is looked for at its own place, then where its neighbours went, then everywhere.
 */

export type Passage = Pick<Evidence, 'start' | 'end' | 'quoteSha256'>;

export type Patience = {
  /** Stops the search when it is aborted. */
  signal?: AbortSignal | undefined;
  /** Stops the search after so many milliseconds. */
  deadlineMs?: number | undefined;
};

/**
 * What became of each passage in this text, in the order given. Lets other work go on every few milliseconds.
 * @throws ClaimlineError `deadline_exceeded` when the signal is aborted or the time is up
 */
export async function anchor(
  text: SourceText,
  passages: readonly Passage[],
  { signal, deadlineMs = Number.POSITIVE_INFINITY }: Patience = {},
): Promise<Anchor[]> {
  const begun = performance.now();
  const search = new Search(text).run(passages);
  for (let turnBegun = begun; ; ) {
    const step = search.next();
    if (step.done) return step.value;
    const now = performance.now();
    if (signal?.aborted || now - begun > deadlineMs) throw stopped(passages.length);
    if (now - turnBegun < turnMs) continue;
    await new Promise((resume) => setImmediate(resume));
    turnBegun = performance.now();
  }
}

/** How long the search keeps the event loop to itself. */
const turnMs = 10;
/** Bytes hashed between two looks at the clock; each window counts for its overhead too. */
const bytesPerStep = 65_536;
const overheadPerWindowBytes = 400;
/** Shifts that a passage is tried with before the whole text is searched. */
const shiftsMax = 64;

const stopped = (count: number) =>
  new ClaimlineError(
    'deadline_exceeded',
    `The search for ${count} passages was stopped because it took longer than it may.`,
  );

/** Passages of one length, by hash; the indexes are their places in the list asked for. */
type Group = { length: number; byHash: Map<string, number[]> };

class Search {
  readonly #text: SourceText;
  /** By how much passages found elsewhere have moved, the latest last: an edit moves all that follows alike. */
  readonly #shifts: number[] = [];
  #hashedBytes = 0;

  constructor(text: SourceText) {
    this.#text = text;
  }

  *run(passages: readonly Passage[]): Generator<void, Anchor[]> {
    const anchors: Anchor[] = passages.map(() => ({ state: 'missing', start: null }));
    const displaced: number[] = [];
    for (const [index, passage] of passages.entries()) {
      yield* this.#pause();
      if (this.#stands(passage, passage.start)) anchors[index] = { state: 'anchored', start: passage.start };
      else displaced.push(index);
    }
    for (const group of groupsOf(passages, displaced)) {
      yield* this.#tryShifts(group, passages, anchors);
      yield* this.#searchAll(group, passages, anchors);
    }
    return anchors;
  }

  /** Looks where neighbours went: one hash instead of as many as the text has characters. */
  *#tryShifts(group: Group, passages: readonly Passage[], anchors: Anchor[]): Generator<void, void> {
    for (const [wanted, indexes] of group.byHash) {
      const from = passages[indexes[0] ?? 0]?.start ?? 0;
      for (const shift of this.#shifts.toReversed()) {
        yield* this.#pause();
        if (this.#hashAt(from + shift, group.length) !== wanted) continue;
        this.#settle(group, wanted, from + shift, passages, anchors);
        break;
      }
    }
  }

  /** Goes over every window of one length once, for all passages of that length. */
  *#searchAll(group: Group, passages: readonly Passage[], anchors: Anchor[]): Generator<void, void> {
    const last = this.#text.length - group.length;
    for (let start = 0; start <= last && group.byHash.size > 0; start += 1) {
      yield* this.#pause();
      const found = this.#hashAt(start, group.length);
      if (group.byHash.has(found)) this.#settle(group, found, start, passages, anchors);
    }
  }

  /** A passage is found, so its text is known: whether it stands elsewhere too is a plain search for bytes. */
  #settle(
    group: Group,
    wanted: string,
    start: number,
    passages: readonly Passage[],
    anchors: Anchor[],
  ): void {
    const unique = this.#text.isUnique(start, group.length);
    for (const index of group.byHash.get(wanted) ?? []) {
      anchors[index] = unique ? { state: 'moved', start } : { state: 'ambiguous', start: null };
      if (unique) this.#learn(start - (passages[index]?.start ?? start));
    }
    group.byHash.delete(wanted);
  }

  #learn(shift: number): void {
    const known = this.#shifts.indexOf(shift);
    if (known >= 0) this.#shifts.splice(known, 1);
    this.#shifts.push(shift);
    if (this.#shifts.length > shiftsMax) this.#shifts.shift();
  }

  #stands({ start, end, quoteSha256 }: Passage, at: number): boolean {
    return this.#hashAt(at, end - start) === quoteSha256;
  }

  /** The hash of a window; empty where the text does not reach so far. */
  #hashAt(start: number, length: number): string {
    if (start < 0 || length < 1 || start + length > this.#text.length) return '';
    const window = this.#text.window(start, length);
    this.#hashedBytes += window.length + overheadPerWindowBytes;
    return hash('sha256', window, 'hex');
  }

  *#pause(): Generator<void, void> {
    if (this.#hashedBytes < bytesPerStep) return;
    this.#hashedBytes = 0;
    yield;
  }
}

/** Passages by length, those first that stand first: what is learned from one helps with those after it. */
function groupsOf(passages: readonly Passage[], indexes: readonly number[]): Group[] {
  const groups = new Map<number, Group>();
  const startOf = (index: number) => passages[index]?.start ?? 0;
  for (const index of indexes.toSorted((a, b) => startOf(a) - startOf(b))) {
    const passage = passages[index];
    if (passage === undefined) continue;
    const length = passage.end - passage.start;
    const group = groups.get(length) ?? { length, byHash: new Map<string, number[]>() };
    groups.set(length, group);
    group.byHash.set(passage.quoteSha256, [...(group.byHash.get(passage.quoteSha256) ?? []), index]);
  }
  return [...groups.values()];
}
