import { parseFingerprint } from '../fingerprint.ts';
import { limits } from '../limits.ts';
import { type Copy, type Passage, type Place, View } from './copy.ts';
import { searchByHash } from './hash-search.ts';
import type { Meter } from './meter.ts';
import { type Form, forms } from './normal-forms.ts';
import { rewrite } from './rewriting.ts';
import { searchByFingerprint } from './rolling-search.ts';

/** Finds all places of the copy where the words of a passage stand. */

export type Candidates<P extends Passage> = Map<P, Place[]>;

/** Returns the places of each passage, in the order of the copy; none for a passage that stands nowhere. */
export function* candidatesOf<P extends Passage>(
  copy: Copy,
  passages: readonly P[],
  meter: Meter,
): Generator<void, Candidates<P>> {
  const found: Candidates<P> = new Map(passages.map((passage) => [passage, []]));
  const isMarked = ({ quoteFingerprint }: P) => Boolean(quoteFingerprint);
  yield* findMarked(copy, passages.filter(isMarked), found, meter);
  const unmarked = passages.filter((passage) => !isMarked(passage));
  yield* findUnmarked(copy, unmarked, found, meter);
  return found;
}

/** Finds passages with fingerprints, which are those of the plain form: one scan finds them in every form. */
function* findMarked<P extends Passage>(
  copy: Copy,
  passages: readonly P[],
  found: Candidates<P>,
  meter: Meter,
): Generator<void, void> {
  if (passages.length === 0) return;
  const { plain } = copy;
  const sought = passages.map((passage) => {
    const { start, end, plainLength, quoteFingerprint } = passage;
    const length = plainLength ?? end - start;
    const take = (at: number) => {
      meter.hashed(length);
      return addPlace(copy, plain, passage, at, length, found);
    };
    return { length, fingerprint: parseFingerprint(quoteFingerprint ?? ''), take };
  });
  yield* searchByFingerprint(plain.text, sought);
}

/** Finds passages without fingerprints: as they are, then by the hash of their plain form or with forms undone. */
function* findUnmarked<P extends Passage>(
  copy: Copy,
  passages: readonly P[],
  found: Candidates<P>,
  meter: Meter,
): Generator<void, void> {
  const missing = () => passages.filter((passage) => found.get(passage)?.length === 0);
  const asTheyAre = passages.map((passage) => soughtAs(passage, passage.quoteSha256));
  yield* findInView(copy, new View(copy, []), asTheyAre, found, meter);
  const plain = missing().flatMap((passage) => {
    const { plainSha256, plainLength } = passage;
    return plainSha256 && plainLength ? [{ ...soughtAs(passage, plainSha256), length: plainLength }] : [];
  });
  if (plain.length > 0) yield* findInView(copy, copy.plain, plain, found, meter);
  for (const undone of missing().length > 0 ? undoableIn(copy) : []) {
    const rest = missing().filter(({ plainSha256 }) => !plainSha256);
    if (rest.length === 0) return;
    const sought = rest.map((passage) => soughtAs(passage, passage.quoteSha256));
    yield* findInView(copy, new View(copy, undone), sought, found, meter);
  }
}

type SoughtPassage<P> = { passage: P; length: number; was: number; sha256: string };

const soughtAs = <P extends Passage>(passage: P, sha256: string): SoughtPassage<P> => {
  return { passage, length: passage.end - passage.start, was: passage.start, sha256 };
};

function* findInView<P extends Passage>(
  copy: Copy,
  view: View,
  sought: readonly SoughtPassage<P>[],
  found: Candidates<P>,
  meter: Meter,
): Generator<void, void> {
  const places = yield* searchByHash(view.text, sought, limits.candidatesComparedMax, meter);
  for (const [{ passage, length }, starts] of places) {
    for (const start of starts) addPlace(copy, view, passage, start, length, found);
  }
}

/** Adds a place of a view if the passage stands there in the copy. Returns false once there are enough places. */
function addPlace<P extends Passage>(
  copy: Copy,
  view: View,
  passage: P,
  start: number,
  length: number,
  found: Candidates<P>,
): boolean {
  const places = found.get(passage) ?? [];
  const place = copy.placeAt(passage, view.toCopy(start), view.toCopy(start + length));
  if (place !== null) places.push(place);
  return places.length < limits.candidatesComparedMax;
}

/** Returns each choice of forms that can be undone in this copy, fewest first. */
function undoableIn({ whole }: Copy): Form[][] {
  const choices: Form[][] = [[]];
  for (const form of forms) {
    if (rewrite(whole, form.undo).text === whole) continue;
    choices.push(...choices.map((choice) => [...choice, form]));
  }
  return choices.slice(1).sort((a, b) => a.length - b.length);
}
