import { RecordLink } from '../parts/record-link.tsx';
import { Failed } from '../parts/states.tsx';
import { Text } from '../parts/text.tsx';
import { claimline, collect } from '../state/api.ts';
import { useResource } from '../state/resource.ts';
import type { ActorPosition } from '../state/schemas.ts';
import { countWords, termWords, timeWords } from '../time/words.ts';

/** Where an actor stands on what it has spoken of, and how it came to it: claimed, then denied, then taken back. */

const most = 200;
const stands: Record<ActorPosition['stand'], string> = {
  affirms: 'says so',
  denies: 'says not',
  open: 'leaves it open',
  withdrawn: 'has taken it back',
};

export function Positions({ actorId }: { actorId: string }) {
  const { value, failure, retry } = useResource(actorId, (signal) =>
    collect(claimline.pages.listActorPositions(actorId, { limit: 100, signal }), most),
  );
  if (failure !== undefined) return <Failed failure={failure} retry={retry} />;
  if (value === undefined || value.records.length === 0) return null;
  // What an actor has moved on, or what others oppose, comes before what it has said once and nobody minds.
  const sorted = value.records.toSorted(
    (a, b) =>
      Number(b.proposition.contested) - Number(a.proposition.contested) || b.claims.length - a.claims.length,
  );
  return (
    <section aria-labelledby="positions-heading">
      <h3 id="positions-heading">Where it stands</h3>
      <p class="why">
        {countWords(value.records.length, 'proposition')}
        {!value.whole && ', the first ones'}
      </p>
      <ul class="positions">
        {sorted.map((position) => (
          <Position key={position.proposition.key} position={position} />
        ))}
      </ul>
    </section>
  );
}

function Position({ position: { proposition, stand, claims } }: { position: ActorPosition }) {
  return (
    <li class={proposition.contested ? 'contested' : undefined}>
      <p>
        <span class={`tag stand ${stand}`}>{stands[stand]}</span>{' '}
        <Text>{proposition.text.replaceAll(' · ', ' ')}</Text>
        {proposition.contested && <span class="tag contested">⇄ contested</span>}
      </p>
      <ol class="steps">
        {claims.map((claim) => (
          <li key={claim.claimId} class={`${claim.polarity} ${claim.withdrawn ? 'withdrawn' : ''}`}>
            <RecordLink kind="claim" id={claim.claimId}>
              {termWords(claim.act)}
            </RecordLink>{' '}
            <small>{timeWords(claim.madeAt)}</small>
          </li>
        ))}
      </ol>
    </li>
  );
}
