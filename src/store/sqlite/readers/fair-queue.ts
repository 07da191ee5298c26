/** A piece of work that waits for a lane, and the client that asked for it. */
export type Asked = { readonly client: string };

type Client<Item> = { waiting: Item[]; running: number };

/**
 * Shares lanes among clients. Each client has a queue of its own, and the queues take turns, so that a client waits
 * behind one call of each other client at the most. Among three lanes, a client alone may have two, and each of several
 * clients one: a lane stays free for the next client, who would otherwise wait until a slow call ends.
 */
export class FairQueue<Item extends Asked> {
  readonly #lanes: number;
  readonly #waitingMax: number;
  /** Every client with a call that waits or runs; the one whose turn is next comes first. */
  readonly #clients = new Map<string, Client<Item>>();

  /**
   * @param lanes how many calls can run at a time
   * @param waitingMax how many calls of one client may wait
   */
  constructor(lanes: number, waitingMax: number) {
    this.#lanes = lanes;
    this.#waitingMax = waitingMax;
  }

  /** Adds a call behind the others of its client. Returns false if as many wait as may. */
  add(item: Item): boolean {
    const client = this.#of(item);
    if (client.waiting.length >= this.#waitingMax) return false;
    client.waiting.push(item);
    return true;
  }

  /** Returns how many calls wait, of all clients. */
  get waiting(): number {
    return [...this.#clients.values()].reduce((sum, { waiting }) => sum + waiting.length, 0);
  }

  /** Takes out the call that runs next. Returns undefined if none waits, or those that wait have their share. */
  take(): Item | undefined {
    const share = Math.max(1, this.#lanes - this.#clients.size);
    for (const [name, client] of this.#clients) {
      const item = client.running < share ? client.waiting.shift() : undefined;
      if (item === undefined) continue;
      client.running += 1;
      this.#clients.delete(name);
      this.#clients.set(name, client);
      return item;
    }
    return undefined;
  }

  /** Ends a call that was taken. */
  end(item: Item): void {
    this.#of(item).running -= 1;
    this.#forget(item);
  }

  /** Puts a call that was taken back before the others of its client. */
  putBack(item: Item): void {
    const client = this.#of(item);
    client.running -= 1;
    client.waiting.unshift(item);
  }

  /** Takes out a call that waits. */
  remove(item: Item): void {
    const { waiting } = this.#of(item);
    waiting.splice(waiting.indexOf(item), 1);
    this.#forget(item);
  }

  /** Takes out all calls that wait. */
  removeAll(): Item[] {
    const items = [...this.#clients.values()].flatMap(({ waiting }) => waiting.splice(0));
    for (const item of items) this.#forget(item);
    return items;
  }

  #of({ client: name }: Item): Client<Item> {
    const client = this.#clients.get(name) ?? { waiting: [], running: 0 };
    this.#clients.set(name, client);
    return client;
  }

  #forget({ client: name }: Item): void {
    const client = this.#clients.get(name);
    if (client?.waiting.length === 0 && client.running === 0) this.#clients.delete(name);
  }
}
