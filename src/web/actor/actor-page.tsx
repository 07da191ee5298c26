import { RecordLink } from '../parts/record-link.tsx';
import { RecordState } from '../parts/record-state.tsx';
import { claimline } from '../state/api.ts';
import { addressNow, setFilters } from '../state/navigation.ts';
import { useResource } from '../state/resource.ts';
import type { Actor } from '../state/schemas.ts';
import { momentWords, termWords } from '../time/words.ts';
import { EventsByRole } from './events-by-role.tsx';
import { Positions } from './positions.tsx';
import { familyOf } from './relations.ts';
import type { Branch } from './tree.ts';

/** An actor: what it is called, to whom it belongs, where it stands and how it came to that, and what it had part in. */
export function ActorPage({ id }: { id: string }) {
  const resource = useResource(id, (signal) => claimline.getActor(id, { signal }));
  return (
    <RecordState resource={resource} kind="actor">
      {(actor) => (
        <article class="record">
          <header>
            <p class="kind">
              {termWords(actor.type)}
              {actor.identity !== 'named' && <span class="tag">{termWords(actor.identity)}</span>}
            </p>
            <h2>{actor.name}</h2>
            {actor.description !== null && <p class="summary">{actor.description}</p>}
          </header>
          <dl class="facts">
            <Names actor={actor} />
          </dl>
          <Relations actor={actor} />
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
            <a href={`/v1/actors/${id}`}>JSON</a>
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
                  <span lang={lang ?? undefined}>{value}</span> <small>{termWords(kind)}</small>
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      {externalIds.length > 0 && (
        <>
          <dt>Elsewhere</dt>
          <dd>{externalIds.map(({ scheme, id }) => `${scheme}: ${id}`).join(', ')}</dd>
        </>
      )}
    </>
  );
}

function Relations({ actor }: { actor: Actor }) {
  const { value } = useResource(actor.id, (signal) => familyOf(actor, signal));
  if (value === undefined) return null;
  const { roots, beside, whole } = value;
  const alone = roots.every((root) => root.actor.id === actor.id && root.below.length === 0);
  if (alone && beside.length === 0) return null;
  return (
    <section aria-labelledby="relations-heading">
      <h3 id="relations-heading">Relations</h3>
      {!alone && (
        <ul class="tree">
          {roots.map((root) => (
            <Branches key={root.actor.id} branch={root} here={actor.id} />
          ))}
        </ul>
      )}
      {beside.length > 0 && (
        <ul class="plain">
          {beside.map(({ actor: other, relation }) => (
            <li key={`${relation} ${other.id}`}>
              {termWords(relation)}{' '}
              <RecordLink kind="actor" id={other.id}>
                {other.name}
              </RecordLink>
            </li>
          ))}
        </ul>
      )}
      {!whole && (
        <p class="why">The dataset has very many actors: more may belong to this one than are shown.</p>
      )}
    </section>
  );
}

function Branches({ branch, here }: { branch: Branch; here: string }) {
  const { actor, relation, below } = branch;
  return (
    <li>
      {relation !== '' && <small>{termWords(relation)} </small>}
      {actor.id === here ? (
        <strong aria-current="true">{actor.name}</strong>
      ) : (
        <RecordLink kind="actor" id={actor.id}>
          {actor.name}
        </RecordLink>
      )}
      {below.length > 0 && (
        <ul>
          {below.map((each) => (
            <Branches key={`${each.relation} ${each.actor.id}`} branch={each} here={here} />
          ))}
        </ul>
      )}
    </li>
  );
}
