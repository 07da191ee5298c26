import { ClaimlineError } from './errors.ts';
import type { Anchor, Evidence } from './evidence.ts';
import { parseFingerprint } from './fingerprint.ts';
import { offsetsOf, type Sought } from './rolling-search.ts';
import type { SourceText } from './source-text.ts';

/**
 * Finds passages in a text by length, hash and fingerprint, because the original text is not stored. First checks the
 * recorded place of a passage. Then searches the whole text by fingerprint. A passage without a fingerprint is tried at
 * the shift of its neighbours, then everywhere: this needs a hash at each offset of the text for each passage length.
 */

export type Passage = Pick<Evidence, 'start' | 'end' | 'quoteSha256'> & {
  quoteFingerprint?: string | null | undefined;
};

/**
 * Returns the state of each passage in this text, in the given order. Yields to the event loop every few milliseconds.
 * @throws ClaimlineError `deadline_exceeded` if the time is up
 */
export async function anchor(
  text: SourceText,
  passages: readonly Passage[],
  deadlineMs = Number.POSITIVE_INFINITY,
): Promise<Anchor[]> {
  const begun = performance.now();
  const search = new Search(text).run(passages);
  for (let turnBegun = begun; ; ) {
    const step = search.next();
    if (step.done) return step.value;
    const now = performance.now();
    if (now - begun > deadlineMs) throw stopped(passages, deadlineMs);
    if (now - turnBegun < turnMs) continue;
    await new Promise((resume) => setImmediate(resume));
    turnBegun = performance.now();
  }
}

/** Time for which the search blocks the event loop. */
const turnMs = 10;
/** Code points hashed between two checks of the clock. Each window adds a constant for its overhead. */
const codePointsPerStep = 65_536;
const overheadPerWindow = 400;
/** Maximum number of shifts that are tried for a passage before the whole text is searched. */
const shiftsMax = 64;

function stopped(passages: readonly Passage[], deadlineMs: number): ClaimlineError {
  const slow = passages.filter((passage) => !passage.quoteFingerprint).length;
  const reason =
    slow === 0
      ? ''
      : ` ${slow} of them have no quoteFingerprint, so the text must be hashed at each offset for each of their lengths: ` +
        'add fingerprints, or use claimline verify, which has no time limit.';
  return new ClaimlineError(
    'deadline_exceeded',
    `The search for ${passages.length} passages took longer than ${deadlineMs} ms.${reason}`,
  );
}

/** A passage with a fingerprint that is not at its recorded place `was`; `index` is its position in the given list. */
type Displaced = Sought & { index: number; was: number };

/** Passages of one length, by hash. The numbers are positions in the given list. */
type Group = { length: number; byHash: Map<string, number[]> };

class Search {
  readonly #text: SourceText;
  /** The shifts of moved passages, the latest last. An edit shifts all passages after it by the same amount. */
  readonly #shifts: number[] = [];
  #hashed = 0;

  constructor(text: SourceText) {
    this.#text = text;
  }

  *run(passages: readonly Passage[]): Generator<void, Anchor[]> {
    const anchors: Anchor[] = passages.map(() => ({ state: 'missing', start: null }));
    const sought: Displaced[] = [];
    const withoutFingerprint: number[] = [];
    for (const [index, passage] of passages.entries()) {
      yield* this.#pause();
      const { start, end, quoteSha256: sha256, quoteFingerprint } = passage;
      if (this.#isAt(passage, start)) anchors[index] = { state: 'anchored', start };
      else if (!quoteFingerprint) withoutFingerprint.push(index);
      else {
        const fingerprint = parseFingerprint(quoteFingerprint);
        sought.push({ index, was: start, length: end - start, sha256, fingerprint });
      }
    }
    yield* this.#searchByFingerprint(sought, anchors);
    for (const group of groupsOf(passages, withoutFingerprint)) {
      yield* this.#tryShifts(group, passages, anchors);
      yield* this.#searchAll(group, passages, anchors);
    }
    return anchors;
  }

  *#searchByFingerprint(sought: readonly Displaced[], anchors: Anchor[]): Generator<void, void> {
    const offsets = yield* offsetsOf(this.#text, sought);
    for (const [order, { index, was }] of sought.entries()) {
      const [start, other] = offsets[order] ?? [];
      if (start === undefined) continue;
      anchors[index] = other === undefined ? { state: 'moved', start } : { state: 'ambiguous', start: null };
      if (other === undefined) this.#learn(start - was);
    }
  }

  /** Tries the shifts of other passages: one hash each, instead of one at every offset of the text. */
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

  /** Hashes every window of one length once, for all passages of that length. */
  *#searchAll(group: Group, passages: readonly Passage[], anchors: Anchor[]): Generator<void, void> {
    const last = this.#text.length - group.length;
    for (let start = 0; start <= last && group.byHash.size > 0; start += 1) {
      const found = this.#hashAt(start, group.length);
      if (group.byHash.has(found)) this.#settle(group, found, start, passages, anchors);
      // Entering a generator costs as much as a short hash.
      if (this.#hashed >= codePointsPerStep) yield* this.#pause();
    }
  }

  /** Records where a passage was found. Its text is now known, so a search for its bytes shows if it is unique. */
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

  #isAt({ start, end, quoteSha256 }: Passage, at: number): boolean {
    return this.#hashAt(at, end - start) === quoteSha256;
  }

  /** Returns the hash of a window; an empty text if the window ends beyond the text. */
  #hashAt(start: number, length: number): string {
    this.#hashed += length + overheadPerWindow;
    return this.#text.windowSha256(start, length);
  }

  *#pause(): Generator<void, void> {
    if (this.#hashed < codePointsPerStep) return;
    this.#hashed = 0;
    yield;
  }
}

/** Groups passages by length, in the order of their offsets, because the shift of one often fits the next ones. */
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
