import { useRef, useState } from 'preact/hooks';
import type { Failure } from '../state/api.ts';
import { useResource } from '../state/resource.ts';

/** Fetches a list page by page. */

type Page = { page: { nextCursor: string | null } };

export type Paged<P> = {
  /** The pages so far, in order; undefined until the first one has loaded. */
  pages: readonly P[] | undefined;
  failure: Failure | undefined;
  retry: () => void;
  busy: boolean;
  /** Fetches the next page; undefined after the last one. */
  more: (() => void) | undefined;
};

/** @param key contains everything that `ask` depends on; with another key the list begins again */
export function usePages<P extends Page>(
  key: string,
  ask: (cursor: { cursor?: string }, signal: AbortSignal) => Promise<P>,
  { delayMs = 0 }: { delayMs?: number } = {},
): Paged<P> {
  const [wanted, setWanted] = useState({ key, count: 1 });
  const held = useRef<{ key: string; pages: P[] }>({ key, pages: [] });
  const count = wanted.key === key ? wanted.count : 1;
  const { value, failure, retry, waiting } = useResource(
    ['page', key, count],
    async (signal) => {
      const before = held.current.key === key ? held.current.pages.slice(0, count - 1) : [];
      const cursor = before.at(-1)?.page.nextCursor ?? undefined;
      const page = await ask(cursor === undefined ? {} : { cursor }, signal);
      held.current = { key, pages: [...before, page] };
      return held.current;
    },
    { keep: true, delayMs: count === 1 ? delayMs : 0 },
  );
  const last = value?.pages.at(-1);
  return {
    pages: value?.pages,
    failure,
    retry,
    busy: waiting !== 'no',
    more:
      last === undefined || last.page.nextCursor === null
        ? undefined
        : () => setWanted({ key, count: count + 1 }),
  };
}
