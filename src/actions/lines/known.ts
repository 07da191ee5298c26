import { LRUCache } from 'lru-cache';
import { parsedKey, recordKey } from '../../domain/import-scratch.ts';
import type { RecordKind } from '../../domain/kinds.ts';

/** Returns those of the ids of a kind that exist. */
export type Lookup = (kind: RecordKind, ids: readonly string[]) => Promise<Set<string>>;

/** Caches the keys of records that exist: neighbouring records refer to the same ones, and no record is ever removed. */
export class Known {
  readonly #lookup: Lookup;
  readonly #found = new LRUCache<string, true>({ max: cachedMax });

  constructor(lookup: Lookup) {
    this.#lookup = lookup;
  }

  add(key: string): void {
    this.#found.set(key, true);
  }

  /** Returns those of the keys that exist. */
  async existing(keys: Iterable<string>): Promise<Set<string>> {
    const found = new Set<string>();
    const asked = new Map<RecordKind, string[]>();
    for (const key of new Set(keys)) {
      if (this.#found.get(key) === true) {
        found.add(key);
        continue;
      }
      const { kind, id } = parsedKey(key);
      const ids = asked.get(kind);
      if (ids === undefined) asked.set(kind, [id]);
      else ids.push(id);
    }
    for (const [kind, ids] of asked) {
      for (const id of await this.#lookup(kind, ids)) {
        const key = recordKey(kind, id);
        this.add(key);
        found.add(key);
      }
    }
    return found;
  }
}

/** Keys in the cache: this bounds its memory. */
const cachedMax = 100_000;
