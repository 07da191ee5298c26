import type { Checked } from '../evidence/checked.ts';
import { stateWords } from '../evidence/evidence-in.tsx';
import { RecordLink } from '../parts/record-link.tsx';
import { Text } from '../parts/text.tsx';
import type { LocatorState } from '../state/schemas.ts';
import { termWords } from '../time/words.ts';

/** The claim that rests on a passage. */
export function Note({ locator, checked }: { locator: LocatorState; checked: Checked }) {
  const { claims, actors } = checked.resting;
  const claim = claims.get(locator.claimId);
  const who = claim && actors.get(claim.claimantId)?.name;
  return (
    <>
      <span class={`tag state ${locator.state}`}>{stateWords[locator.state]}</span>{' '}
      {claim !== undefined && (
        <span class="by">
          <Text>{who ?? claim.claimantId}</Text> {termWords(claim.act)}:{' '}
        </span>
      )}
      <RecordLink kind="claim" id={locator.claimId}>
        {claim?.statement ?? locator.claimId}
      </RecordLink>
    </>
  );
}
