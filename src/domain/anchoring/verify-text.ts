import { limits } from '../limits.ts';
import type { Source } from '../source.ts';
import type { Locator, Unlocated } from '../store.ts';
import { utf8Of } from '../text-encoding.ts';
import type { LocatorState, SourceVerification, VerificationCounts } from '../verification.ts';
import { type Anchor, anchor } from './anchor.ts';
import { contextsOf } from './context.ts';
import { locatorAt } from './locator-at.ts';
import { SourceText } from './source-text.ts';

type RecordedSource = Pick<Source, 'id' | 'contentSha256' | 'contentLength'>;

/**
 * Looks in a copy of the text of a source for every passage that claims cite.
 * @param bytes the text as UTF-8, or as UTF-16 with a byte order mark
 * @throws ClaimlineError `invalid_parameter` for another encoding, `deadline_exceeded` if the time is up
 */
export async function verifyText(
  source: RecordedSource,
  { located: recorded, unlocated }: { located: readonly Locator[]; unlocated: readonly Unlocated[] },
  bytes: Uint8Array,
  deadlineMs?: number,
): Promise<SourceVerification> {
  const text = new SourceText(utf8Of(bytes));
  const anchors = await anchor(text, recorded, source, deadlineMs);
  const counts: VerificationCounts = { anchored: 0, moved: 0, ambiguous: 0, missing: 0 };
  const locators = recorded.map((locator, index): LocatorState => {
    const found = anchors[index] ?? { state: 'missing', place: null, candidates: [] };
    counts[found.state] += 1;
    return stateOf(locator, found, text, source.contentLength);
  });
  const { contentSha256 } = source;
  return {
    sourceId: source.id,
    contentLength: text.length,
    contentSha256: text.sha256,
    sameContent: contentSha256 === null ? null : contentSha256 === text.sha256,
    counts,
    locators,
    unlocated: [...unlocated],
  };
}

/** Least share of the recorded length that a whole copy has. */
const wholeMin = 0.95;

function stateOf(
  locator: Locator,
  { state, place, candidates }: Anchor,
  text: SourceText,
  recordedLength: number | null,
): LocatorState {
  const { claimId, position, start, end, paragraph } = locator;
  return {
    claimId,
    position,
    start,
    end,
    paragraph,
    state,
    normalization: place?.normalization ?? [],
    found: place && locatorAt(text, place.start, place.end),
    candidates: candidates
      .slice(0, limits.candidatesListedMax)
      .map((candidate) => ({ start: candidate.start, end: candidate.end })),
    hint: hintFor(locator, state, text, recordedLength),
  };
}

function hintFor(
  locator: Locator,
  state: Anchor['state'],
  { length }: SourceText,
  recordedLength: number | null,
): string | null {
  // A copy that is cut short may simply lack the passage. Line ends and Unicode forms make a copy a little shorter.
  const isWhole = length >= locator.end && length >= (recordedLength ?? 0) * wholeMin;
  if (state === 'missing' && locator.plainSha256 === null && isWhole) {
    return 'A locator with plainSha256 and plainLength is found in copies with other spaces or quotation marks too.';
  }
  if (state !== 'ambiguous') return null;
  return contextsOf(locator, recordedLength).length === 0
    ? 'A locator with prefixSha256 and suffixSha256 tells the passage from equal words elsewhere.'
    : 'The text around these places is not the recorded text around the passage, or is the same at several of them.';
}
