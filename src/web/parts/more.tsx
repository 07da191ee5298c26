import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Paged } from './paged.ts';
import { Failed } from './states.tsx';

/** A list with a search field that grows by a page with each press of "More". */

type Props<P> = {
  list: Paged<P>;
  /** Path of the list in the API, where the rest can be read without scripts. */
  all: string;
  /** Text of the list when it is empty. */
  none: ComponentChildren;
  children: (pages: readonly P[]) => ComponentChildren;
};

/** While another list loads, the old one is shown dimmed. */
export function GrowingList<P extends { data: readonly unknown[] }>({ list, all, none, children }: Props<P>) {
  const { pages, failure, retry, busy, more } = list;
  if (failure !== undefined) return <Failed failure={failure} retry={retry} />;
  if (pages === undefined) return <p class="why">Loading…</p>;
  const empty = pages.every(({ data }) => data.length === 0);
  return (
    <div class="growing" aria-busy={busy} data-stale={busy}>
      {empty ? <p class="why">{none}</p> : children(pages)}
      {more !== undefined && (
        <>
          <button type="button" class="next" disabled={busy} onClick={more}>
            {busy ? 'Loading…' : 'More'}
          </button>
          <a class="scripts-off" href={all}>
            All, as JSON
          </a>
        </>
      )}
    </div>
  );
}

/** Short enough to feel at once, long enough for a word to be typed. */
export const typingMs = 200;

export function useSearch(label: string): { words: string; field: ComponentChildren } {
  const [words, setWords] = useState('');
  const field = (
    <input
      type="search"
      class="search-list"
      aria-label={label}
      placeholder={label}
      value={words}
      onInput={({ currentTarget }) => setWords(currentTarget.value)}
    />
  );
  return { words: words.trim(), field };
}
