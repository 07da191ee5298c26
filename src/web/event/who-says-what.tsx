import { useState } from 'preact/hooks';
import { DisputeBlock, DisputeTitle, disputeSummary } from '../dispute/dispute-block.tsx';
import { GrowingList } from '../parts/more.tsx';
import { usePages } from '../parts/paged.ts';
import { RecordLink } from '../parts/record-link.tsx';
import { Speakers } from '../parts/speakers.tsx';
import { isLong, Statement } from '../parts/statement.tsx';
import { Fold } from '../parts/text.tsx';
import { type Context, contextOf } from '../state/records.ts';
import type { Claim, Dispute, Proposition } from '../state/schemas.ts';
import { countWords, numberWords } from '../time/words.ts';
import { ClaimCard } from './claim-card.tsx';
import { type Dossier, disputesOf } from './event-data.ts';

/** The claims about an event: its disputes first, each as one block, then undisputed propositions as a list. */

const firstAgreed = 8;
const agreedAtOnce = 100;

export function WhoSaysWhat(dossier: Dossier) {
  const { claims, disputes, disputeCount, agreed, whole } = dossier;
  if (disputes.length === 0 && agreed.length === 0) {
    return <p class="nothing">Nobody has claimed anything about it yet.</p>;
  }
  return (
    <section class="claims" aria-labelledby="claims-heading">
      <h3 id="claims-heading">Who says what</h3>
      <p class="why">
        {[
          countWords(claims.length, 'claim'),
          ...(disputes.length > 0 ? [countWords(disputeCount, 'dispute')] : []),
          ...(agreed.length > 0 ? [`${countWords(agreed.length, 'statement')} that nobody disputes`] : []),
        ].join(', ')}
        {!whole && '; of claims and undisputed statements, the first ones'}
      </p>
      <CompareParties dossier={dossier} />
      {disputes.length > 0 && <Disputes dossier={dossier} />}
      {agreed.length > 0 && <Agreed dossier={dossier} headed={disputes.length > 0} />}
    </section>
  );
}

/** Links to the comparison of two claimants: two opposed ones if there is a dispute. */
function CompareParties({ dossier: { event, claims, disputes } }: { dossier: Dossier }) {
  const opposed = disputes.flatMap(({ sides }) =>
    sides.flatMap(({ polarity, holders }) => (polarity === 'unknown' ? [] : (holders[0]?.actorId ?? []))),
  );
  const speakers = [...new Set([...opposed, ...claims.map(({ claimantId }) => claimantId)])];
  if (speakers.length < 2) return null;
  return (
    <p class="compare">
      <RecordLink kind="parties" id={speakers.slice(0, 2).join(',')} event={event.id}>
        Compare parties
      </RecordLink>
    </p>
  );
}

function Disputes({ dossier }: { dossier: Dossier }) {
  const { event, disputes, disputeCount, nextDisputes, context } = dossier;
  const [more, setMore] = useState(false);
  return (
    <div class="disputes">
      <DisputeSections disputes={disputes} context={context} />
      {nextDisputes !== null &&
        (more ? (
          <LaterDisputes eventId={event.id} cursor={nextDisputes} />
        ) : (
          <>
            <button type="button" class="next" onClick={() => setMore(true)}>
              {countWords(disputeCount - disputes.length, 'more dispute')}
            </button>
            <a class="scripts-off" href={`v1/disputes?eventId=${event.id}`}>
              All, as JSON
            </a>
          </>
        ))}
    </div>
  );
}

function LaterDisputes({ eventId, cursor }: { eventId: string; cursor: string }) {
  const list = usePages(`disputes of ${eventId} from ${cursor}`, (next, signal) =>
    disputesOf(eventId, { cursor, ...next, signal }),
  );
  return (
    <GrowingList list={list} all={`v1/disputes?eventId=${eventId}`} none="">
      {(pages) =>
        pages.map(({ data, included, page }) => (
          <DisputeSections key={page.nextCursor} disputes={data} context={contextOf(included)} />
        ))
      }
    </GrowingList>
  );
}

function DisputeSections({ disputes, context }: { disputes: readonly Dispute[]; context: Context }) {
  return (
    <>
      {disputes.map((dispute) => (
        <section key={dispute.id} aria-labelledby={`dispute-${dispute.id}`}>
          <h4 id={`dispute-${dispute.id}`} class="dispute-title" dir="auto">
            <RecordLink kind="dispute" id={dispute.id}>
              <span aria-hidden="true">⇄ </span>
              <DisputeTitle dispute={dispute} names={context} />
            </RecordLink>
          </h4>
          <p class="why">{disputeSummary(dispute)}</p>
          <DisputeBlock dispute={dispute} context={context} level={5} />
        </section>
      ))}
    </>
  );
}

function Agreed({ dossier, headed }: { dossier: Dossier; headed: boolean }) {
  const [most, setMost] = useState(agreedAtOnce);
  const byKey = Map.groupBy(dossier.claims, ({ proposition }) => proposition.key);
  const sorted = dossier.agreed.toSorted((a, b) => b.claimCount - a.claimCount);
  const row = (proposition: Proposition) => (
    <AgreedRow
      key={proposition.key}
      proposition={proposition}
      claims={byKey.get(proposition.key) ?? []}
      dossier={dossier}
    />
  );
  const rest = sorted.slice(firstAgreed, most);
  return (
    <div>
      {headed && <h4>Nobody disputes</h4>}
      <ul class="agreed">{sorted.slice(0, firstAgreed).map(row)}</ul>
      {rest.length > 0 && (
        <details class="rest">
          <summary>{numberWords(sorted.length - firstAgreed)} more that nobody disputes</summary>
          <ul class="agreed">{rest.map(row)}</ul>
          {sorted.length > most && (
            <button type="button" class="quiet" onClick={() => setMost(most + agreedAtOnce)}>
              {numberWords(sorted.length - most)} more
            </button>
          )}
        </details>
      )}
    </div>
  );
}

type RowProps = { proposition: Proposition; claims: readonly Claim[]; dossier: Dossier };

function AgreedRow({ proposition, claims, dossier: { event, context } }: RowProps) {
  return (
    <li>
      <p class="proposition" dir="auto">
        <Statement proposition={proposition} names={context} links here={event.id} />
      </p>
      {isLong(proposition) && <Fold />}
      <SaidBy claims={claims} context={context} />
      {claims.length > 0 && (
        <details class="rest">
          <summary>{countWords(claims.length, 'claim')}</summary>
          <div class="cards">
            {claims.map((claim) => (
              <ClaimCard key={claim.id} claim={claim} {...context} />
            ))}
          </div>
        </details>
      )}
    </li>
  );
}

const sideWords = { positive: 'Affirmed by', negative: 'Denied by', unknown: 'Left open by' } as const;

function SaidBy({ claims, context }: { claims: readonly Claim[]; context: Dossier['context'] }) {
  const bySide = [...Map.groupBy(claims, ({ polarity }) => polarity)];
  return (
    <p class="said-by">
      {bySide.map(([polarity, own], index) => (
        <span key={polarity}>
          {index > 0 && '. '}
          {sideWords[polarity]}{' '}
          <Speakers ids={own.map(({ claimantId }) => claimantId)} actors={context.actors} />
        </span>
      ))}
    </p>
  );
}
