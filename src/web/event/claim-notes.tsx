import { TakenBack, Withdrawals } from '../dispute/withdrawals.tsx';
import { actWords } from '../parts/act-words.ts';
import { RecordLink } from '../parts/record-link.tsx';
import { Text, TextBlock } from '../parts/text.tsx';
import type { Actor, Claim } from '../state/schemas.ts';
import { termWords, timeWords } from '../time/words.ts';

/** Parts of the page of a claim: the editor's notes, and the other claims that bear on it. */

/** Other claims on the same statement, where no dispute shows them: one side may have been taken back. */
export function OnTheSame({
  claims,
  actors,
}: {
  claims: readonly Claim[];
  actors: ReadonlyMap<string, Actor>;
}) {
  if (claims.length === 0) return null;
  return (
    <Withdrawals claims={claims.map((claim) => ({ ...claim, actorId: claim.claimantId }))}>
      <section aria-labelledby="same-heading">
        <h3 id="same-heading">Others on the same statement</h3>
        <ul class="plain">
          {claims.map((claim) => (
            <li key={claim.id}>
              <RecordLink kind="actor" id={claim.claimantId}>
                {actors.get(claim.claimantId)?.name ?? claim.claimantId}
              </RecordLink>{' '}
              {actWords(claim)}:{' '}
              <RecordLink kind="claim" id={claim.id}>
                {claim.withdrawn ? <s>{claim.statement}</s> : claim.statement}
              </RecordLink>{' '}
              <small>
                {timeWords(claim.madeAt)}
                {claim.withdrawn && (
                  <>
                    , <TakenBack claimId={claim.id} />
                  </>
                )}
              </small>
            </li>
          ))}
        </ul>
      </section>
    </Withdrawals>
  );
}

type RelationsProps = { claim: Claim; related: readonly Claim[]; relating: readonly Claim[] };

/** Relations that another claim states, as they read from this one. */
const inverse: Record<Claim['relations'][number]['type'], string> = {
  contradicts: 'contradicted by',
  supports: 'supported by',
  repeats: 'repeated by',
  corrects: 'replaced by',
  retracts: 'retracted by',
  responds_to: 'answered by',
};

/** The relations of a claim to others, in both directions. */
function Relations({ claim: { id, relations }, related, relating }: RelationsProps) {
  const rows = [
    ...relations.map(({ type, claimId, basis }) => ({
      words: termWords(type),
      claimId,
      basis,
      statement: related.find((each) => each.id === claimId)?.statement ?? claimId,
    })),
    ...relating.flatMap((other) =>
      other.relations
        .filter(({ claimId }) => claimId === id)
        .map(({ type, basis }) => ({
          words: inverse[type],
          claimId: other.id,
          basis,
          statement: other.statement,
        })),
    ),
  ];
  if (rows.length === 0) return null;
  return (
    <>
      <dt>Other claims</dt>
      <dd>
        <ul class="plain">
          {rows.map(({ words, claimId, basis, statement }) => (
            <li key={`${words} ${claimId}`}>
              {words}{' '}
              <RecordLink kind="claim" id={claimId}>
                {statement}
              </RecordLink>{' '}
              ({termWords(basis)})
            </li>
          ))}
        </ul>
      </dd>
    </>
  );
}

/** The editor's notes on a claim, and its relations to other claims. */
export function Editor({ claim, ...others }: RelationsProps) {
  const { statusNote, madeAt, extraction } = claim;
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
      <Relations claim={claim} {...others} />
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
