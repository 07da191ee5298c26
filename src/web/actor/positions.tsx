import { actWords } from '../parts/act-words.ts';
import { GrowingList } from '../parts/more.tsx';
import { usePages } from '../parts/paged.ts';
import { RecordLink } from '../parts/record-link.tsx';
import { Statement } from '../parts/statement.tsx';
import { claimline } from '../state/api.ts';
import type { ActorPosition } from '../state/schemas.ts';
import { timeWords } from '../time/words.ts';

/** The positions of an actor, each with the claims that led to it: claimed, then denied, then withdrawn. */

const pageSize = 10;
const positionWords: Record<ActorPosition['position'], string> = {
  affirms: 'says so',
  denies: 'says not',
  open: 'leaves it open',
  withdrawn: 'has taken it back',
};

export function Positions({ actorId }: { actorId: string }) {
  const list = usePages(`positions of ${actorId}`, (cursor, signal) =>
    claimline.listActorPositions(actorId, { ...cursor, limit: pageSize, signal }),
  );
  return (
    <section aria-labelledby="positions-heading">
      <h3 id="positions-heading">Positions</h3>
      <GrowingList
        list={list}
        all={`v1/actors/${actorId}/positions`}
        none="No claim that this actor makes is recorded."
      >
        {(pages) => (
          <ul class="positions">
            {pages.flatMap(({ data }) =>
              data.map((position) => (
                <Position key={position.proposition.key} of={position} here={actorId} />
              )),
            )}
          </ul>
        )}
      </GrowingList>
    </section>
  );
}

type Props = { of: ActorPosition; here: string };

function Position({ of: { proposition, position, claims }, here }: Props) {
  return (
    <li class={proposition.contested ? 'contested' : undefined}>
      <p dir="auto">
        <span class={`tag position ${position}`}>{positionWords[position]}</span>{' '}
        <Statement proposition={proposition} links here={here} />{' '}
        {proposition.contested && (
          <RecordLink kind="dispute" id={proposition.key} class="tag contested">
            ⇄ the dispute
          </RecordLink>
        )}
      </p>
      <ol class="steps">
        {claims.map((claim) => (
          <li key={claim.claimId} class={`${claim.polarity} ${claim.withdrawn ? 'withdrawn' : ''}`}>
            <RecordLink kind="claim" id={claim.claimId}>
              {actWords(claim)}
            </RecordLink>{' '}
            {claim.madeAt !== null && <small>{timeWords(claim.madeAt)}</small>}
          </li>
        ))}
      </ol>
    </li>
  );
}
