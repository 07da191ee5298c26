import { LRUCache } from 'lru-cache';
import type { StoreState } from '../domain/store.ts';
import { type Finished, type Validator, validatorOf } from './finished.ts';
import { Popularity } from './popularity.ts';

/**
 * Keeps finished answers by URL for as long as the store stays as it is: what is answered follows from the URL and
 * the state of the store alone. Every request asks for the state, so that a write of another process empties the
 * cache as much as one of our own. Who may be answered is decided before, for kept answers and new ones alike.
 *
 * An answer is kept from the second time on that it is asked for, and where others would have to make room for it,
 * only if it is asked for more often than the one that was not asked for the longest. Letting all in that come twice,
 * as a walk through all records and back does, made old garbage of new as fast as records are found: collecting it
 * stopped the server for 10 to 20 ms at a time, a few times a minute, and none of what was kept was asked for again.
 *
 * Of answers that are not kept, what tells a client that its copy is still good is kept in the same way: it is small,
 * and there is room for many more of these.
 */
export class ResponseCache {
  readonly #answers: Kept<Finished>;
  readonly #validators: Kept<Validator>;
  readonly #stateOf: () => Promise<StoreState>;
  readonly #popularity = new Popularity();
  #state: StoreState = { storeId: '', changes: 0 };

  /**
   * @param stateOf the present state of the store
   * @param maxBytes what all that is kept may take together; one answer may take a sixteenth of it
   */
  constructor(stateOf: () => Promise<StoreState>, maxBytes: number) {
    this.#stateOf = stateOf;
    const maxValidatorBytes = Math.floor(maxBytes / 4);
    this.#answers = new Kept(maxBytes - maxValidatorBytes, Math.ceil(maxBytes / 16), this.#popularity);
    this.#validators = new Kept(Math.max(1, maxValidatorBytes), maxBytes, this.#popularity);
  }

  /** The answer that is kept for this URL, or one made now, which is kept if it was asked for before. */
  async through(url: string, make: () => Promise<Finished>): Promise<Finished> {
    // Asked before the records are read: an answer made meanwhile from newer ones is kept for a state that is over.
    const state = await this.#present();
    const times = this.#popularity.note(url);
    const kept = this.#answers.get(url);
    if (kept !== undefined) return kept;
    const made = await make();
    if (times > 1 && isSame(state, this.#state)) this.#keep(url, made, times);
    return made;
  }

  /** Whether something is kept for this URL that may still be good. */
  mayHave(url: string): boolean {
    return this.#answers.has(url) || this.#validators.has(url);
  }

  /** What is kept for this URL: the answer, or what tells a client that it has it, or nothing. */
  async kept(url: string): Promise<Finished | Validator | undefined> {
    await this.#present();
    const kept = this.#answers.get(url) ?? this.#validators.get(url);
    // Where nothing is kept, or not enough, the answer is made, and counted then.
    if (kept !== undefined) this.#popularity.note(url);
    return kept;
  }

  #keep(url: string, made: Finished, times: number): void {
    const urlBytes = 2 * url.length;
    this.#answers.offer(url, made, made.body.bytes + urlBytes + overheadBytes, times);
    if (made.tag !== undefined) {
      this.#validators.offer(url, validatorOf(made), urlBytes + validatorBytes, times);
    }
  }

  /** The state of the store, with everything gone that was made from another. */
  async #present(): Promise<StoreState> {
    const state = await this.#stateOf();
    if (!isSame(state, this.#state)) {
      this.#answers.clear();
      this.#validators.clear();
      this.#state = state;
    }
    return state;
  }
}

/** Octets that an entry takes beside its body and URL: headers, and the places in lists and maps. */
const overheadBytes = 1024;
const validatorBytes = 384;

const isSame = (one: StoreState, other: StoreState): boolean =>
  one.changes === other.changes && one.storeId === other.storeId;

/** What is kept by URL in so much room. */
class Kept<Value extends object> {
  readonly #entries: LRUCache<string, Value>;
  readonly #popularity: Popularity;

  constructor(maxBytes: number, maxEntryBytes: number, popularity: Popularity) {
    this.#entries = new LRUCache({ maxSize: maxBytes, maxEntrySize: maxEntryBytes });
    this.#popularity = popularity;
  }

  has(url: string): boolean {
    return this.#entries.has(url);
  }

  get(url: string): Value | undefined {
    return this.#entries.get(url);
  }

  /** Keeps a value if there is room, or what would have to go was asked for less often. */
  offer(url: string, value: Value, bytes: number, times: number): void {
    if (this.#entries.calculatedSize + bytes > this.#entries.maxSize) {
      const oldest = this.#entries.rkeys().next().value;
      if (oldest !== undefined && this.#popularity.timesOf(oldest) >= times) return;
    }
    this.#entries.set(url, value, { size: bytes });
  }

  clear(): void {
    this.#entries.clear();
  }
}
