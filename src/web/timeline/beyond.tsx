import { useEffect, useState } from 'preact/hooks';
import { Failed } from '../parts/states.tsx';
import { type Failure, failureOf } from '../state/api.ts';
import type { Event } from '../state/schemas.ts';
import { countWords } from '../time/words.ts';
import { type Beyond, moreBeyond } from './data.ts';
import { EventRow } from './event-row.tsx';
import type { Scale } from './view.ts';

/** What lies only partly in view and is not drawn: a band that says how many there are, and the list that it opens. */

const listId = 'beyond';
const height = 24;
const inset = 12;

export const bandHeight = height + 8;

/** It has no ends: those of what it stands for lie outside the view. */
export function Band({ count, scale, top }: { count: number; scale: Scale; top: number }) {
  const words = `${countWords(count, 'more event')} ${count === 1 ? 'reaches' : 'reach'} beyond this view`;
  return (
    <a class="band" href={`#${listId}`} onClick={openList} {...{ transform: `translate(0 ${top})` }}>
      <linearGradient id="fade-both">
        <stop class="stop calm" offset="0" stop-opacity="0" />
        <stop class="stop calm" offset="0.12" stop-opacity="0.28" />
        <stop class="stop calm" offset="0.88" stop-opacity="0.28" />
        <stop class="stop calm" offset="1" stop-opacity="0" />
      </linearGradient>
      <rect class="body" width={scale.width} height={height} fill="url(#fade-both)" />
      <text x={inset} y={height / 2 + 4}>
        {words}
        {scale.width > 560 && <tspan dx="8">List them</tspan>}
      </text>
    </a>
  );
}

/** The list stands below the drawing; opening it is no step of history. */
function openList(event: MouseEvent) {
  event.preventDefault();
  const list = document.getElementById(listId);
  if (!(list instanceof HTMLDetailsElement)) return;
  list.open = true;
  list.scrollIntoView({ block: 'start' });
  list.querySelector('summary')?.focus();
}

type Listed = { events: readonly Event[]; cursor: string | null };

export function BeyondList({ beyond, selected }: { beyond: Beyond; selected: string | null }) {
  const [listed, setListed] = useState<Listed>({ events: beyond.first, cursor: beyond.cursor });
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  useEffect(() => {
    setListed({ events: beyond.first, cursor: beyond.cursor });
    setFailure(undefined);
  }, [beyond]);
  const more = async () => {
    if (listed.cursor === null || asking) return;
    setAsking(true);
    setFailure(undefined);
    try {
      const next = await moreBeyond(beyond, listed.cursor);
      // Those that were listed may by now be those of another view.
      setListed((now) => (now === listed ? { ...next, events: [...now.events, ...next.events] } : now));
    } catch (error) {
      setFailure(failureOf(error));
    }
    setAsking(false);
  };
  const missing = beyond.count - listed.events.length;
  return (
    <details
      class="beyond"
      id={listId}
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
        if (currentTarget.open && listed.events.length === 0) more();
      }}
    >
      <summary>
        {countWords(beyond.count, 'more event')} {beyond.count === 1 ? 'reaches' : 'reach'} beyond this view
      </summary>
      <p class="why">
        They begin before it or end after it, and are not drawn. The latest to begin come first.
      </p>
      <ol>
        {(open ? listed.events : []).map((event) => (
          <EventRow key={event.id} event={event} selected={event.id === selected} />
        ))}
      </ol>
      {failure !== undefined && <Failed failure={failure} retry={more} />}
      {listed.cursor !== null && missing > 0 && failure === undefined && (
        <button type="button" class="quiet" disabled={asking} onClick={more}>
          Show more of them ({countWords(missing, 'is', 'are')} left)
        </button>
      )}
    </details>
  );
}
