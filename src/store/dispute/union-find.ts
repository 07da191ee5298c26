/** Finds the connected components of a graph from its edges, by a union-find structure with path compression. */
export class UnionFind {
  /** Each key leads to a smaller one of its component. The smallest leads to itself. */
  readonly #parents = new Map<string, string>();

  join(one: string, other: string): void {
    const [first, second] = [this.smallest(one), this.smallest(other)];
    if (first < second) this.#parents.set(second, first);
    else this.#parents.set(first, second);
  }

  /** Returns the smallest key of a key's component. A key without an edge is a component of its own. */
  smallest(key: string): string {
    let root = key;
    for (let next = this.#parentOf(root); next !== root; next = this.#parentOf(root)) root = next;
    for (let at = key; at !== root; ) {
      const next = this.#parentOf(at);
      this.#parents.set(at, root);
      at = next;
    }
    return root;
  }

  #parentOf(key: string): string {
    return this.#parents.get(key) ?? key;
  }
}
