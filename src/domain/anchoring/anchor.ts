import { ClaimlineError } from '../errors.ts';
import type { AnchorState } from '../evidence.ts';
import { candidatesOf } from './candidates.ts';
import { Copy, type Passage, type Place } from './copy.ts';
import { Meter } from './meter.ts';
import { ownPlaces, type RecordedText } from './own-places.ts';
import { Placing } from './placing.ts';
import type { SourceText } from './source-text.ts';

/**
 * Finds passages in a copy of a text by length and hash, because the recorded text is not stored. Never guesses: a
 * passage is placed at its recorded place, or by a rule of `Placing`, or not at all.
 */

export type Anchor = {
  state: AnchorState;
  /** The place of an anchored or moved passage in the copy. */
  place: Place | null;
  /** The places of an ambiguous passage. */
  candidates: Place[];
};

/**
 * Returns the state of each passage in this text, in the given order. Yields to the event loop every few milliseconds.
 * @throws ClaimlineError `deadline_exceeded` if the time is up
 */
export async function anchor(
  text: SourceText,
  passages: readonly Passage[],
  recorded: RecordedText = { contentSha256: null, contentLength: null },
  deadlineMs = Number.POSITIVE_INFINITY,
): Promise<Anchor[]> {
  const begun = performance.now();
  const search = anchors(new Copy(text), passages, recorded);
  for (let turnBegun = begun; ; ) {
    const step = search.next();
    if (step.done) return step.value;
    const now = performance.now();
    if (now - begun > deadlineMs) throw stopped(passages, deadlineMs);
    if (now - turnBegun < turnMs) continue;
    await new Promise((resume) => setImmediate(resume));
    turnBegun = performance.now();
  }
}

/** Time for which the search blocks the event loop. */
const turnMs = 10;

function stopped(passages: readonly Passage[], deadlineMs: number): ClaimlineError {
  const slow = passages.filter((passage) => !passage.quoteFingerprint).length;
  const reason =
    slow === 0
      ? ''
      : ` ${slow} of them have no quoteFingerprint, so the text must be hashed at each offset for each of their lengths: ` +
        'add fingerprints, or use claimline verify, which has no time limit.';
  return new ClaimlineError(
    'deadline_exceeded',
    `The search for ${passages.length} passages took longer than ${deadlineMs} ms.${reason}`,
  );
}

function* anchors(
  copy: Copy,
  locators: readonly Passage[],
  recorded: RecordedText,
): Generator<void, Anchor[]> {
  const meter = new Meter();
  const byPlace = passagesOf(locators);
  const passages = [...byPlace.values()];
  const own = yield* ownPlaces(copy, passages, recorded, meter);
  const displaced = passages.filter((passage) => !own.has(passage));
  const candidates = yield* candidatesOf(copy, displaced, meter);
  const placing = new Placing(copy, recorded.contentLength, own, passages, meter);
  if (displaced.length > 0) yield* placing.run(candidates);
  const found = new Map<Passage, Anchor>();
  for (const passage of passages) {
    meter.hashed(own.size);
    yield* meter.pause();
    const place = placing.placeOf(passage);
    const free = place === null ? placing.freeFor(passage, candidates.get(passage) ?? []) : [];
    found.set(passage, { state: stateOf(own.has(passage), place, free), place, candidates: free });
  }
  const missing: Anchor = { state: 'missing', place: null, candidates: [] };
  return locators.map((locator) => found.get(byPlace.get(keyOf(locator)) ?? locator) ?? missing);
}

function stateOf(isOwn: boolean, place: Place | null, free: readonly Place[]): AnchorState {
  if (place !== null) return isOwn ? 'anchored' : 'moved';
  return free.length > 0 ? 'ambiguous' : 'missing';
}

const keyOf = ({ start, end, quoteSha256 }: Passage) => `${start} ${end} ${quoteSha256}`;

/** Returns one passage for all locators of one recorded place, with every member that one of them keeps. */
function passagesOf(locators: readonly Passage[]): Map<string, Passage> {
  const passages = new Map<string, Passage>();
  for (const locator of locators) {
    const known = passages.get(keyOf(locator));
    const kept = Object.fromEntries(Object.entries(locator).filter(([, value]) => value != null));
    passages.set(keyOf(locator), { ...locator, ...known, ...kept });
  }
  return passages;
}
