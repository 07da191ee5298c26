/** First and last second, since 1970-01-01T00:00:00Z, both inclusive; null if that side has no bound. */
export type Span = { readonly start: number | null; readonly end: number | null };

/**
 * Between which moments a record surely goes on: the latest at which it can have begun, and the earliest at which it can
 * have ended. If it does not last throughout, they are its last and its first possible moment. Null if there is none.
 */
export type Inner = { readonly latestStart: number | null; readonly earliestEnd: number | null };

/**
 * One of several stretches that a time stands for. It is sure if the record took place in it, as in each member of a set
 * of which all are meant.
 */
export type Stretch = Span & { readonly sure: boolean };

type Stretches = { readonly stretches?: readonly Stretch[] | undefined };

/**
 * Tells if a record may lie in the window: one of its stretches overlaps it. A record without a bound reaches for ever on
 * that side.
 */
export function possible({ stretches = [], ...record }: Span & Stretches, window: Span): boolean {
  if (!overlaps(record, window)) return false;
  return stretches.length === 0 || stretches.some((stretch) => overlaps(stretch, window));
}

function overlaps(record: Span, window: Span): boolean {
  const reachesIn = window.start === null || record.end === null || record.end >= window.start;
  const beginsInTime = window.end === null || record.start === null || record.start <= window.end;
  return reachesIn && beginsInTime;
}

/**
 * Tells if a record certainly lies in the window: all of it is inside. A record without a bound is not inside on a side
 * that the window bounds. A side that the window leaves open rules nothing out.
 */
export function certain(record: Span, window: Span): boolean {
  const beginsInside = window.start === null || (record.start !== null && record.start >= window.start);
  const endsInside = window.end === null || (record.end !== null && record.end <= window.end);
  return beginsInside && endsInside;
}

/**
 * Tells if a record is surely going on at some moment of the window, whenever it really began and ended; of a set of
 * which all members are meant, one that surely lies inside is enough. What is certain in a window is under way in it, and
 * what is under way in it is possible.
 */
export function underWay({ stretches = [], ...record }: Inner & Stretches, window: Span): boolean {
  const sure = stretches.filter((stretch) => stretch.sure);
  if (sure.some((stretch) => certain(stretch, window))) return true;
  const hasBegun = window.end === null || (record.latestStart !== null && record.latestStart <= window.end);
  const hasNotEnded =
    window.start === null || (record.earliestEnd !== null && record.earliestEnd >= window.start);
  return hasBegun && hasNotEnded;
}
