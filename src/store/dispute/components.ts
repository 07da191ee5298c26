/** Groups what is joined by pairs, however long the way: the connected components of a graph. */
export class Components {
  /** Each key leads to a smaller one of its component; the smallest leads to itself. */
  readonly #parents = new Map<string, string>();

  add(key: string): void {
    if (!this.#parents.has(key)) this.#parents.set(key, key);
  }

  join(one: string, other: string): void {
    const [first, second] = [this.smallest(one), this.smallest(other)];
    if (first < second) this.#parents.set(second, first);
    else this.#parents.set(first, second);
  }

  /** Returns the smallest key of a key's component. */
  smallest(key: string): string {
    let root = key;
    for (let next = this.#parentOf(root); next !== root; next = this.#parentOf(root)) root = next;
    // The way is shortened for all that asks for it later.
    for (let at = key; at !== root; ) {
      const next = this.#parentOf(at);
      this.#parents.set(at, root);
      at = next;
    }
    return root;
  }

  #parentOf(key: string): string {
    const parent = this.#parents.get(key) ?? key;
    this.#parents.set(key, parent);
    return parent;
  }
}
