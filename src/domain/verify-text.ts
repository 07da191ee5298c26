import { anchor } from './anchoring.ts';
import type { Source } from './source.ts';
import { SourceText } from './source-text.ts';
import type { Locator } from './store.ts';
import type { LocatorState, SourceVerification, VerificationCounts } from './verification.ts';

/**
 * Looks in a copy of the text of a source for every passage that claims cite.
 * @param bytes the text as UTF-8
 * @throws ClaimlineError `invalid_parameter` if the text is not UTF-8, `deadline_exceeded` if the time is up
 */
export async function verifyText(
  { id, contentSha256 }: Pick<Source, 'id' | 'contentSha256'>,
  recorded: readonly Locator[],
  bytes: Uint8Array,
  deadlineMs?: number,
): Promise<SourceVerification> {
  const text = new SourceText(bytes);
  const anchors = await anchor(text, recorded, deadlineMs);
  const counts: VerificationCounts = { anchored: 0, moved: 0, ambiguous: 0, missing: 0 };
  const locators = recorded.map(({ claimId, position, start, end, paragraph }, index): LocatorState => {
    const { state, start: now } = anchors[index] ?? { state: 'missing', start: null };
    counts[state] += 1;
    return {
      claimId,
      position,
      start,
      end,
      paragraph,
      state,
      movedTo: state === 'moved' ? now : null,
      quoteFingerprint: now === null ? null : text.fingerprint(now, end - start),
    };
  });
  return {
    sourceId: id,
    contentLength: text.length,
    contentSha256: text.sha256,
    sameContent: contentSha256 === null ? null : contentSha256 === text.sha256,
    counts,
    locators,
  };
}
