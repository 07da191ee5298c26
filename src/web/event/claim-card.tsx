import { TakenBack } from '../dispute/withdrawals.tsx';
import { EvidenceIn } from '../evidence/evidence-in.tsx';
import { actWords } from '../parts/act-words.ts';
import { RecordLink } from '../parts/record-link.tsx';
import { TextBlock } from '../parts/text.tsx';
import type { Actor, Claim, PositionClaim, PositionHolder, Source } from '../state/schemas.ts';
import { termWords, timeWords } from '../time/words.ts';

/** Members of a claim that a card shows. */
export type CardClaim = Pick<
  Claim,
  | 'id'
  | 'claimantId'
  | 'act'
  | 'polarity'
  | 'statement'
  | 'certainty'
  | 'status'
  | 'madeAt'
  | 'withdrawn'
  | 'evidence'
  | 'attributionChain'
>;

type Props = {
  claim: CardClaim;
  actors: ReadonlyMap<string, Actor>;
  sources: ReadonlyMap<string, Source>;
  /** False on the page of the claim itself, which needs no link to it. */
  linked?: boolean;
  /** True within a dispute, where the editor's judgement "contested" would say nothing new. */
  inDispute?: boolean;
};

/** Judgements that the mark of a withdrawn claim says already. */
const ofWithdrawn: readonly Claim['status'][] = ['retracted', 'superseded'];

/** A claim: the claimant, act, statement, date, certainty, the editor's status, and the evidence. */
export function ClaimCard({ claim, actors, sources, linked = true, inDispute = false }: Props) {
  const { claimantId, statement, certainty, status, madeAt, withdrawn } = claim;
  const isSaid = (inDispute && status === 'contested') || (withdrawn && ofWithdrawn.includes(status));
  return (
    <div class={withdrawn ? 'claim withdrawn' : 'claim'}>
      <p class="claimant">
        <RecordLink kind="actor" id={claimantId}>
          {actors.get(claimantId)?.name ?? claimantId}
        </RecordLink>{' '}
        <span class="act">{actWords(claim)}</span>
      </p>
      <TextBlock class="statement" struck={withdrawn}>
        {statement}
      </TextBlock>
      <p class="details">
        {madeAt !== null && <span>{timeWords(madeAt)}</span>}
        {withdrawn && (
          <span class="tag">
            <TakenBack claimId={claim.id} />
          </span>
        )}
        {certainty !== 'underspecified' && (
          <span title="How certain the speaker is">says it is {termWords(certainty)}</span>
        )}
        {!isSaid && (
          <span title="What the editor of the dataset makes of it" class={`tag status ${status}`}>
            {status === 'unreviewed' ? 'unreviewed' : `editor: ${termWords(status)}`}
          </span>
        )}
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

/** Returns the sources of a claim: those of its evidence, and those that reported it. */
const sourcesOf = ({ evidence, attributionChain }: CardClaim): string[] => [
  ...new Set([...evidence, ...attributionChain].flatMap(({ sourceId }) => sourceId ?? [])),
];

/** The claims of the holders of a position, as cards. */
export const cardsOf = (holders: readonly PositionHolder[]): CardClaim[] =>
  holders.flatMap(({ actorId, claims }) => claims.map((claim) => cardOf(actorId, claim)));

const cardOf = (claimantId: string, { claimId, ...claim }: PositionClaim): CardClaim => ({
  ...claim,
  id: claimId,
  claimantId,
});
