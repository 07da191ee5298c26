import { LRUCache } from 'lru-cache';
import type { StoreState } from '../domain/store.ts';
import { type Finished, type Validator, validatorOf } from './finished.ts';

/**
 * Keeps finished answers by URL for as long as the store stays as it is: what is answered follows from the URL and
 * the state of the store alone. Every request asks for the state, so that a write of another process empties the
 * cache as much as one of our own. Who may be answered is decided before, for kept answers and new ones alike.
 *
 * An answer is kept from the second time on that it is asked for: most that are asked for once are not asked for
 * again, and keeping them would only push out others, and make old garbage of new.
 *
 * Of answers that had to make room, what tells a client that its copy is still good stays: it is small, and there is
 * room for many more of these.
 */
export class ResponseCache {
  readonly #answers: LRUCache<string, Finished>;
  readonly #validators: LRUCache<string, Validator>;
  readonly #stateOf: () => Promise<StoreState>;
  readonly #asked = new AskedBefore();
  #state: StoreState = { storeId: '', changes: 0 };

  /**
   * @param stateOf the present state of the store
   * @param maxBytes what all that is kept may take together; one answer may take a sixteenth of it
   */
  constructor(stateOf: () => Promise<StoreState>, maxBytes: number) {
    this.#stateOf = stateOf;
    const maxValidatorBytes = Math.floor(maxBytes / 4);
    this.#answers = new LRUCache({
      maxSize: maxBytes - maxValidatorBytes,
      maxEntrySize: Math.ceil(maxBytes / 16),
      sizeCalculation: ({ body }, url) => body.bytes + 2 * url.length + overheadBytes,
    });
    this.#validators = new LRUCache({
      maxSize: Math.max(1, maxValidatorBytes),
      sizeCalculation: (_validator, url) => 2 * url.length + validatorBytes,
    });
  }

  /** The answer that is kept for this URL, or one made now, which is kept if it was asked for before. */
  async through(url: string, make: () => Promise<Finished>): Promise<Finished> {
    // Asked before the records are read: an answer made meanwhile from newer ones is kept for a state that is over.
    const state = await this.#present();
    const kept = this.#answers.get(url);
    if (kept !== undefined) return kept;
    const made = await make();
    if (this.#asked.note(url) && isSame(state, this.#state)) {
      this.#answers.set(url, made);
      if (made.tag !== undefined) this.#validators.set(url, validatorOf(made));
    }
    return made;
  }

  /** Whether something is kept for this URL that may still be good. */
  mayHave(url: string): boolean {
    return this.#answers.has(url) || this.#validators.has(url);
  }

  /** What is kept for this URL: the answer, or what is left of it, or nothing. */
  async kept(url: string): Promise<Finished | Validator | undefined> {
    await this.#present();
    return this.#answers.get(url) ?? this.#validators.get(url);
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

/**
 * Remembers what was asked for lately, by 32 bits of each URL. One that comes to the place of another takes it: then
 * an answer is kept one time later, or one time too early, and is as good either way.
 */
class AskedBefore {
  readonly #hashes = new Uint32Array(askedMax);

  /** Whether it was noted before. */
  note(url: string): boolean {
    // FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/).
    let hash = 0x811c9dc5;
    for (let at = 0; at < url.length; at += 1) hash = Math.imul(hash ^ url.charCodeAt(at), 0x01000193);
    hash >>>= 0;
    const place = hash % askedMax;
    const isKnown = this.#hashes[place] === hash;
    this.#hashes[place] = hash;
    return isKnown;
  }
}

/** One megabyte. */
const askedMax = 2 ** 18;
