import { RecordLink } from '../parts/record-link.tsx';
import { Text } from '../parts/text.tsx';
import type { Event } from '../state/schemas.ts';
import { countryWords, countWords, sourceWords, termWords, timeWords } from '../time/words.ts';

/** An event as one row of a list: when, what, where. */
export function EventRow({ event, selected }: { event: Event; selected: boolean }) {
  const { place, time } = event;
  const where = place?.name ?? (place?.countryCode ? countryWords(place.countryCode) : '');
  return (
    <li class={selected ? 'selected' : undefined}>
      <span class="when">
        {timeWords(time)}
        {sourceWords(time) !== undefined && <q dir="auto">{time?.text}</q>}
      </span>
      <span class="what">
        <RecordLink kind="event" id={event.id} current={selected}>
          {event.title}
        </RecordLink>
        <span class="about">
          {termWords(event.type)}
          {where !== '' && (
            <>
              {' · '}
              <Text>{where}</Text>
            </>
          )}
          {` · ${countWords(event.claimCount, 'claim')}`}
          {event.contested && <span class="tag contested">disputed statements</span>}
        </span>
      </span>
    </li>
  );
}
