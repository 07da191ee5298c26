import { GrowingList, typingMs, useSearch } from '../parts/more.tsx';
import { usePages } from '../parts/paged.ts';
import { RecordLink } from '../parts/record-link.tsx';
import { claimline } from '../state/api.ts';
import type { Event } from '../state/schemas.ts';
import { attributionWords, termWords, timeWords } from '../time/words.ts';

/** The events in which an actor took part, grouped by its role. */

const pageSize = 30;

export function EventsByRole({ actorId }: { actorId: string }) {
  const { words, field } = useSearch('Search these events');
  const list = usePages(
    `events of ${actorId} ${words}`,
    (cursor, signal) =>
      claimline.listActorEvents(actorId, {
        ...(words === '' ? {} : { q: words }),
        ...cursor,
        limit: pageSize,
        signal,
      }),
    { delayMs: words === '' ? 0 : typingMs },
  );
  return (
    <section aria-labelledby="events-heading">
      <h3 id="events-heading">Part in events</h3>
      <div class="list-tools">{field}</div>
      <GrowingList
        list={list}
        all={`v1/actors/${actorId}/events`}
        none={words === '' ? 'No part in an event is recorded.' : `No event with “${words}”.`}
      >
        {(pages) => <Roles actorId={actorId} events={pages.flatMap(({ data }) => data)} />}
      </GrowingList>
    </section>
  );
}

function Roles({ actorId, events }: { actorId: string; events: readonly Event[] }) {
  const parts = events.flatMap((event) =>
    event.participants
      .filter((participant) => participant.actorId === actorId)
      .map(({ role, attribution }) => ({ event, role, attribution })),
  );
  return (
    <>
      {[...Map.groupBy(parts, ({ role }) => role)].map(([role, those]) => (
        <div key={role} class="by-role">
          <h4>{termWords(role)}</h4>
          <ul class="plain">
            {those.map(({ event, attribution }) => (
              <li key={event.id}>
                <RecordLink kind="event" id={event.id}>
                  {event.title}
                </RecordLink>{' '}
                <small>{timeWords(event.time)}</small>{' '}
                {attribution !== 'established' && (
                  <span class={`tag attribution ${attribution}`}>{attributionWords(attribution)}</span>
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}
