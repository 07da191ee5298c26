import { EvidenceIn } from '../evidence/evidence-in.tsx';
import { RecordLink } from '../parts/record-link.tsx';
import { TextBlock } from '../parts/text.tsx';
import type { Actor, Claim, Source } from '../state/schemas.ts';
import { termWords, timeWords } from '../time/words.ts';

type Props = {
  claim: Claim;
  actors: ReadonlyMap<string, Actor>;
  sources: ReadonlyMap<string, Source>;
  /** Whether the claim leads to its own page; it does not there. */
  linked?: boolean;
};

/** One claim: who, how, when, how sure, what the editor makes of it, and where it stands written. */
export function ClaimCard({ claim, actors, sources, linked = true }: Props) {
  const { claimantId, act, statement, certainty, status, madeAt, withdrawn } = claim;
  return (
    <div class={withdrawn ? 'claim withdrawn' : 'claim'}>
      <p class="claimant">
        <RecordLink kind="actor" id={claimantId}>
          {actors.get(claimantId)?.name ?? claimantId}
        </RecordLink>{' '}
        <span class="act">{termWords(act)}</span>
      </p>
      <TextBlock class="statement" struck={withdrawn}>
        {statement}
      </TextBlock>
      <p class="details">
        {withdrawn && <span class="tag">withdrawn</span>}
        <span>{timeWords(madeAt)}</span>
        {certainty !== 'underspecified' && (
          <span title="How certain the speaker is">says it is {termWords(certainty)}</span>
        )}
        <span title="What the editor of the dataset makes of it" class={`tag status ${status}`}>
          {termWords(status)}
        </span>
      </p>
      {sourcesOf(claim).map((sourceId) => (
        <EvidenceIn key={sourceId} claim={claim} sourceId={sourceId} source={sources.get(sourceId)} />
      ))}
      {linked && (
        <p class="more">
          <RecordLink kind="claim" id={claim.id}>
            This claim
          </RecordLink>
        </p>
      )}
    </div>
  );
}

/** The sources in the evidence of a claim, and those through which it was reported. */
const sourcesOf = ({ evidence, attributionChain }: Claim): string[] => [
  ...new Set([...evidence, ...attributionChain].flatMap(({ sourceId }) => sourceId ?? [])),
];
