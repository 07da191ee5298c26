/**
 * Keeps deadlines of one length for many pieces of work. They pass in the order in which they began, so one timer for
 * the oldest is enough. Setting and clearing a timer for each request would take a large part of a short request's time.
 */
export class Deadlines {
  readonly #afterMs: number;
  readonly #pending = new Set<Deadline>();
  #timer: NodeJS.Timeout | undefined;

  constructor(afterMs: number) {
    this.#afterMs = afterMs;
  }

  /** Starts a deadline. Calls `late` when it passes, unless `end` is called before. */
  begin(late: () => void): Deadline {
    const deadline = { dueAt: performance.now() + this.#afterMs, late };
    this.#pending.add(deadline);
    this.#timer ??= setTimeout(this.#expire, this.#afterMs);
    return deadline;
  }

  end(deadline: Deadline): void {
    this.#pending.delete(deadline);
  }

  readonly #expire = (): void => {
    this.#timer = undefined;
    const now = performance.now();
    for (const deadline of this.#pending) {
      // Timers may fire up to a millisecond early.
      if (deadline.dueAt > now + 1) {
        this.#timer = setTimeout(this.#expire, deadline.dueAt - now);
        return;
      }
      this.#pending.delete(deadline);
      deadline.late();
    }
  };
}

export type Deadline = { dueAt: number; late: () => void };
