/** Moves marks of the map apart whose numbers would overlap. */

export type Spot = { at: [number, number]; radius: number; fixed: boolean };

const rounds = 4;
const gap = 2;

/**
 * Returns positions for spots that do not overlap. Fixed spots stay. The others may move, since they mark several
 * places anyway.
 */
export function apart(spots: readonly Spot[]): [number, number][] {
  const places = spots.map(({ at }): [number, number] => [...at]);
  for (let round = 0; round < rounds; round += 1) {
    for (const [one, place] of places.entries()) {
      for (const [other, rest] of places.entries()) {
        if (other <= one) continue;
        const needed = (spots[one]?.radius ?? 0) + (spots[other]?.radius ?? 0) + gap;
        const [x, y] = [rest[0] - place[0], rest[1] - place[1]];
        const distance = Math.hypot(x, y);
        if (distance >= needed) continue;
        // Spots at the same position move apart sideways.
        const [right, down] = distance === 0 ? [1, 0] : [x / distance, y / distance];
        const step = (needed - distance) / 2;
        if (spots[one]?.fixed !== true) move(place, -right * step, -down * step);
        if (spots[other]?.fixed !== true) move(rest, right * step, down * step);
      }
    }
  }
  return places;
}

function move(place: [number, number], right: number, down: number): void {
  place[0] += right;
  place[1] += down;
}
