import { DisputeBlock } from '../dispute/dispute-block.tsx';
import { against } from '../dispute/sides.ts';
import { Withdrawals } from '../dispute/withdrawals.tsx';
import { CheckEvidence } from '../evidence/check-evidence.tsx';
import { actWords } from '../parts/act-words.ts';
import { ExternalIds } from '../parts/external-ids.tsx';
import { RecordLink } from '../parts/record-link.tsx';
import { RecordState } from '../parts/record-state.tsx';
import { Speakers } from '../parts/speakers.tsx';
import { isLong, Statement } from '../parts/statement.tsx';
import { Fold } from '../parts/text.tsx';
import { Cite } from '../share/cite.tsx';
import { citedClaim } from '../share/cited.ts';
import { claimline } from '../state/api.ts';
import { contextOf } from '../state/records.ts';
import { useResource } from '../state/resource.ts';
import type { Claim, ClaimDetail, Dispute } from '../state/schemas.ts';
import { momentWords } from '../time/words.ts';
import { ClaimCard } from './claim-card.tsx';
import { Editor, OnTheSame } from './claim-notes.tsx';

const include = ['actors', 'events', 'sources'] as const;

/** Returns a sentence about a claim: `Ukraine denies (contested): Ukraine firmly denied …`. */
function aboutClaim({ claim }: { claim: ClaimDetail }): string {
  const { claimantId, contested, statement, included } = claim;
  const claimant = included?.actors?.[claimantId]?.name ?? claimantId;
  return `${claimant} ${actWords(claim)}${contested ? ' (contested)' : ''}: ${statement}`;
}

/** Related claims that are named by their statements; the others are named by their ids. */
const mostRelated = 8;
/** Claims that relate to it, and claims on the same statement, that are listed. */
const mostOthers = 20;

async function loaded(id: string, signal: AbortSignal) {
  const claim = await claimline.getClaim(id, { include: [...include], signal });
  const dispute = claim.contested
    ? await claimline.getDispute(claim.proposition.key, { include: [...include], signal })
    : undefined;
  const [relating, same, ...related] = await Promise.all([
    claimline.listClaims({ relatesTo: [id], limit: mostOthers, signal }),
    claimline.listClaims({
      propositionKey: [claim.proposition.key],
      include: ['actors'],
      limit: mostOthers,
      signal,
    }),
    ...claim.relations.slice(0, mostRelated).map(({ claimId }) => claimline.getClaim(claimId, { signal })),
  ]);
  return { claim, dispute, related, relating: relating.data, same };
}

/** The page of a claim: its dispute, the claim itself, the editor's notes, and its evidence. */
export function ClaimPage({ id }: { id: string }) {
  const resource = useResource(['claim', id], (signal) => loaded(id, signal));
  return (
    <RecordState resource={resource} kind="claim" title={({ claim }) => claim.statement} about={aboutClaim}>
      {({ claim, dispute, related, relating, same }) => {
        const context = contextOf(claim.included);
        const { actors, sources } = context;
        return (
          <article class="record">
            <header>
              <p class="kind">
                claim
                {claim.contested && <span class="tag contested">⇄ contested</span>}
              </p>
              <h2 dir="auto">
                {claim.polarity === 'negative' && 'Not so: '}
                <Statement proposition={claim.proposition} names={context} />
              </h2>
              {isLong(claim.proposition) && <Fold />}
            </header>
            {dispute !== undefined && <Against claim={claim} dispute={dispute} />}
            <Withdrawals claims={[{ ...claim, actorId: claim.claimantId }]}>
              <ClaimCard claim={claim} actors={actors} sources={sources} linked={false} />
            </Withdrawals>
            {dispute === undefined && (
              <OnTheSame
                claims={same.data.filter(({ id: other }) => other !== claim.id)}
                actors={contextOf(same.included).actors}
              />
            )}
            <dl class="facts">
              <Editor claim={claim} related={related} relating={relating} />
              <ExternalIds externalIds={claim.externalIds} />
              <dt>About</dt>
              <dd>
                <ul class="plain">
                  {claim.eventIds.map((eventId) => (
                    <li key={eventId}>
                      <RecordLink kind="event" id={eventId}>
                        {claim.included?.events?.[eventId]?.title ?? eventId}
                      </RecordLink>
                    </li>
                  ))}
                </ul>
              </dd>
            </dl>
            {dispute !== undefined && <InDispute dispute={dispute} />}
            <CheckEvidence sources={[...sources.values()]} claims={[claim]} />
            <footer>
              <Cite
                of={`claim ${claim.id}`}
                cited={(signal) =>
                  citedClaim(claim, actors.get(claim.claimantId)?.name ?? claim.claimantId, signal)
                }
              />
              <a href={`v1/claims/${claim.id}`}>JSON</a>
              <span>
                version {claim.version}, {momentWords(claim.updatedAt)}
              </span>
            </footer>
          </article>
        );
      }}
    </RecordState>
  );
}

/** Says in words by which claims this one is contested. */
function Against({ claim, dispute }: { claim: Claim; dispute: Dispute }) {
  const context = contextOf(dispute.included);
  const columns = against(dispute, { propositionKey: claim.proposition.key, polarity: claim.polarity });
  if (columns.length === 0) return null;
  return (
    <ul class="against">
      {columns.map(({ letter, side, proposition }) => (
        <li key={letter}>
          <Speakers ids={side.holders.map(({ actorId }) => actorId)} actors={context.actors} />{' '}
          {proposition.key === claim.proposition.key ? (
            side.polarity === 'negative' ? (
              'denied it.'
            ) : (
              'said that it is so.'
            )
          ) : (
            <>
              {side.polarity === 'negative' ? 'denied' : 'said'}:{' '}
              <Statement proposition={proposition} names={context} />.
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The dispute in which the claim stands, as a block. */
function InDispute({ dispute }: { dispute: Dispute }) {
  const context = contextOf(dispute.included);
  return (
    <section class="disputes" aria-labelledby="dispute-heading">
      <h3 id="dispute-heading">
        <RecordLink kind="dispute" id={dispute.id}>
          The dispute
        </RecordLink>
      </h3>
      <DisputeBlock dispute={dispute} context={context} level={4} />
    </section>
  );
}
