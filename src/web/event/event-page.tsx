import { CheckEvidence } from '../evidence/check-evidence.tsx';
import { ExternalIds } from '../parts/external-ids.tsx';
import { RecordLink } from '../parts/record-link.tsx';
import { RecordState } from '../parts/record-state.tsx';
import { Subtype } from '../parts/subtype.tsx';
import { Text, TextBlock, Title } from '../parts/text.tsx';
import { Cite } from '../share/cite.tsx';
import { citedEvent } from '../share/cited.ts';
import { useResource } from '../state/resource.ts';
import type { EventDetail } from '../state/schemas.ts';
import { countWords, momentWords, termWords } from '../time/words.ts';
import { type Dossier, dossierOf } from './event-data.ts';
import { When } from './when.tsx';
import { Where } from './where.tsx';
import { Who } from './who.tsx';
import { WhoSaysWhat } from './who-says-what.tsx';

/** The page of an event: what happened, when, where, who took part, and who says so. */
export function EventPage({ id }: { id: string }) {
  const dossier = useResource(['event', id], (signal) => dossierOf(id, signal));
  return (
    <RecordState
      resource={dossier}
      kind="event"
      title={({ event }) => event.title}
      about={({ event }) => event.summary}
    >
      {(value) => <Loaded {...value} />}
    </RecordState>
  );
}

function Loaded(dossier: Dossier) {
  const { event, context, claims } = dossier;
  return (
    <article class="record event-page">
      <header>
        <p class="kind">
          {termWords(event.type)}
          {event.subtype !== null && (
            <>
              {' · '}
              <Subtype id={event.subtype} />
            </>
          )}
          <Disputed claims={claims} />
        </p>
        <Title>{event.title}</Title>
        {event.summary !== null && <TextBlock class="summary">{event.summary}</TextBlock>}
      </header>
      <dl class="facts">
        <When time={event.time} />
        <Where place={event.place} />
        <Who event={event} claims={claims} actors={context.actors} />
        <Related event={event} />
        <ExternalIds externalIds={event.externalIds} />
      </dl>
      <WhoSaysWhat {...dossier} />
      <CheckEvidence sources={[...context.sources.values()]} claims={claims} />
      <footer>
        <Cite of={`event ${event.id}`} cited={(signal) => citedEvent(event, signal)} />
        <a href={`v1/events/${event.id}`}>JSON</a>
        <span>
          version {event.version}, {momentWords(event.updatedAt)}
        </span>
      </footer>
    </article>
  );
}

/** Counts the disputed statements about an event. The event itself may be beyond doubt. */
function Disputed({ claims }: Pick<Dossier, 'claims'>) {
  const keys = new Set(claims.flatMap(({ contested, proposition }) => (contested ? [proposition.key] : [])));
  if (keys.size === 0) return null;
  return <span class="tag contested">⇄ {countWords(keys.size, 'disputed statement')}</span>;
}

function Related({ event }: { event: EventDetail }) {
  const { relations, tags } = event;
  return (
    <>
      {relations.length > 0 && (
        <>
          <dt>Related</dt>
          <dd>
            <ul class="plain">
              {relations.map(({ type, eventId }) => (
                <li key={`${type} ${eventId}`}>
                  {termWords(type)}{' '}
                  <RecordLink kind="event" id={eventId}>
                    {event.included?.events?.[eventId]?.title ?? eventId}
                  </RecordLink>
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      {tags.length > 0 && (
        <>
          <dt>Keywords</dt>
          <dd>
            {tags.map((tag) => (
              <span key={tag}>
                <Text>#{tag}</Text>{' '}
              </span>
            ))}
          </dd>
        </>
      )}
    </>
  );
}
