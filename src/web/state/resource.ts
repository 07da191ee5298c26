import { useCallback, useEffect, useState } from 'preact/hooks';
import { type Failure, failureOf } from './api.ts';
import { currentDrawing, type Drawing } from './drawing.ts';

/** The state of a call to the API: its last value, its failure, and whether it still waits. */
export type Resource<T> = {
  value: T | undefined;
  failure: Failure | undefined;
  /** `slow` once the wait is long enough to be explained. */
  waiting: 'no' | 'yes' | 'slow';
  retry: () => void;
};

const slowAfterMs = 1_500;

/** The name of what is asked for, and everything that the request depends on: one key has one answer on a page. */
export type Key = readonly [name: string, ...of: unknown[]];

type Use = <T>(
  key: Key | undefined,
  ask: (signal: AbortSignal) => Promise<T>,
  options?: { keep?: boolean; delayMs?: number },
) => Resource<T>;

/**
 * Calls the API, and calls it again whenever `key` changes; the call before is aborted. With `keep`, the value of the
 * last key is returned until the new one arrives. Without a key nothing is called.
 */
export const useResource: Use = (key, ask, options) => {
  const drawing = currentDrawing();
  const text = key && JSON.stringify(key);
  return drawing === undefined ? useAsked(text, ask, options) : drawn(drawing, text, ask);
};

function drawn<T>(
  drawing: Drawing,
  key: string | undefined,
  ask: (signal: AbortSignal) => Promise<T>,
): Resource<T> {
  const answer = key === undefined ? undefined : drawing.answers.get(key);
  const isMissing = key !== undefined && answer === undefined;
  if (isMissing) drawing.asked.set(key, ask);
  return {
    value: answer?.value as T | undefined,
    failure: answer?.failure,
    waiting: isMissing ? 'yes' : 'no',
    retry: () => undefined,
  };
}

function useAsked<T>(
  key: string | undefined,
  ask: (signal: AbortSignal) => Promise<T>,
  { keep = false, delayMs = 0 }: { keep?: boolean; delayMs?: number } = {},
): Resource<T> {
  const [answer, setAnswer] = useState<{ key: string; value: T } | undefined>(undefined);
  const [failed, setFailed] = useState<{ key: string; failure: Failure } | undefined>(undefined);
  const [slow, setSlow] = useState<string | undefined>(undefined);
  const [attempt, setAttempt] = useState(0);

  // The key contains everything that `ask` depends on.
  useEffect(() => {
    if (key === undefined) {
      setAnswer(undefined);
      return undefined;
    }
    const controller = new AbortController();
    const { signal } = controller;
    const start = () => {
      ask(signal).then(
        (value) => {
          if (signal.aborted) return;
          setAnswer({ key, value });
          setFailed(undefined);
        },
        (error: unknown) => {
          if (!signal.aborted) setFailed({ key, failure: failureOf(error) });
        },
      );
    };
    const timer = delayMs === 0 ? undefined : setTimeout(start, delayMs);
    if (delayMs === 0) start();
    const patience = setTimeout(() => setSlow(key), slowAfterMs + delayMs);
    return () => {
      clearTimeout(timer);
      clearTimeout(patience);
      controller.abort();
    };
  }, [key, attempt]);

  const retry = useCallback(() => {
    setFailed(undefined);
    setSlow(undefined);
    setAttempt((count) => count + 1);
  }, []);
  const current = answer?.key === key;
  const failure = key !== undefined && failed?.key === key ? failed.failure : undefined;
  const waiting = current || failure !== undefined ? 'no' : slow === key ? 'slow' : 'yes';
  return { value: current || keep ? answer?.value : undefined, failure, waiting, retry };
}
