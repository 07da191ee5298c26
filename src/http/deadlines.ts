/**
 * Deadlines of one length for many pieces of work. They fall due in the order they were begun in, so that one timer
 * for the oldest does for all: setting and clearing one for each request was a tenth of a small answer's time.
 */
export class Deadlines {
  readonly #afterMs: number;
  readonly #pending = new Set<Deadline>();
  #timer: NodeJS.Timeout | undefined;

  constructor(afterMs: number) {
    this.#afterMs = afterMs;
  }

  /** Calls back once the time has passed, unless it is ended before. */
  begin(late: () => void): Deadline {
    const deadline = { dueAt: performance.now() + this.#afterMs, late };
    this.#pending.add(deadline);
    this.#timer ??= setTimeout(this.#fall, this.#afterMs);
    return deadline;
  }

  end(deadline: Deadline): void {
    this.#pending.delete(deadline);
  }

  readonly #fall = (): void => {
    this.#timer = undefined;
    const now = performance.now();
    for (const deadline of this.#pending) {
      // Timers may fire up to a millisecond early.
      if (deadline.dueAt > now + 1) {
        this.#timer = setTimeout(this.#fall, deadline.dueAt - now);
        return;
      }
      this.#pending.delete(deadline);
      deadline.late();
    }
  };
}

export type Deadline = { dueAt: number; late: () => void };
