import { LRUCache } from 'lru-cache';
import type { StoreState } from '../domain/store.ts';
import type { Finished } from './finished.ts';

/**
 * Keeps finished answers by URL for as long as the store stays as it is: what is answered follows from the URL and
 * the state of the store alone. Every request asks for the state, so that a write of another process empties the
 * cache as much as one of our own. Who may be answered is decided before, for kept answers and new ones alike.
 */
export class ResponseCache {
  readonly #kept: LRUCache<string, Finished>;
  readonly #stateOf: () => Promise<StoreState>;
  #state: StoreState = { storeId: '', changes: 0 };

  /**
   * @param stateOf the present state of the store
   * @param maxBytes what all answers may take together; one may take a sixteenth of it
   */
  constructor(stateOf: () => Promise<StoreState>, maxBytes: number) {
    this.#stateOf = stateOf;
    this.#kept = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: Math.ceil(maxBytes / 16),
      sizeCalculation: ({ body }, url) => body.bytes + 2 * url.length + overheadBytes,
    });
  }

  /** The answer that is kept for this URL, or one made now. */
  async through(url: string, make: () => Promise<Finished>): Promise<Finished> {
    // Asked before the records are read: an answer made meanwhile from newer ones is kept for a state that is over.
    const state = await this.#stateOf();
    if (!isSame(state, this.#state)) {
      this.#kept.clear();
      this.#state = state;
    }
    const kept = this.#kept.get(url);
    if (kept !== undefined) return kept;
    const made = await make();
    if (isSame(state, this.#state)) this.#kept.set(url, made);
    return made;
  }
}

/** Octets that an entry takes beside its body and URL: headers, and the places in lists and maps. */
const overheadBytes = 1024;

const isSame = (one: StoreState, other: StoreState): boolean =>
  one.changes === other.changes && one.storeId === other.storeId;
