export type Fetch = (request: Request) => Promise<Response>;

export type RetryOptions = {
  /** Sends requests (default: the platform's `fetch`). */
  fetch?: Fetch;
  /** Number of retries after a network failure or a 408, 429 or 503 (default: 3). */
  retries?: number;
  /** Longest wait that `Retry-After` may ask for; if it asks for more, the problem is thrown (default: 30 000). */
  maxRetryAfterMs?: number;
  /** Longest time that one attempt may take, to the end of its response (default: 30 000). */
  timeoutMs?: number;
  /** Waits between attempts (default: a timer). It must reject with the signal's reason as soon as that is aborted. */
  sleep?: (durationMs: number, signal: AbortSignal) => Promise<void>;
};
type Outcome = Response | { failure: unknown };

/** Statuses that are worth a retry: request timeout, too many requests, service unavailable. */
const transientStatuses: readonly number[] = [408, 429, 503];
const timerMaxMs = 2 ** 31 - 1;
const backoffMs = { first: 250, max: 8_000 };

/** Wraps a fetch with retries after a network failure or a transient status. Its responses are read to their end. */
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
  // The timer refers to both requests: if they were collected as garbage, an abort would no longer reach the fetch.
  const timer = setTimeout(late, Math.min(timeoutMs, timerMaxMs), request, sent);
  try {
    const response = await fetch(sent);
    // A null body status, such as 304, must have no body, not even an empty one (Fetch standard §2.2.3).
    return new Response((await response.text()) || null, response);
  } finally {
    clearTimeout(timer);
  }
}

/** Returns milliseconds to wait before the next attempt; undefined if another attempt makes no sense. */
function waitBefore(outcome: Outcome, tried: number, maxRetryAfterMs: number): number | undefined {
  if (outcome instanceof Response && !transientStatuses.includes(outcome.status)) return undefined;
  const askedMs = outcome instanceof Response ? retryAfterMs(outcome) : undefined;
  // An attempt sooner than the server asked for would only add to its load.
  if (askedMs !== undefined) return askedMs <= maxRetryAfterMs ? askedMs : undefined;
  // Half of the wait is random, so that clients that failed together do not retry together.
  return Math.min(backoffMs.max, backoffMs.first * 2 ** tried) * (0.5 + Math.random() / 2);
}

/** Returns the wait that `Retry-After` asks for, in seconds or as an HTTP-date (RFC 9110 §10.2.3), in milliseconds. */
function retryAfterMs({ headers }: Response): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  // A date in asctime format has no zone: it is in UTC (RFC 9110 §5.6.7).
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
