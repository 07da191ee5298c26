import { ExternalIds } from '../parts/external-ids.tsx';
import { RecordState } from '../parts/record-state.tsx';
import { Subtype } from '../parts/subtype.tsx';
import { Text, TextBlock, Title } from '../parts/text.tsx';
import { claimline } from '../state/api.ts';
import { addressNow, setFilters } from '../state/navigation.ts';
import { useResource } from '../state/resource.ts';
import type { Actor } from '../state/schemas.ts';
import { momentWords, termWords } from '../time/words.ts';
import { EventsByRole } from './events-by-role.tsx';
import { Family } from './family.tsx';
import { Positions } from './positions.tsx';

/** An actor: what it is called, to whom it belongs, where it stands and how it came to that, and what it had part in. */
export function ActorPage({ id }: { id: string }) {
  const resource = useResource(id, (signal) => claimline.getActor(id, { signal }));
  return (
    <RecordState resource={resource} kind="actor" title={({ name }) => name}>
      {(actor) => (
        <article class="record">
          <header>
            <p class="kind">
              {termWords(actor.type)}
              {actor.subtype !== null && (
                <>
                  {' · '}
                  <Subtype id={actor.subtype} />
                </>
              )}
              {actor.identity !== 'named' && <span class="tag">{termWords(actor.identity)}</span>}
            </p>
            <Title>{actor.name}</Title>
            {actor.description !== null && <TextBlock class="summary">{actor.description}</TextBlock>}
          </header>
          <dl class="facts">
            <Names actor={actor} />
          </dl>
          <Family actor={actor} />
          <Positions actorId={id} />
          <EventsByRole actorId={id} />
          <footer>
            <button
              type="button"
              class="quiet"
              onClick={() => setFilters({ actorId: [...new Set([...addressNow().filters.actorId, id])] })}
            >
              Only its events on the timeline
            </button>
            <a href={`v1/actors/${id}`}>JSON</a>
            <span>
              version {actor.version}, {momentWords(actor.updatedAt)}
            </span>
          </footer>
        </article>
      )}
    </RecordState>
  );
}

function Names({ actor: { names, externalIds } }: { actor: Actor }) {
  return (
    <>
      {names.length > 0 && (
        <>
          <dt>Also called</dt>
          <dd>
            <ul class="plain">
              {names.map(({ value, kind, lang }) => (
                <li key={`${kind} ${value}`}>
                  <Text lang={lang}>{value}</Text> <small>{termWords(kind)}</small>
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      <ExternalIds externalIds={externalIds} />
    </>
  );
}
