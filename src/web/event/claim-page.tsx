import { DisputeBlock } from '../dispute/dispute-block.tsx';
import { against } from '../dispute/sides.ts';
import { CheckEvidence } from '../evidence/check-evidence.tsx';
import { ExternalIds } from '../parts/external-ids.tsx';
import { RecordLink } from '../parts/record-link.tsx';
import { RecordState } from '../parts/record-state.tsx';
import { Speakers } from '../parts/speakers.tsx';
import { isLong, Statement } from '../parts/statement.tsx';
import { Fold, Text, TextBlock } from '../parts/text.tsx';
import { Cite } from '../share/cite.tsx';
import { citedClaim } from '../share/cited.ts';
import { claimline } from '../state/api.ts';
import { contextOf } from '../state/records.ts';
import { useResource } from '../state/resource.ts';
import type { Claim, ClaimDetail, Dispute } from '../state/schemas.ts';
import { momentWords, termWords } from '../time/words.ts';
import { ClaimCard } from './claim-card.tsx';

const include = ['actors', 'events', 'sources'] as const;

/** Returns a sentence about a claim: `Ukraine denies (contested): Ukraine firmly denied …`. */
function aboutClaim({ claim }: { claim: ClaimDetail }): string {
  const { claimantId, act, contested, statement, included } = claim;
  const claimant = included?.actors?.[claimantId]?.name ?? claimantId;
  return `${claimant} ${termWords(act)}${contested ? ' (contested)' : ''}: ${statement}`;
}

/** Related claims that are named by their statements; the others are named by their ids. */
const mostRelated = 8;

/** The page of a claim: its dispute, the claim itself, the editor's notes, and its evidence. */
export function ClaimPage({ id }: { id: string }) {
  const resource = useResource(['claim', id], async (signal) => {
    const claim = await claimline.getClaim(id, { include: [...include], signal });
    const dispute = claim.contested
      ? await claimline.getDispute(claim.proposition.key, { include: [...include], signal })
      : undefined;
    const related = await Promise.all(
      claim.relations.slice(0, mostRelated).map(({ claimId }) => claimline.getClaim(claimId, { signal })),
    );
    return { claim, dispute, related };
  });
  return (
    <RecordState resource={resource} kind="claim" title={({ claim }) => claim.statement} about={aboutClaim}>
      {({ claim, dispute, related }) => {
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
            <ClaimCard claim={claim} actors={actors} sources={sources} linked={false} />
            <dl class="facts">
              <Editor claim={claim} related={related} />
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
  const columns = against(dispute, claim.proposition.key, claim.polarity);
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

/** The editor's notes on a claim, and its relations to other claims. */
function Editor({ claim, related }: { claim: Claim; related: readonly Claim[] }) {
  const { statusNote, relations, madeAt, extraction } = claim;
  return (
    <>
      {statusNote !== null && (
        <>
          <dt>The editor</dt>
          <dd>
            <TextBlock>{statusNote}</TextBlock>
          </dd>
        </>
      )}
      {madeAt?.basisNote && (
        <>
          <dt>When, and why</dt>
          <dd>
            <TextBlock>{madeAt.basisNote}</TextBlock>
          </dd>
        </>
      )}
      {relations.length > 0 && (
        <>
          <dt>Other claims</dt>
          <dd>
            <ul class="plain">
              {relations.map(({ type, claimId, basis }) => (
                <li key={`${type} ${claimId}`}>
                  {termWords(type)}{' '}
                  <RecordLink kind="claim" id={claimId}>
                    {related.find(({ id }) => id === claimId)?.statement ?? claimId}
                  </RecordLink>{' '}
                  ({termWords(basis)})
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      {extraction !== null && (
        <>
          <dt>Extracted by</dt>
          <dd>
            {extraction.method === 'human' ? 'a person' : <Text>{extraction.model ?? 'a program'}</Text>}
            {extraction.confidence !== null && `, confidence ${extraction.confidence}`}
            {extraction.reviewedBy !== null && (
              <>
                , checked by <Text>{extraction.reviewedBy}</Text>
              </>
            )}
          </dd>
        </>
      )}
    </>
  );
}
