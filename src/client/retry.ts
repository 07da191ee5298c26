export type Fetch = (request: Request) => Promise<Response>;

export type RetryOptions = {
  /** What sends requests, if not the platform's own `fetch`. */
  fetch?: Fetch;
  /** How often a request is sent again that failed on the way or was answered with 408, 429 or 503 (default: 3). */
  retries?: number;
  /** The longest wait that `Retry-After` may ask for; if it asks for more, the problem is thrown (default: 30 000). */
  maxRetryAfterMs?: number;
  /** The longest that one attempt may take, to the end of its answer (default: 30 000). */
  timeoutMs?: number;
  /** What waits between attempts, if not a timer; rejects with the signal's reason as soon as that is aborted. */
  sleep?: (durationMs: number, signal: AbortSignal) => Promise<void>;
};
type Outcome = Response | { failure: unknown };

/** Answers that say "not now": request timeout, too many requests, service unavailable. */
const transientStatuses: readonly number[] = [408, 429, 503];
const timerMaxMs = 2 ** 31 - 1;
const backoffMs = { first: 250, max: 8_000 };

/** A fetch that tries again after a failure on the way or a "not now". Reading what it gives cannot fail any more. */
export function retrying(options: RetryOptions): Fetch {
  const { fetch = (request) => globalThis.fetch(request) } = options;
  const { retries = 3, maxRetryAfterMs = 30_000, timeoutMs = 30_000, sleep = sleepWithTimer } = options;
  return async (request) => {
    for (let tried = 0; ; tried += 1) {
      const outcome = await attempt(fetch, request, timeoutMs).catch((failure: unknown) => ({ failure }));
      request.signal.throwIfAborted();
      const waitMs = tried < retries ? waitBefore(outcome, tried, maxRetryAfterMs) : undefined;
      if (waitMs !== undefined) await sleep(waitMs, request.signal);
      else if (outcome instanceof Response) return outcome;
      else throw outcome.failure;
    }
  };
}

async function attempt(fetch: Fetch, request: Request, timeoutMs: number): Promise<Response> {
  request.signal.throwIfAborted();
  const controller = new AbortController();
  const sent = new Request(request.clone(), { signal: controller.signal });
  request.signal.addEventListener('abort', () => controller.abort(request.signal.reason));
  const late = (..._: Request[]) => controller.abort(new DOMException('No answer in time.', 'TimeoutError'));
  // The timer is given both requests to hold: once collected as garbage, they would not hear of an abort any more.
  const timer = setTimeout(late, Math.min(timeoutMs, timerMaxMs), request, sent);
  try {
    const response = await fetch(sent);
    // Some statuses, 304 among them, must not have a body, not even an empty one (Fetch standard §2.2.3).
    return new Response((await response.text()) || null, response);
  } finally {
    clearTimeout(timer);
  }
}

/** Milliseconds until the next attempt makes sense; undefined where none does. */
function waitBefore(outcome: Outcome, tried: number, maxRetryAfterMs: number): number | undefined {
  if (outcome instanceof Response && !transientStatuses.includes(outcome.status)) return undefined;
  const askedMs = outcome instanceof Response ? retryAfterMs(outcome) : undefined;
  // To come back sooner than asked to would only add to the load: rather not at all.
  if (askedMs !== undefined) return askedMs <= maxRetryAfterMs ? askedMs : undefined;
  // Half of it is chance, so that clients that failed together do not come back together.
  return Math.min(backoffMs.max, backoffMs.first * 2 ** tried) * (0.5 + Math.random() / 2);
}

/** What `Retry-After` asks for (RFC 9110 §10.2.3): seconds, or an HTTP-date. */
function retryAfterMs({ headers }: Response): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  // A date in the form of asctime leaves out its zone, which is UTC (RFC 9110 §5.6.7).
  const dateMs = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`);
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - Date.now());
}

const sleepWithTimer = (durationMs: number, signal: AbortSignal) =>
  new Promise<void>((wake, fail) => {
    const timer = setTimeout(wake, durationMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      fail(signal.reason);
    });
  });
