/** Puts what overlaps into lanes beneath each other: the first lane in which there is room. */

/** @returns the lane of each item, in the order given, and how many lanes there are; items come from left to right */
export function lanesOf(items: readonly { left: number; right: number }[], gap: number): number[] {
  const ends: number[] = [];
  return items.map(({ left, right }) => {
    const free = ends.findIndex((end) => end + gap <= left);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = right;
    return lane;
  });
}
