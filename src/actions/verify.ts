import { anchor, type Patience } from '../domain/anchoring.ts';
import { ClaimlineError } from '../domain/errors.ts';
import type { Source } from '../domain/source.ts';
import { SourceText } from '../domain/source-text.ts';
import type { Store } from '../domain/store.ts';
import type { LocatorState, SourceVerification, VerificationCounts } from '../domain/verification.ts';

/**
 * Looks up, in a text of a source, every passage that claims point to. Changes nothing.
 * @param bytes the text as UTF-8
 * @throws ClaimlineError `not_found` for an unknown source, `invalid_parameter` for a text that is not UTF-8,
 * `deadline_exceeded` when the signal is aborted or the time is up
 */
export async function verifySource(
  store: Store,
  sourceId: string,
  bytes: Uint8Array,
  patience: Patience = {},
): Promise<SourceVerification> {
  const held = await store.read('source', sourceId);
  if (held === null) throw unknownSource(sourceId);
  const recorded: Pick<Source, 'contentSha256'> = JSON.parse(held.body);
  const text = new SourceText(bytes);
  const found = await store.locators(sourceId);
  const anchors = await anchor(text, found, patience);
  const counts: VerificationCounts = { anchored: 0, moved: 0, ambiguous: 0, missing: 0 };
  const locators = found.map(({ claimId, position, start, end, paragraph }, index): LocatorState => {
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
    sourceId,
    contentLength: text.length,
    contentSha256: text.sha256,
    sameContent: recorded.contentSha256 === null ? null : recorded.contentSha256 === text.sha256,
    counts,
    locators,
  };
}

function unknownSource(sourceId: string): ClaimlineError {
  const detail = `There is no source with the id ${JSON.stringify(sourceId)}.`;
  return new ClaimlineError('not_found', detail, [{ parameter: 'sourceId', detail, code: 'not_found' }]);
}
