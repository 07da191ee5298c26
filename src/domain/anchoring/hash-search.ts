import type { Meter } from './meter.ts';
import type { SourceText } from './source-text.ts';

/** A passage to be found by its hash alone: its length and recorded start in code points. */
export type SoughtByHash = { length: number; was: number; sha256: string };

/** Maximum number of shifts that are tried for a passage before the whole text is searched. */
const shiftsMax = 64;

/**
 * Finds passages without fingerprints. Returns the first `max` places of each. Tries the shifts of passages found
 * before; then the text must be hashed at each place for each length, which is slow in a long text.
 */
export function* searchByHash<S extends SoughtByHash>(
  text: SourceText,
  sought: readonly S[],
  max: number,
  meter: Meter,
): Generator<void, Map<S, number[]>> {
  const search = new HashSearch<S>(text, max, meter);
  for (const group of groupsOf(sought)) yield* search.run(group);
  return search.places;
}

/** Passages of one length, by hash. */
type Group<S> = { length: number; byHash: Map<string, S[]> };

class HashSearch<S extends SoughtByHash> {
  readonly places = new Map<S, number[]>();
  readonly #text: SourceText;
  readonly #max: number;
  readonly #meter: Meter;
  /** The shifts of passages found so far, the latest last. An edit shifts all passages after it by the same amount. */
  readonly #shifts: number[] = [];

  constructor(text: SourceText, max: number, meter: Meter) {
    this.#text = text;
    this.#max = max;
    this.#meter = meter;
  }

  *run(group: Group<S>): Generator<void, void> {
    yield* this.#tryShifts(group);
    yield* this.#searchAll(group);
  }

  /** Tries the shifts of other passages: one hash each, instead of one at every place of the text. */
  *#tryShifts(group: Group<S>): Generator<void, void> {
    for (const [wanted, [first]] of group.byHash) {
      for (const shift of this.#shifts.toReversed()) {
        yield* this.#meter.pause();
        const start = (first?.was ?? 0) + shift;
        if (this.#hashAt(start, group.length) !== wanted) continue;
        this.#settle(group, wanted, start);
        break;
      }
    }
  }

  /** Hashes every window of one length once, for all passages of that length. */
  *#searchAll(group: Group<S>): Generator<void, void> {
    const last = this.#text.length - group.length;
    for (let start = 0; start <= last && group.byHash.size > 0; start += 1) {
      const found = this.#hashAt(start, group.length);
      if (group.byHash.has(found)) this.#settle(group, found, start);
      if (this.#meter.isDue) yield* this.#meter.pause();
    }
  }

  /** Records where a passage stands. Its text is now known, so a search for its bytes finds its other places. */
  #settle(group: Group<S>, wanted: string, start: number): void {
    const places = this.#text.placesOf(start, group.length, this.#max);
    for (const passage of group.byHash.get(wanted) ?? []) {
      this.places.set(passage, places);
      if (places.length === 1) this.#learn(start - passage.was);
    }
    group.byHash.delete(wanted);
  }

  #learn(shift: number): void {
    const known = this.#shifts.indexOf(shift);
    if (known >= 0) this.#shifts.splice(known, 1);
    this.#shifts.push(shift);
    if (this.#shifts.length > shiftsMax) this.#shifts.shift();
  }

  #hashAt(start: number, length: number): string {
    this.#meter.hashed(length);
    return this.#text.windowSha256(start, length);
  }
}

/** Groups passages by length, in the order of their places, because the shift of one often fits the next ones. */
function groupsOf<S extends SoughtByHash>(sought: readonly S[]): Group<S>[] {
  const groups = new Map<number, Group<S>>();
  for (const passage of sought.toSorted((a, b) => a.was - b.was)) {
    const { length, sha256 } = passage;
    const group: Group<S> = groups.get(length) ?? { length, byHash: new Map() };
    groups.set(length, group);
    group.byHash.set(sha256, [...(group.byHash.get(sha256) ?? []), passage]);
  }
  return [...groups.values()];
}
