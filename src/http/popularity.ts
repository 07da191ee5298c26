/**
 * How often each URL was asked for lately, in one megabyte however many there are: counts of 32 bits of each URL, of
 * which one that comes to the place of another takes it once it has been asked for as often. A wrong count makes an
 * answer be kept too early or too late, and none wrong.
 */
export class Popularity {
  /** In each place the upper bits of a hash, and a count in the lowest eight. */
  readonly #places = new Uint32Array(placesMax);
  #noted = 0;

  /** Counts one more time, and says how many there were with it. */
  note(url: string): number {
    this.#age();
    const hash = hashOf(url);
    const place = hash % placesMax;
    const held = this.#places[place] ?? 0;
    const count = held & countMax;
    if (isHeld(held, hash)) {
      if (count < countMax) this.#places[place] = held + 1;
      return Math.min(count + 1, countMax);
    }
    this.#places[place] = count > 1 ? held - 1 : (hash & ~countMax) + 1;
    return 1;
  }

  timesOf(url: string): number {
    const hash = hashOf(url);
    const held = this.#places[hash % placesMax] ?? 0;
    return isHeld(held, hash) ? held & countMax : 0;
  }

  /** Halves all counts now and then: what was popular once must make room. Takes a third of a millisecond. */
  #age(): void {
    this.#noted += 1;
    if (this.#noted < agesAfter) return;
    this.#noted = 0;
    for (let place = 0; place < placesMax; place += 1) {
      const held = this.#places[place] ?? 0;
      const count = (held & countMax) >>> 1;
      this.#places[place] = count === 0 ? 0 : (held & ~countMax) + count;
    }
  }
}

const placesMax = 2 ** 18;
const agesAfter = 4 * placesMax;
const countMax = 0xff;

const isHeld = (held: number, hash: number): boolean => held !== 0 && ((held ^ hash) & ~countMax) === 0;

/** FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/). */
function hashOf(url: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < url.length; at += 1) hash = Math.imul(hash ^ url.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
