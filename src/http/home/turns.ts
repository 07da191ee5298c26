/**
 * Lets a few pieces of work run at a time, and the others wait for their turn. Pages that are drawn on the server's own
 * thread would otherwise all be drawn in one go, and nothing else would be answered meanwhile.
 */
export class Turns {
  readonly #most: number;
  #taken = 0;
  readonly #waiting = new Set<() => void>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Runs the work at its turn. @throws the reason of the signal if it is aborted before */
  async run<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    await this.#turn(signal);
    try {
      return await work();
    } finally {
      this.#pass();
    }
  }

  async #turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#taken < this.#most) {
      this.#taken += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const refuse = () => {
        this.#waiting.delete(begin);
        reject(signal.reason);
      };
      const begin = () => {
        signal.removeEventListener('abort', refuse);
        resolve();
      };
      signal.addEventListener('abort', refuse, { once: true });
      this.#waiting.add(begin);
    });
  }

  /** Hands the turn to who waits the longest. */
  #pass(): void {
    const [begin] = this.#waiting;
    if (begin === undefined) {
      this.#taken -= 1;
      return;
    }
    this.#waiting.delete(begin);
    begin();
  }
}
