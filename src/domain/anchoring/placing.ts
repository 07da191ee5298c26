import type { Candidates } from './candidates.ts';
import { contextsOf, matchesAt } from './context.ts';
import type { Copy, Passage, Place } from './copy.ts';
import type { Meter } from './meter.ts';
import { collide, compatible, type Placement, settled } from './passages.ts';

/**
 * Places the passages that do not stand at their recorded places: by context; else by the shift of their neighbours;
 * where no context is kept, by being the only ones. Nothing else may place a passage: its words may stand elsewhere too.
 * The shift of the neighbours tells as much as the recorded place does, which a changed context does not disprove either.
 */
export class Placing<P extends Passage> {
  readonly #copy: Copy;
  readonly #recordedLength: number | null;
  /** All passages of the source, in the order of their recorded places. */
  readonly #passages: readonly P[];
  readonly #placed = new Map<P, Placement<P>>();
  readonly #meter: Meter;

  constructor(
    copy: Copy,
    recordedLength: number | null,
    own: ReadonlyMap<P, Place>,
    passages: readonly P[],
    meter: Meter,
  ) {
    this.#copy = copy;
    this.#recordedLength = recordedLength;
    this.#passages = passages.toSorted((a, b) => a.start - b.start);
    for (const [passage, place] of own) this.#placed.set(passage, { passage, place, weight: settled });
    this.#meter = meter;
  }

  placeOf(passage: P): Place | null {
    return this.#placed.get(passage)?.place ?? null;
  }

  /** Returns the places that no other passage has. */
  freeFor(passage: P, places: readonly Place[]): Place[] {
    const placed = [...this.#placed.values()];
    return places.filter((place) => !placed.some((other) => collide({ passage, place }, other)));
  }

  *run(candidates: Candidates<P>): Generator<void, void> {
    yield* this.#byContext(candidates);
    yield* this.#byShift();
    this.#byUniqueness(candidates);
    // A passage that was the only one may be the neighbour that others lacked.
    yield* this.#byShift();
  }

  *#byContext(candidates: Candidates<P>): Generator<void, void> {
    const proposals: Placement<P>[] = [];
    for (const [passage, places] of candidates) {
      const contexts = contextsOf(passage, this.#recordedLength);
      if (contexts.length === 0) continue;
      let [weight, best]: [number, Place[]] = [1, []];
      for (const place of this.freeFor(passage, places)) {
        yield* this.#meter.pause();
        this.#meter.hashed(0);
        const matches = matchesAt(this.#copy, place, contexts);
        if (matches > weight) [weight, best] = [matches, []];
        if (matches === weight) best.push(place);
      }
      const [place, other] = best;
      if (place !== undefined && other === undefined) proposals.push({ passage, place, weight });
    }
    this.#accept(proposals);
  }

  *#byShift(): Generator<void, void> {
    const proposals: Placement<P>[] = [];
    const following = this.#following();
    let before: Mark | undefined;
    for (const [index, passage] of this.#passages.entries()) {
      yield* this.#meter.pause();
      const placed = this.#placed.get(passage);
      if (placed !== undefined) before = markOf(placed);
      const after = following[index];
      if (placed !== undefined || before === undefined || after === undefined) continue;
      const place = this.#placeBetween(passage, before, after);
      if (place !== null) proposals.push({ passage, place, weight: 1 });
    }
    this.#accept(proposals);
  }

  /** Returns the next placed passage after each passage. The end of the text follows the last one. */
  #following(): (Mark | undefined)[] {
    const length = this.#recordedLength;
    let next: Mark | undefined = length === null ? undefined : { was: length, now: this.#copy.text.length };
    return this.#passages
      .toReversed()
      .map((passage) => {
        const after = next;
        const placed = this.#placed.get(passage);
        if (placed !== undefined) next = markOf(placed);
        return after;
      })
      .reverse();
  }

  /** Returns the place of a passage if it has the same shift as its neighbours, in the copy or in a form of it. */
  #placeBetween(passage: P, before: Mark, after: Mark): Place | null {
    for (const coordinates of this.#copy.coordinates) {
      const shift = coordinates.toRecorded(before.now) - before.was;
      if (coordinates.toRecorded(after.now) - after.was !== shift) continue;
      this.#meter.hashed(passage.end - passage.start);
      const [start, end] = [
        coordinates.toCopy(passage.start + shift),
        coordinates.toCopy(passage.end + shift),
      ];
      const place = this.#copy.placeAt(passage, start, end);
      if (place !== null) return place;
    }
    return null;
  }

  #byUniqueness(candidates: Candidates<P>): void {
    const owners = new Map<string, number>();
    for (const { quoteSha256 } of this.#passages) owners.set(quoteSha256, (owners.get(quoteSha256) ?? 0) + 1);
    const proposals: Placement<P>[] = [];
    for (const [passage, [place, other]] of candidates) {
      if (this.#placed.has(passage) || place === undefined || other !== undefined) continue;
      if (this.#hasContext(passage) || owners.get(passage.quoteSha256) !== 1) continue;
      proposals.push({ passage, place, weight: 1 });
    }
    this.#accept(proposals);
  }

  #hasContext(passage: P): boolean {
    return contextsOf(passage, this.#recordedLength).length > 0;
  }

  #accept(proposals: readonly Placement<P>[]): void {
    for (const placement of compatible(this.#placed.values(), proposals)) {
      this.#placed.set(placement.passage, { ...placement, weight: settled });
    }
  }
}

/** A recorded place and the present one. */
type Mark = { was: number; now: number };
const markOf = ({ passage, place }: Placement): Mark => ({ was: passage.start, now: place.start });
