import { LRUCache } from 'lru-cache';
import type { StoreState } from '../domain/store.ts';
import { type Finished, type Validator, validatorOf } from './finished.ts';

/**
 * Caches responses by URL and form until the next write. A response depends only on the URL, the form that the client
 * prefers and the state of the store. The state is read for every request, so a write of another process empties the
 * cache like one of our own. Earlier stages decide if a client may have a response, cached or not.
 *
 * A response is cached from its second request, because most responses are requested only once. If the cache is full, only
 * one response in eight is let in. A frequent one gets in soon, but a client that reads many records twice does not evict
 * the responses of others. Evicting at every request would also fill the old generation of the heap with garbage, and
 * collecting it stops the server.
 *
 * Validators are cached in the same way, also of responses that are not cached. They are small, so there is room for
 * many more of them. They answer a client whose copy is still current with 304.
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
   * @param stateOf reads the present state of the store
   * @param maxBytes size of the whole cache in octets; one response may take a sixteenth of it
   */
  constructor(stateOf: () => Promise<StoreState>, maxBytes: number) {
    this.#stateOf = stateOf;
    const maxValidatorBytes = Math.floor(maxBytes / 4);
    this.#responses = new Kept(maxBytes - maxValidatorBytes, Math.ceil(maxBytes / 16));
    this.#validators = new Kept(Math.max(1, maxValidatorBytes), maxBytes);
  }

  /**
   * Returns the cached response to a URL, or makes one and caches it if the URL was requested before. Returns only the
   * validator if `make` returns no more.
   */
  async through(url: string, make: () => Promise<Finished | Validator>): Promise<Finished | Validator> {
    // Read before the records: if a write comes in between, the newer response is cached for the old state and dropped.
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

  /** Returns the cached response to a URL, or its validator. Returns undefined at once if nothing is cached. */
  kept(url: string): Promise<Finished | Validator | undefined> | undefined {
    if (!this.#responses.has(url) && !this.#validators.has(url)) return undefined;
    return this.#present().then(() => this.#responses.get(url) ?? this.#validators.get(url));
  }

  /** Counts a response or a 304 that was sent from the cache. */
  noteHit(): void {
    this.#hits += 1;
  }

  /** Returns the size of the cache and its hits and misses since the start. */
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

  /** Reads the state of the store. Empties the cache if the state has changed. */
  #present(): Promise<StoreState> {
    return this.#stateOf().then(this.#adopt);
  }

  readonly #adopt = (state: StoreState): StoreState => {
    if (!isSame(state, this.#state)) {
      this.#responses.clear();
      this.#validators.clear();
      this.#state = state;
    }
    return state;
  };
}

export type CacheCounts = { entries: number; bytes: number; hits: number; misses: number };

/** Estimated octets of an entry beside its body and URL: headers, and entries in lists and maps. */
const overheadBytes = 1024;
const validatorBytes = 384;

const isSame = (one: StoreState, other: StoreState): boolean =>
  one.changes === other.changes && one.storeId === other.storeId;

/** A cache by URL with a maximum size. */
class Kept<Value extends object> extends LRUCache<string, Value> {
  #turnedAway = 0;

  constructor(maxBytes: number, maxEntryBytes: number) {
    super({ maxSize: maxBytes, maxEntrySize: maxEntryBytes });
  }

  /** Caches a value if there is room. If there is none, one value in eight replaces the least recently used ones. */
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
 * Remembers recently requested URLs by hashes of 32 bits. A URL may replace another with the same index. Then a response
 * is cached one request later or earlier, which does no harm.
 */
class AskedBefore {
  readonly #hashes = new Uint32Array(askedMax);

  /** Records a URL. Returns true if it was recorded before. */
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

/** Number of hashes: one megabyte in all. */
const askedMax = 2 ** 18;
