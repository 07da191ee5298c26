import { LRUCache } from 'lru-cache';
import { parsedKey, recordKey } from '../../domain/import-scratch.ts';
import type { RecordKind } from '../../domain/kinds.ts';

/** Looks up which of these ids of a kind exist. */
export type Lookup = (kind: RecordKind, ids: readonly string[]) => Promise<Set<string>>;

/** Records that exist are remembered: neighbouring records name the same others. None is ever removed. */
export class Known {
  readonly #lookup: Lookup;
  readonly #found = new LRUCache<string, true>({ max: rememberedMax });

  constructor(lookup: Lookup) {
    this.#lookup = lookup;
  }

  add(key: string): void {
    this.#found.set(key, true);
  }

  /** Which of these exist. */
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

/** Keys of at most some ten megabytes. */
const rememberedMax = 100_000;
