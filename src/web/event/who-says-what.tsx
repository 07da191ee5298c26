import { useState } from 'preact/hooks';
import { DisputeBlock, DisputeTitle, disputeSummary } from '../dispute/dispute-block.tsx';
import { TakenBack, Withdrawals } from '../dispute/withdrawals.tsx';
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

/** The claims about an event: its disputes first, each as one block, then the statements that a side took back, then all others. */

const firstShown = 8;
const atOnce = 100;
const withdrawnNamed = 4;
/** Says no more than is known: the claims against it may not have been recorded. */
const noneAgainst = 'no recorded claim against them';

export function WhoSaysWhat(dossier: Dossier) {
  const { claims, disputes, disputeCount, agreed, whole } = dossier;
  if (disputes.length === 0 && agreed.length === 0) {
    return <p class="nothing">Nobody has claimed anything about it yet.</p>;
  }
  const byKey = Map.groupBy(claims, ({ proposition }) => proposition.key);
  const isWithdrawn = ({ key }: Proposition) => isTakenBack(byKey.get(key) ?? []);
  const withdrawn = agreed.filter(isWithdrawn);
  const others = agreed.filter((proposition) => !isWithdrawn(proposition));
  return (
    <section class="claims" aria-labelledby="claims-heading">
      <h3 id="claims-heading">Who says what</h3>
      <p class="why">
        {[
          countWords(claims.length, 'claim'),
          ...(disputes.length > 0 ? [countWords(disputeCount, 'dispute')] : []),
          ...(withdrawn.length > 0
            ? [`${countWords(withdrawn.length, 'statement')} that a side took back`]
            : []),
          ...(others.length > 0 ? [`${countWords(others.length, 'statement')} with ${noneAgainst}`] : []),
        ].join(', ')}
        {!whole && '; of claims and statements, the first ones'}
      </p>
      <CompareParties dossier={dossier} />
      {disputes.length > 0 && <Disputes dossier={dossier} />}
      <Withdrawals claims={claims.map((claim) => ({ ...claim, actorId: claim.claimantId }))}>
        <Statements heading="A side took it back" propositions={withdrawn} dossier={dossier} />
        <Statements heading={noneAgainst} propositions={others} dossier={dossier} />
      </Withdrawals>
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

/** Returns true if a side was taken back by all who took it. */
const isTakenBack = (claims: readonly Claim[]): boolean =>
  claims.some(
    ({ withdrawn, polarity }) =>
      withdrawn &&
      polarity !== 'unknown' &&
      !claims.some((other) => isStanding(other) && other.polarity === polarity),
  );

const isStanding = ({ act, withdrawn }: Claim): boolean => !withdrawn && act !== 'retracts';

type StatementsProps = { heading: string; propositions: readonly Proposition[]; dossier: Dossier };

function Statements({ heading, propositions, dossier }: StatementsProps) {
  const [most, setMost] = useState(atOnce);
  if (propositions.length === 0) return null;
  const byKey = Map.groupBy(dossier.claims, ({ proposition }) => proposition.key);
  const sorted = propositions.toSorted((a, b) => b.claimCount - a.claimCount);
  const row = (proposition: Proposition) => (
    <Row
      key={proposition.key}
      proposition={proposition}
      claims={byKey.get(proposition.key) ?? []}
      dossier={dossier}
    />
  );
  const rest = sorted.slice(firstShown, most);
  return (
    <div>
      <h4>{heading.charAt(0).toUpperCase() + heading.slice(1)}</h4>
      <ul class="agreed">{sorted.slice(0, firstShown).map(row)}</ul>
      {rest.length > 0 && (
        <details class="rest">
          <summary>{countWords(sorted.length - firstShown, 'more statement')}</summary>
          <ul class="agreed">{rest.map(row)}</ul>
          {sorted.length > most && (
            <button type="button" class="quiet" onClick={() => setMost(most + atOnce)}>
              {numberWords(sorted.length - most)} more
            </button>
          )}
        </details>
      )}
    </div>
  );
}

type RowProps = { proposition: Proposition; claims: readonly Claim[]; dossier: Dossier };

function Row({ proposition, claims, dossier: { event, context } }: RowProps) {
  const held = new Set(claims.filter(isStanding).map(({ polarity }) => polarity));
  const isDenied = held.has('negative') && !held.has('positive');
  return (
    <li>
      <p class="proposition" dir="auto">
        {isDenied && 'Not so: '}
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

const sideWords = { positive: 'affirmed by', negative: 'denied by', unknown: 'left open by' } as const;
const openWords: Partial<Record<Claim['act'], string>> = {
  questions: 'questioned by',
  declines_to_comment: 'no comment by',
  demands: 'demanded by',
};

const sideOf = ({ act, polarity }: Claim): string =>
  (polarity === 'unknown' ? openWords[act] : undefined) ?? sideWords[polarity];

/** Names who holds each side now, and then who held one and took it back. */
function SaidBy({ claims, context }: { claims: readonly Claim[]; context: Dossier['context'] }) {
  const standing = [...Map.groupBy(claims.filter(isStanding), sideOf)];
  const withdrawn = claims.filter((claim) => claim.withdrawn && claim.act !== 'retracts');
  return (
    <p class="said-by">
      {standing.map(([words, own]) => (
        <span key={words}>
          {words.charAt(0).toUpperCase() + words.slice(1)}{' '}
          <Speakers ids={own.map(({ claimantId }) => claimantId)} actors={context.actors} />.{' '}
        </span>
      ))}
      {withdrawn.slice(0, withdrawnNamed).map((claim) => (
        <span key={claim.id}>
          Once {sideOf(claim)} <Speakers ids={[claim.claimantId]} actors={context.actors} />,{' '}
          <TakenBack claimId={claim.id} />.{' '}
        </span>
      ))}
      {withdrawn.length > withdrawnNamed &&
        `${countWords(withdrawn.length - withdrawnNamed, 'more claim')} taken back.`}
    </p>
  );
}
