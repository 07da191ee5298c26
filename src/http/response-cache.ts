import { LRUCache } from 'lru-cache';
import type { StoreState } from '../domain/store.ts';
import { type Finished, type Validator, validatorOf } from './finished.ts';

/**
 * Keeps finished answers by URL and form for as long as the store stays as it is: what is answered follows from the URL,
 * the form that the client takes and the state of the store alone. Every request asks for the state, so that a write of another process empties the
 * cache as much as one of our own. Who may be answered is decided before, for kept answers and new ones alike.
 *
 * An answer is kept from the second time on that it is asked for: most that are asked for once are not asked for
 * again. Where others must make room, few are let in: what is asked for often soon is among them, while a walk through
 * many records and back, each of which comes twice, does not push out what others ask for. It also made old garbage of
 * new as fast as records are found: collecting it stopped the server for 10 to 20 ms at a time.
 *
 * Of answers that are not kept, what tells a client that its copy is still good is kept in the same way: it is small,
 * and there is room for many more of these.
 */
export class ResponseCache {
  readonly #responses: Kept<Finished>;
  readonly #validators: Kept<Validator>;
  readonly #stateOf: () => Promise<StoreState>;
  readonly #asked = new AskedBefore();
  #state: StoreState = { storeId: '', changes: 0 };
  #hits = 0;
  #misses = 0;

  /**
   * @param stateOf the present state of the store
   * @param maxBytes what all that is kept may take together; one answer may take a sixteenth of it
   */
  constructor(stateOf: () => Promise<StoreState>, maxBytes: number) {
    this.#stateOf = stateOf;
    const maxValidatorBytes = Math.floor(maxBytes / 4);
    this.#responses = new Kept(maxBytes - maxValidatorBytes, Math.ceil(maxBytes / 16));
    this.#validators = new Kept(Math.max(1, maxValidatorBytes), maxBytes);
  }

  /**
   * The answer that is kept for this URL, or one made now, which is kept if it was asked for before; only its validator
   * if no more was made.
   */
  async through(url: string, make: () => Promise<Finished | Validator>): Promise<Finished | Validator> {
    // Asked before the records are read: an answer made meanwhile from newer ones is kept for a state that is over.
    const state = await this.#present();
    const kept = this.#responses.get(url);
    if (kept !== undefined) {
      this.#hits += 1;
      return kept;
    }
    const made = await make();
    this.#misses += 1;
    if (this.#asked.note(url) && isSame(state, this.#state)) this.#keep(url, made);
    return made;
  }

  /** Whether something is kept for this URL that may still be good. */
  mayHave(url: string): boolean {
    return this.#responses.has(url) || this.#validators.has(url);
  }

  /** What is kept for this URL: the answer, or what tells a client that it has it, or nothing. */
  async kept(url: string): Promise<Finished | Validator | undefined> {
    await this.#present();
    return this.#responses.get(url) ?? this.#validators.get(url);
  }

  /** Counts an answer, or a 304, that was sent from what `kept` returned. */
  noteHit(): void {
    this.#hits += 1;
  }

  /** Returns how much is cached, and how many requests were answered from it since the start. */
  get counts(): CacheCounts {
    const parts = [this.#responses, this.#validators];
    return {
      entries: parts.reduce((sum, { size }) => sum + size, 0),
      bytes: parts.reduce((sum, { calculatedSize }) => sum + calculatedSize, 0),
      hits: this.#hits,
      misses: this.#misses,
    };
  }

  #keep(url: string, made: Finished | Validator): void {
    const urlBytes = 2 * url.length;
    const isWhole = 'body' in made;
    if (isWhole) this.#responses.offer(url, made, made.body.bytes + urlBytes + overheadBytes);
    if (made.tag === undefined) return;
    this.#validators.offer(url, isWhole ? validatorOf(made) : made, urlBytes + validatorBytes);
  }

  /** The state of the store, with everything gone that was made from another. */
  async #present(): Promise<StoreState> {
    const state = await this.#stateOf();
    if (!isSame(state, this.#state)) {
      this.#responses.clear();
      this.#validators.clear();
      this.#state = state;
    }
    return state;
  }
}

export type CacheCounts = { entries: number; bytes: number; hits: number; misses: number };

/** Octets that an entry takes beside its body and URL: headers, and the places in lists and maps. */
const overheadBytes = 1024;
const validatorBytes = 384;

const isSame = (one: StoreState, other: StoreState): boolean =>
  one.changes === other.changes && one.storeId === other.storeId;

/** What is kept by URL, in so much room. */
class Kept<Value extends object> extends LRUCache<string, Value> {
  #turnedAway = 0;

  constructor(maxBytes: number, maxEntryBytes: number) {
    super({ maxSize: maxBytes, maxEntrySize: maxEntryBytes });
  }

  /** Keeps a value if there is room; else one of a few, in the place of what was not asked for the longest. */
  offer(url: string, value: Value, bytes: number): void {
    if (this.calculatedSize + bytes > this.maxSize) {
      this.#turnedAway = (this.#turnedAway + 1) % letInOneOf;
      if (this.#turnedAway !== 0) return;
    }
    this.set(url, value, { size: bytes });
  }
}

const letInOneOf = 8;

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
    const index = hash % askedMax;
    const isKnown = this.#hashes[index] === hash;
    this.#hashes[index] = hash;
    return isKnown;
  }
}

/** One megabyte. */
const askedMax = 2 ** 18;
