import type { Coordinates } from './coordinates.ts';
import { type Copy, type Passage, type Place, sha256 } from './copy.ts';
import type { Meter } from './meter.ts';
import { compatible, type Placement, settled } from './passages.ts';

/** The recorded text, as far as it is known. */
export type RecordedText = { contentSha256: string | null; contentLength: number | null };

/** Maximum number of shifts that are compared with the places by form. */
const rivalsMax = 8;

/**
 * Finds the passages that stand at their recorded places. The places are those of the copy as it is, else those of one
 * other form of its text: the form with which most passages stand at their places.
 */
export function* ownPlaces<P extends Passage>(
  copy: Copy,
  passages: readonly P[],
  recorded: RecordedText,
  meter: Meter,
): Generator<void, Map<P, Place>> {
  const found = new Map<P, Place>();
  for (const passage of passages) {
    yield* meter.pause();
    const place = placeIn(copy, undefined, passage, meter);
    if (place !== null) found.set(passage, place);
  }
  const displaced = passages.filter((passage) => !found.has(passage));
  if (displaced.length === 0) return found;
  const placed = [...found].map(([passage, place]) => ({ passage, place, weight: settled }));
  const inForm = yield* placesInForm(copy, displaced, recorded, meter);
  for (const { passage, place } of compatible(placed, inForm)) found.set(passage, place);
  return found;
}

/** Returns the placements of displaced passages in the form that explains most of them. */
function* placesInForm<P extends Passage>(
  copy: Copy,
  displaced: readonly P[],
  recorded: RecordedText,
  meter: Meter,
): Generator<void, Placement<P>[]> {
  const attempts: { coordinates: Coordinates; placements: Placement<P>[] }[] = [];
  for (const coordinates of copy.coordinates.filter(({ size }) => size > 0)) {
    const placements: Placement<P>[] = [];
    for (const passage of displaced) {
      yield* meter.pause();
      const place = placeIn(copy, coordinates, passage, meter);
      if (place !== null) placements.push({ passage, place, weight: 1 });
    }
    if (placements.length > 0) attempts.push({ coordinates, placements });
  }
  // The sort is stable: between equals, the coordinates of fewer forms stay first.
  attempts.sort((a, b) => b.placements.length - a.placements.length);
  for (const { coordinates, placements } of attempts) {
    if (isRecorded(coordinates, copy, recorded)) return placements;
    const rival = yield* bestShift(copy, displaced, placements, meter);
    if (coordinates.isGuess ? placements.length > rival : placements.length >= rival) return placements;
  }
  return [];
}

/** Returns the place of a passage if it stands at its recorded place, in the copy or in other coordinates of it. */
function placeIn(
  copy: Copy,
  coordinates: Coordinates | undefined,
  passage: Passage,
  meter: Meter,
): Place | null {
  meter.hashed(passage.end - passage.start);
  if (coordinates === undefined) return copy.placeAt(passage, passage.start, passage.end);
  const [start, end] = [coordinates.toCopy(passage.start), coordinates.toCopy(passage.end)];
  // The copy as it is was tried before.
  if (start === passage.start && end === passage.end) return null;
  const place = copy.placeAt(passage, start, end);
  if (place === null) return null;
  return { ...place, normalization: [...new Set([...coordinates.formsAt(start), ...place.normalization])] };
}

/** Returns true if the text in these coordinates is the very text that was recorded. */
function isRecorded(
  coordinates: Coordinates,
  { text }: Copy,
  { contentSha256, contentLength }: RecordedText,
): boolean {
  if (contentSha256 === null || coordinates.toRecorded(text.length) !== contentLength) return false;
  return sha256(coordinates.rewritten()) === contentSha256;
}

/** Returns the largest number of passages that one shift explains. Such an edit is likelier than a change of form. */
function* bestShift(
  copy: Copy,
  displaced: readonly Passage[],
  placements: readonly Placement[],
  meter: Meter,
): Generator<void, number> {
  const counts = new Map<number, number>();
  for (const { passage, place } of placements) {
    const shift = place.start - passage.start;
    if (shift !== 0) counts.set(shift, (counts.get(shift) ?? 0) + 1);
  }
  let best = 0;
  for (const [shift] of [...counts].sort(([, a], [, b]) => b - a).slice(0, rivalsMax)) {
    let explained = 0;
    for (const passage of displaced) {
      yield* meter.pause();
      meter.hashed(passage.end - passage.start);
      if (copy.placeAt(passage, passage.start + shift, passage.end + shift) !== null) explained += 1;
    }
    best = Math.max(best, explained);
  }
  return best;
}
