import { useState } from 'preact/hooks';
import { RecordLink } from '../parts/record-link.tsx';
import type { Event } from '../state/schemas.ts';
import { countryWords, countWords, sourceWords, termWords, timeWords } from '../time/words.ts';

/** The events in view as a list: the same as the drawing, to read. */

const shownFirst = 25;

export function EventList({ events, selected }: { events: readonly Event[]; selected: string | null }) {
  const [all, setAll] = useState(false);
  if (events.length === 0) return null;
  const shown = all ? events : events.slice(0, shownFirst);
  return (
    <section class="event-list" aria-label="Events in view">
      <h2>{countWords(events.length, 'event')} in view</h2>
      <ol>
        {shown.map((event) => (
          <Row key={event.id} event={event} selected={event.id === selected} />
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

function Row({ event, selected }: { event: Event; selected: boolean }) {
  const { place } = event;
  const where = place?.name ?? (place?.countryCode ? countryWords(place.countryCode) : '');
  return (
    <li class={selected ? 'selected' : undefined}>
      <span class="when">
        {timeWords(event.time)}
        {sourceWords(event.time) !== undefined && <q>{event.time?.text}</q>}
      </span>
      <span class="what">
        <RecordLink kind="event" id={event.id} current={selected}>
          {event.title}
        </RecordLink>
        <span class="about">
          {[termWords(event.type), where, countWords(event.claimCount, 'claim')].filter(Boolean).join(' · ')}
          {event.contested && <span class="tag contested">contested</span>}
        </span>
      </span>
    </li>
  );
}
