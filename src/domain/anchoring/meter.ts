/** Counts the work of a search, so that it can be interrupted at even intervals. */
export class Meter {
  #spent = 0;

  /** Adds the work of one hash of some code points. */
  hashed(codePoints: number): void {
    this.#spent += codePoints + overheadPerHash;
  }

  /** Yields if enough work was done since the last time. */
  *pause(): Generator<void, void> {
    if (!this.isDue) return;
    this.#spent = 0;
    yield;
  }

  /** True if it is time to pause. Entering a generator costs as much as a short hash. */
  get isDue(): boolean {
    return this.#spent >= codePointsPerTurn;
  }
}

/** Code points hashed between two pauses. Each hash adds a constant for its overhead. */
const codePointsPerTurn = 65_536;
const overheadPerHash = 400;
