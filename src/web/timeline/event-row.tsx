import { RecordLink } from '../parts/record-link.tsx';
import type { Event } from '../state/schemas.ts';
import { countryWords, countWords, sourceWords, termWords, timeWords } from '../time/words.ts';

/** An event as one row of a list: when, what, where. */
export function EventRow({ event, selected }: { event: Event; selected: boolean }) {
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
