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
import { countWords } from '../time/words.ts';
import { DisputeBlock, DisputeTitle, disputeSummary, disputeTitle } from './dispute-block.tsx';

/** A dispute: contested propositions that oppositions connect, with the sides on each. */
export function DisputePage({ id }: { id: string }) {
  const resource = useResource(id, (signal) =>
    claimline.getDispute(id, { include: ['actors', 'events', 'sources'], signal }),
  );
  return (
    <RecordState resource={resource} kind="dispute" title={disputeTitle} about={disputeSummary}>
      {(dispute) => <Loaded dispute={dispute} />}
    </RecordState>
  );
}

function Loaded({ dispute }: { dispute: Dispute }) {
  const context = contextOf(dispute.included);
  const claims = dispute.sides.flatMap(({ holders, withdrawn }) => cardsOf([...holders, ...withdrawn]));
  const { propositionCount, propositions } = dispute;
  return (
    <article class="record dispute-page">
      <header>
        <p class="kind">
          dispute <span class="tag contested">⇄ contested</span>
        </p>
        <h2 dir="auto">
          <DisputeTitle dispute={dispute} names={context} />
        </h2>
        <p class="why">{disputeSummary(dispute)}</p>
        {!dispute.complete && (
          <p class="why">
            It has {countWords(propositionCount, 'statement')}; the {propositions.length} with the most claims
            are shown.
          </p>
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
        <Cite of={`dispute ${dispute.id}`} cited={(signal) => citedDispute(dispute, signal)} />
        <a href={`v1/disputes/${dispute.id}`}>JSON</a>
      </footer>
    </article>
  );
}
