import { RecordLink } from '../parts/record-link.tsx';
import { claimline, collect } from '../state/api.ts';
import { useResource } from '../state/resource.ts';
import { attributionWords, termWords, timeWords } from '../time/words.ts';

/** The events in which an actor has a part, by what part. */

const most = 200;

export function EventsByRole({ actorId }: { actorId: string }) {
  const { value } = useResource(actorId, (signal) =>
    collect(claimline.pages.listActorEvents(actorId, { limit: 200, signal }), most),
  );
  if (value === undefined || value.records.length === 0) return null;
  const parts = value.records.flatMap((event) =>
    event.participants
      .filter((participant) => participant.actorId === actorId)
      .map(({ role, attribution }) => ({ event, role, attribution })),
  );
  const byRole = [...Map.groupBy(parts, ({ role }) => role)];
  return (
    <section aria-labelledby="events-heading">
      <h3 id="events-heading">Its part in events</h3>
      {!value.whole && <p class="why">The first {most}; the timeline has the rest.</p>}
      {byRole.map(([role, those]) => (
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
    </section>
  );
}
