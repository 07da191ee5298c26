import { cardsOf } from '../event/claim-card.tsx';
import { CheckEvidence } from '../evidence/check-evidence.tsx';
import { RecordLink } from '../parts/record-link.tsx';
import { RecordState } from '../parts/record-state.tsx';
import { Cite } from '../share/cite.tsx';
import { citedDispute } from '../share/cited.ts';
import { claimline } from '../state/api.ts';
import { contextOf } from '../state/records.ts';
import { useResource } from '../state/resource.ts';
import type { Dispute } from '../state/schemas.ts';
import { countWords, numberWords } from '../time/words.ts';
import { DisputeBlock, DisputeTitle, disputeSummary } from './dispute-block.tsx';
import { disputeName } from './name.ts';

/** A dispute: contested propositions that oppositions connect, with the sides on each. */
export function DisputePage({ id }: { id: string }) {
  const resource = useResource(['dispute', id], (signal) =>
    claimline.getDispute(id, { include: ['actors', 'events', 'sources'], signal }),
  );
  return (
    <RecordState
      resource={resource}
      kind="dispute"
      title={(dispute) => disputeName(dispute, contextOf(dispute.included))}
      about={disputeSummary}
    >
      {(dispute) => <Loaded dispute={dispute} />}
    </RecordState>
  );
}

/** Returns how much of a large dispute is shown: "200 of 205 statements, 1,000 of 5,000 claims". */
function partsShown({
  propositions,
  propositionCount,
  history,
  claimCount,
  oppositions,
  oppositionCount,
}: Dispute): string {
  const part = (shown: number, all: number, one: string) =>
    shown < all ? [`${numberWords(shown)} of ${countWords(all, one)}`] : [];
  return [
    ...part(propositions.length, propositionCount, 'statement'),
    ...part(history.length, claimCount, 'claim'),
    ...part(oppositions.length, oppositionCount, 'opposed pair'),
  ].join(', ');
}

function Loaded({ dispute }: { dispute: Dispute }) {
  const context = contextOf(dispute.included);
  const claims = dispute.sides.flatMap(({ holders, withdrawn }) => cardsOf([...holders, ...withdrawn]));
  return (
    <article class="record dispute-page">
      <header>
        <p class="kind">dispute</p>
        <h2 dir="auto">
          <DisputeTitle dispute={dispute} names={context} />
        </h2>
        <p class="why">{disputeSummary(dispute)}</p>
        {!dispute.complete && (
          <p class="why">Too large to be shown whole. Shown are {partsShown(dispute)}.</p>
        )}
        {dispute.eventIds.length > 0 && (
          <p class="about-events">
            About{' '}
            {dispute.eventIds.map((eventId, index) => (
              <span key={eventId}>
                {index > 0 && ', '}
                <RecordLink kind="event" id={eventId}>
                  {context.events.get(eventId)?.title ?? eventId}
                </RecordLink>
              </span>
            ))}
          </p>
        )}
      </header>
      <DisputeBlock dispute={dispute} context={context} level={3} />
      <CheckEvidence sources={[...context.sources.values()]} claims={claims} />
      <footer>
        <Cite
          of={`dispute ${dispute.id}`}
          cited={(signal) => citedDispute(dispute, disputeName(dispute, context), signal)}
        />
        <a href={`v1/disputes/${dispute.id}`}>JSON</a>
      </footer>
    </article>
  );
}
