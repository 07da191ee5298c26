import { useCallback, useState } from 'preact/hooks';
import { Failed } from '../parts/states.tsx';
import type { Resource } from '../state/resource.ts';
import type { Event, EventQuery } from '../state/schemas.ts';
import { countWords, numberWords } from '../time/words.ts';
import { listId } from './beyond.tsx';
import type { InView, Listed } from './data.ts';
import { EventRow } from './event-row.tsx';

/** The first events in view as a list below the drawing. */

const first = 25;
const step = 50;
const most = 1_000;

/** Length of the list of each query, so that Back leads to a list as long as it was. */
const lengths = new Map<string, number>();
const mostRemembered = 200;

/** Returns how many events of a query to list, and how to list more of them. */
export function useLength(query: EventQuery): { length: number; more: () => void } {
  const key = JSON.stringify(query);
  const [, redraw] = useState({});
  const length = lengths.get(key) ?? first;
  const more = useCallback(() => {
    if (lengths.size >= mostRemembered) lengths.clear();
    lengths.set(key, Math.min(most, length - (length % step) + step));
    redraw({});
  }, [key, length]);
  return { length, more };
}

type Props = {
  inView: InView;
  /** The events to list, if the drawing does not have all. */
  listed: Resource<Listed | undefined>;
  /** True if the view, and these events of it, are those that the address asks for. */
  isCurrentView: boolean;
  isListCurrent: boolean;
  length: number;
  more: () => void;
  selected: string | null;
};

export function EventList({ inView, listed, isCurrentView, isListCurrent, length, more, selected }: Props) {
  const { content, count } = inView;
  const isAllHere = content.kind === 'events' && content.longer.length === 0 && content.beyond === 0;
  const { value, retry } = listed;
  // Until the view has loaded, its own state says how that goes.
  const failure = isCurrentView ? listed.failure : undefined;
  const isCurrent = isAllHere || isListCurrent;
  const events = isAllHere ? content.events.slice(0, length) : (value?.events ?? []);
  if (count === 0) return null;
  return (
    <section
      class="event-list"
      id={listId}
      tabIndex={-1}
      aria-label="Events in view"
      data-awaited={events.length === 0 && failure === undefined}
    >
      <h2>
        {countWords(count, 'event')} in view
        {events.length < count && isCurrent && <small> The first {numberWords(events.length)}</small>}
      </h2>
      {failure !== undefined && <Failed failure={failure} retry={retry} />}
      {(failure === undefined || isCurrent) && (
        <Rows events={events} total={count} selected={selected} isStale={!isCurrent} more={more} />
      )}
    </section>
  );
}

type RowsProps = {
  events: readonly Event[];
  total: number;
  selected: string | null;
  isStale?: boolean;
  more: () => void;
};

/** Rows of events, and a way to more of them. The rows that are there stay where they are when more come. */
export function Rows({ events, total, selected, isStale = false, more }: RowsProps) {
  const left = total - events.length;
  return (
    <>
      <ol data-stale={isStale}>
        {events.map((event) => (
          <EventRow key={event.id} event={event} selected={event.id === selected} />
        ))}
      </ol>
      {left > 0 && events.length > 0 && (
        <p class="more">
          {events.length < most ? (
            <button type="button" class="quiet" onClick={more}>
              Show {numberWords(Math.min(left, step))} more
            </button>
          ) : (
            'Zoom in, or choose filters, to list the others.'
          )}
        </p>
      )}
    </>
  );
}
