/**
 * Random numbers that are the same everywhere for the same seed. Every record draws from a stream of its own,
 * begun from the seed, what it is of, and its number: so any record can be made without those before it.
 */
export class Random {
  #state = 0;

  /** Begins a stream. Streams of different parts have nothing to do with each other. */
  begin(...parts: readonly number[]): this {
    let state = 0x9e3779b9;
    for (const part of parts) {
      // A number may be larger than 32 bits: both halves count.
      state = mixed(state ^ mixed((part >>> 0) + 0x85ebca6b));
      state = mixed(state + Math.floor(part / 4_294_967_296));
    }
    this.#state = state;
    return this;
  }

  /** 0 ≤ x < 1, in 2^32 steps (Mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let z = this.#state;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number, 0 ≤ x < size. */
  below(size: number): number {
    return Math.floor(this.next() * size);
  }

  /** A whole number, from ≤ x ≤ to. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** 0 ≤ rank < size, where rank r comes up in proportion to 1 / (r + 1): Zipf's law. */
  zipf(size: number): number {
    return Math.min(size - 1, Math.floor((size + 1) ** this.next()) - 1);
  }

  pick<T>(items: readonly T[]): T {
    return at(items, this.below(items.length));
  }

  /** One of the values, in proportion to the weights beside them. */
  weighted<T>(choices: Weighted<T>): T {
    const { values, ends } = choices;
    const drawn = this.next() * at(ends, ends.length - 1);
    let index = 0;
    while (at(ends, index) <= drawn) index += 1;
    return at(values, index);
  }

  hex(digits: number): string {
    let text = '';
    while (text.length < digits) {
      const drawn = this.below(4_294_967_296);
      text += at(fourDigits, drawn >>> 16) + at(fourDigits, drawn & 0xffff);
    }
    return text.slice(0, digits);
  }
}

const fourDigits = Array.from({ length: 0x10000 }, (_, value) => value.toString(16).padStart(4, '0'));

export type Weighted<T> = { values: readonly T[]; ends: readonly number[] };

/** Values with the weights that they are drawn by. */
export function weights<T extends string>(of: Readonly<Record<T, number>>): Weighted<T> {
  let sum = 0;
  const ends = (Object.values(of) as number[]).map((weight) => {
    sum += weight;
    return sum;
  });
  return { values: Object.keys(of) as T[], ends };
}

/** The item at an index that is known to be there. */
export function at<T>(items: ArrayLike<T>, index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`there is no item ${index} among ${items.length}`);
  return item;
}

/** The finalizer of MurmurHash3. */
function mixed(value: number): number {
  let z = value | 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}
