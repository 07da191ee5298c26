import { Combobox } from '../filters/combobox.tsx';
import { findActors } from '../filters/find.ts';
import { Parties } from '../parties/parties-page.tsx';
import { ExternalIds } from '../parts/external-ids.tsx';
import { RecordState } from '../parts/record-state.tsx';
import { Subtype } from '../parts/subtype.tsx';
import { Text, TextBlock, Title } from '../parts/text.tsx';
import type { Open } from '../state/address.ts';
import { claimline } from '../state/api.ts';
import { addressNow, openRecord, setFilters } from '../state/navigation.ts';
import { useResource } from '../state/resource.ts';
import type { Actor } from '../state/schemas.ts';
import { momentWords, termWords } from '../time/words.ts';
import { IsSaidOf, Says } from './claim-lists.tsx';
import { Disputes } from './disputes.tsx';
import { EventsByRole } from './events-by-role.tsx';
import { Family } from './family.tsx';
import { Positions } from './positions.tsx';

/** The page of an actor: names, relations, disputes, positions, claims and events. */
export function ActorPage({ id, beside }: Open) {
  if (beside === undefined) return <OneActor id={id} />;
  return <Parties ids={[id, beside]} scope={{ datasetId: [] }} />;
}

function OneActor({ id }: { id: string }) {
  const resource = useResource(['actor', id], (signal) => claimline.getActor(id, { signal }));
  return (
    <RecordState
      resource={resource}
      kind="actor"
      title={({ name }) => name}
      about={({ description }) => description}
    >
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
          <Disputes actorId={id} />
          <Positions actorId={id} />
          <Says actorId={id} />
          <IsSaidOf actorId={id} />
          <EventsByRole actorId={id} />
          <Beside actorId={id} />
          <footer>
            <button
              type="button"
              class="quiet"
              onClick={() => setFilters({ actorId: [...new Set([...addressNow().filters.actorId, id])] })}
            >
              Only these events on the timeline
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

/** A field that opens the comparison with another actor. */
function Beside({ actorId }: { actorId: string }) {
  return (
    <section class="beside" aria-labelledby="beside-heading">
      <h3 id="beside-heading">Beside another actor</h3>
      <p class="why">What they agree on, what is disputed between them, and what only one of them says.</p>
      <Combobox
        label="Compare with"
        hint="The name of an actor"
        find={findActors}
        onChoose={(beside) => openRecord({ kind: 'actor', id: actorId, beside })}
      />
    </section>
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
