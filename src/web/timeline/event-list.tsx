import { useState } from 'preact/hooks';
import type { Event } from '../state/schemas.ts';
import { countWords, numberWords } from '../time/words.ts';
import { EventRow } from './event-row.tsx';

/** The events in view as a list: the same as the drawing, to read. */

const shownFirst = 25;

type Props = { events: readonly Event[]; beyond: number; selected: string | null };

export function EventList({ events, beyond, selected }: Props) {
  const [all, setAll] = useState(false);
  if (events.length === 0) return null;
  const shown = all ? events : events.slice(0, shownFirst);
  return (
    <section class="event-list" id="events" tabIndex={-1} aria-label="Events in view">
      <h2>
        {beyond > 0 && `${numberWords(events.length)} of `}
        {countWords(events.length + beyond, 'event')} in view
      </h2>
      <ol>
        {shown.map((event) => (
          <EventRow key={event.id} event={event} selected={event.id === selected} />
        ))}
      </ol>
      {shown.length < events.length && (
        <button type="button" class="quiet" onClick={() => setAll(true)}>
          Show all {countWords(events.length, 'event')}
        </button>
      )}
    </section>
  );
}
