import { CheckEvidence } from '../evidence/check-evidence.tsx';
import { Copy } from '../parts/copy.tsx';
import { ExternalIds } from '../parts/external-ids.tsx';
import { RecordLink } from '../parts/record-link.tsx';
import { RecordState } from '../parts/record-state.tsx';
import { Text, TextBlock, Title } from '../parts/text.tsx';
import { claimCitation } from '../share/citation.ts';
import { claimline } from '../state/api.ts';
import { useResource } from '../state/resource.ts';
import type { Claim } from '../state/schemas.ts';
import { momentWords, termWords } from '../time/words.ts';
import { ClaimCard } from './claim-card.tsx';

/** One claim by itself: to be cited, and with how it came to be known. */
export function ClaimPage({ id }: { id: string }) {
  const resource = useResource(id, async (signal) => {
    const claim = await claimline.getClaim(id, { include: ['actors', 'events', 'sources'], signal });
    const proposition = await claimline.getProposition(claim.proposition.key, { signal });
    return { claim, proposition };
  });
  return (
    <RecordState
      resource={resource}
      kind="claim"
      title={({ proposition }) => proposition.text.replaceAll(' · ', ' ')}
    >
      {({ claim, proposition }) => {
        const actors = new Map(Object.entries(claim.included?.actors ?? {}));
        const sources = new Map(Object.entries(claim.included?.sources ?? {}));
        return (
          <article class="record">
            <header>
              <p class="kind">
                claim
                {claim.contested && <span class="tag contested">⇄ contested</span>}
              </p>
              <Title>{proposition.text.replaceAll(' · ', ' ')}</Title>
            </header>
            <ClaimCard claim={claim} actors={actors} sources={sources} linked={false} />
            <dl class="facts">
              <Editor claim={claim} />
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
            <CheckEvidence sources={[...sources.values()]} claims={[claim]} />
            <footer>
              <Copy
                label="Copy a citation"
                text={() => claimCitation(claim, actors.get(claim.claimantId)?.name ?? claim.claimantId)}
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

/** What the editor makes of the claim, and how it stands to others. */
function Editor({ claim }: { claim: Claim }) {
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
                    {claimId}
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
