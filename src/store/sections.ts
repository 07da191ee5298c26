import { type TimeCondition, widestWindow } from '../domain/condition.ts';
import type { TimeOrder } from '../domain/query.ts';
import { type Part, partsOf, type Reach, type TimeKey } from './parts.ts';

/**
 * The parts of a list in the order of its sort. `in_window` has three sections: what begins in the window, the earliest
 * first; what began before it, the latest first; what has no known start. A cursor names its section.
 */

/** A part with the direction in which its rows are read. */
export type OrderedPart = {
  part: Part;
  descending: boolean;
  /** The section of `in_window`; 0 in the other orders, which have one. */
  section: number;
  /** Rows that begin on one side of the start of their window, where calendar days have another start than moments. */
  begins: Begins | null;
};
export type Begins = 'inside' | 'before';

type Ordered = {
  time?: TimeCondition | undefined;
  hasTime?: boolean | undefined;
  sort: TimeOrder;
};

/** Returns the parts of a list in order. */
export function orderedParts({ time, hasTime, sort }: Ordered, reach: Reach): OrderedPart[] {
  const widest = time && { match: time.match, window: widestWindow(time) };
  const descending = sort === 'time_desc';
  const parts = partsOf(widest, hasTime, reach, descending);
  const start = widest?.window.start ?? null;
  if (sort !== 'in_window' || time === undefined || start === null) {
    return parts.map((part) => ({ part, descending, section: 0, begins: null }));
  }
  const known = parts.filter((part) => part.known);
  const before = known.flatMap((part) =>
    part.from < start ? [{ ...part, to: Math.min(part.to, start - 1) }] : [],
  );
  const inside = known.flatMap((part) =>
    part.to >= start ? [{ ...part, from: Math.max(part.from, start) }] : [],
  );
  const between = startsBetween(time, start, inside);
  const begins = between.length === 0 ? null : ('inside' as const);
  return [
    ...inside.map((part) => ({ part, descending: false, section: 0, begins })),
    ...between.map((part) => ({ part, descending: true, section: 1, begins: 'before' as const })),
    ...before.toReversed().map((part) => ({ part, descending: true, section: 1, begins: null })),
    ...parts
      .filter((part) => !part.known)
      .map((part) => ({ part, descending: false, section: 2, begins: null })),
  ];
}

/** Rows between the two starts that a window has for moments and for calendar days: some began before their own. */
function startsBetween(
  { window, calendar = window }: TimeCondition,
  start: number,
  inside: readonly Part[],
): Part[] {
  const last = Math.max(window.start ?? start, calendar.start ?? start) - 1;
  return last < start ? [] : inside.map((part) => ({ ...part, to: Math.min(part.to, last) }));
}

/** The section and the key of a row, as the sort key of a cursor has them. */
export const sectionedKey = (section: number, key: TimeKey, sort: TimeOrder) =>
  sort === 'in_window' ? [section, ...key] : key;

export const timeKeyShape = ['number', 'number', 'string'] as const;
export const sectionedKeyShape = ['number', ...timeKeyShape] as const;

/** Where a part is read from: after a key of its own section, from its beginning, or not at all. */
export function afterIn(
  section: number,
  after: { section: number; key: TimeKey } | undefined,
): TimeKey | 'beginning' | 'nothing' {
  if (after === undefined || section > after.section) return 'beginning';
  return section < after.section ? 'nothing' : after.key;
}
