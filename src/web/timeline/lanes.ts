/**
 * Puts items that would overlap into different lanes. Each goes into the first lane that has room.
 * @param items from left to right
 * @returns the lane of each item
 */
export function lanesOf(items: readonly { left: number; right: number }[], gap: number): number[] {
  const ends: number[] = [];
  return items.map(({ left, right }) => {
    const free = ends.findIndex((end) => end + gap <= left);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = right;
    return lane;
  });
}
